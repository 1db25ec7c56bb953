import { describe, expect, it } from 'vitest';
import { startSandboxOnec } from '../../../infra/sandbox/onec/sandbox.ts';
import { makeShop } from '../../../infra/sandbox/shop/make-shop.ts';
import { OnecUnavailable } from '../../../lib/onec/errors.ts';
import { guid } from '../../../lib/onec/filter.ts';
import { inAnyRelease } from '../../../lib/onec/ut/any-release.ts';
import { detectRelease, ReleaseUnknown } from '../../../lib/onec/ut/detect-release.ts';
import { createKnownRelease, type RememberedRelease } from '../../../lib/onec/ut/known-release.ts';
import { номенклатура } from '../../../lib/onec/ut/objects/goods.ts';
import type { Release } from '../../../lib/onec/ut/release.ts';
import { release114 } from '../../../lib/onec/ut/release-11-4.ts';
import { release11520 } from '../../../lib/onec/ut/release-11-5-20.ts';
import { release11527 } from '../../../lib/onec/ut/release-11-5-27.ts';
import { RELEASES } from '../../../lib/onec/ut/releases.ts';
import { clientOf, failure, html, json, odataError, startOnec } from '../support/onec-server.ts';
import { openCatalog } from '../support/open-objects.ts';

const ORDERS = 'Document_ЗаказКлиента';
const published = json(200, { value: [{ name: ORDERS, url: ORDERS }] });
const noProperty = odataError(400, '10', 'Свойство не найдено');
const HOUR = 3_600_000;

const whole = makeShop();
const shop = { ...whole, goods: whole.goods.slice(0, 2) };

describe('detection', () => {
  it.each(RELEASES)(
    'knows UT $name before there is any order, with at most four requests',
    async (release) => {
      await using base = await startSandboxOnec({
        shop,
        release,
        login: { user: 'Обмен', password: 'пароль' },
      });
      expect(await detectRelease(clientOf(base.url).onec)).toBe(release);
      expect(base.control.requests.list().length).toBeLessThanOrEqual(4);
    },
  );

  it('a server that ignores an unknown property in a selection is seen through by its orders', async () => {
    await using server = await startOnec(
      published,
      json(200, { value: [{ Ref_Key: 'a', ЭтоЗаказКакСчет: false }] }),
    );
    expect((await detectRelease(clientOf(server.root).onec)).name).toBe('11.5.20');
  });

  it('names the properties that are missing when the base is none of the releases', async () => {
    await using server = await startOnec(published, noProperty);
    const error = await failure(detectRelease(clientOf(server.root).onec));
    expect(error).toBeInstanceOf(ReleaseUnknown);
    expect(error).toMatchObject({
      code: 'onecReleaseUnknown',
      retryable: false,
      details: {
        missing: `${ORDERS}.ТребуетсяДоставка, ${ORDERS}.ЭтоЗаказКакСчет, ${ORDERS}.ЖелаемаяДатаОтгрузки`,
      },
      advice: expect.stringContaining('11.5.20'),
    });
  });

  it.each([
    ['nothing', [], /ни одного объекта/],
    ['no orders', [{ name: 'Catalog_Валюты', url: '' }], /Document_ЗаказКлиента не входит/],
  ])('says what to publish where the base publishes %s', async (_, value, advice) => {
    await using server = await startOnec(json(200, { value }));
    const error = await failure(detectRelease(clientOf(server.root).onec));
    expect(error).toMatchObject({ code: 'onecReleaseUnknown', advice: expect.stringMatching(advice) });
  });

  it.each([
    ['the service', [html(503)]],
    ['a probe', [published, html(503)]],
  ])('a fault of %s is a fault, not an older release', async (_, replies) => {
    await using server = await startOnec(...replies);
    expect(await failure(detectRelease(clientOf(server.root).onec))).toBeInstanceOf(OnecUnavailable);
  });
});

/** A base whose release can change, and what is remembered of it. */
async function startKnown(release: Release, remembered?: RememberedRelease) {
  const login = { user: 'Обмен', password: 'пароль' };
  let now = 0;
  let memory = remembered;
  let base = await startSandboxOnec({ shop, release, login });
  const port = Number(new URL(base.url).port);
  const { onec } = clientOf(base.url);
  const open = () =>
    createKnownRelease({
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

describe('a release that is known', () => {
  it('is detected once for everybody who waits, and by no other process for an hour', async () => {
    await using base = await startKnown(release11520);
    const known = base.open();
    expect(await Promise.all([known.current(), known.current()])).toEqual([release11520, release11520]);
    const detected = base.requests();
    expect(detected).toBe(3);
    base.pass(HOUR - 1);
    expect(await base.open().current()).toBe(release11520);
    expect(base.requests()).toBe(detected);
    expect(base.remembered()).toEqual({ name: '11.5.20', at: 0 });
  });

  it('is detected anew when it is an hour old, in the same process too', async () => {
    await using base = await startKnown(release11520);
    const known = base.open();
    await known.current();
    await base.update(release11527);
    base.pass(HOUR);
    expect(await known.current()).toBe(release11527);
    expect(base.remembered()).toEqual({ name: '11.5.27', at: HOUR });
  });

  it('a name that this version of the bridge does not know is forgotten', async () => {
    await using base = await startKnown(release114, { name: '11.3', at: 0 });
    expect(await base.open().current()).toBe(release114);
  });

  it('a detection that failed is tried again', async () => {
    await using server = await startOnec(
      html(503),
      html(503),
      html(503),
      published,
      json(200, { value: [] }),
    );
    const known = createKnownRelease({
      onec: clientOf(server.root).onec,
      clock: { now: () => 0 },
      memory: { read: async () => undefined, write: async () => undefined },
    });
    expect(await failure(known.current())).toBeInstanceOf(OnecUnavailable);
    expect((await known.current()).name).toBe('11.5.27');
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
    expect(base.remembered()?.name).toBe('11.5.20');
  });

  it('whose release was seen only just now is not asked for it at every fault of the bridge’s own', async () => {
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
    expect(base.requests()).toBe(requests + 2 + 3);
  });
});
