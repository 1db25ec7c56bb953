import { beforeEach, describe, expect, it } from 'vitest';
import type { OnecClient } from '../../../lib/onec/client.ts';
import { OnecRefused, OnecUnavailable } from '../../../lib/onec/errors.ts';
import { заказКлиента } from '../../../lib/onec/ut/objects/order.ts';
import type { AnyFlow, LockDeps, ReadDeps } from '../../../lib/orders/flow.ts';
import { type FlowMode, runFlows } from '../../../lib/orders/import/run-flows.ts';
import type { DocumentPlan } from '../../../lib/orders/plan.ts';
import { refTo } from '../../../lib/state/links.ts';
import type { WriteDeps } from '../../../lib/writes/execute.ts';
import { newExecution } from '../../../lib/writes/execution.ts';

interface State {
  readonly ref: ReturnType<typeof refTo>;
  readonly number: string;
  readonly seen: readonly string[];
}

const start: State = { ref: refTo('order', 7), number: '7A', seen: [] };
const problem = { reason: 'siteUnmapped', message: 'no site', details: {} } as const;

let log: string[];

beforeEach(() => {
  log = [];
});

/** A plan that posts one document of this name. */
const posting = (name: string, changes: Partial<DocumentPlan> = {}): DocumentPlan => ({
  ref: refTo('payment', name),
  writes: [
    { action: 'post', object: заказКлиента, ref: refTo('payment', name), key: name, reason: `why ${name}` },
  ],
  warnings: [],
  problems: [],
  unchanged: `${name} is as it should be`,
  ...changes,
});

/** A flow that tells in the log what it is asked for, and in the state what it has seen. */
function flow(
  name: string,
  plans: readonly DocumentPlan[] = [posting(name)],
  changes: Partial<AnyFlow<State>> = {},
): AnyFlow<State> {
  return {
    find: async ({ seen }) => {
      log.push(`find ${name} after [${seen.join()}]`);
      return undefined;
    },
    plan: () => plans,
    project: (state, { ref }) => ({ ...state, seen: [...state.seen, `planned ${ref.id}`] }),
    verify: async (state, { ref }) => {
      log.push(`verify ${ref.id}`);
      return {
        state: { ...state, seen: [...state.seen, `real ${ref.id}`] },
        warnings: [],
        message: `done ${ref.id}`,
      };
    },
    ...changes,
  };
}

/** A 1C that refuses to post some documents, and does not answer about others. */
function mode(kind: FlowMode['kind'], faults: Readonly<Record<string, Error>> = {}): FlowMode {
  const onec = {
    post: async (_: unknown, key: string) => {
      const fault = faults[key];
      log.push(`post ${key}${fault === undefined ? '' : ': fault'}`);
      if (fault !== undefined) {
        throw fault;
      }
    },
  } as unknown as OnecClient;
  const deps = { onec } as unknown as ReadDeps & WriteDeps & LockDeps;
  return kind === 'project' ? { kind, deps } : { kind, deps, execution: newExecution() };
}

const POST = { operation: 'post', set: 'Document_ЗаказКлиента' } as const;
const refused = new OnecRefused(POST, 'Период закрыт', 'no words');

const states = (results: readonly { readonly ref: { readonly id: string }; readonly state: string }[]) =>
  results.map(({ ref, state }) => `${ref.id} ${state}`);

describe('the base of an order', () => {
  it('is planned whole, each flow on the projection of the one before, and then written in order', async () => {
    const { results } = await runFlows(
      { base: [flow('a'), flow('b')], following: [] },
      start,
      mode('execute'),
    );
    expect(log).toEqual([
      'find a after []',
      'find b after [planned a]',
      'post a',
      'verify a',
      'post b',
      'verify b',
    ]);
    expect(states(results)).toEqual(['a written', 'b written']);
  });

  it.each([
    ['has a problem', posting('b', { problems: [problem] }), 'b parked'],
    ['is left out', posting('b', { skip: { reason: 'orderClosed', message: 'closed' } }), 'b skipped'],
  ])('is not written at all if a part of it %s', async (_, plan, state) => {
    const { results } = await runFlows(
      { base: [flow('a'), flow('b', [plan])], following: [] },
      start,
      mode('execute'),
    );
    expect(log).toEqual(['find a after []', 'find b after [planned a]']);
    expect(states(results)).toEqual([state]);
  });

  it('is refused at the last look, which sees the writes of all', async () => {
    const seen: number[] = [];
    const refuse: AnyFlow<State>['refuse'] = async (_state, _plan, writes) => {
      seen.push(writes.length);
      return { problems: [problem] };
    };
    const flows = { base: [flow('a'), flow('b', undefined, { refuse })], following: [flow('c')] };
    const { results } = await runFlows(flows, start, mode('execute'));
    expect(seen).toEqual([2]);
    expect(log).toEqual(['find a after []', 'find b after [planned a]']);
    expect(states(results)).toEqual(['b parked']);
  });

  it('without a write is not looked at again, and verified', async () => {
    const refuse: AnyFlow<State>['refuse'] = async () => ({ problems: [problem] });
    const flows = { base: [flow('a', [posting('a', { writes: [] })], { refuse })], following: [] };
    const { results } = await runFlows(flows, start, mode('execute'));
    expect(log).toEqual(['find a after []', 'verify a']);
    expect(results).toMatchObject([{ state: 'unchanged', message: 'a is as it should be' }]);
  });

  it('N-3: refused by 1C is parked with what was written before, and nothing follows', async () => {
    const flows = { base: [flow('a'), flow('b')], following: [flow('c')] };
    const { results } = await runFlows(flows, start, mode('execute', { b: refused }));
    expect(states(results)).toEqual(['a written', 'b parked']);
    expect(results[1]).toMatchObject({ problems: [{ reason: 'postingRefused' }], writes: [] });
    expect(log).not.toContain('find c after [real a]');
  });
});

describe('what follows from an order', () => {
  it('is planned only when what is before it is really there, and one parked document stops no other', async () => {
    const flows = {
      base: [flow('order')],
      following: [
        flow('payments', [posting('p1'), posting('p2'), posting('p3', { problems: [problem] })]),
        flow('shipment'),
      ],
    };
    const { results } = await runFlows(flows, start, mode('execute', { p1: refused }));
    expect(states(results)).toEqual([
      'order written',
      'p1 parked',
      'p2 written',
      'p3 parked',
      'shipment written',
    ]);
    expect(log).toContain('find payments after [real order]');
    expect(log).toContain('find shipment after [real order,real p2]');
  });

  it('goes on where the order itself is left as it is', async () => {
    const skip = { reason: 'orderClosed', message: 'closed' } as const;
    const flows = { base: [flow('order', [posting('order', { skip })])], following: [flow('payment')] };
    const { results } = await runFlows(flows, start, mode('execute'));
    expect(states(results)).toEqual(['order skipped', 'payment written']);
  });

  it('that 1C does not answer about is tried again as a whole; the execution tells what was written', async () => {
    const down = new OnecUnavailable(POST, 'down');
    const executing = mode('execute', { payment: down });
    await expect(
      runFlows({ base: [flow('order')], following: [flow('payment')] }, start, executing),
    ).rejects.toBe(down);
    expect(executing.kind === 'execute' && executing.execution.made.map(({ key }) => key)).toEqual(['order']);
  });
});

describe('a projection', () => {
  it('runs the same sequence without a write, each flow on what those before it would leave', async () => {
    const flows = { base: [flow('a'), flow('b')], following: [flow('c')] };
    const { results, writes } = await runFlows(flows, start, mode('project'));
    expect(log).toEqual([
      'find a after []',
      'find b after [planned a]',
      'find c after [planned a,planned b]',
    ]);
    expect(writes.map((write) => 'key' in write && write.key)).toEqual(['a', 'b', 'c']);
    expect(states(results)).toEqual(['a written', 'b written', 'c written']);
  });
});

describe('a lock that finding takes', () => {
  const locking = (name: string): AnyFlow<State> =>
    flow(name, undefined, {
      find: async (_, deps) => {
        await deps.alone(async () => {
          log.push(`lock ${name}`);
          return { [Symbol.asyncDispose]: async () => void log.push(`unlock ${name}`) };
        });
      },
    });

  it('is held until what the flow plans is written, and no longer', async () => {
    await runFlows({ base: [locking('a'), flow('b')], following: [locking('c')] }, start, mode('execute'));
    expect(log).toEqual([
      'lock a',
      'find b after [planned a]',
      'post a',
      'verify a',
      'unlock a',
      'post b',
      'verify b',
      'lock c',
      'post c',
      'verify c',
      'unlock c',
    ]);
  });

  it.each([
    ['the order is parked', { b: posting('b', { problems: [problem] }) }, {}],
    ['1C refuses', { b: posting('b') }, { a: refused }],
    ['1C does not answer', { b: posting('b') }, { a: new OnecUnavailable(POST, 'down') }],
  ])('is given back when %s', async (_, { b }, faults) => {
    const flows = { base: [locking('a'), flow('b', [b])], following: [] };
    await runFlows(flows, start, mode('execute', faults)).catch(() => undefined);
    expect(log.filter((line) => line.includes('lock'))).toEqual(['lock a', 'unlock a']);
  });

  it('is not taken where nothing will be written', async () => {
    await runFlows({ base: [locking('a')], following: [] }, start, mode('project'));
    expect(log).toEqual([]);
  });
});
