import type { Entity } from '../../../../infra/sandbox/onec/store/entity.ts';
import { referencePreset } from '../../../../lib/settings/presets.ts';
import type { Stage } from '../stage.ts';
import { expectedRows, heldRows } from './expected-rows.ts';
import { isNewcomer } from './shoppers.ts';

type Json = Readonly<Record<string, unknown>>;
type Document = Readonly<Entity>;

/** What an order was to become. */
export type Expectation = 'imported' | 'skipped' | 'parked' | 'deleted';

/**
 * Compares the CRM with 1C by a reading of the reference of its own (original-import 6; design, principle 5): none missing,
 * none doubled, sums, rows, quantities and statuses equal.
 *
 * @param expectations by CRM id of the order.
 * @returns one line for everything that differs.
 */
export function differencesFromExpected(
  stage: Stage,
  expectations: ReadonlyMap<number, Expectation>,
): readonly string[] {
  const documents = Map.groupBy(
    stage.onec.control.entities('Document_ЗаказКлиента'),
    (document) => `${document.НомерПоДаннымКлиента}`,
  );
  const alive = new Set(stage.crm.orderIds());
  const orders = [...expectations].map(([id, expectation]) => {
    const order = alive.has(id) ? stage.crm.order(id) : undefined;
    const number = order === undefined ? numberOf(id) : String(order.number);
    const held = documents.get(number) ?? [];
    documents.delete(number);
    return differencesOf(stage, { number, expectation, order, held });
  });
  const strangers = [...documents.keys()].map((number) => `${number}: 1C has it, the CRM does not`);
  return [...orders.flat(), ...strangers];
}

/** Everybody who came for the first time has a name of his own, so a name that 1C has twice is a customer made twice. */
export function doubledCustomers({ onec }: Stage): readonly string[] {
  return ['Catalog_Партнеры', 'Catalog_Контрагенты'].flatMap((set) => {
    const names = onec.control
      .entities(set)
      .filter(({ DeletionMark, Description }) => !DeletionMark && isNewcomer(String(Description)))
      .map(({ Description }) => String(Description));
    const doubled = names.filter((name, index) => names.indexOf(name) !== index);
    return doubled.map((name) => `${set}: ${name}`);
  });
}

/** As the sandbox CRM numbers its orders. */
const numberOf = (id: number): string => `${id}C`;

interface Pair {
  readonly number: string;
  readonly expectation: Expectation;
  readonly order: Json | undefined;
  readonly held: readonly Document[];
}

function differencesOf(stage: Stage, { number, expectation, order, held }: Pair): readonly string[] {
  const [document, ...others] = held;
  if (others.length > 0) {
    return [`${number}: ${held.length} documents`];
  }
  if (expectation === 'skipped' || expectation === 'parked') {
    return document === undefined ? [] : [`${number}: ${expectation}, but 1C has a document`];
  }
  if (expectation === 'deleted') {
    return document === undefined || isCancelled(document) ? [] : [`${number}: deleted, but not cancelled`];
  }
  if (order === undefined || document === undefined) {
    return [`${number}: not in 1C`];
  }
  return [
    ...unlessEqual(number, 'posted', [document.Posted, document.DeletionMark], [true, false]),
    ...unlessEqual(number, 'status', document.Статус, statusOf(order)),
    ...unlessEqual(number, 'rows', heldRows(document), expectedRows(order, stage.shop)),
    ...sumDifferences(number, order, document, stage),
    ...postedDifferences(number, document, stage),
  ];
}

const isCancelled = (document: Document): boolean =>
  document.Статус === 'Закрыт' && heldRows(document).every(({ isCanceled }) => isCanceled);

/** Case I-53; I-56: a cancelling status closes. */
function statusOf({ status }: Json): string | undefined {
  const row = referencePreset.statuses.find(({ crm }) => crm === status);
  return row?.cancel ? 'Закрыт' : (row?.onec ?? undefined);
}

/** Σ of the live rows is the CRM's total; what 1C computes itself is higher where VAT comes on top (design, principle 5). */
function sumDifferences(number: string, order: Json, document: Document, stage: Stage): readonly string[] {
  const live = heldRows(document).filter(({ isCanceled }) => !isCanceled);
  const total = live.reduce((sum, row) => sum + row.kopecks, 0);
  const wanted = statusOf(order) === 'Закрыт' ? 0 : kopecksOf(order.totalSumm);
  const isIncluded = stage.shop.sites.find(({ code }) => code === order.site)?.vatIncluded ?? true;
  const ofDocument = kopecksOf(document.СуммаДокумента);
  return [
    ...unlessEqual(number, 'sum of the rows', total, wanted),
    ...(isIncluded ? unlessEqual(number, 'sum of the document', ofDocument, wanted) : []),
    ...(ofDocument < wanted ? [`${number}: the document is cheaper than the order`] : []),
  ];
}

/** The registers hold what was posted last: it has to be what stands in the document. */
function postedDifferences(number: string, document: Document, stage: Stage): readonly string[] {
  const posted = stage.onec.control.posted(String(document.Ref_Key));
  return posted === undefined
    ? [`${number}: never posted`]
    : unlessEqual(number, 'rows as posted', heldRows(posted), heldRows(document));
}

const kopecksOf = (roubles: unknown): number => Math.round(Number(roubles) * 100);

function unlessEqual(number: string, what: string, held: unknown, wanted: unknown): readonly string[] {
  const [left, right] = [JSON.stringify(held), JSON.stringify(wanted)];
  return left === right ? [] : [`${number}: ${what}: 1C has ${left}, wanted ${right}`];
}
