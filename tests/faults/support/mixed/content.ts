import type { Entity } from '../../../../infra/sandbox/onec/store/entity.ts';
import type { Release } from '../../../../lib/onec/ut/release.ts';
import type { Stage } from '../stage.ts';

/** What 1C gives out by chance or counts on, and what only says when something was written. */
const BY_CHANCE = new Set(['DataVersion', 'Number', 'Code', 'Ref_Key', 'ИдентификаторПлатежа']);
/** A number of a document where 1C repeats it, as in the name of a settlement object. */
const NUMBER = /(?<!\p{L})\p{Lu}{2}\d\d-\d{6}/gu;
const GUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
/** What people tell elements apart by, as far as it is there. */
const NATURAL = ['НомерПоДаннымКлиента', 'Description', 'НомерСчета', 'Адрес', 'ДатаРегистрации'];

/**
 * All that a base holds beside what it held at the start, in an order and under names of its own: the same for two bases that
 * differ in keys, numbers, codes and versions only.
 *
 * @returns what reads it, as one text for each entity.
 */
export function watchContent({ onec }: Stage, release: Release): () => readonly string[] {
  const sets = [...release.objects.keys(), 'sandbox_posted', 'sandbox_stock'];
  const all = () => sets.flatMap((set) => onec.control.entities(set).map((entity) => ({ set, entity })));
  const seed = new Set(all().map(({ entity }) => entity));
  return () => {
    // The sandbox replaces what it changes, so what it never touched is still the same object.
    const touched = all().filter(({ entity }) => !seed.has(entity));
    const names = new Map(touched.map(({ set, entity }) => [String(entity.Ref_Key), nameOf(set, entity)]));
    return touched.map(({ set, entity }) => `${set} ${describe(entity, names)}`).sort();
  };
}

const nameOf = (set: string, entity: Readonly<Entity>): string =>
  `<${[set, ...NATURAL.flatMap((name) => (name in entity ? [entity[name]] : []))].join(' ')}>`;

const describe = (entity: Readonly<Entity>, names: ReadonlyMap<string, string>): string =>
  JSON.stringify(entity, (name, value: unknown) => (BY_CHANCE.has(name) ? undefined : value))
    .replace(GUID, (key) => names.get(key) ?? key)
    .replace(NUMBER, 'number');

/** What one of two contents has and the other has not, the first of it; nothing if they are the same. */
export function differences(held: readonly string[], wanted: readonly string[]): readonly string[] {
  const only = (mine: readonly string[], other: readonly string[]): readonly string[] => {
    const left = Map.groupBy(other, (text) => text);
    return mine.filter((text) => left.get(text)?.pop() === undefined);
  };
  const all = [
    ...only(held, wanted).map((text) => `too much: ${text}`),
    ...only(wanted, held).map((text) => `missing: ${text}`),
  ];
  return all.slice(0, MOST_TOLD);
}

const MOST_TOLD = 6;
