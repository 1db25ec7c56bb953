import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withUnseen } from '../../../lib/onec/ut/base-facts.ts';
import { BaseLacks } from '../../../lib/onec/ut/demand.ts';
import type { Release } from '../../../lib/onec/ut/release.ts';
import { release1158, release11520, release11527, releaseWith } from '../../../lib/onec/ut/releases.ts';
import { type Part, REQUIREMENTS } from '../../../lib/onec/ut/requirements.ts';
import type { Trait } from '../../../lib/onec/ut/trait.ts';
import { TRAITS } from '../../../lib/onec/ut/traits/all.ts';
import { usedParts } from '../../../lib/orders/used-parts.ts';
import { bridgeSettings, newOrder, shop, startBridge, type TestBridge } from '../support/bridge.ts';
import { held, importedAgain, outcomeOf } from '../support/imports.ts';

const ADDRESS = { city: 'г. Примерск', text: 'ул. Первая, 1', notes: 'домофон 1' };
const WRITTEN = ['Document_ЗаказКлиента', 'Catalog_Партнеры', 'Catalog_Контрагенты'];

const isSeen = ({ sign }: Trait): boolean => !('traits' in sign);

/** Traits that one of two releases has and the other has not. */
const between = (older: Release, newer: Release): readonly string[] =>
  TRAITS.filter(
    (trait) => isSeen(trait) && older.traits.has(trait.name) !== newer.traits.has(trait.name),
  ).map(({ name }) => name);

/** The release with some of its traits turned round; what cannot be seen follows. */
function turned(release: Release, names: readonly string[]): Release {
  const seen = TRAITS.filter(isSeen).map(({ name }) => name);
  return releaseWith(
    withUnseen(new Set(seen.filter((name) => release.traits.has(name) !== names.includes(name)))),
  );
}

/** A base of the neighbours of 11.5.20 or of 11.5.27. */
const neighbours = fc.oneof(
  fc
    .subarray([...between(release1158, release11520), ...between(release11520, release11527)])
    .map((names) => turned(release11520, names)),
  fc.subarray([...between(release11520, release11527)]).map((names) => turned(release11527, names)),
);

/** A base with any traits at all. */
const anything = fc
  .subarray(TRAITS.filter(isSeen).map(({ name }) => name))
  .map((names) => turned(release11520, names));

const order = (bridge: TestBridge) =>
  newOrder(bridge, { delivery: { code: 'courier', cost: 350, address: ADDRESS } });

describe.each([
  ['the neighbours of 11.5.20 and 11.5.27', neighbours],
  ['anything between 11.4.2 and 11.5.27', anything],
] as const)('a build with traits of %s', (_, releases) => {
  it('gets its orders whole, and nothing new when nothing changed', async () => {
    await fc.assert(
      fc.asyncProperty(
        releases,
        fc.constantFrom('2.0' as const, '2.5' as const),
        async (release, delivery) => {
          await using bridge = await startBridge({ release, looks: true, switches: { delivery } });
          if (release.traits.has('deliveryPoints') && delivery === '2.5') {
            // A base that uses them has at least the point of a warehouse.
            const [warehouse] = shop.warehouses;
            bridge.onec.control.put('Catalog_ТочкиДоставки', '6f1c2b3a-0000-4000-8000-000000000088', {
              Description: 'Склад',
              Owner: warehouse?.key ?? '',
              Owner_Type: 'StandardODATA.Catalog_Склады',
            });
          }
          const { id, number } = order(bridge);
          const outcome = outcomeOf(await bridge.importOrders(id));
          expect(outcome, release.name).toMatchObject({ kind: 'imported', warnings: [] });
          expect(held(bridge, number)).toMatchObject({
            Posted: true,
            СуммаДокумента: 550,
            АдресДоставки: 'г. Примерск ул. Первая, 1',
          });
          expect(bridge.onec.control.damage).toEqual([]);
          bridge.loseState();
          expect(await importedAgain(bridge, id), release.name).toEqual({ kind: 'imported', writes: [] });
          expect(bridge.documents()).toHaveLength(1);
        },
      ),
      { numRuns: 15 },
    );
  });
});

describe('a build that lacks what the import needs', () => {
  const { needs } = REQUIREMENTS.orderImport;
  const used: ReadonlySet<Part> = usedParts(bridgeSettings());
  const objects = needs
    .filter(({ part, where }) => where === undefined && (part === undefined || used.has(part)))
    .map(({ object }) => object.set);
  const properties = needs
    .filter(({ object, where }) => object.set === WRITTEN[0] && where === undefined)
    .flatMap((need) => need.properties ?? []);

  const lacking = fc.record({
    release: neighbours,
    sets: fc.subarray(objects, { maxLength: 2 }),
    columns: fc.subarray(properties, { maxLength: 3 }),
  });

  it('refuses by name, before anything is written', async () => {
    await fc.assert(
      fc.asyncProperty(lacking, async ({ release, sets, columns }) => {
        fc.pre(sets.length + columns.length > 0);
        const poor = withoutProperties(withoutSets(release, sets), columns);
        await using bridge = await startBridge({ release: poor, looks: true });
        const { id } = order(bridge);
        const [result] = await bridge.importOrders(id);
        const error = result?.status === 'failed' ? result.error : undefined;
        expect(error, poor.name).toBeInstanceOf(BaseLacks);
        // An object that is not published hides what would tell the rest.
        const missing = sets.length > 0 ? sets : columns.map((column) => `Document_ЗаказКлиента.${column}`);
        const named = (error as BaseLacks).gaps.map(({ set, property }) =>
          property === undefined ? set : `${set}.${property}`,
        );
        expect(named.toSorted()).toEqual([...missing].sort());
        const { advice } = error as BaseLacks;
        expect(missing.filter((name) => !advice.includes(name))).toEqual([]);
        expect(bridge.onec.control.requests.list().filter(({ method }) => method !== 'GET')).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it('goes on within five minutes after it was published', async () => {
    await using bridge = await startBridge({ looks: true });
    const { id } = order(bridge);
    const value = (await bridge.client.sets())
      .filter((name) => name !== 'Catalog_СтавкиНДС')
      .map((name) => ({ name, url: name }));
    // The first look at the base is the service document.
    bridge.onec.control.faults.add({
      match: { method: 'GET' },
      times: 1,
      action: {
        kind: 'status',
        status: 200,
        body: JSON.stringify({ value }),
        contentType: 'application/json',
      },
    });
    expect((await bridge.importOrders(id))[0]).toMatchObject({
      status: 'failed',
      error: { code: 'onecBaseLacks', gaps: [{ set: 'Catalog_СтавкиНДС', cause: 'notPublished' }] },
    });
    bridge.pass(5 * 60_000);
    expect(outcomeOf(await bridge.importOrders(id))).toMatchObject({ kind: 'imported' });
  });
});

function withoutSets(release: Release, sets: readonly string[]): Release {
  return { ...release, objects: new Map([...release.objects].filter(([set]) => !sets.includes(set))) };
}

/** The order without some columns, `Товары/Сумма` or `Статус`; a reference is named as on the wire. */
function withoutProperties(release: Release, columns: readonly string[]): Release {
  const description = release.objects.get('Document_ЗаказКлиента');
  if (description === undefined) {
    return release;
  }
  const kept = <P extends object>(properties: P, table: string): P =>
    Object.fromEntries(
      Object.entries(properties).filter(
        ([name]) => !columns.includes(`${table}${name}`) && !columns.includes(`${table}${name}_Key`),
      ),
    ) as P;
  const poor = {
    ...description,
    properties: kept(description.properties, ''),
    tables: Object.fromEntries(
      Object.entries(description.tables).map(([table, rows]) => [table, kept(rows, `${table}/`)]),
    ),
  };
  return { ...release, objects: new Map([...release.objects, [description.set, poor]]) };
}
