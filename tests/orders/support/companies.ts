import { completeInn } from '../../../infra/sandbox/shop/tax-id.ts';
import { newOrder, shop, type TestBridge } from './bridge.ts';

/** An invented company as the CRM knows it. */
export const ROMASHKA = {
  contragentType: 'legal-entity',
  legalName: 'ООО "Ромашка-Опт"',
  legalAddress: '100001, г. Примерск, ул. Примерная, д. 10',
  INN: completeInn('770000001'),
  KPP: '770001001',
  OGRN: '1027700000001',
  OKPO: '12345678',
  BIK: '044525000',
  bank: 'Банк «Образец»',
  corrAccount: '30101810000000000000',
  bankAccount: '40702810000000000001',
} as const;

/** What an order says of a company, laid over the order of a corporate customer. */
export interface CompanyParts {
  /** Id of an order that passes to the company; a new one unless told. */
  readonly of?: number;
  readonly customerId?: number;
  readonly nickName?: string;
  /** undefined: the order names no company. */
  readonly company?: { readonly id: number; readonly name?: string } | undefined;
  readonly contragent?: Readonly<Record<string, string>>;
  readonly contact?: Readonly<Record<string, unknown>> & { readonly id: number };
  readonly order?: Readonly<Record<string, unknown>>;
}

/** Puts an order of a corporate customer into the sandbox CRM: «Ромашка» (9), company «Ромашка-Опт» (15) unless told. */
export function newCompanyOrder(
  bridge: Pick<TestBridge, 'crm'>,
  parts: CompanyParts = {},
): { readonly id: number; readonly number: string } {
  const { customerId = 9, nickName = 'Ромашка', contragent = ROMASHKA } = parts;
  const order =
    parts.of === undefined
      ? newOrder(bridge, parts.order)
      : { id: parts.of, number: String(bridge.crm.order(parts.of).number) };
  const company = 'company' in parts ? parts.company : { id: 15, name: 'Ромашка-Опт' };
  const contact = {
    type: 'customer',
    isContact: true,
    firstName: 'Пётр',
    lastName: 'Петров',
    createdAt: '2026-03-01 10:00:00',
    phones: [],
    ...(parts.contact ?? { id: 1 }),
  };
  bridge.crm.patchOrder(order.id, {
    customer: { type: 'customer_corporate', id: customerId, nickName, createdAt: '2026-02-01 10:00:00' },
    contact,
    contragent: { contragentType: contragent.contragentType ?? 'legal-entity' },
    company: company === undefined ? null : { ...company, contragent },
  });
  return order;
}

/** Puts a company into 1C, as a person would. @returns its keys. */
export function putCompany(
  { onec: { control } }: Pick<TestBridge, 'onec'>,
  properties: Readonly<Record<string, unknown>> = {},
  { phone }: { readonly phone?: string } = {},
): { readonly partner: string; readonly counterparty: string } {
  const [partner, counterparty] = [crypto.randomUUID(), crypto.randomUUID()];
  const kind = shop.contactKinds.find(({ predefinedName }) => predefinedName === 'ТелефонКонтрагента')?.key;
  const name = { Description: 'Организация 1С', НаименованиеПолное: 'Организация 1С' };
  control.put('Catalog_Партнеры', partner, { ...name, ЮрФизЛицо: 'Компания', Клиент: true });
  control.put('Catalog_Контрагенты', counterparty, {
    ...name,
    ЮрФизЛицо: 'ЮрЛицо',
    ЮридическоеФизическоеЛицо: 'ЮридическоеЛицо',
    Партнер_Key: partner,
    КонтактнаяИнформация:
      phone === undefined
        ? []
        : [
            {
              Ref_Key: counterparty,
              АдресЭП: '',
              Тип: 'Телефон',
              Вид_Key: kind,
              Представление: phone,
              НомерТелефона: phone.replace(/\D/gu, ''),
            },
          ],
    ...properties,
  });
  return { partner, counterparty };
}
