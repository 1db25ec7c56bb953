import { referencePreset } from '../../lib/settings/presets.ts';
import type { Settings } from '../../lib/settings/schema.ts';
import { validateSettings } from '../../lib/settings/validate.ts';

/** A GUID that is obviously made up, a different one for each number. */
export const testKey = (number: number): string =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Keys of 1C objects that the document below refers to, under the names a test would use. */
export const keys = {
  organization1: testKey(11),
  organization2: testKey(12),
  warehouse1: testKey(21),
  warehouse2: testKey(22),
  currency: testKey(31),
  priority: testKey(41),
  agreement: testKey(51),
  bankAccount1: testKey(61),
  bankAccount2: testKey(62),
  cashDesk1: testKey(71),
  cashDesk2: testKey(72),
  terminal1: testKey(81),
  priceSale: testKey(91),
  pricePurchase: testKey(92),
  deliveryItem: testKey(101),
  accessGroup: testKey(111),
  user: testKey(121),
  cancelReason: testKey(131),
  carrier: testKey(141),
  property: testKey(151),
  folder: testKey(161),
  counterparty: testKey(171),
  partner: testKey(181),
} as const;

function site(number: 1 | 2) {
  return {
    code: `shop${number}`,
    name: `Магазин ${number}`,
    organization: keys[`organization${number}`],
    warehouse: keys[`warehouse${number}`],
    currency: keys.currency,
    priority: keys.priority,
    taxation: 'ПродажаОблагаетсяНДС' as const,
    vatIncluded:
      number === 1
        ? true
        : [
            { from: '2025-01-01', value: true },
            { from: '2026-01-01', value: false },
          ],
    agreement: keys.agreement,
    bankAccount: keys[`bankAccount${number}`],
    cashDesk: keys[`cashDesk${number}`],
    terminal: keys.terminal1,
    deliveryMethod: 'Самовывоз' as const,
    createShipments: true,
    stock: true,
    prices: true,
    catalog: true,
    warehouses: [
      { crm: 'main', onec: keys.warehouse1 },
      { crm: 'second', onec: keys.warehouse2 },
    ],
    groups: [keys.folder],
    newOrders: number === 1 ? { orderMethod: 'phone' } : null,
  };
}

/** A document in which every key of contract 3 is written out, with the reference mapping of statuses. */
export function fullDocument() {
  const { codes, ...tables } = referencePreset;
  return structuredClone({
    timeZone: 'Europe/Moscow',
    startDate: '2026-01-01',
    exchange: {
      importOrders: true,
      exportOrders: true,
      exportNewOrders: true,
      stock: true,
      prices: true,
      catalog: true,
    },
    create: { payments: true, shipments: true, returns: true },
    export: { payments: true, refunds: true, shipments: true, returns: true, markingCodes: false },
    corporateCustomers: true,
    reservations: false,
    orderUse: 'stockAndToOrder' as const,
    vatRate: 'product' as const,
    deletedOrders: 'report' as const,
    firstImport: { statuses: [] as string[], paidOnly: false },
    otherSites: 'park' as const,
    customers: { ignoredContacts: ['+7 900 000-00-00', 'no-reply@example.com'] },
    offers: {
      crmField: 'xmlId' as const,
      onecField: 'guid' as const,
      characteristics: true,
      organizationPrefix: false,
      hierarchy: 'groups' as const,
    },
    prices: {
      sale: keys.priceSale,
      purchase: keys.pricePurchase,
      types: [{ crm: 'base', onec: keys.priceSale }],
      zero: 'send' as const,
    },
    catalog: { imageBaseUrl: 'https://img.example.ru/', maxShrinkPercent: 30, purchasePrice: true },
    deliveryItem: keys.deliveryItem,
    accessGroup: keys.accessGroup,
    defaultUser: keys.user,
    paymentDelayDays: 5,
    cancelReason: keys.cancelReason,
    sites: [site(1), site(2)],
    ...tables,
    codes: {
      itemReturned: 'returned',
      itemPartlyReturned: 'chastichnyi-vozvrat',
      itemSold: 'sold',
      itemCompleted: 'completed',
      itemConfirming: 'confirming',
      itemFailure: 'failure',
      orderReturn: 'return',
      orderPartlyReturned: 'partially-returned',
      orderPartlyCompleted: 'partially-completed',
      ...codes,
      paid: 'paid',
      notPaid: 'not-paid',
      refunded: 'returned',
      offline: 'offline',
    },
    managers: [{ crm: 8, onec: keys.user }],
    payments: [
      { crm: 'cash', document: 'cashReceipt' as const, cashDesk: keys.cashDesk1, export: true },
      { crm: 'bank-card', document: 'bankReceipt' as const, bankAccount: keys.bankAccount1, export: true },
      { crm: 'e-money', document: 'cardPayment' as const, terminal: keys.terminal1, export: true },
    ],
    deliveries: [{ crm: 'courier', method: 'СиламиПеревозчика' as const, carrier: keys.carrier }],
    customFields: [
      { crm: 'gift_text', onec: 'comment' },
      { crm: 'engraving', onec: keys.property },
    ],
    exceptCounterparties: [keys.counterparty],
    unlinkedPartners: [keys.partner],
    ut: {
      agreements: 'both' as const,
      contracts: false,
      partnersAreCounterparties: true,
      cardPayments: true,
      pricing: 'auto' as const,
    },
    limits: { crmRps: 8, onecParallel: 3 },
    schedules: {
      'order-poll': 1,
      'onec-poll': 5,
      'stock-push': 5,
      'price-push': 60,
      'catalog-publish': 180,
    },
  });
}

/**
 * Valid settings for a test: two sites, the reference mapping of statuses, GUIDs of `keys`.
 *
 * @param changes whole top-level sections that replace those of the full document.
 * @throws {Error} naming the faults if the changes make the document invalid: the test itself is wrong then.
 */
export function validSettings(changes: Partial<Settings> = {}): Settings {
  const validation = validateSettings({ ...fullDocument(), ...changes });
  if (!validation.ok) {
    throw new Error(validation.faults.map(({ path, problem }) => `${path}: ${problem}`).join('\n'));
  }
  return validation.settings;
}
