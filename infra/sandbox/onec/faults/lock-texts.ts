/** What holds a lock: a transaction, one that lasts too long, a person's form, somebody's newer version. */
export const LOCKS = ['transaction', 'timeout', 'user', 'version'] as const;

/** The platform's words for them, on Russian and on English servers. */
export const LOCK_TEXTS: Readonly<Record<(typeof LOCKS)[number], Readonly<Record<'ru' | 'en', string>>>> = {
  transaction: {
    ru: 'Конфликт блокировок при выполнении транзакции: Неразрешимый конфликт блокировок',
    en: 'Lock conflict during transaction execution: Unresolvable lock conflict',
  },
  timeout: {
    ru: 'Превышено максимальное время ожидания предоставления блокировки',
    en: 'Lock request time out period exceeded',
  },
  user: {
    ru: 'Ошибка блокировки объекта. Объект уже заблокирован: компьютер: SKLAD-1, пользователь: Кладовщик, сеанс: 15',
    en: 'Object lock error. The object is already locked: computer: SKLAD-1, user: Storekeeper, session: 15',
  },
  version: {
    ru: 'Действие не выполнено: данные были изменены или удалены другим пользователем',
    en: 'The data was changed or deleted by another user',
  },
};
