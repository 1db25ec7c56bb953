import { afterEach, describe, expect, it } from 'vitest';
import { RELEASES } from '../../../lib/onec/ut/releases.ts';
import { newOrder, startBridge, type TestBridge } from '../support/bridge.ts';
import { customerOf, held, imported, outcomeOf } from '../support/imports.ts';

const PARTNERS = 'Catalog_Партнеры';
const COUNTERPARTIES = 'Catalog_Контрагенты';

let bridge: TestBridge;

afterEach(() => bridge[Symbol.asyncDispose]());

/** The customer's pair as the order's document names it. */
function pairOf(number: string) {
  const { Партнер_Key: partner, Контрагент_Key: counterparty } = held(bridge, number);
  return { [PARTNERS]: String(partner), [COUNTERPARTIES]: String(counterparty) };
}

type Sets = readonly (typeof PARTNERS | typeof COUNTERPARTIES)[];

const mark = (pair: Readonly<Record<string, string>>, sets: Sets): void => {
  for (const set of sets) {
    bridge.onec.control.patch(set, pair[set] ?? '', { DeletionMark: true });
  }
};

/** Contacts that nobody else has, typed the same way each time. */
const CONTACTS = { phone: '+7 (900) 555-00-01', email: 'marked@example.ru' };

/** One more order of the same card, with nothing about the customer changed. */
async function another(first: { readonly id: number }) {
  bridge.pass(60_000);
  return imported(bridge, { ...CONTACTS, customer: customerOf(bridge, first.id) });
}

const ORDER_OF_MARKS = ['GET Catalog_Контрагенты'];

describe.each(RELEASES)('UT $name: a linked customer with unchanged contacts', (release) => {
  it('costs one light request, and is used as long as both objects are of use', async () => {
    bridge = await startBridge({ release });
    const first = await imported(bridge, CONTACTS);
    bridge.takeRequests();
    const second = await another(first);
    const ofCustomer = bridge
      .takeRequests()
      .filter((request) => request.endsWith(PARTNERS) || request.endsWith(COUNTERPARTIES));
    expect(ofCustomer).toEqual(ORDER_OF_MARKS);
    expect(pairOf(second.number)).toEqual(pairOf(first.number));
  });

  it.each<[string, Sets]>([
    ['both objects', [PARTNERS, COUNTERPARTIES]],
    ['the partner alone', [PARTNERS]],
    ['the counterparty alone', [COUNTERPARTIES]],
  ])(
    'B-2: is searched anew once 1C marks %s, and the next order goes on with what was found',
    async (_, sets) => {
      bridge = await startBridge({ release });
      const first = await imported(bridge, CONTACTS);
      const marked = pairOf(first.number);
      mark(marked, sets);
      const second = pairOf((await another(first)).number);
      for (const set of sets) {
        expect(second[set]).not.toBe(marked[set]);
        expect(bridge.onec.control.entity(set, second[set] ?? '')).toMatchObject({ DeletionMark: false });
      }
      const third = await another(first);
      expect(pairOf(third.number)).toEqual(second);
    },
  );

  it('B-2: is the survivor where UT merged the pair with a double that has the same contacts', async () => {
    bridge = await startBridge({ release });
    const first = await imported(bridge, CONTACTS);
    const pair = pairOf(first.number);
    const survivor = pairOf((await imported(bridge)).number);
    for (const set of [PARTNERS, COUNTERPARTIES] as const) {
      const { КонтактнаяИнформация: rows = [] } = bridge.onec.control.entity(set, pair[set]) ?? {};
      const contacts = (rows as readonly object[]).map((row) => ({ ...row, Ref_Key: survivor[set] }));
      bridge.onec.control.patch(set, survivor[set], { КонтактнаяИнформация: contacts });
    }
    mark(pair, [PARTNERS, COUNTERPARTIES]);
    expect(pairOf((await another(first)).number)).toEqual(survivor);
  });

  it('B-2: is made anew once the pair is deleted, and no document refers to what does not exist', async () => {
    bridge = await startBridge({ release });
    const first = await imported(bridge, CONTACTS);
    const gone = pairOf(first.number);
    for (const [set, key] of Object.entries(gone)) {
      bridge.onec.control.remove(set, key);
    }
    const second = pairOf((await another(first)).number);
    for (const [set, key] of Object.entries(second)) {
      expect(bridge.onec.control.entity(set, key)).toMatchObject({ DeletionMark: false });
    }
  });
});

describe('a linked customer', () => {
  it('stays the same where people gave the counterparty another partner', async () => {
    bridge = await startBridge();
    const first = await imported(bridge, CONTACTS);
    const stranger = await imported(bridge);
    const pair = pairOf(first.number);
    const theirs = pairOf(stranger.number)[PARTNERS];
    bridge.onec.control.patch(COUNTERPARTIES, pair[COUNTERPARTIES] ?? '', { Партнер_Key: theirs });
    expect(pairOf((await another(first)).number)).toEqual(pair);
  });

  it('that is marked changes nothing about an order that is as it was', async () => {
    bridge = await startBridge();
    const { id, number } = await imported(bridge, CONTACTS);
    mark(pairOf(number), [PARTNERS, COUNTERPARTIES]);
    bridge.pass(60_000);
    bridge.takeRequests();
    expect(outcomeOf(await bridge.importOrders(id)).kind).toBe('unchanged');
    expect(bridge.takeRequests()).toHaveLength(1);
  });
});

describe('what the settings name and 1C marks after it was looked up', () => {
  it('B-2: the typical agreement parks a new order with its path, and nothing is written', async () => {
    bridge = await startBridge();
    await imported(bridge);
    const agreement = bridge.settings.sites[0]?.agreement ?? '';
    bridge.onec.control.patch('Catalog_СоглашенияСКлиентами', agreement, { DeletionMark: true });
    const { id } = newOrder(bridge);
    bridge.takeRequests();
    expect(outcomeOf(await bridge.importOrders(id))).toMatchObject({
      kind: 'parked',
      reason: 'settingsIncomplete',
      details: { path: 'sites[0].agreement' },
    });
    expect(bridge.takeRequests().filter((request) => !request.startsWith('GET'))).toEqual([]);
  });

  it('B-2: the service of the delivery parks an order that is delivered, and no other', async () => {
    bridge = await startBridge();
    await imported(bridge);
    bridge.onec.control.patch('Catalog_Номенклатура', bridge.settings.deliveryItem, { DeletionMark: true });
    const delivered = newOrder(bridge, { delivery: { cost: 350 } });
    expect(outcomeOf(await bridge.importOrders(delivered.id))).toMatchObject({
      kind: 'parked',
      reason: 'settingsIncomplete',
    });
    await imported(bridge);
  });
});
