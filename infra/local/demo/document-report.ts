import { parseKopecks, parseQuantity, sumKopecks } from '../../../lib/money/kopecks.ts';
import { sayKopecks, sayQuantity } from '../../../lib/money/russian.ts';
import type { OnecClient } from '../../../lib/onec/client.ts';
import { guid } from '../../../lib/onec/filter.ts';
import { заказКлиента } from '../../../lib/onec/ut/objects/order.ts';
import type { OrderDocument, OrderRow } from '../../../lib/orders/document/facts.ts';
import { presentDateTime } from '../../../lib/orders/onec-dates.ts';

/** An order as it stands in 1C, with the names that its keys mean. */
export interface DocumentReport {
  readonly document: OrderDocument;
  readonly customer: string;
  readonly organization: string;
  readonly warehouse: string;
  /** Names of products and VAT rates by key. */
  readonly names: ReadonlyMap<string, string>;
}

/** Reads the order back from 1C with everything that a person needs to recognise it. @throws {Error} if it is not there. */
export async function readDocument(key: string, onec: OnecClient): Promise<DocumentReport> {
  const document = await onec.read<OrderDocument>(заказКлиента.set, key);
  if (document === undefined) {
    throw new Error(`1C holds no order ${key}`);
  }
  const name = async (set: string, ref: string) =>
    (await onec.read<{ readonly Description: string }>(set, ref, ['Description']))?.Description ?? ref;
  const namesOf = async (set: string, keys: readonly string[]) =>
    onec.listByValues<{ readonly Ref_Key: string; readonly Description: string }>(set, {
      property: 'Ref_Key',
      values: [...new Set(keys)].map(guid),
      select: ['Ref_Key', 'Description'],
    });
  const [customer, organization, warehouse, goods, rates] = await Promise.all([
    name('Catalog_Контрагенты', document.Контрагент_Key),
    name('Catalog_Организации', document.Организация_Key),
    name('Catalog_Склады', document.Склад_Key),
    namesOf(
      'Catalog_Номенклатура',
      document.Товары.map((row) => row.Номенклатура_Key),
    ),
    namesOf(
      'Catalog_СтавкиНДС',
      document.Товары.map((row) => row.СтавкаНДС_Key),
    ),
  ]);
  const names = new Map([...goods, ...rates].map((entity) => [entity.Ref_Key, entity.Description]));
  return { document, customer, organization, warehouse, names };
}

/** The report in Russian, line by line, for a terminal. */
export function describeDocument({
  document,
  customer,
  organization,
  warehouse,
  names,
}: DocumentReport): readonly string[] {
  const rows = document.Товары.filter((row) => !row.Отменено);
  const vat = sumKopecks(rows.map((row) => parseKopecks(row.СуммаНДС)));
  const state = document.Posted ? 'Проведен' : 'Не проведен';
  return [
    `${state}: Заказ клиента ${document.Number} от ${presentDateTime(document.Date)}`,
    `  Покупатель:  ${customer}`,
    `  Организация: ${organization}, склад: ${warehouse}`,
    `  Статус:      ${document.Статус}, номер в RetailCRM: ${document.НомерПоДаннымКлиента}`,
    '  Строки:',
    ...document.Товары.map((row) => `    ${describeRow(row, names)}`),
    `  НДС:   ${sayKopecks(vat)}`,
    `  Сумма: ${sayKopecks(parseKopecks(document.СуммаДокумента))}`,
  ];
}

function describeRow(row: OrderRow, names: ReadonlyMap<string, string>): string {
  const discount = parseKopecks(row.СуммаРучнойСкидки);
  const parts = [
    `${row.LineNumber}. ${names.get(row.Номенклатура_Key) ?? row.Номенклатура_Key}`,
    `${sayQuantity(parseQuantity(row.Количество))} × ${sayKopecks(parseKopecks(row.Цена))}`,
    ...(discount === 0 ? [] : [`скидка ${sayKopecks(discount)}`]),
    `= ${sayKopecks(parseKopecks(row.Сумма))}`,
    `НДС ${names.get(row.СтавкаНДС_Key) ?? ''} ${sayKopecks(parseKopecks(row.СуммаНДС))}`,
    row.Отменено ? 'отменена' : row.ВариантОбеспечения,
  ];
  return parts.join(' · ');
}
