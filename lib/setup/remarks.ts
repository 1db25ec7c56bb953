import type { Fault } from '../settings/faults.ts';

/** What a person should look at in proposed settings: where, and why; as the faults and warnings of settings are told. */
export type Remark = Fault;

/** Gathers remarks while settings are proposed. */
export interface Remarks {
  readonly list: readonly Remark[];
  add(path: string, problem: string): void;
}

export function createRemarks(): Remarks {
  const list: Remark[] = [];
  return { list, add: (path, problem) => list.push({ path, problem }) };
}
