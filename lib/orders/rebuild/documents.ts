import type { OnecClient } from '../../onec/client.ts';
import { and, dateTime, eq, flag, ge, guid } from '../../onec/filter.ts';
import { заказКлиента } from '../../onec/ut/objects/order.ts';
import type { OrderDocument } from '../order/facts.ts';
import type { RowSigns } from '../order/rows/match-rows.ts';

/** What tells which order of the CRM a document is, and whose. */
export type OrderSign = Pick<
  OrderDocument,
  | 'Ref_Key'
  | 'Number'
  | 'Организация_Key'
  | 'Партнер_Key'
  | 'Контрагент_Key'
  | 'НомерПоДаннымКлиента'
  | 'ДатаПоДаннымКлиента'
>;

const SIGNS = [
  'Ref_Key',
  'Number',
  'Организация_Key',
  'Партнер_Key',
  'Контрагент_Key',
  'НомерПоДаннымКлиента',
  'ДатаПоДаннымКлиента',
] as const satisfies readonly (keyof OrderSign)[];

/** The first day that is not 1C's empty date. */
const ANY_DAY = '0001-01-02';
const NOT_DELETED = eq('DeletionMark', flag(false));

/**
 * Every order of 1C that has a day by the client's data, which is what both the bridge and the former extension write, and
 * is not marked for deletion.
 *
 * @param startDate `YYYY-MM-DD`, the first day that is exchanged; null = all days.
 */
export function listSigns(startDate: string | null, onec: OnecClient): Promise<readonly OrderSign[]> {
  return onec.listAll(заказКлиента, {
    filter: and(ge('ДатаПоДаннымКлиента', dateTime(`${startDate ?? ANY_DAY}T00:00:00`)), NOT_DELETED),
    select: SIGNS,
  });
}

/** The same of the documents behind `keys`; what is gone or marked for deletion is missing. */
export function readSigns(keys: readonly string[], onec: OnecClient): Promise<readonly OrderSign[]> {
  return onec.listByValues(заказКлиента, {
    property: 'Ref_Key',
    values: keys.map(guid),
    and: NOT_DELETED,
    select: SIGNS,
  });
}

const ROW_COLUMNS = [
  'Товары/LineNumber',
  'Товары/КодСтроки',
  'Товары/ИдентификаторСтроки',
  'Товары/Номенклатура_Key',
  'Товары/Характеристика_Key',
] as const;

/** Rows of the documents behind `keys`, in their own order. */
export async function readRows(
  keys: readonly string[],
  onec: OnecClient,
): Promise<ReadonlyMap<string, readonly RowSigns[]>> {
  const documents = await onec.listByValues(заказКлиента, {
    property: 'Ref_Key',
    values: keys.map(guid),
    select: ['Ref_Key', ...ROW_COLUMNS],
  });
  return new Map(
    documents.map(({ Ref_Key, Товары = [] }) => [
      Ref_Key,
      [...Товары].sort((left, right) => Number(left.LineNumber) - Number(right.LineNumber)),
    ]),
  );
}
