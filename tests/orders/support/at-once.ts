import { expect } from 'vitest';
import { release11520 } from '../../../lib/onec/ut/releases.ts';
import { deliver } from '../../faults/support/platform.ts';
import type { Io } from '../../faults/support/ports.ts';
import { type BridgeProcess, startProcess } from '../../faults/support/process.ts';
import { type Stage, startStage } from '../../faults/support/stage.ts';

/** Milliseconds before a step of a worker. */
export type Delay = (step: string, count: number) => number;

export interface ImportedAtOnce {
  /** Partners, counterparties, bank accounts and contact persons that were not there before. */
  readonly made: readonly number[];
  /** The partner of each card's order. */
  readonly partners: readonly unknown[];
  /** The cards by their places, in the order in which they were linked: each while it has its contacts to itself. */
  readonly turns: readonly number[];
}

/**
 * Imports some orders by as many workers as there are delays, and sees that each is imported without a warning.
 *
 * @param place puts the orders into the CRM.
 */
export async function importAtOnce(
  place: (stage: Stage) => readonly { readonly id: number; readonly number: string }[],
  pace: readonly Delay[],
  isReversed: boolean,
): Promise<ImportedAtOnce> {
  await using stage = await startStage({ release: release11520 });
  const before = counts(stage);
  const orders = place(stage);
  const linked = new Set<number>();
  const workers = pace.map((delay) => startProcess(stage, { io: delayedBy(delay, stage, linked) }));
  const [trigger] = workers as [BridgeProcess];
  for (const { id } of isReversed ? orders.toReversed() : orders) {
    await stage.time.passUntil(trigger.trigger(id));
  }
  await stage.time.passUntil(Promise.all(workers.map((worker) => workAlone(stage, worker))));
  expect(stage.queue.deadLetters()).toEqual([]);
  for (const { id } of orders) {
    expect(await stage.outcomes.read(id)).toMatchObject({ kind: 'imported', warnings: [] });
  }
  const documents = stage.onec.control.entities('Document_ЗаказКлиента');
  // The CRM numbers its cards as they come.
  const numbered = [...linked].sort((one, other) => one - other);
  return {
    made: counts(stage).map((count, set) => count - (before[set] ?? 0)),
    partners: orders.map(({ number }) => {
      const own = documents.filter((document) => document.НомерПоДаннымКлиента === number);
      expect(own).toHaveLength(1);
      return own[0]?.Партнер_Key;
    }),
    turns: [...linked].map((card) => numbered.indexOf(card)),
  };
}

const counts = ({ onec }: Stage): readonly number[] =>
  [
    'Catalog_Партнеры',
    'Catalog_Контрагенты',
    'Catalog_БанковскиеСчетаКонтрагентов',
    'Catalog_КонтактныеЛицаПартнеров',
  ].map((set) => onec.control.entities(set).length);

/** Delays the steps of a worker. @param linked told of each card when its link to a partner is first confirmed. */
function delayedBy(delay: Delay, { time }: Stage, linked: Set<number>): Io {
  let count = 0;
  return async (step, operation) => {
    count += 1;
    await time.sleep(delay(step, count));
    const result = await operation();
    const [, card] = /^table update partner#(\d+)$/u.exec(step) ?? [];
    if (card !== undefined) {
      linked.add(Number(card));
    }
    return result;
  };
}

/** One message at a time, as a function of the cloud that shares the queue with another one. */
async function workAlone(stage: Stage, worker: BridgeProcess): Promise<void> {
  const queue = { ...stage.queue, receive: () => stage.queue.receive(1) };
  while (stage.queue.size() > 0) {
    if (!(await deliver({ ...stage, queue }, worker))) {
      await stage.time.sleep(1000);
    }
  }
}
