import { withoutAnnotations } from '../../table-rows.ts';
import type { OrderRow } from '../facts.ts';
import type { PlannedRow } from './plan-rows.ts';
import type { RowFields } from './row-fields.ts';
import { defaultSupply, type Supply, supplyOfDelivery } from './supply.ts';

/** A row as it should stand in 1C; `before` is the row that it replaces. */
export interface MergedRow {
  readonly item: number | 'delivery';
  readonly fields: RowFields;
  readonly before: OrderRow | undefined;
}

/**
 * The planned rows laid over the rows that 1C holds: what the bridge does not own stays (series, purposes, link keys),
 * row identifiers and `КодСтроки` stay, since shipments refer to them (onec-odata F3). Goods keep 1C's order, new goods
 * follow in the CRM's order, the delivery row comes last.
 */
export function mergeRows(
  planned: readonly PlannedRow[],
  matches: ReadonlyMap<PlannedRow, OrderRow>,
): readonly MergedRow[] {
  const goods = planned.filter((plan) => plan.item !== 'delivery');
  const merged = goods.map((plan) => mergeRow(plan, matches.get(plan), suppliedBy(plan, matches.get(plan))));
  const delivery = planned.find((plan) => plan.item === 'delivery');
  const known = merged.filter((row) => row.before !== undefined).sort(byLineNumber);
  const added = merged.filter((row) => row.before === undefined);
  return [
    ...known,
    ...added,
    ...(delivery === undefined
      ? []
      : [mergeRow(delivery, matches.get(delivery), supplyOfDelivery(merged.map(asGoods)))]),
  ];
}

function suppliedBy(plan: PlannedRow, before: OrderRow | undefined): Supply {
  return plan.supply ?? (before?.ВариантОбеспечения || defaultSupply(plan.isService));
}

function mergeRow(plan: PlannedRow, before: OrderRow | undefined, supply: Supply): MergedRow {
  const own =
    before === undefined
      ? plan.fieldsOfNew
      : { ИдентификаторСтроки: before.ИдентификаторСтроки, ...reasonOfPeople(plan, before) };
  return { item: plan.item, before, fields: { ...plan.fields, ...own, ВариантОбеспечения: supply } };
}

/** A row that is cancelled already keeps the reason that it has: people may have chosen it. */
function reasonOfPeople({ fields }: PlannedRow, before: OrderRow): RowFields {
  return before.Отменено && fields.Отменено === true ? { ПричинаОтмены_Key: before.ПричинаОтмены_Key } : {};
}

function asGoods(row: MergedRow): { supply: Supply; canceled: boolean } {
  return { supply: row.fields.ВариантОбеспечения ?? '', canceled: row.fields.Отменено ?? false };
}

function byLineNumber(left: MergedRow, right: MergedRow): number {
  return Number(left.before?.LineNumber) - Number(right.before?.LineNumber);
}

/** A row for the wire: 1C's own properties of the old row, ours over them, `LineNumber` running from 1. */
export function rowBody(row: Pick<MergedRow, 'fields' | 'before'>, index: number): object {
  const LineNumber = String(index + 1);
  return row.before === undefined
    ? { ...row.fields, КодСтроки: '0', LineNumber }
    : { ...withoutAnnotations(row.before), ...row.fields, LineNumber };
}
