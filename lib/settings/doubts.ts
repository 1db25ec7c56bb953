import { type Fault, pathText } from './faults.ts';
import { paymentPlaceDoubts } from './payment-places.ts';
import type { Settings } from './schema.ts';
import { statusDoubts } from './status-doubts.ts';

/** The limit of one RetailCRM account, requests a second (retailcrm-api 1). */
const CRM_LIMIT = 10;

const CARRIER_METHODS: readonly string[] = ['СиламиПеревозчика', 'СиламиПеревозчикаПоАдресу'];

/**
 * What looks like a mistake in valid settings but may be meant: switches that have no effect, rows that can never be
 * used. Nothing here stops a save.
 */
export function doubts(settings: Settings): Fault[] {
  return [
    ...statusDoubts(settings),
    ...paymentPlaceDoubts(settings),
    ...warehouseDoubts(settings),
    ...newOrderDoubts(settings),
    ...offerDoubts(settings),
    ...carrierDoubts(settings),
    ...limitDoubts(settings),
  ];
}

function warehouseDoubts({ sites, exchange }: Settings): Fault[] {
  return sites.flatMap(({ stock, warehouses }, index) => {
    const path = ['sites', index, 'warehouses'];
    if (warehouses.length === 0) {
      return exchange.stock && stock
        ? [{ path: pathText(path), problem: 'Остатки включены, а складов для выгрузки у магазина нет' }]
        : [];
    }
    const keys = warehouses.map(({ onec }) => onec);
    return keys.flatMap((key, row) =>
      keys.indexOf(key) === row
        ? []
        : [
            {
              path: pathText([...path, row, 'onec']),
              problem: `Тот же склад 1С, что и в ${pathText([...path, keys.indexOf(key)])}: его остаток уйдёт на два склада CRM`,
            },
          ],
    );
  });
}

function newOrderDoubts({ exchange, sites }: Settings): Fault[] {
  if (!exchange.exportNewOrders) {
    return [];
  }
  const path = 'exchange.exportNewOrders';
  if (!exchange.exportOrders) {
    return [{ path, problem: 'Не действует, пока выключена выгрузка заказов (exchange.exportOrders)' }];
  }
  return sites.some(({ newOrders }) => newOrders !== null)
    ? []
    : [{ path, problem: 'Ни один магазин не принимает новые заказы из 1С: заполните newOrders у магазина' }];
}

function offerDoubts({ offers }: Settings): Fault[] {
  return offers.organizationPrefix && !offers.characteristics
    ? [
        {
          path: 'offers.organizationPrefix',
          problem: 'Без характеристик (offers.characteristics) не действует',
        },
      ]
    : [];
}

function carrierDoubts({ deliveries }: Settings): Fault[] {
  return deliveries.flatMap(({ carrier, method }, index) =>
    carrier !== null && !CARRIER_METHODS.includes(method)
      ? [
          {
            path: pathText(['deliveries', index, 'carrier']),
            problem: `Перевозчик заполняется только при способах ${CARRIER_METHODS.join(' и ')}`,
          },
        ]
      : [],
  );
}

function limitDoubts({ limits }: Settings): Fault[] {
  return limits.crmRps > CRM_LIMIT
    ? [{ path: 'limits.crmRps', problem: `RetailCRM принимает не больше ${CRM_LIMIT} запросов в секунду` }]
    : [];
}
