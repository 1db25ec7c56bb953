import type { FaultAction as CrmFault } from '../../../../infra/sandbox/common/faults.ts';
import type { FaultAction as OnecFault } from '../../../../infra/sandbox/onec/faults/rules.ts';
import type { Prng } from '../../../../infra/sandbox/shop/prng.ts';
import { ADDRESSES, type Stage } from '../stage.ts';

const ONEC_FAULTS: readonly OnecFault[] = [
  { kind: 'status', status: 503 },
  { kind: 'status', status: 502 },
  { kind: 'status', status: 406 },
  { kind: 'html' },
  { kind: 'drop' },
  { kind: 'dropAfter' },
  { kind: 'truncate' },
];

const CRM_FAULTS: readonly CrmFault[] = [
  { kind: 'status', status: 503 },
  { kind: 'status', status: 502 },
  { kind: 'html' },
  { kind: 'dropBefore' },
  { kind: 'dropAfter' },
];

/** The network and the systems at its ends, on a day when much goes wrong. */
export interface FaultSchedule {
  /** `fetch` that takes a while and sometimes fails. */
  readonly fetch: typeof globalThis.fetch;
  /** From now on only what was arranged goes wrong. */
  calm(): void;
}

export interface FaultRates {
  /** Of a hundred requests so many meet a fault. */
  readonly faultPercent: number;
  /** The longest a request takes, milliseconds. */
  readonly slowestMs: number;
}

/** Faults are made by the sandboxes themselves, so that a lost answer is one, and so is a connection that breaks. */
export function makeFaultSchedule(
  stage: Stage,
  prng: Prng,
  { faultPercent, slowestMs }: FaultRates,
): FaultSchedule {
  let isCalm = false;
  const strike = (url: string): void => {
    if (url.startsWith(ADDRESSES.crm)) {
      stage.crm.faults.add({ match: {}, times: 1, action: prng.pick(CRM_FAULTS) });
    } else {
      stage.onec.control.faults.add({ times: 1, action: prng.pick(ONEC_FAULTS) });
    }
  };
  return {
    calm: () => {
      isCalm = true;
      stage.crm.faults.clear();
      stage.onec.control.faults.clear();
    },
    fetch: async (input, init) => {
      await stage.time.sleep(prng.integer(1, slowestMs));
      if (!isCalm && prng.chance(faultPercent)) {
        strike(String(input));
      }
      return stage.fetch(input, init);
    },
  };
}
