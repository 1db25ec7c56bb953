import type { CrmItem } from '../../../crm/order.ts';
import type { OrderRow, RowIdentity } from '../facts.ts';
import type { PlannedRow } from './plan-rows.ts';

const LINK_CODE_OF_FORMER_EXTENSION = '1C';

/** What tells the rows of 1C's document apart. */
export type RowSigns = Pick<
  OrderRow,
  'ИдентификаторСтроки' | 'КодСтроки' | 'Номенклатура_Key' | 'Характеристика_Key'
>;
type Planned = Pick<PlannedRow, 'item' | 'fields'>;

/**
 * Which row of 1C each planned row is (original-import 6.6 fixed, cases I-71 to I-75). First by what the link remembers
 * of the CRM item (`ИдентификаторСтроки`, else `КодСтроки`), then by the identifier that the bridge proposes, then by
 * the identifier that the former extension left in the CRM, last by product, in order. A row of 1C is given away once.
 */
export function matchRows<Plan extends Planned, Row extends RowSigns>(
  planned: readonly Plan[],
  existing: readonly Row[],
  identities: readonly RowIdentity[],
  items: readonly CrmItem[],
): ReadonlyMap<Plan, Row> {
  const matches = new Map<Plan, Row>();
  if (existing.length === 0) {
    return matches;
  }
  const free = new Set(existing);
  const byItem = new Map(identities.map((identity) => [identity.item, identity]));
  const formerIds = new Map(items.map((item) => [item.id, formerIdOf(item)]));
  const rules: readonly ((plan: Planned, row: RowSigns) => boolean)[] = [
    (plan, row) => isRemembered(byItem.get(plan.item), row),
    (plan, row) => sameId(row.ИдентификаторСтроки, plan.fields.ИдентификаторСтроки),
    (plan, row) => plan.item !== 'delivery' && sameId(row.ИдентификаторСтроки, formerIds.get(plan.item)),
    (plan, row) =>
      row.Номенклатура_Key === plan.fields.Номенклатура_Key &&
      row.Характеристика_Key === plan.fields.Характеристика_Key,
  ];
  for (const rule of rules) {
    for (const plan of planned) {
      const row = matches.has(plan) ? undefined : [...free].find((candidate) => rule(plan, candidate));
      if (row !== undefined) {
        matches.set(plan, row);
        free.delete(row);
      }
    }
  }
  return matches;
}

/** Servers write Int64 as text or as a number. */
function isRemembered(identity: RowIdentity | undefined, row: RowSigns): boolean {
  if (identity === undefined) {
    return false;
  }
  return identity.row === ''
    ? String(identity.code) === String(row.КодСтроки)
    : sameId(row.ИдентификаторСтроки, identity.row);
}

function sameId(left: string | undefined, right: string | undefined): boolean {
  return left !== undefined && left !== '' && left === right;
}

function formerIdOf(item: CrmItem): string | undefined {
  return item.externalIds.find((id) => id.code === LINK_CODE_OF_FORMER_EXTENSION)?.value;
}
