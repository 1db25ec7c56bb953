import { referencePreset } from '../../../lib/settings/presets.ts';
import type { OwnedByOrganization, Shop, Site } from './shop.ts';

/**
 * The exchange settings (contract 3) that fit this shop in both sandboxes: every GUID is one of the sandbox 1C, every
 * code one of the sandbox CRM, statuses by the reference preset.
 *
 * @throws {RangeError} if the shop lacks what the settings must name.
 */
export function sandboxSettings(shop: Shop): unknown {
  const [base, wholesale, purchase] = shop.priceKinds;
  const [firstSite] = shop.sites;
  if (base === undefined || wholesale === undefined || purchase === undefined || firstSite === undefined) {
    throw new RangeError('the shop has too few price kinds or no sites');
  }
  return {
    timeZone: 'Europe/Moscow',
    startDate: null,
    exchange: {
      importOrders: true,
      exportOrders: true,
      exportNewOrders: false,
      stock: true,
      prices: true,
      catalog: true,
    },
    create: { payments: true, shipments: true, returns: true },
    export: { payments: true, refunds: true, shipments: true, returns: true, markingCodes: false },
    corporateCustomers: true,
    reservations: false,
    orderUse: 'stockAndToOrder',
    offers: {
      crmField: 'xmlId',
      onecField: 'guid',
      characteristics: true,
      organizationPrefix: false,
      hierarchy: 'groups',
    },
    prices: {
      sale: base.key,
      purchase: purchase.key,
      types: [
        { crm: base.crmCode, onec: base.key },
        { crm: wholesale.crmCode, onec: wholesale.key },
      ],
    },
    deliveryItem: shop.deliveryService.key,
    accessGroup: firstKey(shop.accessGroups),
    defaultUser: firstKey(shop.users),
    paymentDelayDays: 5,
    cancelReason: keyOf(shop.cancelReasons, 'Отменен в RetailCRM'),
    sites: shop.sites.map((site) => siteSettings(shop, site)),
    statuses: referencePreset.statuses,
    states: referencePreset.states,
    itemStatuses: [],
    codes: referencePreset.codes,
    managers: shop.users.map((user) => ({ crm: user.crmId, onec: user.key })),
    payments: paymentSettings(shop, firstSite),
    deliveries: [
      { crm: 'courier', method: 'ДоКлиента', carrier: null },
      { crm: 'russian-post', method: 'ДоКлиента', carrier: null },
      { crm: 'self-delivery', method: 'Самовывоз', carrier: null },
    ],
  };
}

function siteSettings(shop: Shop, site: Site): unknown {
  return {
    code: site.code,
    name: site.name,
    organization: site.organization.key,
    warehouse: site.warehouse.key,
    currency: shop.currency.key,
    priority: keyOf(shop.priorities, 'Средний'),
    taxation: 'ПродажаОблагаетсяНДС',
    vatIncluded: site.vatIncluded,
    agreement: site.agreement.key,
    bankAccount: ownedKey(shop.bankAccounts, site),
    cashDesk: ownedKey(shop.cashDesks, site),
    terminal: ownedKey(shop.terminals, site),
    deliveryMethod: 'Самовывоз',
    createShipments: true,
    stock: true,
    prices: true,
    catalog: true,
    warehouses: shop.warehouses.map((warehouse) => ({ crm: warehouse.storeCode, onec: warehouse.key })),
    groups: [],
    newOrders: null,
  };
}

/** Money places are those of the first site; orders of the other take their own site's (contract 3). */
function paymentSettings(shop: Shop, site: Site): unknown[] {
  return [
    { crm: 'cash', document: 'cashReceipt', cashDesk: ownedKey(shop.cashDesks, site) },
    { crm: 'bank-transfer', document: 'bankReceipt', bankAccount: ownedKey(shop.bankAccounts, site) },
    { crm: 'bank-card', document: 'cardPayment', terminal: ownedKey(shop.terminals, site) },
    { crm: 'e-money', document: 'cardPayment', terminal: ownedKey(shop.terminals, site) },
    { crm: 'credit', document: 'bankReceipt', bankAccount: ownedKey(shop.bankAccounts, site), export: false },
  ];
}

function ownedKey(owned: readonly OwnedByOrganization[], site: Site): string | undefined {
  return owned.find(({ organization }) => organization.key === site.organization.key)?.key;
}

function keyOf(
  records: readonly { readonly key: string; readonly name: string }[],
  name: string,
): string | undefined {
  return records.find((record) => record.name === name)?.key;
}

function firstKey(records: readonly { readonly key: string }[]): string | undefined {
  return records[0]?.key;
}
