import type { Clock } from '../../../lib/platform/clock.ts';
import type { MakeId } from '../../../lib/platform/ids.ts';
import type { Damage } from './damage.ts';
import type { MakeTies } from './odata/ties.ts';
import type { ReleaseRules } from './release-rules.ts';
import type { Schema } from './schema/schema.ts';
import type { Store } from './store/store.ts';
import type { Switches } from './switches.ts';

/** The information base behind the OData service. */
export interface Base {
  readonly schema: Schema;
  readonly rules: ReleaseRules;
  readonly store: Store;
  /** May be turned at any time. */
  readonly switches: Switches;
  /** What was silently lost so far. */
  readonly damage: Damage[];
  readonly makeId: MakeId;
  /** What orders records that sort alike. */
  readonly ties: MakeTies;
  /** Local time of the 1C server: `2026-01-10T12:00:00`. */
  now(): string;
}

/** The wall clock of a time zone in 1C's notation. */
export function localClock(clock: Clock, timeZone: string): () => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return () => format.format(clock.now()).replace(' ', 'T');
}
