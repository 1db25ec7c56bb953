import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CrmOrder } from '../../../lib/crm/order.ts';
import { proposedKeys } from '../../../lib/orders/proposed-keys.ts';
import type { OrderSign } from '../../../lib/orders/rebuild/documents.ts';
import type { FormerOrder } from '../../../lib/orders/rebuild/plan-former.ts';
import { groupDocuments, matchGroup } from '../../../lib/orders/rebuild/plan-matches.ts';
import { testKey, validSettings } from '../../settings/valid-settings.ts';
import { crmOrder } from '../support/crm-order.ts';

const proposed = proposedKeys('demo.example.ru');
const { sites } = validSettings();
const [site] = sites;

function sign(number: number, changes: Partial<OrderSign> = {}): OrderSign {
  return {
    Ref_Key: testKey(number),
    Number: `ТД00-${number}`,
    Организация_Key: site?.organization ?? '',
    Партнер_Key: testKey(1),
    Контрагент_Key: testKey(2),
    НомерПоДаннымКлиента: '138A',
    ДатаПоДаннымКлиента: '2026-03-05T00:00:00',
    ...changes,
  };
}

interface Said {
  readonly orders?: readonly CrmOrder[];
  readonly former?: Readonly<Record<string, FormerOrder>>;
}

function match(documents: readonly OrderSign[], { orders = [crmOrder()], former = {} }: Said = {}) {
  const notes = new Map(Object.entries(former));
  const matches = groupDocuments(documents, notes).map((group) =>
    matchGroup(group, { orders, former: notes, sites, proposed }),
  );
  return {
    pairs: matches.flatMap(({ pairs }) => pairs.map(({ document, order }) => [document.Number, order.id])),
    reasons: matches.flatMap(({ issues }) => issues.map(({ reason }) => reason)),
  };
}

describe('a document is the order with its number and day', () => {
  it.each([
    ['the same number and day, whatever the time', {}, { createdAt: '2026-03-05 23:59:59' }, true],
    ['blanks around the number', { НомерПоДаннымКлиента: ' 138A ' }, {}, true],
    ['another day', {}, { createdAt: '2026-03-06 00:00:00' }, false],
    ['another number', {}, { number: '138a' }, false],
    ['a shop of another organisation', { Организация_Key: testKey(77) }, {}, false],
    ['a shop that the settings do not have', { Организация_Key: testKey(77) }, { site: 'gone' }, true],
  ] satisfies [string, Partial<OrderSign>, Partial<CrmOrder>, boolean][])(
    '%s',
    (_, document, order, isIt) => {
      const { pairs, reasons } = match([sign(10, document)], { orders: [crmOrder(order)] });
      expect({ pairs, reasons }).toEqual(
        isIt ? { pairs: [['ТД00-10', 138]], reasons: [] } : { pairs: [], reasons: ['notInCrm'] },
      );
    },
  );

  it('says nothing of documents without number and note: they are 1C’s own', () => {
    expect(match([sign(10, { НомерПоДаннымКлиента: ' ' })])).toEqual({ pairs: [], reasons: [] });
  });
});

describe('several documents, several orders', () => {
  const twin = crmOrder({ id: 139 });

  it('neither of two documents is taken for one order', () => {
    expect(match([sign(10), sign(11)])).toEqual({ pairs: [], reasons: ['severalDocuments'] });
  });

  it('neither of two orders is taken for one document', () => {
    expect(match([sign(10)], { orders: [crmOrder(), twin] })).toEqual({
      pairs: [],
      reasons: ['severalOrders'],
    });
  });

  it('two and two stay apart from one another', () => {
    expect(match([sign(10), sign(11)], { orders: [crmOrder(), twin] })).toEqual({
      pairs: [],
      reasons: ['severalDocuments'],
    });
  });

  it('the key that the bridge proposed settles it, and the rest follows', () => {
    const own = sign(10, { Ref_Key: proposed.order(139) });
    expect(match([sign(11), own], { orders: [crmOrder(), twin] })).toEqual({
      pairs: [
        ['ТД00-10', 139],
        ['ТД00-11', 138],
      ],
      reasons: [],
    });
  });

  it('the note of the former extension settles it', () => {
    const former = { [testKey(11)]: { orderId: 138, isNamed: true } };
    expect(match([sign(10), sign(11)], { former })).toEqual({
      pairs: [['ТД00-11', 138]],
      reasons: ['severalDocuments'],
    });
  });

  it('notes on two documents settle nothing, unless one is the bridge’s own', () => {
    const note = { orderId: 138, isNamed: true };
    const own = sign(12, { Ref_Key: proposed.order(138) });
    expect(match([sign(10), sign(11)], { former: { [testKey(10)]: note, [testKey(11)]: note } })).toEqual({
      pairs: [],
      reasons: ['severalDocuments'],
    });
    expect(match([sign(10), own], { former: { [testKey(10)]: note, [own.Ref_Key]: note } })).toEqual({
      pairs: [['ТД00-12', 138]],
      reasons: ['severalDocuments'],
    });
  });
});

describe('a note of the former extension', () => {
  it.each([
    [
      'with the order’s number, though the day was changed',
      { ДатаПоДаннымКлиента: '2026-01-01T00:00:00' },
      true,
      true,
    ],
    ['without a number, under its own name', { НомерПоДаннымКлиента: '' }, true, true],
    ['without a number, under a mere title', { НомерПоДаннымКлиента: '' }, false, false],
    ['with another number', { НомерПоДаннымКлиента: '9' }, true, false],
  ] satisfies [string, Partial<OrderSign>, boolean, boolean][])('%s', (_, document, isNamed, isIt) => {
    const { pairs } = match([sign(10, document)], { former: { [testKey(10)]: { orderId: 138, isNamed } } });
    expect(pairs).toEqual(isIt ? [['ТД00-10', 138]] : []);
  });
});

describe('whatever 1C and the CRM hold', () => {
  const day = fc.constantFrom('2026-03-05', '2026-03-06');
  const number = fc.constantFrom('1', '2');
  const documents = fc.uniqueArray(
    fc.record({
      key: fc.oneof(
        fc.integer({ min: 10, max: 20 }).map(testKey),
        fc.integer({ min: 1, max: 6 }).map(proposed.order),
      ),
      number,
      day,
      organization: fc.constantFrom(...sites.map((place) => place.organization)),
    }),
    { selector: ({ key }) => key, maxLength: 8 },
  );
  const orders = fc.uniqueArray(
    fc.record({
      id: fc.integer({ min: 1, max: 6 }),
      number,
      day,
      site: fc.constantFrom('gone', ...sites.map(({ code }) => code)),
    }),
    { selector: ({ id }) => id, maxLength: 6 },
  );
  const notes = fc.dictionary(
    fc.integer({ min: 10, max: 20 }).map(testKey),
    fc.record({ orderId: fc.integer({ min: 1, max: 6 }), isNamed: fc.boolean() }),
  );

  it('no order gets two documents, no document two orders; what is not paired is reported', async () => {
    await fc.assert(
      fc.property(documents, orders, notes, (held, known, former) => {
        const signs = held.map((document, index) =>
          sign(index, {
            Ref_Key: document.key,
            НомерПоДаннымКлиента: document.number,
            ДатаПоДаннымКлиента: `${document.day}T00:00:00`,
            Организация_Key: document.organization,
          }),
        );
        const { pairs, reasons } = match(signs, {
          orders: known.map((order) => crmOrder({ ...order, createdAt: `${order.day} 12:00:00` })),
          former,
        });
        expect(new Set(pairs.map(([document]) => document)).size).toBe(pairs.length);
        expect(new Set(pairs.map(([, order]) => order)).size).toBe(pairs.length);
        expect(signs.length > pairs.length).toBe(reasons.length > 0);
      }),
      { numRuns: 500 },
    );
  });
});
