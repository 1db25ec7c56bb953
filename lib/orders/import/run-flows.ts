import { execute, type WriteDeps } from '../../writes/execute.ts';
import type { Execution } from '../../writes/execution.ts';
import type { Write } from '../../writes/write.ts';
import type { AnyFlow, FindDeps, LockDeps, ReadDeps } from '../flow.ts';
import type { DocumentPlan } from '../plan.ts';
import type { Warning } from '../problems.ts';
import { type DocumentResult, parkedResult, refusedResult, stepsOf } from './document-result.ts';
import { type FlowState, followingPlansOf, planOf } from './flow-plans.ts';
import { problemOf } from './problem-of-error.ts';

/** The flows of one subject. */
export interface Flows<State> {
  /**
   * The document and what it cannot be without (its customer): planned together, the later on what the earlier would leave,
   * and written only if all of it can be.
   */
  readonly base: readonly AnyFlow<State>[];
  /** What follows from a document that stands in 1C: each document by itself, so that a parked one stops no other. */
  readonly following: readonly AnyFlow<State>[];
}

/** Whether plans are carried out, or only shown as they would be. */
export type FlowMode =
  | { readonly kind: 'project'; readonly deps: ReadDeps }
  | {
      readonly kind: 'execute';
      readonly deps: ReadDeps & WriteDeps & LockDeps;
      readonly execution: Execution;
    };

/** What came of all flows, or would. */
export interface FlowsResult<State> {
  readonly results: readonly DocumentResult[];
  /** All that is planned and not refused, in order. */
  readonly writes: readonly Write[];
  readonly warnings: readonly Warning[];
  readonly state: State;
}

/**
 * Runs the flows of one subject, one after the other: import, dry run and preview are this very sequence (design, principle 4;
 * ADR 0015). 1C makes what a later flow needs, so a flow that follows plans only when the document before it is written and
 * read back, or projected.
 *
 * @throws what keeps 1C, the CRM or the state table from answering; what was written until then is in the mode's `execution`.
 *   What 1C refuses of one document is no error but its result.
 */
export async function runFlows<State extends FlowState>(
  { base, following }: Flows<State>,
  state: State,
  mode: FlowMode,
): Promise<FlowsResult<State>> {
  let all = await runTogether(base, state, mode);
  if (all.results.some((result) => result.state === 'parked')) {
    return all;
  }
  for (const flow of following) {
    all = both(all, await runEach(flow, all.state, mode));
  }
  return all;
}

const stopped = <State>(result: DocumentResult, state: State): FlowsResult<State> => ({
  results: [result],
  writes: [],
  warnings: [],
  state,
});

const both = <State>(first: FlowsResult<State>, then: FlowsResult<State>): FlowsResult<State> => ({
  results: [...first.results, ...then.results],
  writes: [...first.writes, ...then.writes],
  warnings: [...first.warnings, ...then.warnings],
  state: then.state,
});

interface Step<State> {
  readonly flow: AnyFlow<State>;
  readonly plan: DocumentPlan;
}

/** Plans all flows before the first write; one that cannot be written keeps the others from being written as well. */
async function runTogether<State extends FlowState>(
  flows: readonly AnyFlow<State>[],
  state: State,
  mode: FlowMode,
): Promise<FlowsResult<State>> {
  const locks = new Map(flows.map((flow) => [flow, new AsyncDisposableStack()]));
  try {
    const steps: Step<State>[] = [];
    let projected = state;
    for (const [flow, held] of locks) {
      const planned = await planOf(flow, projected, findDeps(mode, held));
      const refused = stoppedBy(planned);
      if (refused !== undefined) {
        return stopped(refused, state);
      }
      steps.push(...planned.map((plan) => ({ flow, plan })));
      projected = planned.reduce((reached, plan) => flow.project(reached, plan), projected);
    }
    const refused = await refusedOf(steps, projected, mode.deps);
    if (refused !== undefined) {
      // What is left as it is stands all the same: what follows from it goes on (payments of a closed order).
      return stopped(refused, steps.reduce(asItStands, state));
    }
    return await carryOutAll(steps, { state, projected }, mode, async ({ flow }) => {
      await locks.get(flow)?.disposeAsync();
    });
  } finally {
    await Promise.all([...locks.values()].map((held) => held.disposeAsync()));
  }
}

/** The state without the writes of a plan. */
const asItStands = <State>(state: State, { flow, plan }: Step<State>): State =>
  flow.project(state, { ...plan, writes: [] });

/** Each document of a flow by itself. */
async function runEach<State extends FlowState>(
  flow: AnyFlow<State>,
  state: State,
  mode: FlowMode,
): Promise<FlowsResult<State>> {
  const locks = new AsyncDisposableStack();
  try {
    const planned = await followingPlansOf(flow, state, findDeps(mode, locks));
    let all: FlowsResult<State> = { results: [], writes: [], warnings: [], state };
    for (const plan of planned) {
      const step = { flow, plan };
      const reached = all.state;
      const refused = stoppedBy([plan]) ?? (await refusedOf([step], reached, mode.deps));
      const next =
        refused === undefined
          ? await carryOutAll([step], { state: reached, projected: flow.project(reached, plan) }, mode)
          : stopped(refused, reached);
      all = both(all, next);
    }
    return all;
  } finally {
    await locks.disposeAsync();
  }
}

function findDeps(mode: FlowMode, locks: AsyncDisposableStack): FindDeps {
  return {
    ...mode.deps,
    alone: async (lock) => {
      if (mode.kind === 'execute') {
        locks.use(await lock(mode.deps));
      }
    },
  };
}

function stoppedBy(plans: readonly DocumentPlan[]): DocumentResult | undefined {
  const stopped = plans.find(({ problems, skip }) => problems.length > 0 || skip !== undefined);
  if (stopped === undefined) {
    return undefined;
  }
  const { problems, skip } = stopped;
  return refusedResult(stopped, problems.length > 0 || skip === undefined ? { problems } : { skip });
}

async function refusedOf<State>(
  steps: readonly Step<State>[],
  state: State,
  deps: ReadDeps,
): Promise<DocumentResult | undefined> {
  const writes = steps.flatMap(({ plan }) => plan.writes);
  if (writes.length === 0) {
    return undefined;
  }
  for (const { flow, plan } of steps) {
    const refusal = await flow.refuse?.(state, plan, writes, deps);
    if (refusal !== undefined) {
      return refusedResult(plan, refusal);
    }
  }
  return undefined;
}

interface States<State> {
  readonly state: State;
  readonly projected: State;
}

/** Carries plans out one after the other, up to the first that 1C refuses; in a projection they only count as carried out. */
async function carryOutAll<State extends FlowState>(
  steps: readonly Step<State>[],
  { state, projected }: States<State>,
  mode: FlowMode,
  afterEach: (step: Step<State>) => Promise<void> = async () => undefined,
): Promise<FlowsResult<State>> {
  const writes = steps.flatMap(({ plan }) => plan.writes);
  if (mode.kind === 'project') {
    const results = steps.map(({ plan }) => projectedResult(plan));
    return { results, writes, warnings: results.flatMap(({ warnings }) => warnings), state: projected };
  }
  const results: DocumentResult[] = [];
  let reached = state;
  for (const step of steps) {
    const carried = await carryOut(step, reached, mode);
    results.push(carried.result);
    if (carried.result.state === 'parked') {
      break;
    }
    reached = carried.state;
    await afterEach(step);
  }
  return { results, writes, warnings: results.flatMap(({ warnings }) => warnings), state: reached };
}

const projectedResult = ({ ref, writes, warnings, current, unchanged }: DocumentPlan): DocumentResult => ({
  ref,
  state: writes.length === 0 ? 'unchanged' : 'written',
  message: unchanged,
  problems: [],
  warnings,
  writes: stepsOf(writes),
  ...(current === undefined ? {} : { document: current }),
});

async function carryOut<State extends FlowState>(
  { flow, plan }: Step<State>,
  state: State,
  { deps, execution }: Extract<FlowMode, { kind: 'execute' }>,
): Promise<{ readonly result: DocumentResult; readonly state: State }> {
  const before = execution.made.length;
  const made = () => execution.made.slice(before);
  try {
    await flow.begin?.(state, plan, deps);
    await execute(plan.writes, execution, deps);
    const verified = await flow.verify(state, plan, execution, deps);
    const isWritten = plan.writes.length > 0 || verified.isCompleted === true;
    const result: DocumentResult = {
      ref: plan.ref,
      state: isWritten ? 'written' : 'unchanged',
      message: isWritten ? verified.message : plan.unchanged,
      problems: [],
      warnings: [...plan.warnings, ...verified.warnings],
      writes: stepsOf(made().map(({ write }) => write)),
      ...(verified.document === undefined ? {} : { document: verified.document }),
    };
    return { result, state: verified.state };
  } catch (error) {
    const problem = problemOf({ ...state.order, number: state.number }, error);
    if (problem === undefined) {
      throw error;
    }
    const told = { ...problem, reason: plan.refusedAs ?? problem.reason };
    return { result: parkedResult(plan, [told], made()), state };
  }
}
