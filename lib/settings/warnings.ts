import { type Fault, pathText } from './faults.ts';
import { paymentPlaceWarnings } from './payment-places.ts';
import type { Settings } from './schema.ts';
import { statusWarnings } from './status-warnings.ts';

/** The limit of one RetailCRM account, requests a second (retailcrm-api 1). */
const CRM_LIMIT = 10;

const CARRIER_METHODS: readonly string[] = ['СиламиПеревозчика', 'СиламиПеревозчикаПоАдресу'];

/**
 * What looks like a mistake in valid settings but may be meant: switches that have no effect, rows that can never be
 * used. Nothing here stops a save.
 */
export function warningsOf(settings: Settings): Fault[] {
  return [
    ...statusWarnings(settings),
    ...paymentPlaceWarnings(settings),
    ...warehouseWarnings(settings),
    ...newOrderWarnings(settings),
    ...offerWarnings(settings),
    ...carrierWarnings(settings),
    ...limitWarnings(settings),
  ];
}

function warehouseWarnings({ sites, exchange }: Settings): Fault[] {
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

function newOrderWarnings({ exchange, sites }: Settings): Fault[] {
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

function offerWarnings({ offers }: Settings): Fault[] {
  return offers.organizationPrefix && !offers.characteristics
    ? [
        {
          path: 'offers.organizationPrefix',
          problem: 'Без характеристик (offers.characteristics) не действует',
        },
      ]
    : [];
}

function carrierWarnings({ deliveries }: Settings): Fault[] {
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

function limitWarnings({ limits }: Settings): Fault[] {
  return limits.crmRps > CRM_LIMIT
    ? [{ path: 'limits.crmRps', problem: `RetailCRM принимает не больше ${CRM_LIMIT} запросов в секунду` }]
    : [];
}
