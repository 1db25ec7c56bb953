import { type Fault, pathText } from './faults.ts';
import type { Settings, StateRow, StatusRow } from './schema.ts';

/** Warnings about the three status tables and the codes that refer to them. */
export function statusWarnings(settings: Settings): Fault[] {
  return [
    ...missingStatuses(settings),
    ...settings.statuses.flatMap((row, index) => warningsOfStatus(row, index, settings)),
    ...settings.states.flatMap(neverReached),
    ...missingItemStatuses(settings),
  ];
}

function missingStatuses({ statuses, exchange, create }: Settings): Fault[] {
  if (statuses.length === 0) {
    return exchange.importOrders
      ? [{ path: 'statuses', problem: 'Таблица пуста: ни один заказ не загрузится' }]
      : [];
  }
  const missing = (flag: 'shipment' | 'return', path: string): Fault[] =>
    statuses.some((row) => row[flag])
      ? []
      : [{ path, problem: `Не действует: ни у одного статуса в statuses не стоит ${flag}` }];
  return [
    ...(create.shipments ? missing('shipment', 'create.shipments') : []),
    ...(create.returns ? missing('return', 'create.returns') : []),
  ];
}

function warningsOfStatus(row: StatusRow, index: number, { orderUse, itemStatuses }: Settings): Fault[] {
  const path = (key: keyof StatusRow) => pathText(['statuses', index, key]);
  const found: Fault[] = [];
  if (row.onec === 'Закрыт' && !(row.cancel || row.return || row.shipment || row.close)) {
    found.push({ path: path('onec'), problem: 'Заказ не может быть закрыт без реализации или без отмены' });
  }
  if (row.onec === 'КОтгрузке' && orderUse === 'stockAndToOrder') {
    found.push({
      path: path('onec'),
      problem: 'Статус «КОтгрузке» есть в 1С только при «Заказ только со склада» (orderUse: stockOnly)',
    });
  }
  if (row.shipment && shipsNothing(row) && orderUse !== 'invoice' && itemStatuses.length === 0) {
    found.push({
      path: path('supply'),
      problem: 'Статус создаёт реализацию, но строки не становятся «Отгрузить»: отгружать будет нечего',
    });
  }
  return found;
}

const shipsNothing = ({ supply }: StatusRow): boolean => supply !== null && supply !== 'Отгрузить';

/** The first row that matches wins, so a row behind one that takes every order it could take is dead. */
function neverReached(row: StateRow, index: number, states: readonly StateRow[]): Fault[] {
  const earlier = states
    .slice(0, index)
    .findIndex(
      (other) =>
        other.state === row.state &&
        other.status === row.status &&
        (other.allRowsShipping === undefined || other.allRowsShipping === row.allRowsShipping),
    );
  return earlier === -1
    ? []
    : [
        {
          path: pathText(['states', index]),
          problem: `Строка не сработает никогда: раньше подходит states[${earlier}]`,
        },
      ];
}

/** Design: an item status that is absent from a table in use parks the order. */
function missingItemStatuses({ itemStatuses, codes, create }: Settings): Fault[] {
  if (itemStatuses.length === 0 || !create.returns) {
    return [];
  }
  return (['itemReturned', 'itemPartlyReturned'] as const).flatMap((name) =>
    itemStatuses.some(({ crm }) => crm === codes[name])
      ? []
      : [
          {
            path: pathText(['codes', name]),
            problem: `Кода «${codes[name]}» нет в itemStatuses: заказы с возвратом будут отложены`,
          },
        ],
  );
}
