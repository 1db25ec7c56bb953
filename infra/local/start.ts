import { failureOf } from '../../lib/cli/failure.ts';
import { visible } from '../../lib/cli/visible.ts';
import { processStage } from '../../lib/composition/process-stage.ts';
import { systemClock, systemSleep } from '../../lib/platform/clock.ts';
import { readConfig } from '../../lib/platform/config.ts';
import { errorFields } from '../../lib/platform/errors.ts';
import { createLog } from '../../lib/platform/log.ts';
import { newOrderDraft } from '../sandbox/crm/seed/new-order-draft.ts';
import { makeShop } from '../sandbox/shop/make-shop.ts';
import type { Shop } from '../sandbox/shop/shop.ts';
import { tellFirstPushes } from './demo/first-pushes.ts';
import { introduce } from './demo/introduction.ts';
import { tellJourney } from './demo/order-journey.ts';
import { endWithReader } from './end-with-reader.ts';
import { readLocalConfig } from './local-config.ts';
import { type LocalStack, startLocalStack } from './local-stack.ts';
import { HELP, readArguments, USAGE, WrongUse } from './start-arguments.ts';

const say = (line: string): void => {
  process.stdout.write(`${visible(line)}\n`);
};

const complain = (line: string): void => {
  process.stderr.write(`${visible(line)}\n`);
};

const isBetweenSandboxes = ({ sandboxCrm, isOnecSandbox }: LocalStack['systems']): boolean =>
  sandboxCrm !== undefined && isOnecSandbox;

/** The demonstration order, put into the sandbox CRM as a person would; real systems get nothing by themselves. */
function createDemoOrder({ systems }: LocalStack, shop: Shop): number | undefined {
  if (systems.sandboxCrm === undefined || !isBetweenSandboxes(systems)) {
    return undefined;
  }
  const draft = newOrderDraft(shop, systems.sandboxCrm.orderIds().length);
  return Number(systems.sandboxCrm.createOrder(draft.site, draft.order).id);
}

/** Tells the journey of the order, if there is one. @returns whether all is right. */
async function demonstrate(order: number | undefined, stack: LocalStack): Promise<boolean> {
  if (order === undefined) {
    say(
      stack.environment.SCHEDULE === 'off'
        ? 'Подключены внешние системы: сам обмен ничего в них не создаёт. Загрузить заказ: npm start -- --order ID'
        : 'Подключены внешние системы: раз в минуту обмен читает историю RetailCRM и загружает изменившиеся заказы в 1С. Только по команде — SCHEDULE=off; один заказ — npm start -- --order ID',
    );
    return true;
  }
  const stage = await processStage(process.env, 'demonstration', ['webhook', 'crm', 'onec', 'state']);
  const config = stage.config(['webhook']);
  return tellJourney(order, {
    crm: stage.crm('orders'),
    onec: stage.onec,
    outcomes: stage.outcomes,
    links: stage.links,
    triggerUrl: `${stack.url}/ws/ws1.1cws`,
    login: { user: config.WEBHOOK_USER, password: config.WEBHOOK_PASSWORD },
    clock: systemClock,
    sleep: systemSleep,
    say,
  });
}

/**
 * Ends the process when a person or the system asks for it, after running work is finished.
 *
 * @returns tells whether somebody has asked.
 */
function stopOnSignal(stack: LocalStack): () => boolean {
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      isStopping = true;
      stack.close().then(
        () => process.exit(0),
        (error: unknown) => {
          complain(String(error));
          process.exit(1);
        },
      );
    });
  }
  return () => isStopping;
}

/** What ends the demonstration is told in one line; the log keeps the rest of it (N-7). */
async function logged<Result>({ environment }: LocalStack, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    createLog('demonstration', readConfig(environment, 'local', ['log'])).error(
      'the demonstration failed',
      errorFields(error),
    );
    throw error;
  }
}

async function main(): Promise<number | undefined> {
  const args = readArguments(process.argv.slice(2));
  if (args.help) {
    say(HELP);
    return 0;
  }
  const shop = makeShop(undefined, 'large');
  const stack = await startLocalStack(readLocalConfig(process.env), shop);
  const isStopping = stopOnSignal(stack);
  introduce(stack, say);
  const isRight = await logged(stack, () => demonstrate(args.order ?? createDemoOrder(stack, shop), stack));
  if (!args.once) {
    say('Обмен работает; остановить — Ctrl+C.');
    if (isBetweenSandboxes(stack.systems) && stack.environment.SCHEDULE !== 'off') {
      await logged(stack, () => tellFirstPushes({ run: stack.runJob, isStopping, say }));
    }
    return undefined;
  }
  await stack.close();
  return isRight ? 0 : 1;
}

endWithReader(process.stdout);
try {
  const exitCode = await main();
  if (exitCode !== undefined) {
    process.exit(exitCode);
  }
} catch (error) {
  const isWrongUse = error instanceof WrongUse;
  complain(isWrongUse ? `${error.message}\n${USAGE}` : failureOf(error).text.trimEnd());
  process.exit(isWrongUse ? 2 : 1);
}
