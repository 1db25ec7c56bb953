import { duplicates } from './duplicates.ts';
import { type Fault, pathText } from './faults.ts';
import { paymentPlaceFaults } from './payment-places.ts';
import type { Settings } from './schema.ts';

/*
 * What no single value shows: rows that contradict each other and references that point nowhere inside the document.
 * Only what cannot work whatever the CRM and the base hold is refused here; what merely looks like a mistake is a
 * warning (`warnings.ts`).
 *
 * Refused:
 * - no site at all: every order would be parked as an order of an unknown site;
 * - the same CRM code (or manager id) twice in a table that is read by it: sites, statuses, itemStatuses, managers,
 *   payments, deliveries, price types, warehouses of one site. Nobody can say which row is meant;
 * - a status that cancels the order and also ships it or takes it back: a cancelled order has no rows to ship, and a
 *   return needs a shipment;
 * - a row of `states` that has both or neither of `state` and `status`, or `allRowsShipping` with `state`;
 * - two sites of one organisation that both take its new orders: an order born in 1C would have two sites;
 * - a payment document without a place for the money, neither in the row nor at any site (`payment-places.ts`);
 * - a status of `firstImport` that is not in `statuses`: no order would ever come in it;
 * - one CRM code for two different meanings: paid / not paid / refunded, item returned wholly / partly.
 */

interface Rule {
  readonly needs: readonly (keyof Settings)[];
  readonly find: (settings: Settings) => readonly Fault[];
}

const rule = <Section extends keyof Settings>(
  needs: readonly Section[],
  find: (sections: Pick<Settings, Section>) => readonly Fault[],
): Rule => ({ needs, find });

const RULES: readonly Rule[] = [
  rule(['sites'], ({ sites }) => [
    ...(sites.length === 0 ? [{ path: 'sites', problem: 'Нужен хотя бы один магазин' }] : []),
    ...duplicates(['sites'], 'code', sites),
    ...sites.flatMap((site, index) => duplicates(['sites', index, 'warehouses'], 'crm', site.warehouses)),
    ...rivalsForNewOrders(sites),
  ]),
  rule(['statuses'], ({ statuses }) => [
    ...duplicates(['statuses'], 'crm', statuses),
    ...statuses.flatMap(impossibleStatus),
  ]),
  rule(['firstImport', 'statuses'], statusesOfNoTable),
  rule(['states'], ({ states }) => states.flatMap(undecidedState)),
  rule(['itemStatuses'], ({ itemStatuses }) => duplicates(['itemStatuses'], 'crm', itemStatuses)),
  rule(['managers'], ({ managers }) => duplicates(['managers'], 'crm', managers)),
  rule(['payments'], ({ payments }) => duplicates(['payments'], 'crm', payments)),
  rule(['deliveries'], ({ deliveries }) => duplicates(['deliveries'], 'crm', deliveries)),
  rule(['prices'], ({ prices }) => duplicates(['prices', 'types'], 'crm', prices.types)),
  rule(['payments', 'sites', 'create', 'ut'], paymentPlaceFaults),
  rule(['codes'], ({ codes }) => [
    ...sameCode(codes, ['paid', 'notPaid', 'refunded']),
    ...sameCode(codes, ['itemReturned', 'itemPartlyReturned']),
  ]),
];

/**
 * Contradictions between the sections of a document.
 *
 * @param sections the sections that are valid by themselves; a rule that needs another one is left out.
 */
export function referenceFaults(sections: Partial<Settings>): Fault[] {
  return RULES.filter(({ needs }) => needs.every((name) => sections[name] !== undefined)).flatMap(
    ({ find }) => [...find(sections as Settings)],
  );
}

function rivalsForNewOrders(sites: Settings['sites']): Fault[] {
  const takers = sites.map((site) => (site.newOrders === null ? undefined : site.organization));
  return takers.flatMap((organization, index) => {
    const first = takers.indexOf(organization);
    return organization === undefined || first === index
      ? []
      : [
          {
            path: pathText(['sites', index, 'newOrders']),
            problem: `Новые заказы этой организации уже принимает магазин sites[${first}]: оставьте newOrders у одного из них`,
          },
        ];
  });
}

function statusesOfNoTable({ firstImport, statuses }: Pick<Settings, 'firstImport' | 'statuses'>): Fault[] {
  return firstImport.statuses.flatMap((status, index) =>
    statuses.some(({ crm }) => crm === status)
      ? []
      : [
          {
            path: pathText(['firstImport', 'statuses', index]),
            problem: 'Такого статуса нет в таблице statuses: добавьте его туда или уберите отсюда',
          },
        ],
  );
}

function impossibleStatus(row: Settings['statuses'][number], index: number): Fault[] {
  const clash = (key: 'shipment' | 'return', sentence: string): Fault[] =>
    row.cancel && row[key] ? [{ path: pathText(['statuses', index, key]), problem: sentence }] : [];
  return [
    ...clash('shipment', 'Статус отменяет заказ (cancel), отгружать нечего: выберите cancel или shipment'),
    ...clash('return', 'Статус отменяет заказ (cancel), возвращать нечего: выберите cancel или return'),
  ];
}

function undecidedState(row: Settings['states'][number], index: number): Fault[] {
  const path = pathText(['states', index]);
  if (row.state === undefined && row.status === undefined) {
    return [{ path, problem: 'Не сказано, для чего строка: нужен ключ state или ключ status' }];
  }
  if (row.state !== undefined && row.status !== undefined) {
    return [{ path, problem: 'Строка сразу для состояния и для статуса: оставьте state или status' }];
  }
  return row.state !== undefined && row.allRowsShipping !== undefined
    ? [
        {
          path: pathText(['states', index, 'allRowsShipping']),
          problem: 'Ключ allRowsShipping уточняет статус (status), для состояния (state) он не имеет смысла',
        },
      ]
    : [];
}

function sameCode(codes: Settings['codes'], names: readonly (keyof Settings['codes'])[]): Fault[] {
  return names.flatMap((name, index) => {
    const twin = names.slice(0, index).find((earlier) => codes[earlier] === codes[name]);
    return twin === undefined
      ? []
      : [
          {
            path: pathText(['codes', name]),
            problem: `Тот же код, что и у codes.${twin}, хотя значения у них разные`,
          },
        ];
  });
}
