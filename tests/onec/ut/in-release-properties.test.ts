import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OnecClient } from '../../../lib/onec/client.ts';
import type { ObjectDescription, Properties, PropertyDescription } from '../../../lib/onec/ut/describe.ts';
import type { CreatedDescription } from '../../../lib/onec/ut/entity.ts';
import { fitBody } from '../../../lib/onec/ut/fit-body.ts';
import { inRelease } from '../../../lib/onec/ut/in-release.ts';
import type { Release } from '../../../lib/onec/ut/release.ts';
import { RELEASES, release11520 } from '../../../lib/onec/ut/releases.ts';
import { standardProperties, wireProperties } from '../../../lib/onec/ut/wire.ts';
import { EMPTY_DATE, EMPTY_KEY } from '../../../lib/onec/values.ts';
import {
  DELIVERY_METHODS,
  ORDER_STATUSES,
  SUPPLY_OPTIONS,
  TAXATIONS,
} from '../../../lib/platform/ut-enumerations.ts';
import { type Asked, baseGiving, bodyOf } from '../support/base-giving.ts';

const ORDERS = 'Document_ЗаказКлиента';
const KEY = '6f1c2b3a-0000-4000-8000-000000000001';

/** Any value of a property, as 11.5.20 has it on the wire. */
function anyValue(property: PropertyDescription): fc.Arbitrary<unknown> {
  switch (property.kind) {
    case 'reference':
      return fc.constantFrom(EMPTY_KEY, KEY);
    case 'flag':
      return fc.boolean();
    case 'number':
      return fc.integer({ min: 0, max: 999 });
    case 'int64':
      return fc.nat().map(String);
    case 'date':
      return fc.constantFrom(EMPTY_DATE, '2026-01-10T00:00:00');
    case 'choice':
      return fc.constantFrom('', ...property.values);
    default:
      return fc.string({ maxLength: 60 });
  }
}

function anyRecord(properties: Properties): fc.Arbitrary<object> {
  const values = [...wireProperties(properties)].map(
    ([name, property]) => [name, anyValue(property)] as const,
  );
  return fc.record(Object.fromEntries(values), { requiredKeys: [] });
}

/** Any part of what an object may hold, rows included. */
function anyBody(description: ObjectDescription): fc.Arbitrary<object> {
  const tables = Object.entries(description.tables).map(
    ([name, table]) => [name, fc.array(anyRecord(table), { maxLength: 2 })] as const,
  );
  return fc
    .tuple(
      anyRecord({ ...standardProperties(description), ...description.properties }),
      fc.record(Object.fromEntries(tables)),
    )
    .map(([header, rows]): object => ({ ...header, ...rows }));
}

/** Names that a release has for an object's properties and tables. */
function namesIn(release: Release, set: string): ReadonlySet<string> {
  const there = release.objects.get(set);
  return there === undefined
    ? new Set()
    : new Set([
        ...wireProperties({ ...standardProperties(there), ...there.properties }).keys(),
        ...Object.keys(there.tables),
      ]);
}

/** Taxations that did not exist yet and have none that is near: 1C refuses them. */
const UNKNOWN_TO_11_5_8 = [
  'РеверсивноеОбложениеНДС',
  'ОблагаетсяНДССМежценовойРазницы',
  'Космос',
  'ПродажаОблагаетсяНДСВСтранеЕАЭС',
  'ЛьготноеНалогообложениеНДСНаУСН',
];
const UNKNOWN_TAXATIONS: Readonly<Record<string, readonly string[]>> = {
  '11.4': ['ПроизводствоСДЦ', 'ЭлектронныеУслуги', 'РеализацияРаботУслугНаЭкспорт', ...UNKNOWN_TO_11_5_8],
  '11.5.8': UNKNOWN_TO_11_5_8,
};

describe.each(RELEASES)('in UT $name', (release) => {
  const described = [...release11520.objects.values()]
    .filter(
      (description) => description.kind !== 'balanceRegister' && description.kind !== 'periodicRegister',
    )
    .filter(({ set }) => release.objects.has(set));

  it.each(described)(
    '$set: what was made to fit is read back exactly as it was planned',
    async (description) => {
      await fc.assert(
        fc.asyncProperty(anyBody(description), async (wanted) => {
          const fitted = fitBody(release, description.set, wanted);
          const sent: Asked[] = [];
          const echo: OnecClient = {
            ...baseGiving(undefined).onec,
            create: <Entity>({ set }: CreatedDescription, created: object) => {
              sent.push({ set, body: created });
              return Promise.resolve(created as Entity);
            },
          };
          expect(await inRelease(echo, release).create(description, fitted.body)).toMatchObject(fitted.body);
          const known = namesIn(release, description.set);
          expect(Object.keys(bodyOf(sent)).filter((name) => !known.has(name))).toEqual([]);
        }),
        { numRuns: 30 },
      );
    },
  );

  it.each([
    ['СтатусыЗаказовКлиентов', ORDER_STATUSES, []],
    ['ВариантыОбеспечения', SUPPLY_OPTIONS, []],
    ['СпособыДоставки', DELIVERY_METHODS, []],
    [
      'ТипыНалогообложенияНДС',
      TAXATIONS,
      TAXATIONS.filter((taxation) => UNKNOWN_TAXATIONS[release.name]?.includes(taxation)),
    ],
  ] as const)(
    'every value of %s that settings may name exists, or has one that is nearest',
    (name, values, without) => {
      const order = release.objects.get(ORDERS);
      const all = [order?.properties, ...Object.values(order?.tables ?? {})].flatMap((table) =>
        Object.values(table ?? {}),
      );
      const there = all.find((property) => property.kind === 'choice' && property.enumeration === name);
      const exists = there?.kind === 'choice' ? there.values : [];
      const { nearest, renames } = release;
      const lost = values.filter((value) => {
        const near = nearest[name]?.[value] ?? value;
        return !exists.includes(renames[name]?.[near] ?? near);
      });
      expect(lost).toEqual(without);
    },
  );
});

it('a number of the CRM is cut to what each release holds', () => {
  const number = 'Н'.repeat(60);
  const kept = RELEASES.map((release) => [
    release.name,
    fitBody(release, ORDERS, { НомерПоДаннымКлиента: number }).body.НомерПоДаннымКлиента.length,
  ]);
  expect(kept).toEqual([
    ['11.5.27', 50],
    ['11.5.20', 50],
    ['11.5.8', 30],
    ['11.4', 30],
  ]);
});
