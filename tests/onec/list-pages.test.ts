import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startSandboxOnec } from '../../infra/sandbox/onec/sandbox.ts';
import { makeShop } from '../../infra/sandbox/shop/make-shop.ts';
import type { OnecClient } from '../../lib/onec/client.ts';
import { OnecListUnstable, OnecRequestFault } from '../../lib/onec/errors.ts';
import { eq, guid } from '../../lib/onec/filter.ts';
import { listPages, listWhole } from '../../lib/onec/list-pages.ts';
import { rowsOf } from '../../lib/onec/ut/describe.ts';
import { дополнительныеСведения } from '../../lib/onec/ut/objects/additional-info.ts';
import { контрагенты, партнеры } from '../../lib/onec/ut/objects/customers.ts';
import { номенклатура, характеристикиНоменклатуры } from '../../lib/onec/ut/objects/goods.ts';
import { заказКлиента } from '../../lib/onec/ut/objects/order.ts';
import { состоянияЗаказовКлиентов } from '../../lib/onec/ut/objects/settlements.ts';
import { release11520 } from '../../lib/onec/ut/releases.ts';
import { clientOf, failure, json, raw, startOnec } from './support/onec-server.ts';
import { speaking } from './support/speaking.ts';

const SIZES = makeShop().goods.slice(0, 1);
const key = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
const keysOf = (entities: readonly { readonly Ref_Key: string }[]): string[] =>
  entities.map(({ Ref_Key }) => Ref_Key).toSorted();

/** A base with one catalog of characteristics of the given names, many of which are alike. */
async function startBase(names: readonly string[] = []) {
  const base = await startSandboxOnec({
    shop: { ...makeShop(), goods: SIZES },
    release: release11520,
    login: { user: 'Обмен', password: 'пароль' },
    clock: { now: () => 0 },
  });
  const { set } = характеристикиНоменклатуры;
  for (const { Ref_Key } of base.control.entities(set)) {
    base.control.remove(set, String(Ref_Key));
  }
  const put = (index: number, Description: string) => base.control.put(set, key(index), { Description });
  names.forEach((name, index) => {
    put(index, name);
  });
  const onec = speaking(clientOf(base.url).onec, release11520);
  return Object.assign(base, { onec, put, drop: (index: number) => base.control.remove(set, key(index)) });
}

const fewNames = fc.array(fc.constantFrom('S', 'M', 'L', 'XL'), { minLength: 12, maxLength: 40 });

describe('a whole list', () => {
  it('has every entity once, however many sort alike and change places between pages', async () => {
    await fc.assert(
      fc.asyncProperty(fewNames, fc.integer({ min: 3, max: 15 }), async (names, pageSize) => {
        await using base = await startBase(names);
        const found = await listWhole(base.onec, характеристикиНоменклатуры, {
          select: ['Ref_Key', 'Description'],
          pageSize,
        });
        expect(keysOf(found)).toEqual(names.map((_, index) => key(index)));
      }),
      { numRuns: 40 },
    );
  });

  it('misses nothing that stays while others come and go between its pages, or says that it is not whole', async () => {
    const moves = fc.array(fc.tuple(fc.constantFrom<'put' | 'drop'>('put', 'drop'), fc.nat({ max: 39 })), {
      maxLength: 12,
    });
    const sizes = fc.tuple(fc.integer({ min: 12, max: 40 }), fc.integer({ min: 5, max: 15 }));
    const name = (index: number, place: string) => `${String(index).padStart(2, '0')}${place}`;
    let whole = 0;
    await fc.assert(
      fc.asyncProperty(sizes, moves, async ([length, pageSize], changes) => {
        const stays = new Set(Array.from({ length }, (_, index) => index));
        await using base = await startBase([...stays].map((index) => name(index, 'а')));
        const change = ([move, index]: readonly ['put' | 'drop', number]) => {
          if (move === 'put') {
            base.put(100 + index, name(index, 'б'));
          } else if (stays.delete(index)) {
            base.drop(index);
          }
        };
        const waiting = [...changes];
        const found: string[] = [];
        const read = async () => {
          for await (const page of listPages(base.onec, характеристикиНоменклатуры, { pageSize })) {
            found.push(...page.map(({ Ref_Key }) => Ref_Key));
            waiting.splice(0, 1).forEach(change);
          }
        };
        const error = await read().catch((thrown: unknown) => thrown);
        expect(new Set(found).size).toBe(found.length);
        if (error === undefined) {
          whole += 1;
          expect(found).toEqual(expect.arrayContaining([...stays].map(key)));
        } else {
          expect(error).toBeInstanceOf(OnecListUnstable);
        }
      }),
      { numRuns: 60 },
    );
    expect(whole).toBeGreaterThan(40);
  });

  it('of one page takes one request and no count', async () => {
    await using base = await startBase(['S', 'M']);
    expect(await base.onec.listAll(характеристикиНоменклатуры, { select: ['Ref_Key'] })).toHaveLength(2);
    expect(base.control.requests.list()).toHaveLength(1);
  });

  it('that just fills its page is counted, and looked at once more behind it', async () => {
    await using base = await startBase(['S', 'M', 'L']);
    expect(await listWhole(base.onec, характеристикиНоменклатуры, { pageSize: 3 })).toHaveLength(3);
    expect(base.control.requests.list()).toHaveLength(4);
  });

  it('does not lose the last one, which moves up when another leaves between the first page and the count', async () => {
    await using base = await startBase(['S', 'M', 'L', 'XL']);
    const keys: string[] = [];
    for await (const page of listPages(base.onec, характеристикиНоменклатуры, { pageSize: 3 })) {
      if (keys.length === 0) {
        base.drop(0);
      }
      keys.push(...page.map(({ Ref_Key }) => Ref_Key));
    }
    expect(keys).toEqual(expect.arrayContaining([1, 2, 3].map(key)));
  });

  it('that never holds still ends in an error that comes again, and tells people what to wait for', async () => {
    await using base = await startBase(['S', 'M', 'L']);
    let index = 200;
    const restless: Pick<OnecClient, 'list' | 'count'> = {
      list: base.onec.list,
      count: (object) => {
        index += 1;
        base.put(index, 'M');
        return base.onec.count(object);
      },
    };
    const error = await failure(listWhole(restless, характеристикиНоменклатуры, { pageSize: 2 }));
    expect(error).toBeInstanceOf(OnecListUnstable);
    expect(error).toMatchObject({
      code: 'onecListUnstable',
      retryable: true,
      advice: expect.stringContaining(характеристикиНоменклатуры.set),
      details: { seen: expect.any(Number), counted: expect.any(Number) },
    });
  });

  it('is not whole when it only happens to be as long as what was seen: both counts must agree', async () => {
    let held = [1, 2, 4].map(key);
    let counts = 0;
    const changing: Pick<OnecClient, 'list' | 'count'> = {
      list: async (_, { skip = 0, top = 0 } = {}) =>
        held.slice(skip, skip + top).map((Ref_Key) => ({ Ref_Key })) as never,
      count: async () => {
        counts += 1;
        const counted = held.length;
        held = counts === 1 ? [2, 3, 4, 5].map(key) : held;
        return counted;
      },
    };
    expect(keysOf(await listWhole(changing, партнеры, { pageSize: 2 }))).toEqual([1, 2, 3, 4, 5].map(key));
  });

  it('does not go on for ever with a server that answers the same page to everything', async () => {
    let requests = 0;
    const stuck: Pick<OnecClient, 'list' | 'count'> = {
      list: async () => {
        requests += 1;
        return [{ Ref_Key: key(1) }, { Ref_Key: key(2) }] as never;
      },
      count: async () => 5,
    };
    await expect(listWhole(stuck, партнеры, { pageSize: 2 })).rejects.toBeInstanceOf(OnecListUnstable);
    expect(requests).toBeLessThan(60);
  });

  it('whose entities come without their key is no list at all', async () => {
    const keyless: Pick<OnecClient, 'list' | 'count'> = {
      list: async () => [{ Description: 'А' }, { Description: 'Б' }] as never,
      count: async () => 2,
    };
    await expect(listWhole(keyless, партнеры)).rejects.toBeInstanceOf(OnecRequestFault);
  });
});

describe('pages', () => {
  const asked = async (list: (onec: OnecClient) => Promise<unknown>) => {
    await using server = await startOnec(json(200, { value: [] }));
    await list(clientOf(server.root).onec);
    return decodeURIComponent(server.seen[0]?.target ?? '').split('$format=json')[1];
  };

  it.each<[string, (onec: OnecClient) => Promise<unknown>, string]>([
    ['documents by date and number', (onec) => onec.listAll(заказКлиента), '$orderby=Date,Number'],
    ['what has a code by it', (onec) => onec.listAll(номенклатура), '$orderby=Code'],
    ['what has none by presentation', (onec) => onec.listAll(контрагенты), '$orderby=Ref_Key'],
    ['records by their dimensions', (onec) => onec.listAll(состоянияЗаказовКлиентов), '$orderby=Заказ'],
    [
      'rows by owner and number',
      (onec) => onec.listAll(rowsOf(контрагенты, 'КонтактнаяИнформация')),
      '$orderby=Ref_Key,LineNumber',
    ],
  ])('come in an order that is as good as unique: %s', async (_, list, order) => {
    expect(await asked(list)).toBe(`&${order}&$top=1000&$skip=0`);
  });

  it('always carry the keys', async () => {
    const query = await asked((onec) =>
      onec.listAll(дополнительныеСведения, {
        filter: eq('Свойство_Key', guid(key(1))),
        select: ['Значение'],
      }),
    );
    expect(query).toContain('$select=Объект,Объект_Type,Свойство_Key,Значение&');
  });

  it('of a register come as they lie where 1C refuses to order by objects of several kinds', async () => {
    await using server = await startOnec((response, seen) =>
      seen.target.includes('orderby')
        ? json(500, { 'odata.error': { code: '-1', message: { value: 'Ошибка' } } })(response, seen)
        : json(200, { value: [{ Объект: '1', Объект_Type: 'x', Свойство_Key: key(1) }] })(response, seen),
    );
    expect(await clientOf(server.root).onec.listAll(дополнительныеСведения)).toHaveLength(1);
    await expect(clientOf(server.root).onec.listAll(контрагенты)).rejects.toMatchObject({
      code: 'onecRefused',
    });
  });
});

describe('a count', () => {
  it('is a bare number behind a byte order mark, of what meets the condition', async () => {
    await using base = await startBase(['S', 'M', 'M']);
    expect(await base.onec.count(характеристикиНоменклатуры)).toBe(3);
    await using server = await startOnec(raw(200, 'text/plain;charset=utf-8', '\uFEFF17'));
    const { onec } = clientOf(server.root);
    expect(await onec.count(партнеры, eq('Parent_Key', guid(key(1))))).toBe(17);
    await onec.count(партнеры);
    expect(server.seen.map(({ target }) => decodeURIComponent(target).split('/').at(-1))).toEqual([
      `$count?$filter=Parent_Key eq guid'${key(1)}'`,
      '$count',
    ]);
  });

  it.each(['', '17 шт', '1.5', '<html></html>', '-1'])('%j is none', async (body) => {
    await using server = await startOnec(raw(200, 'text/plain;charset=utf-8', body));
    await expect(clientOf(server.root).onec.count(партнеры)).rejects.toMatchObject({
      code: 'onecUnavailable',
      operation: 'count',
    });
  });
});
