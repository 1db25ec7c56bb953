import { newOrder, type TestBridge } from '../support/bridge.ts';

export const ORDERS = 'Document_ЗаказКлиента';
export const PARTNERS = 'Catalog_Партнеры';
export const COUNTERPARTIES = 'Catalog_Контрагенты';
export const PROPERTIES = 'ChartOfCharacteristicTypes_ДополнительныеРеквизитыИСведения';
export const RECORDS = 'InformationRegister_ДополнительныеСведения';

/** A 1C that does not keep the keys that are proposed to it. */
export const OWN_KEYS = { keepClientKeys: false };

/** Imports orders of new people and loses the state. @returns their ids. */
export async function importedAndLost(bridge: TestBridge, count: number): Promise<readonly number[]> {
  const ids = Array.from({ length: count }, () => newOrder(bridge).id);
  await bridge.importOrders(...ids);
  bridge.loseState();
  return ids;
}

/** CRM id of the order's customer. */
export const customerOf = (bridge: TestBridge, orderId: number): number =>
  (bridge.crm.order(orderId) as { readonly customer: { readonly id: number } }).customer.id;

/** Puts a document of the day of the tests' orders into 1C, as a person would. @returns its key. */
export function putDocument(bridge: TestBridge, properties: object): string {
  const key = crypto.randomUUID();
  bridge.onec.control.put(ORDERS, key, { ДатаПоДаннымКлиента: '2026-03-10T00:00:00', ...properties });
  return key;
}

const KINDS = { order: ORDERS, partner: PARTNERS, counterparty: COUNTERPARTIES };
export const NAMES = { order: 'crm_ИДЗаказа', partner: 'crm_ИДпартнера', counterparty: 'crm_ИДконтрагента' };

/** Makes a kind of additional information. @returns its key. */
export function putProperty(bridge: TestBridge, properties: object): string {
  const key = crypto.randomUUID();
  bridge.onec.control.put(PROPERTIES, key, { ЭтоДополнительноеСведение: true, ...properties });
  return key;
}

/** Puts a value of additional information beside an object of a set. */
export function putRecord(
  bridge: TestBridge,
  property: string,
  set: string,
  key: string,
  value: string,
): void {
  bridge.onec.control.put(RECORDS, `${key}|standardodata.${set}|${property}`, {
    Объект: key,
    Объект_Type: `StandardODATA.${set}`,
    Свойство_Key: property,
    Значение: value,
    Значение_Type: 'Edm.String',
  });
}

/** Notes a CRM id beside an object as the former extension did. */
type NoteId = (kind: keyof typeof KINDS, key: string, crmId: number) => void;

export function formerNotes(bridge: TestBridge): NoteId {
  const properties = {
    order: putProperty(bridge, { Имя: NAMES.order, Заголовок: 'ИД заказа' }),
    partner: putProperty(bridge, { Имя: NAMES.partner, Заголовок: 'ИД партнера' }),
    counterparty: putProperty(bridge, { Имя: NAMES.counterparty, Заголовок: 'ИД контрагента' }),
  };
  return (kind, key, crmId) => putRecord(bridge, properties[kind], KINDS[kind], key, String(crmId));
}
