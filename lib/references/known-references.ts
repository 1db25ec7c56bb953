import * as z from 'zod/mini';
import type { Clock } from '../platform/clock.ts';
import { eachLimited, LOOKS_AT_ONCE } from '../platform/concurrency.ts';
import type { Settings } from '../settings/schema.ts';
import { keys } from '../state/keys.ts';
import type { Table } from '../state/table.ts';
import { checkGroup, inDocumentOrder, type LookUps, referenceGroups } from './check-references.ts';
import type { ReferenceFault } from './reference-faults.ts';

/** Settings together with the version under which they are stored. */
interface VersionedSettings {
  readonly version: number;
  readonly settings: Settings;
}

/** The faults of the references of a version of the settings; none as a rule. */
export type KnownReferences = (current: VersionedSettings) => Promise<readonly ReferenceFault[]>;

export interface KnownReferencesDeps {
  readonly onec: LookUps;
  readonly table: Table;
  /** `ONEC_URL`: what was seen in another base is not remembered. */
  readonly base: string;
  readonly clock: Clock;
}

/** Somebody may be mending the base right now, and parked orders wait for it. */
const FAULTS_LIFETIME_MS = 5 * 60_000;

/** A catalogue that was not published may be by now. */
const UNCHECKED_LIFETIME_MS = 24 * 60 * 60_000;

const storedCheck = z.object({
  base: z.string(),
  version: z.number(),
  /** Milliseconds since the epoch. */
  at: z.number(),
  faults: z.array(
    z.object({
      path: z.string(),
      key: z.string(),
      site: z.nullable(z.number()),
      kind: z.enum(['absent', 'marked', 'folder', 'notService', 'foreign']),
    }),
  ),
  unchecked: z.array(z.string()),
  /** Groups of references that were looked up; the look may have been cut off. */
  done: z.array(z.string()),
});

type Check = Omit<z.output<typeof storedCheck>, 'base'>;

/**
 * Looks the references of every version of the settings up in 1C once (contract 3, N-1) and remembers in the state table and in
 * this process what was seen. A version without faults is not looked at again.
 *
 * @throws from the returned function what {@link checkReferences} and the state table throw.
 */
export function createKnownReferences(deps: KnownReferencesDeps): KnownReferences {
  let latest: { readonly version: number; readonly check: Promise<Check>; until: number } | undefined;
  return async (current) => {
    if (latest?.version !== current.version || deps.clock.now() >= latest.until) {
      latest = { version: current.version, check: recall(current, deps), until: Number.POSITIVE_INFINITY };
    }
    const asked = latest;
    try {
      const check = await asked.check;
      asked.until = freshUntil(check);
      return inDocumentOrder(check.faults, current.settings).map((fault) => ({
        ...fault,
        site: fault.site ?? undefined,
      }));
    } catch (error) {
      latest = latest === asked ? undefined : latest;
      throw error;
    }
  };
}

/**
 * What the state table remembers, as long as it is fresh, completed by what 1C says now. A base that takes its time for every
 * answer may need several attempts: each goes on where the one before it was cut off.
 */
async function recall({ version, settings }: VersionedSettings, deps: KnownReferencesDeps): Promise<Check> {
  const { onec, table, base, clock } = deps;
  const stored = await readStored(deps);
  const isOfUse = stored?.version === version && clock.now() < freshUntil(stored);
  let check: Check = isOfUse ? stored : { version, at: clock.now(), faults: [], unchecked: [], done: [] };
  // One after the other: what was seen first must not be stored over what was seen since.
  let saved: Promise<unknown> = Promise.resolve();
  const missing = [...referenceGroups(settings)].filter(([name]) => !check.done.includes(name));
  await eachLimited(missing, LOOKS_AT_ONCE, async ([name, group]) => {
    const { faults, unchecked } = await checkGroup(group, settings, onec);
    check = {
      ...check,
      faults: [...check.faults, ...faults.map((fault) => ({ ...fault, site: fault.site ?? null }))],
      unchecked: [...check.unchecked, ...unchecked],
      done: [...check.done, name],
    };
    saved = saved.then(() => table.put({ ...keys.references(), base, ...check }));
    await saved;
  });
  return check;
}

function freshUntil({ at, faults, unchecked }: Check): number {
  if (faults.length > 0) {
    return at + FAULTS_LIFETIME_MS;
  }
  return unchecked.length > 0 ? at + UNCHECKED_LIFETIME_MS : Number.POSITIVE_INFINITY;
}

/** A record that cannot be read is none: looking anew costs a few requests. */
async function readStored({ table, base }: KnownReferencesDeps): Promise<Check | undefined> {
  const stored = z.safeParse(storedCheck, await table.get(keys.references())).data;
  return stored?.base === base ? stored : undefined;
}
