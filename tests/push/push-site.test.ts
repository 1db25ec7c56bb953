import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CrmUnavailable } from '../../lib/crm/errors.ts';
import { PushMemoryUnreadable } from '../../lib/push/errors.ts';
import { pushSite, type SitePush } from '../../lib/push/push-site.ts';
import { decodeMemory, encodeMemory, newMemory, type PushMemory } from '../../lib/push/snapshot.ts';
import { fakeCrm, offersOf, options, pagesOf, RULES } from './support.ts';

const DAY_MS = 24 * 3600_000;

const numbered = (count: number, value = '5'): Map<string, string> =>
  new Map(Array.from({ length: count }, (_, index) => [`offer-${index}`, value]));

/** As it would be read by the next run. */
const stored = async (memory: PushMemory): Promise<PushMemory> => decodeMemory(await encodeMemory(memory));

describe('a push of one site', () => {
  it('sends every offer once, around every multiple of 250, in requests of at most 250', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: -3, max: 3 }),
        fc.integer({ min: 1, max: 700 }),
        async (batches, more, pageSize) => {
          const values = numbered(Math.max(0, batches * 250 + more));
          const crm = fakeCrm();
          const memory = newMemory('s');
          const { counts } = await pushSite(
            { pages: pagesOf(offersOf(values), pageSize), rules: RULES, upload: crm.upload },
            memory,
            options(),
          );
          expect(crm.held).toEqual(values);
          expect(crm.requests.flat().toSorted()).toEqual([...values.keys()].toSorted());
          expect(crm.requests.every((ids) => ids.length <= 250)).toBe(true);
          expect(crm.requests.length).toBe(Math.ceil(values.size / 250));
          expect(counts).toMatchObject({ due: values.size, sent: values.size, unchanged: 0, rejected: 0 });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('then sends differences only, what fell to zero before all others', async () => {
    const values = numbered(1000);
    const crm = fakeCrm();
    const memory = newMemory('s');
    const push = () => ({ pages: pagesOf(offersOf(values), 100), rules: RULES, upload: crm.upload });
    await pushSite(push(), memory, options());
    crm.requests.length = 0;
    for (let index = 0; index < 300; index += 1) {
      values.set(`offer-${index}`, '6');
    }
    values.set('offer-900', '0');
    const { counts } = await pushSite(push(), await stored(memory), options({ now: options().now + 1 }));
    expect(counts).toMatchObject({ due: 301, sent: 301, unchanged: 699 });
    expect(crm.requests.map((ids) => ids.length)).toEqual([250, 51]);
    expect(crm.requests[0]?.[0]).toBe('offer-900');
    expect(crm.held).toEqual(values);
  });

  it('a full run sends everything; continued after its time it sends nothing twice', async () => {
    const values = numbered(3000);
    const crm = fakeCrm();
    const memory = newMemory('s');
    const push = { pages: pagesOf(offersOf(values), 100), rules: RULES, upload: crm.upload };
    await pushSite(push, memory, options());
    crm.requests.length = 0;
    let pages = 0;
    const first = await pushSite(
      push,
      memory,
      options({
        isFull: true,
        mayRead: () => {
          pages += 1;
          return pages < 10;
        },
      }),
    );
    expect(first.isUnfinished).toBe(true);
    const second = await pushSite(push, await stored(memory), options());
    expect(second.isUnfinished).toBe(false);
    expect(crm.requests.flat().toSorted()).toEqual([...values.keys()].toSorted());
  });

  it('E-23: a batch without an answer costs no other one, and its offers come with the next run', async () => {
    const values = numbered(750);
    const crm = fakeCrm({
      faults: new Map([[2, { error: new CrmUnavailable('POST /x', 503), isDone: false }]]),
    });
    const memory = newMemory('s');
    const push = { pages: pagesOf(offersOf(values), 100), rules: RULES, upload: crm.upload };
    const first = await pushSite(push, memory, options({ inFlight: 1 }));
    expect(first.counts).toMatchObject({ due: 750, sent: 500 });
    expect(first.failures).toHaveLength(1);
    const second = await pushSite(push, await stored(memory), options());
    expect(second.counts).toMatchObject({ due: 250, sent: 250, unchanged: 500 });
    expect(crm.held).toEqual(values);
  });

  it('a full run that left a batch without an answer has not been one: the next run is full again, and failures that others come between are not in a row', async () => {
    const down = { error: new CrmUnavailable('POST /x', 503), isDone: false };
    const faults = new Map([2, 4, 6, 8].map((request) => [request, down]));
    const crm = fakeCrm({ faults });
    const memory = newMemory('s');
    const push = { pages: pagesOf(offersOf(numbered(2000)), 100), rules: RULES, upload: crm.upload };
    const first = await pushSite(push, memory, options({ inFlight: 1, isFull: true }));
    expect(first.failures).toHaveLength(4);
    expect(memory.fullAt).toBeUndefined();
    await pushSite(push, memory, options({ isFull: true }));
    expect(memory.fullAt).toBe(options().now);
  });

  it('a batch that the CRM took and did not answer makes the next run a full one: what has gone back to its old value shows no difference', async () => {
    const values = numbered(10);
    const faults = new Map([[2, { error: new CrmUnavailable('POST /x', 503), isDone: true }]]);
    const crm = fakeCrm({ faults });
    const memory = newMemory('s');
    const push = { pages: pagesOf(offersOf(values), 100), rules: RULES, upload: crm.upload };
    await pushSite(push, memory, options({ isFull: true }));
    expect(memory.fullAt).toBeDefined();
    values.set('offer-3', '7');
    await pushSite({ ...push, pages: pagesOf(offersOf(values), 100) }, memory, options());
    expect([crm.held.get('offer-3'), memory.fullAt]).toEqual(['7', undefined]);
    values.set('offer-3', '5');
    const isFull = memory.fullAt === undefined;
    await pushSite({ ...push, pages: pagesOf(offersOf(values), 100) }, memory, options({ isFull }));
    expect(crm.held.get('offer-3')).toBe('5');
  });

  it('a CRM that answers nothing at all is not asked for every batch', async () => {
    const down = new CrmUnavailable('POST /x', 503);
    const crm = fakeCrm({
      faults: new Map(Array.from({ length: 100 }, (_, index) => [index + 1, { error: down, isDone: false }])),
    });
    const push = { pages: pagesOf(offersOf(numbered(10_000)), 1000), rules: RULES, upload: crm.upload };
    await expect(pushSite(push, newMemory('s'), options({ inFlight: 1 }))).rejects.toBe(down);
  });

  it('a run that breaks off at any request, carried out or not, ends with the same state when it is repeated', async () => {
    const values = numbered(1100);
    for (const isDone of [false, true]) {
      for (let request = 1; request <= 5; request += 1) {
        const crm = fakeCrm({ faults: new Map([[request, { error: new Error('killed'), isDone }]]) });
        const push = { pages: pagesOf(offersOf(values), 100), rules: RULES, upload: crm.upload };
        // What a killed process remembered of its run is lost with it.
        await expect(pushSite(push, newMemory('s'), options())).rejects.toThrow('killed');
        await pushSite(push, newMemory('s'), options());
        expect(crm.held, `request ${request}, carried out: ${isDone}`).toEqual(values);
      }
    }
  });

  it('a run of differences that is killed at any request, carried out or not, is made up for by the next one from what was remembered before', async () => {
    for (const isDone of [false, true]) {
      for (let request = 4; request <= 6; request += 1) {
        const values = numbered(700);
        const crm = fakeCrm({ faults: new Map([[request, { error: new Error('killed'), isDone }]]) });
        const run = (memory: PushMemory) =>
          pushSite(
            { pages: pagesOf(offersOf(values), 100), rules: RULES, upload: crm.upload },
            memory,
            options(),
          );
        const memory = newMemory('s');
        await run(memory);
        for (const id of [...values.keys()].slice(0, 650)) {
          values.set(id, id.endsWith('7') ? '0' : '6');
        }
        await expect(run(await stored(memory))).rejects.toThrow('killed');
        const again = await stored(memory);
        await run(again);
        expect(crm.held, `request ${request}, carried out: ${isDone}`).toEqual(values);
        expect((await run(again)).counts).toMatchObject({ due: 0, unchanged: 700 });
      }
    }
  });

  it('one bad offer never costs its batch', async () => {
    const values = numbered(600);
    const crm = fakeCrm({ refused: new Set(['offer-7', 'offer-299']) });
    const push = { pages: pagesOf(offersOf(values), 100), rules: RULES, upload: crm.upload };
    const { counts, rejected } = await pushSite(push, newMemory('s'), options());
    expect(counts).toMatchObject({ due: 600, sent: 598, rejected: 2 });
    expect(rejected.map(({ offer }) => offer.id).toSorted()).toEqual(['offer-299', 'offer-7']);
    expect(crm.held.size).toBe(598);
  });

  it('a refusal that is about no single offer ends the run after a few requests', async () => {
    const values = numbered(5000);
    const crm = fakeCrm({ refused: new Set(values.keys()) });
    let uploads = 0;
    const upload: typeof crm.upload = (offers) => {
      uploads += 1;
      return crm.upload(offers);
    };
    const push = { pages: pagesOf(offersOf(values), 1000), rules: RULES, upload };
    await expect(pushSite(push, newMemory('s'), options({ inFlight: 1 }))).rejects.toThrow('400');
    expect(uploads).toBeLessThan(20);
  });

  it('one bad offer that is all there is to send is told, and the run goes on to its end', async () => {
    const values = numbered(20);
    const refused = new Set<string>();
    const crm = fakeCrm({ refused });
    let memory = newMemory('s');
    const run = async (shown: ReadonlyMap<string, string>, changed: Parameters<typeof options>[0] = {}) => {
      const pages = pagesOf(offersOf(shown), 5);
      const result = await pushSite({ pages, rules: RULES, upload: crm.upload }, memory, options(changed));
      memory = await stored(memory);
      return result;
    };
    await run(values);
    const fewer = new Map([...values].filter(([id]) => id !== 'offer-19'));
    for (const bad of ['offer-1', 'offer-2', 'offer-3']) {
      refused.add(bad);
      fewer.set(bad, '6');
    }
    const first = await run(fewer);
    expect(first).toMatchObject({ counts: { due: 3, rejected: 3 }, isUnfinished: false });
    const second = await run(fewer);
    expect(second.counts).toMatchObject({ sent: 1, rejected: 3 });
    expect(crm.held.get('offer-19')).toBe('0');
    expect((await run(fewer)).counts).toMatchObject({ rejected: 3 });
    expect((await run(fewer)).counts).toMatchObject({ due: 0, rejected: 0 });
    expect((await run(fewer, { now: options().now + DAY_MS })).counts).toMatchObject({ rejected: 3 });
    refused.clear();
    expect((await run(fewer, { now: options().now + 2 * DAY_MS })).counts).toMatchObject({ sent: 3 });
    expect(crm.held.get('offer-2')).toBe('6');
  });

  it('any number of bad offers, wherever they stand and whatever else is due, ends in runs that end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 300 }),
        fc.uniqueArray(fc.nat(299), { maxLength: 12 }),
        fc.boolean(),
        async (count, bad, isDelta) => {
          const values = numbered(count);
          const refused = new Set(bad.map((index) => `offer-${index}`).filter((id) => values.has(id)));
          fc.pre(refused.size < count);
          const crm = fakeCrm(isDelta ? {} : { refused });
          let memory = newMemory('s');
          const run = (upload: SitePush['upload']) =>
            pushSite({ pages: pagesOf(offersOf(values), 100), rules: RULES, upload }, memory, options());
          if (isDelta) {
            await run(crm.upload);
            for (const id of refused) {
              values.set(id, '6');
            }
          }
          const strict = fakeCrm({ refused });
          const ends: boolean[] = [];
          for (let runs = 0; runs < 8; runs += 1) {
            const ended = await run(strict.upload).catch(() => undefined);
            ends.push(ended?.isUnfinished === false);
            memory = await stored(memory);
          }
          expect(ends.at(-1)).toBe(true);
          expect((await run(strict.upload)).counts).toMatchObject({ due: 0 });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('a full run that is continued, with nothing left of it but bad offers, comes to its end', async () => {
    const values = numbered(24);
    const refused = new Set(['offer-20', 'offer-21', 'offer-22', 'offer-23']);
    const crm = fakeCrm({ refused });
    const push = { pages: pagesOf(offersOf(values), 20), rules: RULES, upload: crm.upload };
    const memory = newMemory('s');
    await pushSite(push, memory, options({ isFull: true, mayRead: () => false }));
    expect(crm.held.size).toBe(20);
    const ends: boolean[] = [];
    for (let runs = 0; runs < 4; runs += 1) {
      const result = await pushSite(push, memory, options()).catch(() => undefined);
      ends.push(result?.isUnfinished === false);
    }
    expect(ends).toEqual([false, false, false, true]);
    expect(memory.fullAt).toBe(options().now);
  });

  it('what vanished and is refused is not forgotten: it is tried again until the CRM takes it', async () => {
    const values = numbered(3);
    const refused = new Set<string>();
    const crm = fakeCrm({ refused });
    const memory = newMemory('s');
    const run = (shown: ReadonlyMap<string, string>, after = 0) =>
      pushSite(
        { pages: pagesOf(offersOf(shown), 5), rules: RULES, upload: crm.upload },
        memory,
        options({ now: options().now + after }),
      );
    await run(values);
    const fewer = new Map([...values].filter(([id]) => id !== 'offer-2'));
    refused.add('offer-2');
    for (let runs = 0; runs < 6; runs += 1) {
      await run(fewer);
    }
    expect(crm.held.get('offer-2')).toBe('5');
    refused.clear();
    await run(fewer, DAY_MS);
    expect(crm.held.get('offer-2')).toBe('0');
  });

  it('what vanished from both sides is forgotten when the CRM has not known it three times', async () => {
    const unknown = new Set<string>();
    const crm = fakeCrm({ unknown });
    const memory = newMemory('s');
    const run = (shown: ReadonlyMap<string, string>) =>
      pushSite({ pages: pagesOf(offersOf(shown), 5), rules: RULES, upload: crm.upload }, memory, options());
    await run(numbered(3));
    unknown.add('offer-2');
    for (let runs = 0; runs < 4; runs += 1) {
      await run(numbered(2));
    }
    expect([...memory.offers.keys()]).toEqual(['offer-0', 'offer-1']);
  });

  it('D-44: what the CRM does not know comes again in the next two runs, then once a day and with each full run', async () => {
    const crm = fakeCrm({ unknown: new Set(['offer-1']) });
    const push = { pages: pagesOf(offersOf(numbered(3)), 100), rules: RULES, upload: crm.upload };
    const memory = newMemory('s');
    const asked: boolean[] = [];
    const run = async (changed: Parameters<typeof options>[0]) => {
      crm.requests.length = 0;
      const { unknown } = await pushSite(push, memory, options(changed));
      asked.push(crm.requests.flat().includes('offer-1'));
      expect(unknown.length).toBe(asked.at(-1) ? 1 : 0);
    };
    const start = options().now;
    for (const after of [0, 300_000, 600_000, 900_000, 900_000 + DAY_MS, 1_000_000 + DAY_MS]) {
      await run({ now: start + after });
    }
    await run({ now: start + 1_100_000 + DAY_MS, isFull: true });
    expect(asked).toEqual([true, true, true, false, true, false, true]);
  });

  it('what left the list is zeroed after the second complete read, and forgotten when the CRM has taken it', async () => {
    const values = numbered(5);
    const crm = fakeCrm();
    let memory = newMemory('s');
    const run = async (shown: ReadonlyMap<string, string>) => {
      await pushSite(
        { pages: pagesOf(offersOf(shown), 2), rules: RULES, upload: crm.upload },
        memory,
        options(),
      );
      memory = await stored(memory);
    };
    await run(values);
    const fewer = new Map([...values].filter(([id]) => id !== 'offer-3'));
    await run(fewer);
    expect(crm.held.get('offer-3')).toBe('5');
    await run(fewer);
    expect(crm.held.get('offer-3')).toBe('0');
    await run(fewer);
    expect(memory.offers.has('offer-3')).toBe(false);
  });

  it('D-43: a read that broke off does not count, and neither do two that are not in a row', async () => {
    const values = numbered(4);
    const crm = fakeCrm();
    let memory = newMemory('s');
    const run = async (shown: ReadonlyMap<string, string>, mayRead = () => true) => {
      await pushSite(
        { pages: pagesOf(offersOf(shown), 1), rules: RULES, upload: crm.upload },
        memory,
        options({ mayRead }),
      );
      memory = await stored(memory);
    };
    const fewer = new Map([...values].filter(([id]) => id !== 'offer-3'));
    await run(values);
    await run(fewer);
    await run(fewer, () => false);
    expect(crm.held.get('offer-3')).toBe('5');
    await run(values);
    await run(fewer);
    expect(crm.held.get('offer-3')).toBe('5');
  });

  it('the memory survives being written and read', async () => {
    const word = fc.oneof(
      fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 8 }),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }),
      fc
        .array(fc.constantFrom('\t', '\n', '\r', '"', '\\', '\\t', '\u2028', '\ud800', '\0', 'x', ' '), {
          minLength: 1,
        })
        .map((parts) => parts.join('')),
    );
    const known = fc.record(
      {
        accepted: word,
        read: fc.nat(),
        sent: fc.integer({ min: 1, max: 99 }),
        missing: word,
        refused: fc.record({ refusals: fc.integer({ min: 1, max: 9 }), refusedAt: fc.nat() }),
      },
      { requiredKeys: ['read'] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(word, known)), fc.nat(), async (offers, read) => {
        const memory: PushMemory = {
          signature: 'a#b',
          read,
          fullAt: 12,
          unfinished: { position: { scope: 1, from: { code: 'x' } }, isFull: true },
          offers: new Map(offers.map(([id, { refused, ...offer }]) => [id, { ...offer, ...refused }])),
        };
        expect(await stored(memory)).toEqual(memory);
      }),
    );
  });

  it.each([
    'x\ta=1\tmany\t\t\t\t',
    'x\ta=1',
    '"x\ta=1\t1\t\t\t\t',
    'x\ta=1\t1\t1.5\t\t\t',
    'x\ta=1\t1\t\t\t2\t',
    '',
  ])('a memory with the line "%s" is not read at all, instead of wrongly', async (line) => {
    const text = `${JSON.stringify({ signature: 's', read: 1 })}\n${line}`;
    await expect(decodeMemory(gzipSync(text).toString('base64'))).rejects.toBeInstanceOf(
      PushMemoryUnreadable,
    );
  });
});
