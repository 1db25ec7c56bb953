import type { Shop } from '../../shop/shop.ts';
import {
  DELIVERY_TYPES,
  ORDER_METHODS,
  ORDER_TYPES,
  PAYMENT_STATUSES,
  PAYMENT_TYPES,
  PRODUCT_STATUSES,
  STATUS_GROUPS,
} from '../dictionaries.ts';
import type { Json } from '../json.ts';
import { CRM_UNITS } from '../offers.ts';

/**
 * Bodies of `GET /api/v5/reference/{name}` without `success`: some are maps by code, some lists (retailcrm-api 5).
 *
 * @param siteEdits what edits have changed of a site.
 */
export function referenceAnswers(
  shop: Shop,
  siteEdits: (code: string) => Json | undefined,
): Readonly<Record<string, () => Json>> {
  return {
    statuses: () => ({ statuses: mapByCode(statuses()) }),
    'status-groups': () => ({ statusGroups: mapByCode(statusGroups()) }),
    'product-statuses': () => ({ productStatuses: mapByCode(productStatuses()) }),
    'payment-types': () => ({ paymentTypes: mapByCode(paymentTypes()) }),
    'payment-statuses': () => ({ paymentStatuses: mapByCode(paymentStatuses()) }),
    'delivery-types': () => ({ deliveryTypes: mapByCode(deliveryTypes()) }),
    'order-methods': () => ({ orderMethods: mapByCode(plainRows(ORDER_METHODS)) }),
    'order-types': () => ({ orderTypes: mapByCode(plainRows(ORDER_TYPES)) }),
    units: () => ({
      units: mapByCode(CRM_UNITS.map((unit) => ({ ...unit, default: unit.code === '796', active: true }))),
    }),
    sites: () => ({ sites: mapByCode(sites(shop).map((site) => ({ ...site, ...siteEdits(site.code) }))) }),
    stores: () => ({ stores: stores(shop) }),
    'price-types': () => ({ priceTypes: priceTypes(shop) }),
  };
}

type Coded = Json & { readonly code: string };

function mapByCode(rows: readonly Coded[]): Json {
  return Object.fromEntries(rows.map((row) => [row.code, row]));
}

function plainRows(rows: readonly (readonly [code: string, name: string, ...unknown[]])[]): Coded[] {
  return rows.map(([code, name], index) => ({
    name,
    code,
    active: true,
    defaultForCrm: index === 0,
    defaultForApi: index === 0,
  }));
}

function statuses(): Coded[] {
  return STATUS_GROUPS.flatMap((group) =>
    group.statuses.map(([code, name], index) => ({
      name,
      code,
      active: true,
      ordering: (index + 1) * 10,
      group: group.code,
    })),
  );
}

function statusGroups(): Coded[] {
  return STATUS_GROUPS.map(({ code, name, process, statuses: members }, index) => ({
    name,
    code,
    active: true,
    ordering: (index + 1) * 10,
    process,
    statuses: members.map(([member]) => member),
  }));
}

function productStatuses(): Coded[] {
  return PRODUCT_STATUSES.map(([code, name, cancelStatus], index) => ({
    code,
    ordering: (index + 1) * 10,
    active: true,
    createdAt: '2024-01-15 10:00:00',
    cancelStatus,
    name,
  }));
}

function paymentTypes(): Coded[] {
  return plainRows(PAYMENT_TYPES).map((row) => ({
    ...row,
    deliveryTypes: DELIVERY_TYPES.map(([code]) => code),
    paymentStatuses: PAYMENT_STATUSES.map(([code]) => code),
    sites: [],
  }));
}

function paymentStatuses(): Coded[] {
  return PAYMENT_STATUSES.map(([code, name, paymentComplete], index) => ({
    name,
    code,
    active: true,
    defaultForCrm: index === 0,
    defaultForApi: index === 0,
    paymentComplete,
    ordering: (index + 1) * 10,
    paymentTypes: PAYMENT_TYPES.map(([type]) => type),
  }));
}

function deliveryTypes(): Coded[] {
  return DELIVERY_TYPES.map(([code, name, defaultCost], index) => ({
    isDynamicCostCalculation: false,
    isAutoCostCalculation: false,
    isAutoNetCostCalculation: false,
    isCostDependsOnRegionAndWeightAndSum: false,
    isCostDependsOnDateTime: false,
    currency: 'RUB',
    name,
    code,
    active: true,
    defaultCost,
    defaultNetCost: 0,
    paymentTypes: PAYMENT_TYPES.map(([type]) => type),
    deliveryServices: [],
    defaultForCrm: index === 0,
    deliveryPaymentTypes: PAYMENT_TYPES.map(([type]) => ({ code: type, cod: type === 'cash' })),
    sites: [],
  }));
}

const FIRST_SITE_ID = 100;

function sites(shop: Shop): Coded[] {
  return shop.sites.map((site, index) => ({
    id: FIRST_SITE_ID + index,
    name: site.name,
    url: `https://${site.code}.example.ru`,
    code: site.code,
    defaultForCrm: index === 0,
    ymlUrl: `https://${site.code}.example.ru/${site.code}_catalog_icml.xml`,
    loadFromYml: true,
    contragent: {
      contragentType: site.organization.kind === 'ЮридическоеЛицо' ? 'legal-entity' : 'enterpreneur',
      legalName: site.organization.name,
      INN: site.organization.inn,
      code: site.code,
      countryIso: 'RU',
    },
    countryIso: 'RU',
    currency: 'RUB',
    catalogId: 'main',
    isCatalogMainSite: index === 0,
    ordering: (index + 1) * 10,
    isDemo: false,
  }));
}

function stores(shop: Shop): Coded[] {
  return shop.warehouses.map((warehouse) => ({
    type: 'store-type-warehouse',
    inventoryType: 'integer',
    active: true,
    phone: {},
    code: warehouse.storeCode,
    workTime: { mo: [], tu: [], we: [], th: [], fr: [], sa: [], su: [] },
    name: warehouse.name,
  }));
}

function priceTypes(shop: Shop): Coded[] {
  return shop.priceKinds.map((kind, index) => ({
    id: index + 1,
    code: kind.crmCode,
    name: kind.name,
    active: true,
    default: index === 0,
    geo: [],
    groups: [],
    ordering: (index + 1) * 10,
  }));
}
