import type { Write } from '../writes/write.ts';

const WORDS = {
  create: 'создать',
  add: 'добавить',
  update: 'изменить',
  post: 'провести',
  unpost: 'отменить проведение:',
  mark: 'пометить на удаление:',
} as const satisfies Record<Write['action'], string>;

/** A timeline may hold an action of another version of the bridge. */
const ACTIONS: Readonly<Record<string, string>> = WORDS;

/** What is written, as the object of a verb. */
const OBJECTS: Readonly<Record<string, string>> = {
  Document_ЗаказКлиента: 'заказ клиента',
  Catalog_Партнеры: 'партнёра',
  Catalog_Контрагенты: 'контрагента',
  Catalog_ТочкиДоставки: 'точку доставки',
  Catalog_КонтактныеЛицаПартнеров: 'контактное лицо',
  Catalog_БанковскиеСчетаКонтрагентов: 'банковский счёт контрагента',
};

/** A write into 1C and why: `создать заказ клиента — Заказа 138A ещё нет в 1С`. */
export const writeText = (write: {
  readonly action: string;
  readonly set: string;
  readonly reason: string;
}): string => `${ACTIONS[write.action] ?? write.action} ${OBJECTS[write.set] ?? write.set} — ${write.reason}`;
