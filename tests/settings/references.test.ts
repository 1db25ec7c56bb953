import { describe, expect, it } from 'vitest';
import { referencePreset, simplePreset } from '../../lib/settings/presets.ts';
import { validateSettings } from '../../lib/settings/validate.ts';
import { fullDocument, keys, testKey } from './valid-settings.ts';

type Document = ReturnType<typeof fullDocument>;

/** Paths of what is refused and of what is doubted after `change` has been made to a valid document. */
function judged(change: (document: Document) => object): { refused: string[]; doubted: string[] } {
  const document = fullDocument();
  const validation = validateSettings({ ...document, ...change(document) });
  const paths = (list: readonly { path: string }[]) => list.map(({ path }) => path);
  return validation.ok
    ? { refused: [], doubted: paths(validation.warnings) }
    : { refused: paths(validation.faults), doubted: [] };
}

const twice = <Row>(rows: readonly Row[]): Row[] => [...rows, ...rows.slice(0, 1)];
const nothing = { refused: [], doubted: [] };

describe('refused: tables that name one thing twice', () => {
  it.each([
    ['sites', 'sites[2].code'],
    ['statuses', 'statuses[19].crm'],
    ['itemStatuses', 'itemStatuses[14].crm'],
    ['managers', 'managers[1].crm'],
    ['payments', 'payments[3].crm'],
    ['deliveries', 'deliveries[1].crm'],
  ] as const)('%s', (table, path) => {
    const { refused } = judged((document) => ({ [table]: twice<unknown>(document[table]) }));

    expect(refused).toContain(path);
  });

  it('price types and warehouses of one site, but not of two sites', () => {
    expect(judged(({ prices }) => ({ prices: { ...prices, types: twice(prices.types) } })).refused).toEqual([
      'prices.types[1].crm',
    ]);
    expect(
      judged(({ sites: [first, second] }) => ({
        sites: [first, { ...second, warehouses: twice(second?.warehouses ?? []) }],
      })).refused,
    ).toEqual(['sites[1].warehouses[2].crm']);
  });

  it('says which row came first', () => {
    const document = fullDocument();

    expect(validateSettings({ ...document, managers: twice(document.managers) })).toMatchObject({
      faults: [{ problem: expect.stringContaining('managers[0].crm') }],
    });
  });
});

describe('refused: rows that contradict themselves or each other', () => {
  const status = {
    crm: 'new',
    onec: null,
    supply: null,
    shipment: false,
    cancel: false,
    return: false,
    close: false,
  };

  it('no site at all', () => {
    expect(judged(() => ({ sites: [], payments: [] })).refused).toEqual(['sites']);
  });

  it('a cancelling status that ships or takes back', () => {
    const statuses = [{ ...status, cancel: true, shipment: true, return: true, close: true }];

    expect(judged(() => ({ statuses })).refused).toEqual(['statuses[0].shipment', 'statuses[0].return']);
  });

  it('a row of states with neither or both of state and status', () => {
    const states = [
      { crm: 'new', shipped: false },
      { state: 'Закрыт', status: 'Закрыт', crm: 'complete', shipped: true },
      { state: 'ГотовКОтгрузке', allRowsShipping: true, crm: 'assembling', shipped: false },
    ];

    expect(judged(() => ({ states })).refused).toEqual([
      'states[0]',
      'states[1]',
      'states[2].allRowsShipping',
    ]);
  });

  it('two sites that both take the new orders of one organisation', () => {
    const newOrders = { orderMethod: null };
    const both = (document: Document, organization: string) => ({
      sites: document.sites.map((site, index) => ({
        ...site,
        newOrders,
        organization: index === 1 ? organization : keys.organization1,
      })),
    });

    expect(judged((document) => both(document, keys.organization1)).refused).toEqual(['sites[1].newOrders']);
    expect(judged((document) => both(document, keys.organization2))).toEqual(nothing);
  });

  it('one code for paid and not paid, for a whole and a partial return', () => {
    const { refused } = judged(({ codes }) => ({
      codes: { ...codes, notPaid: 'paid', refunded: 'paid', itemPartlyReturned: 'returned' },
    }));

    expect(refused).toEqual(['codes.notPaid', 'codes.refunded', 'codes.itemPartlyReturned']);
  });
});

describe('the place of the money', () => {
  const bare = (document: Document) =>
    document.payments.map(({ crm, document: kind, export: exported }) => ({
      crm,
      document: kind,
      export: exported,
    }));
  const withoutPlaces = { cashDesk: null, bankAccount: null, terminal: null };

  it('may be left to the sites', () => {
    expect(judged((document) => ({ payments: bare(document) }))).toEqual(nothing);
  });

  it('is refused if neither the row nor any site has it', () => {
    expect(
      judged((document) => ({
        payments: bare(document),
        sites: document.sites.map((site) => ({ ...site, ...withoutPlaces })),
      })).refused,
    ).toEqual(['payments[0].cashDesk', 'payments[1].bankAccount', 'payments[2].terminal']);
  });

  it('is doubted if only some sites have it', () => {
    expect(
      judged((document) => ({
        payments: bare(document),
        sites: document.sites.map((site, index) => (index === 1 ? { ...site, cashDesk: null } : site)),
      })),
    ).toEqual({ refused: [], doubted: ['sites[1].cashDesk'] });
  });

  it('is not needed for documents that are never made', () => {
    const document = fullDocument();
    const sites = document.sites.map((site) => ({ ...site, ...withoutPlaces }));
    const [, , card] = bare(document);

    expect(
      judged(() => ({ payments: bare(document), sites, create: { ...document.create, payments: false } })),
    ).toEqual(nothing);
    expect(judged(() => ({ payments: [card], sites, ut: { ...document.ut, cardPayments: false } }))).toEqual({
      refused: [],
      doubted: ['payments[0].document'],
    });
  });

  it('of another document is doubted', () => {
    const payments = [
      { crm: 'cash', document: 'cashReceipt', cashDesk: keys.cashDesk1, terminal: keys.terminal1 },
    ];

    expect(judged(() => ({ payments })).doubted).toEqual(['payments[0].terminal']);
  });
});

describe('doubted: what has no effect or looks forgotten', () => {
  const row = { shipment: false, cancel: false, return: false, close: false };
  const shipped = { ...row, crm: 'complete', onec: null, supply: 'Отгрузить', shipment: true };
  const returned = { ...row, crm: 'return', onec: null, supply: null, return: true };

  it.each([
    ['an empty table of statuses', { statuses: [] }, ['statuses']],
    [
      'shipments and returns that no status makes',
      { statuses: [{ ...row, crm: 'new', onec: null, supply: null }] },
      ['create.shipments', 'create.returns'],
    ],
    [
      'an order closed without shipment or cancellation, «КОтгрузке» where UT does not have it',
      {
        statuses: [
          shipped,
          returned,
          { ...row, crm: 'a', onec: 'Закрыт', supply: null },
          { ...row, crm: 'b', onec: 'КОтгрузке', supply: null },
          { ...row, crm: 'c', onec: 'Закрыт', supply: null, close: true },
        ],
      },
      ['statuses[2].onec', 'statuses[3].onec'],
    ],
    [
      'a shipment of rows that are not to be shipped',
      { statuses: [{ ...shipped, supply: 'КОбеспечению' }, returned], itemStatuses: [] },
      ['statuses[0].supply'],
    ],
    [
      'rows of states behind one that takes everything',
      {
        states: [
          { status: 'КОбеспечению', allRowsShipping: true, crm: 'a', shipped: true },
          { status: 'КОбеспечению', crm: 'b', shipped: false },
          { status: 'КОбеспечению', allRowsShipping: false, crm: 'c', shipped: false },
          { state: 'Закрыт', crm: 'd', shipped: true },
          { state: 'Закрыт', crm: 'e', shipped: true },
        ],
      },
      ['states[2]', 'states[4]'],
    ],
    [
      'return codes that the item statuses do not know',
      { itemStatuses: [{ crm: 'returned', supply: 'Отгрузить', cancel: true }] },
      ['codes.itemPartlyReturned'],
    ],
    [
      'a carrier where nobody carries',
      { deliveries: [{ crm: 'self', method: 'Самовывоз', carrier: keys.carrier }] },
      ['deliveries[0].carrier'],
    ],
    ['more requests than the CRM takes', { limits: { crmRps: 11 } }, ['limits.crmRps']],
  ])('%s', (_, changes, doubted) => {
    expect(judged(() => changes)).toEqual({ refused: [], doubted });
  });

  it('a prefix without characteristics', () => {
    expect(
      judged(({ offers }) => ({ offers: { ...offers, characteristics: false, organizationPrefix: true } }))
        .doubted,
    ).toEqual(['offers.organizationPrefix']);
  });

  it('new orders that nobody takes or that are not exported at all', () => {
    const without = (document: Document) => document.sites.map((site) => ({ ...site, newOrders: null }));

    expect(judged((document) => ({ sites: without(document) })).doubted).toEqual([
      'exchange.exportNewOrders',
    ]);
    expect(judged(({ exchange }) => ({ exchange: { ...exchange, exportOrders: false } })).doubted).toEqual([
      'exchange.exportNewOrders',
    ]);
    expect(
      judged((document) => ({
        sites: without(document),
        exchange: { ...document.exchange, exportNewOrders: false },
      })),
    ).toEqual(nothing);
  });

  it('stock without warehouses, one warehouse of 1C as two of the CRM', () => {
    const warehouses = [
      { crm: 'main', onec: testKey(1) },
      { crm: 'second', onec: testKey(1).toUpperCase() },
    ];
    const change = ({ sites: [first, second] }: Document) => ({
      sites: [
        { ...first, warehouses: [] },
        { ...second, warehouses },
      ],
    });

    expect(judged(change).doubted).toEqual(['sites[0].warehouses', 'sites[1].warehouses[1].onec']);
  });
});

describe('presets', () => {
  it.each([
    ['simple, stock and to order', 'stockAndToOrder', simplePreset('stockAndToOrder')],
    ['simple, stock only', 'stockOnly', simplePreset('stockOnly')],
    ['simple, invoice', 'invoice', simplePreset('invoice')],
    ['reference', 'stockAndToOrder', referencePreset],
  ] as const)('%s: fits into a document without a doubt', (_, orderUse, { codes, ...tables }) => {
    expect(judged((document) => ({ orderUse, ...tables, codes: { ...document.codes, ...codes } }))).toEqual(
      nothing,
    );
  });
});
