import { eachLimited, LOOKS_AT_ONCE } from '../../platform/concurrency.ts';
import { BridgeError } from '../../platform/errors.ts';
import type { OnecClient } from '../client.ts';
import { isUnknownProperty, OnecRefused, OnecRightsMissing } from '../errors.ts';
import { type BaseFacts, neededOf, placeOf, releaseOf, SIGNS } from './base-facts.ts';
import type { ObjectDescription } from './describe.ts';
import type { ListedDescription } from './entity.ts';
import { OBJECTS } from './objects/all.ts';

/** The base publishes nothing that the bridge knows. */
export class BaseUnknown extends BridgeError {
  /** @param count how many sets the base publishes. */
  constructor(count: number) {
    super(`the base publishes ${count} sets, none of them known`, {
      code: 'onecReleaseUnknown',
      retryable: false,
      scope: 'exchange',
      advice:
        count === 0
          ? 'В состав интерфейса OData базы 1С не входит ни одного объекта. Добавьте их: docs/guides/publish-onec.md, раздел 4. До этого обмен с 1С стоит.'
          : 'В составе интерфейса OData базы 1С нет ни одного объекта «Управления торговлей 11». Проверьте, что ONEC_URL указывает на эту базу, и добавьте объекты в состав: docs/guides/publish-onec.md, раздел 4. До этого обмен с 1С стоит.',
      details: { published: count },
    });
  }
}

/**
 * What the base behind `onec` publishes, as far as traits and flows depend on it (design, principle 8): the service document
 * names the sets; one whole entity of a set shows its properties, and what it does not show is asked for by selections, which
 * 1C refuses for an unknown property even while there is no entity (onec-odata A9). `$metadata` is not read: of a base that
 * publishes everything it is 15 MB and takes half a minute (onec-odata A11). In a base in use these are five to ten light
 * requests; a set that the login may not read is passed over.
 *
 * @throws {BaseUnknown} if nothing is published that the bridge knows; whatever `onec` throws.
 */
export async function detectBase(onec: OnecClient): Promise<BaseFacts> {
  const sets = new Set(await onec.sets());
  const published = new Set(OBJECTS.map(({ set }) => set).filter((set) => sets.has(set)));
  if (published.size === 0) {
    throw new BaseUnknown(sets.size);
  }
  const seers = new Map<string, Seer>();
  const properties = new Map<string, boolean>();
  await look(SIGNS);
  await look(neededOf(releaseOf({ published, properties })));
  return { published, properties };

  async function look(wanted: ReadonlyMap<string, readonly string[]>): Promise<void> {
    const questions = OBJECTS.filter(isListed).flatMap((object) => {
      const { set } = object;
      const unseen = (wanted.get(set) ?? []).filter((name) => !properties.has(placeOf(set, name)));
      return published.has(set) && unseen.length > 0 ? [{ object, unseen }] : [];
    });
    await eachLimited(questions, LOOKS_AT_ONCE, async ({ object, unseen }) => {
      const seer = seers.get(object.set) ?? createSeer(onec, object);
      seers.set(object.set, seer);
      for (const [name, isThere] of await seer(unseen)) {
        properties.set(placeOf(object.set, name), isThere);
      }
    });
  }
}

/** Only virtual tables of the others are of use: they are no sets of records from which something can be selected. */
const isListed = (object: ObjectDescription): object is ObjectDescription & ListedDescription =>
  object.kind !== 'balanceRegister' && object.kind !== 'periodicRegister';

/** Tells which properties a set has; nothing if the login may not read it. */
type Seer = (names: readonly string[]) => Promise<ReadonlyMap<string, boolean>>;

type Entity = Readonly<Record<string, unknown>>;

function createSeer(onec: OnecClient, object: ListedDescription): Seer {
  let whole: Promise<Entity | undefined> | undefined;

  return async (names) => {
    try {
      whole ??= anyEntity();
      const entity = await whole;
      const shown = new Map(names.map((name) => [name, entity && shownBy(entity, name)]));
      const hidden = names.filter((name) => shown.get(name) === undefined);
      const there = new Set<string>();
      for (const run of inRuns(hidden)) {
        for (const name of await selectable(run)) {
          there.add(name);
        }
      }
      return new Map(names.map((name) => [name, shown.get(name) ?? there.has(name)]));
    } catch (error) {
      if (error instanceof OnecRightsMissing) {
        return new Map();
      }
      throw error;
    }
  };

  /** undefined if there is none, or 1C cannot put a whole one together ("joins can have at most 32767 columns"). */
  async function anyEntity(): Promise<Entity | undefined> {
    try {
      const [entity] = await onec.list(object, { top: 1 });
      return entity as Entity | undefined;
    } catch (error) {
      if (error instanceof OnecRefused) {
        return undefined;
      }
      throw error;
    }
  }

  /** Those of the names that 1C lets a selection have; halves of what it refuses are tried apart. */
  async function selectable(names: readonly string[]): Promise<readonly string[]> {
    if (names.length === 0) {
      return [];
    }
    try {
      const [entity] = await onec.list(object, { select: names, top: 1 });
      // A server that ignores an unknown name in a selection is seen through by what it answers.
      return entity === undefined ? names : names.filter((name) => shownBy(entity as Entity, name) !== false);
    } catch (error) {
      if (!isUnknownProperty(error)) {
        throw error;
      }
      const middle = Math.ceil(names.length / 2);
      return names.length === 1
        ? []
        : [...(await selectable(names.slice(0, middle))), ...(await selectable(names.slice(middle)))];
    }
  }
}

/** Encoded characters of names in one selection: the client leaves a longer one out, and everything would seem to be there. */
const LONGEST_SELECTION = 1200;

/** The names in as many selections as addresses demand. */
function inRuns(names: readonly string[]): readonly (readonly string[])[] {
  const runs: string[][] = [];
  let room = 0;
  for (const name of names) {
    const length = encodeURIComponent(name).length;
    const run = room < length ? undefined : runs.at(-1);
    room = (run === undefined ? LONGEST_SELECTION : room) - length;
    if (run === undefined) {
      runs.push([name]);
    } else {
      run.push(name);
    }
  }
  return runs;
}

/** Whether an entity has a property; undefined for a column of a tabular section that has no rows. */
function shownBy(entity: Entity, name: string): boolean | undefined {
  const [head = '', column] = name.split('/');
  if (column === undefined || !(head in entity)) {
    return head in entity;
  }
  const rows = entity[head];
  const row: unknown = Array.isArray(rows) ? rows[0] : undefined;
  return typeof row === 'object' && row !== null ? column in row : undefined;
}
