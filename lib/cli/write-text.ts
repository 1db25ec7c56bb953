const ACTIONS: Readonly<Record<string, string>> = {
  create: 'создать',
  add: 'добавить',
  update: 'изменить',
  post: 'провести',
};

/** What is written, as the object of a verb. */
const OBJECTS: Readonly<Record<string, string>> = {
  Document_ЗаказКлиента: 'заказ клиента',
  Catalog_Партнеры: 'партнёра',
  Catalog_Контрагенты: 'контрагента',
  Catalog_ТочкиДоставки: 'точку доставки',
};

/** A write into 1C and why: `создать заказ клиента — Заказа 138A ещё нет в 1С`. */
export const writeText = (write: {
  readonly action: string;
  readonly set: string;
  readonly reason: string;
}): string => `${ACTIONS[write.action] ?? write.action} ${OBJECTS[write.set] ?? write.set} — ${write.reason}`;
