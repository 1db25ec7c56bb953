import type { CrmDictionaries } from '../crm/dictionaries.ts';
import { referencePreset, simplePreset } from '../settings/presets.ts';
import type { BaseDictionaries } from './base-dictionaries.ts';
import { SetupImpossible } from './errors.ts';
import { onlyOne, speakingOf } from './matching.ts';
import { proposeSites, type UsableBase } from './propose-sites.ts';
import {
  proposeAccessGroup,
  proposeDeliveries,
  proposeManagers,
  proposePayments,
  proposePriceTypes,
  proposeStatuses,
  remarkOnStores,
} from './propose-tables.ts';
import { createRemarks, type Remark } from './remarks.ts';

/** Which tables of statuses are taken (contract 3). */
export type PresetName = 'simple' | 'reference';

/** A first document of settings, valid as it stands, and what a person should look at in it. */
export interface ProposedSettings {
  readonly document: object;
  readonly remarks: readonly Remark[];
}

const USUAL_TIME_ZONE = 'Europe/Moscow';
const ORDER_USE = 'stockAndToOrder';

/**
 * A first mapping of an account and a base by codes and names (contract 4, `settings init`). What nobody can know is left at
 * `null` or out of its table and remarked on; every direction is off until a person has looked.
 *
 * @param today `YYYY-MM-DD`: orders created earlier are left to whoever exchanged them before.
 * @throws {SetupImpossible} if the two systems lack what no settings can do without.
 */
export function proposeSettings(
  crm: CrmDictionaries,
  given: BaseDictionaries,
  presetName: PresetName,
  today: string,
): ProposedSettings {
  const { base, service, sale } = usable(crm, given);
  const remarks = createRemarks();
  const preset = presetName === 'simple' ? simplePreset(ORDER_USE) : referencePreset;
  const sites = proposeSites(crm, base, remarks);
  const payments = proposePayments(crm, sites, remarks);
  const purchase = speakingOf(/закуп|себестоимост/i, base.priceKinds);
  remarkOnStores(crm, base, remarks);
  const document = {
    timeZone: crm.timeZone ?? USUAL_TIME_ZONE,
    startDate: today,
    exchange: ALL_OFF,
    create: { payments: payments.length > 0, shipments: true, returns: true },
    export: { payments: true, refunds: true, shipments: true, returns: true, markingCodes: false },
    corporateCustomers: true,
    orderUse: ORDER_USE,
    offers: {
      crmField: 'xmlId',
      onecField: 'guid',
      characteristics: base.usesCharacteristics,
      organizationPrefix: false,
      hierarchy: 'groups',
    },
    prices: {
      sale: sale.key,
      purchase: purchase?.key ?? null,
      types: proposePriceTypes(crm, base, remarks),
    },
    deliveryItem: service.key,
    accessGroup: proposeAccessGroup(base),
    paymentDelayDays: 0,
    cancelReason: onlyOne(base.cancelReasons)?.key ?? null,
    sites,
    ...proposeStatuses(preset, crm, remarks),
    managers: proposeManagers(crm, base, remarks),
    payments,
    deliveries: proposeDeliveries(crm, remarks),
  };
  remarks.add('deliveryItem', `Услуга доставки — «${service.name}». Проверьте`);
  remarks.add('prices.sale', `Вид цены продажи — «${sale.name}». Проверьте`);
  remarks.add(
    'orderUse, ut',
    'Как настроена база, через OData не видно: сверьте с функциональными опциями УТ',
  );
  remarks.add(
    'sites[].taxation',
    'Налогообложение и «цена включает НДС» взяты обычные: проверьте у каждого магазина',
  );
  remarks.add('startDate', `Заказы, созданные до ${today}, не загружаются: поставьте свой день или null`);
  remarks.add('exchange', 'Все направления выключены: включите нужные, когда проверите настройки');
  return { document, remarks: remarks.list };
}

const ALL_OFF = {
  importOrders: false,
  exportOrders: false,
  exportNewOrders: false,
  stock: false,
  prices: false,
  catalog: false,
} as const;

interface Usable {
  readonly base: UsableBase;
  readonly service: { readonly key: string; readonly name: string };
  readonly sale: { readonly key: string; readonly name: string };
}

function usable(crm: CrmDictionaries, base: BaseDictionaries): Usable {
  const [organization] = base.organizations;
  const [warehouse] = base.warehouses;
  const [currency] = base.currencies;
  const service = speakingOf(/доставк/i, base.services) ?? base.services[0];
  const sale = speakingOf(/рознич|продаж/i, base.priceKinds) ?? base.priceKinds[0];
  const missing = [
    ...(crm.sites.length === 0 ? ['магазины RetailCRM'] : []),
    ...(organization === undefined ? ['организации 1С (Catalog_Организации)'] : []),
    ...(warehouse === undefined ? ['склады 1С (Catalog_Склады)'] : []),
    ...(currency === undefined ? ['валюты 1С (Catalog_Валюты)'] : []),
    ...(service === undefined ? ['номенклатура типа «Услуга» (Catalog_Номенклатура)'] : []),
    ...(sale === undefined ? ['виды цен 1С (Catalog_ВидыЦен)'] : []),
  ];
  if (
    missing.length > 0 ||
    organization === undefined ||
    warehouse === undefined ||
    currency === undefined ||
    service === undefined ||
    sale === undefined
  ) {
    throw new SetupImpossible(missing);
  }
  return { base: { ...base, organization, warehouse, currency }, service, sale };
}
