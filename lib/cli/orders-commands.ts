import type { Command } from 'commander';
import type { OrderPreview } from '../orders/import/preview.ts';
import { moneySheet } from '../orders/report/money-sheet.ts';
import type { OrderReport } from '../orders/report/order-report.ts';
import type { OrderCommands } from '../usecases/order-commands.ts';
import { writeRecord } from '../writes/write-record.ts';
import { importText, previewText } from './import-text.ts';
import { withIsoTimes } from './json-times.ts';
import { orderIds } from './order-ids.ts';
import { addPollCommand } from './orders-poll-command.ts';
import type { Outcome } from './outcome.ts';
import type { Progress } from './progress.ts';
import type { Perform } from './settings-commands.ts';
import { addShowCommand, type ShowCommandParts } from './show-command.ts';

export interface OrdersCommandParts extends ShowCommandParts {
  /** Opened only by the commands that need it. */
  readonly orders: () => Promise<OrderCommands>;
  readonly progress: Progress;
}

/** Orders that are worked on together, as a batch of the worker's. */
const BATCH = 10;

/** Adds `orders import ID… [--dry-run]`, `orders poll [--since-id N|--since DATE]` (contract 4) and `orders show ID`. */
export function addOrdersCommands(program: Command, parts: OrdersCommandParts, perform: Perform): void {
  const orders = program
    .command('orders')
    .description('заказы: загрузить в 1С, показать, что с ними стало, прочитать историю CRM');

  orders
    .command('import')
    .description('загрузить заказы в 1С сейчас, не дожидаясь очереди')
    .argument('<id...>', 'id заказов в RetailCRM', orderIds)
    .option('--dry-run', 'только показать, что было бы записано и почему')
    .action((ids: readonly number[], { dryRun }: { readonly dryRun?: boolean }, command: Command) =>
      perform(() => (dryRun === true ? preview(ids, isForPrograms(command), parts) : importNow(ids, parts))),
    );

  addShowCommand(orders, parts, perform);
  addPollCommand(orders, { ...parts, open: async () => (await parts.orders()).poll }, perform);
}

/** What was asked for is done, or rightly left undone; an order that the CRM does not know is mostly a mistyped one. */
const isAnswered = (outcome: { readonly kind: string; readonly reason?: string }): boolean =>
  outcome.kind !== 'parked' && outcome.reason !== 'orderAbsent';

async function importNow(ids: readonly number[], parts: OrdersCommandParts): Promise<Outcome> {
  const orders = await parts.orders();
  const outcomes = await inBatches(ids, parts.progress, orders.import);
  const isDone = outcomes.every((outcome) => outcome.kind !== 'failed' && isAnswered(outcome));
  return {
    exitCode: isDone ? 0 : 1,
    text: importText(outcomes),
    data: { ok: isDone, orders: outcomes.map(withIsoTimes) },
  };
}

const isForPrograms = (command: Command): boolean =>
  command.optsWithGlobals<{ readonly json?: boolean }>().json === true;

/** Programs get the writes as they are; for people the names behind the keys are read from 1C too. */
async function preview(
  ids: readonly number[],
  isForPrograms: boolean,
  parts: OrdersCommandParts,
): Promise<Outcome> {
  const orders = await parts.orders();
  const previews = await inBatches(ids, parts.progress, orders.preview);
  const reports = isForPrograms ? new Map<number, OrderReport>() : await orders.report(previews);
  const isPossible = previews.every(({ outcome }) => outcome === undefined || isAnswered(outcome));
  return {
    exitCode: isPossible ? 0 : 1,
    text: previewText(previews, reports),
    data: { ok: isPossible, dryRun: true, orders: previews.map(previewRecord) },
  };
}

/** The document is what the writes say, laid over what 1C holds; programs get the writes, and how the sums come about. */
const previewRecord = ({ document, order, documents, writes, ...preview }: OrderPreview) => ({
  ...preview,
  writes: writes.map(writeRecord),
  documents: documents.map(({ ref, state, message, problems, skip }) => ({
    ...ref,
    state,
    ...(state === 'written' ? {} : { message }),
    ...(problems[0] === undefined ? {} : { reason: problems[0].reason }),
    ...(skip === undefined ? {} : { reason: skip.reason }),
  })),
  ...(document === undefined || order === undefined ? {} : { money: moneySheet(document, order) }),
});

async function inBatches<Result>(
  ids: readonly number[],
  progress: Progress,
  work: (batch: readonly number[]) => Promise<readonly Result[]>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  try {
    for (let start = 0; start < ids.length; start += BATCH) {
      progress.show(`Заказов: ${start} из ${ids.length}`);
      results.push(...(await work(ids.slice(start, start + BATCH))));
    }
  } finally {
    progress.clear();
  }
  return results;
}
