import type { EntityOf } from '../../onec/ut/describe.ts';
import type {
  дополнительныеРеквизитыИСведения,
  дополнительныеСведения,
} from '../../onec/ut/objects/additional-info.ts';
import { контрагенты, партнеры } from '../../onec/ut/objects/customers.ts';
import { заказКлиента } from '../../onec/ut/objects/order.ts';
import type { RebuiltKind } from './issues.ts';

/** A kind of additional information that the base keeps of its objects. */
export type InfoProperty = Pick<
  EntityOf<typeof дополнительныеРеквизитыИСведения>,
  'Ref_Key' | 'Имя' | 'Заголовок'
>;
/** One such piece of information about one object. */
export type InfoRecord = Pick<EntityOf<typeof дополнительныеСведения>, 'Объект' | 'Объект_Type' | 'Значение'>;

/** What the former extension meant by a kind of additional information. */
export interface FormerMeaning {
  readonly kind: RebuiltKind;
  /** The extension's own name; a title alone may be somebody else's. */
  readonly isNamed: boolean;
}

/** An order's id as the former extension kept it beside a document. */
export interface FormerOrder {
  readonly orderId: number;
  readonly isNamed: boolean;
}

/** The links of the former extension (original-import 6.1). */
export interface FormerLinks {
  /** By the key of the document. */
  readonly orders: ReadonlyMap<string, FormerOrder>;
  /** Keys by CRM id of the customer: the extension made doubles (original-import 5.6). */
  readonly partners: ReadonlyMap<number, readonly string[]>;
  readonly counterparties: ReadonlyMap<number, readonly string[]>;
}

const NAMES: Readonly<Record<string, RebuiltKind>> = {
  crm_идзаказа: 'order',
  crm_идпартнера: 'partner',
  crm_идконтрагента: 'counterparty',
};

/** Titles by which the extension's older builds knew the order's id, without a name of their own. */
export const TITLES_OF_ORDER_ID: readonly string[] = ['ИД', 'ИД заказа'];
/** Names of the former extension's properties, as it created them (original-import 6.1). */
export const NAMES_OF_IDS: readonly string[] = ['crm_ИДЗаказа', 'crm_ИДпартнера', 'crm_ИДконтрагента'];

const SETS: Readonly<Record<RebuiltKind, string>> = {
  order: заказКлиента.set,
  partner: партнеры.set,
  counterparty: контрагенты.set,
};

/**
 * What the records of a property mean. A mere title is believed for orders only, where number and day can be compared with
 * the CRM's; the same title stands for customers and contacts too, and their records tell themselves apart by their object.
 */
export function meaningOf({ Имя, Заголовок }: InfoProperty): FormerMeaning | undefined {
  const kind = NAMES[Имя.trim().toLowerCase()];
  if (kind !== undefined) {
    return { kind, isNamed: true };
  }
  return TITLES_OF_ORDER_ID.includes(Заголовок.trim()) ? { kind: 'order', isNamed: false } : undefined;
}

/** Brings records together; those of other kinds of objects, and values that are no ids, are nobody's links. */
export function collectFormer(
  found: readonly { readonly meaning: FormerMeaning; readonly records: readonly InfoRecord[] }[],
): FormerLinks {
  const orders = new Map<string, FormerOrder>();
  const customers = { partner: new Map<number, string[]>(), counterparty: new Map<number, string[]>() };
  for (const { meaning, records } of found) {
    for (const { crmId, key } of records.flatMap((record) => linkOf(record, meaning.kind))) {
      if (meaning.kind !== 'order') {
        customers[meaning.kind].set(crmId, [...(customers[meaning.kind].get(crmId) ?? []), key]);
      } else if (meaning.isNamed || !orders.has(key)) {
        orders.set(key, { orderId: crmId, isNamed: meaning.isNamed });
      }
    }
  }
  return { orders, partners: customers.partner, counterparties: customers.counterparty };
}

function linkOf(
  record: InfoRecord,
  kind: RebuiltKind,
): readonly { readonly crmId: number; readonly key: string }[] {
  const value = String(record.Значение).trim();
  const isLink = record.Объект_Type.endsWith(`.${SETS[kind]}`) && /^[1-9]\d{0,14}$/.test(value);
  return isLink ? [{ crmId: Number(value), key: record.Объект }] : [];
}
