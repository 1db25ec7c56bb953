import type { CrmClient } from '../crm/client.ts';
import type { UtClient } from '../onec/ut/any-release.ts';
import type { Clock, Sleep } from '../platform/clock.ts';
import type { Digest } from '../platform/digest.ts';
import type { KnownReferences } from '../references/known-references.ts';
import type { Absences } from '../state/absences.ts';
import type { Leases } from '../state/leases.ts';
import type { DocumentHolders, Links } from '../state/links.ts';
import type { WriteDeps } from '../writes/execute.ts';
import type { Execution } from '../writes/execution.ts';
import type { Write } from '../writes/write.ts';
import type { Dictionaries } from './dictionaries.ts';
import type { DocumentName, DocumentPlan } from './plan.ts';
import type { Warning } from './problems.ts';
import type { ProposedKeys } from './proposed-keys.ts';

/** What flows read from. */
export interface ReadDeps {
  readonly onec: UtClient;
  readonly crm: Pick<CrmClient, 'survivorOf'>;
  readonly dictionaries: Dictionaries;
  readonly proposed: ProposedKeys;
  readonly links: Pick<Links, 'read' | 'readMany'>;
  readonly holders: Pick<DocumentHolders, 'holderOf'>;
  readonly absences: Pick<Absences, 'read'>;
  readonly references: KnownReferences;
  /** Of people's data, which are kept in no other form (D-25). */
  readonly digest: Digest;
  readonly clock: Clock;
}

/** What locks are taken with. */
export interface LockDeps {
  readonly leases: Leases;
  readonly sleep: Sleep;
  /** How long a lease lives: the function's time-out and a margin (design, decisions). */
  readonly leaseMs: number;
}

/** What finding facts needs. */
export interface FindDeps extends ReadDeps {
  /**
   * Takes a lock, which is held until what the flow plans is written: two orders that come at once must not both find that
   * something is missing. Where nothing will be written nothing is locked.
   */
  readonly alone: (lock: (deps: LockDeps) => Promise<AsyncDisposable>) => Promise<void>;
}

/** Why planned writes are not made after all. */
export type Refusal = Pick<DocumentPlan, 'problems'> | Required<Pick<DocumentPlan, 'skip'>>;

/** What came of a plan that was carried out, as 1C really holds it. */
export interface Verified<State> {
  readonly state: State;
  readonly document?: DocumentName;
  /** Beside those of the plan. */
  readonly warnings: readonly Warning[];
  /** Whether it counts as written although nothing had to be: an attempt that was cut off is seen to be complete. */
  readonly isCompleted?: boolean;
  /** What is said of it. Russian. */
  readonly message: string;
}

/**
 * One kind of documents of an order: find what there is, plan what should be, carry it out, verify what 1C made of it. Flows
 * run one after the other (`import/run-flows.ts`); each sees in `state` what those before it left.
 */
export interface Flow<State, Facts, Plan extends DocumentPlan> {
  /** Reads what 1C and the state table hold. Writes nothing. */
  find(state: State, deps: FindDeps): Promise<Facts>;
  /** Decides; pure. @returns one plan for each document. */
  plan(state: State, facts: Facts): readonly Plan[];
  /** The state as it will be once the plan is carried out, as far as that is known; pure. */
  project(state: State, plan: Plan): State;
  /**
   * A last look before anything is written, for what costs a request and is decided by the writes.
   *
   * @param writes all that would be made at once, some of other flows among them; never none.
   */
  refuse?(state: State, plan: Plan, writes: readonly Write[], deps: ReadDeps): Promise<Refusal | undefined>;
  /** What is written down before the first write. */
  begin?(state: State, plan: Plan, deps: ReadDeps & WriteDeps): Promise<void>;
  /** Reads back what was written and remembers it. Called after a plan without writes as well. */
  verify(
    state: State,
    plan: Plan,
    execution: Execution,
    deps: ReadDeps & WriteDeps,
  ): Promise<Verified<State>>;
}

/** A flow among others, whatever its facts and plans are. */
export type AnyFlow<State> = Flow<State, unknown, DocumentPlan>;
