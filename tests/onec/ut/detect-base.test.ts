import { describe, expect, it } from 'vitest';
import { startSandboxOnec } from '../../../infra/sandbox/onec/sandbox.ts';
import { makeShop } from '../../../infra/sandbox/shop/make-shop.ts';
import { OnecUnavailable } from '../../../lib/onec/errors.ts';
import { guid } from '../../../lib/onec/filter.ts';
import { inAnyRelease } from '../../../lib/onec/ut/any-release.ts';
import { releaseOf } from '../../../lib/onec/ut/base-facts.ts';
import { BaseUnknown, detectBase } from '../../../lib/onec/ut/detect-base.ts';
import { createKnownBase, type RememberedBase } from '../../../lib/onec/ut/known-base.ts';
import { номенклатура } from '../../../lib/onec/ut/objects/goods.ts';
import type { Release } from '../../../lib/onec/ut/release.ts';
import { RELEASES, release114, release11520, release11527 } from '../../../lib/onec/ut/releases.ts';
import { clientOf, failure, html, json, odataError, startOnec } from '../support/onec-server.ts';
import { openCatalog, openDocument } from '../support/open-objects.ts';

const ORDERS = 'Document_ЗаказКлиента';
const published = json(200, { value: [{ name: ORDERS, url: ORDERS }] });
const none = json(200, { value: [] });
const noProperty = odataError(400, '10', 'Свойство не найдено');
const noRights = odataError(401, '20', 'Недостаточно прав');
const HOUR = 3_600_000;
const login = { user: 'Обмен', password: 'пароль' };

const whole = makeShop();
const shop = { ...whole, goods: whole.goods.slice(0, 2) };

describe('a look at a base', () => {
  it.each(RELEASES)('knows UT $name before there is any order, with at most 32 requests', async (release) => {
    await using base = await startSandboxOnec({ shop, release, login });
    expect(releaseOf(await detectBase(clientOf(base.url).onec))).toBe(release);
    expect(base.control.requests.list().length).toBeLessThanOrEqual(32);
  });

  it.each(RELEASES)('knows UT $name by one order in use with at most ten requests', async (release) => {
    await using base = await startSandboxOnec({ shop, release, login });
    const { onec } = clientOf(base.url);
    await onec.create(openDocument(ORDERS), {
      Товары: [{ LineNumber: '1' }],
      ЭтапыГрафикаОплаты: [{ LineNumber: '1' }],
    });
    base.control.requests.clear();
    expect(releaseOf(await detectBase(onec))).toBe(release);
    expect(base.control.requests.list().length).toBeLessThanOrEqual(10);
  });

  it('sees through a server that ignores an unknown property in a selection', async () => {
    // The whole order comes without rows, so that their columns are asked for, and all of them are let pass.
    const order = { Ref_Key: 'a', ЭтоЗаказКакСчет: false, АдресДоставкиЗначение: '', Товары: [{ Сумма: 1 }] };
    await using server = await startOnec(
      published,
      json(200, { value: [{ ...order, Товары: [] }] }),
      json(200, { value: [order] }),
    );
    const { properties } = await detectBase(clientOf(server.root).onec);
    expect(properties.get(`${ORDERS}.ЭтоЗаказКакСчет`)).toBe(true);
    expect(properties.get(`${ORDERS}.Товары/ИдентификаторСтроки`)).toBe(false);
    expect(properties.get(`${ORDERS}.ТребуетсяДоставка`)).toBe(false);
  });

  it('an order that 1C cannot put together whole is asked for by parts', async () => {
    await using server = await startOnec(
      published,
      odataError(500, '-1', 'joins can have at most 32767'),
      none,
    );
    const { properties } = await detectBase(clientOf(server.root).onec);
    expect(properties.get(`${ORDERS}.ТребуетсяДоставка`)).toBe(true);
  });

  it('of what the login may not read nothing is known, and it stops nothing', async () => {
    await using server = await startOnec(published, noRights);
    expect(await detectBase(clientOf(server.root).onec)).toEqual({
      published: new Set([ORDERS]),
      properties: new Map(),
    });
  });

  it('a base that knows none of the properties has no trait, and all that is needed is missing', async () => {
    await using server = await startOnec(published, none, noProperty);
    const facts = await detectBase(clientOf(server.root).onec);
    expect(releaseOf(facts).traits).toEqual(new Set());
    expect([...facts.properties.values()]).not.toContain(true);
    expect(facts.properties.get(`${ORDERS}.НомерПоДаннымКлиента`)).toBe(false);
  });

  it.each([
    ['nothing', [], /ни одного объекта/],
    [
      'nothing of UT',
      [{ name: 'Catalog_Чужой', url: '' }],
      /нет ни одного объекта «Управления торговлей 11»/,
    ],
  ])('says what to publish where the base publishes %s', async (_, value, advice) => {
    await using server = await startOnec(json(200, { value }));
    const error = await failure(detectBase(clientOf(server.root).onec));
    expect(error).toBeInstanceOf(BaseUnknown);
    expect(error).toMatchObject({
      code: 'onecReleaseUnknown',
      scope: 'exchange',
      retryable: false,
      advice: expect.stringMatching(advice),
    });
  });

  it.each([
    ['the service', [html(503)]],
    ['the whole order', [published, html(503)]],
    ['a selection', [published, none, html(503)]],
  ])('a fault of %s is a fault, not an older base', async (_, replies) => {
    await using server = await startOnec(...replies);
    expect(await failure(detectBase(clientOf(server.root).onec))).toBeInstanceOf(OnecUnavailable);
  });
});

/** A base whose release can change, and what is remembered of it. */
async function startKnown(release: Release) {
  let now = 0;
  let memory: RememberedBase | undefined;
  let base = await startSandboxOnec({ shop, release, login });
  const port = Number(new URL(base.url).port);
  const { onec } = clientOf(base.url);
  const open = () =>
    createKnownBase({
      onec,
      clock: { now: () => now },
      memory: {
        read: async () => memory,
        write: async (known) => {
          memory = known;
        },
      },
    });
  return {
    onec,
    open,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    remembered: () => memory,
    requests: () => base.control.requests.list().length,
    /** Somebody updates the base. */
    async update(newer: Release) {
      await base.close();
      base = await startSandboxOnec({ shop, release: newer, login, port });
    },
    [Symbol.asyncDispose]: () => base.close(),
  };
}

describe('a base that is known', () => {
  it('is looked at once for everybody who waits, and by no other process for an hour', async () => {
    await using base = await startKnown(release11520);
    const known = base.open();
    const seen = await Promise.all([known.current(), known.current()]);
    expect(seen.map(({ release }) => release)).toEqual([release11520, release11520]);
    const looked = base.requests();
    base.pass(HOUR - 1);
    expect((await base.open().current()).release).toBe(release11520);
    expect(base.requests()).toBe(looked);
    expect(base.remembered()?.at).toBe(0);
  });

  it('is looked at anew when that is an hour ago, in the same process too', async () => {
    await using base = await startKnown(release11520);
    const known = base.open();
    await known.current();
    await base.update(release11527);
    base.pass(HOUR);
    expect((await known.current()).release).toBe(release11527);
    expect(base.remembered()?.at).toBe(HOUR);
  });

  it('a look that failed is tried again', async () => {
    await using server = await startOnec(html(503), html(503), html(503), published, none);
    const known = createKnownBase({
      onec: clientOf(server.root).onec,
      clock: { now: () => 0 },
      memory: { read: async () => undefined, write: async () => undefined },
    });
    expect(await failure(known.current())).toBeInstanceOf(OnecUnavailable);
    expect((await known.current()).release.traits).toContain('deliveryPoints');
  });
});

describe('a base of any release', () => {
  it('that was updated is asked again in its new words', async () => {
    await using base = await startKnown(release114);
    const client = inAnyRelease(base.onec, base.open());
    const rateOfGood = async () => {
      const [good] = await client.listByValues(номенклатура, {
        property: 'Ref_Key',
        values: shop.goods.slice(0, 1).map(({ key }) => guid(key)),
        select: ['СтавкаНДС_Key'],
      });
      return good?.СтавкаНДС_Key;
    };
    expect(await rateOfGood()).toBe(shop.goods[0]?.vatRate.enumName);
    await base.update(release11520);
    base.pass(HOUR / 2);
    expect(await rateOfGood()).toBe(shop.goods[0]?.vatRate.key);
    expect(base.remembered()?.at).toBe(HOUR / 2);
  });

  it('that was looked at only just now is not looked at for every fault of the bridge’s own', async () => {
    await using base = await startKnown(release11520);
    const client = inAnyRelease(base.onec, base.open());
    const currencies = openCatalog('Catalog_Валюты');
    await client.list(currencies, { select: ['Ref_Key'] });
    const requests = base.requests();
    const fault = await failure(client.list(currencies, { select: ['Нет'] }));
    expect(fault).toMatchObject({ code: 'onecRequestFault', details: { onecCode: 10 } });
    expect(base.requests()).toBe(requests + 1);
    base.pass(HOUR / 2);
    expect(await failure(client.list(currencies, { select: ['Нет'] }))).toMatchObject({
      code: 'onecRequestFault',
    });
    expect(base.requests()).toBe(requests + 2 + (requests - 1));
  });
});
