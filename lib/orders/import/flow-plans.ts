import type { CrmOrder } from '../../crm/order.ts';
import { BaseLacks } from '../../onec/ut/demand.ts';
import type { LinkRef } from '../../state/links.ts';
import type { AnyFlow, FindDeps } from '../flow.ts';
import type { DocumentPlan } from '../plan.ts';
import { problemOf } from './problem-of-error.ts';

/** What every state of an import has. */
export interface FlowState {
  /** Whose import it is, and its number, for what is said of it. */
  readonly ref: LinkRef;
  readonly number: string;
  /** The CRM's order, if the CRM knows it. */
  readonly order?: CrmOrder;
}

/** The plans of a flow; a figure that nobody can read exactly is a plan that cannot be written. */
export async function planOf<State extends FlowState>(
  flow: AnyFlow<State>,
  state: State,
  deps: FindDeps,
): Promise<readonly DocumentPlan[]> {
  try {
    return flow.plan(state, await flow.find(state, deps));
  } catch (error) {
    const problem = problemOf({ ...state.order, number: state.number }, error);
    if (problem === undefined) {
      throw error;
    }
    return [{ ref: state.ref, writes: [], warnings: [], problems: [problem], unchanged: '' }];
  }
}

/** The plans of a flow that follows: what the base lacks for it stops this flow only (ADR 0013). */
export async function followingPlansOf<State extends FlowState>(
  flow: AnyFlow<State>,
  state: State,
  deps: FindDeps,
): Promise<readonly DocumentPlan[]> {
  try {
    return await planOf(flow, state, deps);
  } catch (error) {
    if (error instanceof BaseLacks) {
      const { flow: name, advice } = error;
      const problem = {
        reason: 'baseLacks',
        message: advice,
        details: { order: state.number, flow: name },
      } as const;
      return [{ ref: state.ref, writes: [], warnings: [], problems: [problem], unchanged: '' }];
    }
    throw error;
  }
}
