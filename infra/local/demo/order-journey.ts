import { saySeconds } from '../../../lib/cli/say-seconds.ts';
import type { CrmClient } from '../../../lib/crm/client.ts';
import type { CrmOrder } from '../../../lib/crm/order.ts';
import type { OrderOutcome, OrderOutcomes } from '../../../lib/journal/outcomes.ts';
import { type Kopecks, parseKopecks, parseQuantity } from '../../../lib/money/kopecks.ts';
import { sayKopecks, sayQuantity } from '../../../lib/money/russian.ts';
import type { OnecClient } from '../../../lib/onec/client.ts';
import { missingText } from '../../../lib/orders/missing/missing-text.ts';
import type { Login } from '../../../lib/platform/basic-auth.ts';
import type { Clock, Sleep } from '../../../lib/platform/clock.ts';
import { type Links, refTo } from '../../../lib/state/links.ts';
import { type DocumentReport, describeDocument, readDocument } from './document-report.ts';
import { sendTrigger } from './send-trigger.ts';

export interface JourneyDeps {
  readonly crm: CrmClient;
  readonly onec: OnecClient;
  readonly outcomes: OrderOutcomes;
  readonly links: Links;
  readonly triggerUrl: string;
  readonly login: Login;
  readonly clock: Clock;
  readonly sleep: Sleep;
  /** Prints one line for a person. */
  readonly say: (line: string) => void;
}

const POLL_MS = 50;
/** A cold 1C needs half a minute for its first call, and the queue repeats a failed try after half a minute more. */
const PATIENCE_MS = 180_000;

/**
 * Sends one order on its way as the CRM would, and tells a person step by step what happens to it.
 *
 * @returns whether 1C holds the order, posted, with the CRM's sum.
 */
export async function tellJourney(orderId: number, deps: JourneyDeps): Promise<boolean> {
  const { say, clock } = deps;
  const order = await deps.crm.order(orderId);
  if (order === undefined) {
    say(missingText.unknown(orderId));
    return false;
  }
  say(`Заказ ${order.number} (id ${order.id}, магазин ${order.site}): ${describeOrder(order)}`);
  const startedAt = clock.now();
  const status = await sendTrigger(deps.triggerUrl, deps.login, orderId);
  say(
    `Триггер: POST ${deps.triggerUrl} → HTTP ${status}${status === 200 ? `, заказ ${orderId} в очереди` : ''}`,
  );
  if (status !== 200) {
    return false;
  }
  const outcome = await outcomeSince(orderId, startedAt, deps);
  if (outcome?.kind !== 'failed' && outcome !== undefined) {
    return tellOutcome(order, outcome, startedAt, deps);
  }
  say('Обработчик не закончил за три минуты; причину смотрите в журнале.');
  if (outcome !== undefined) {
    say(`  Последняя попытка: ${outcome.message}`);
  }
  return false;
}

async function tellOutcome(
  order: CrmOrder,
  outcome: OrderOutcome,
  startedAt: number,
  { say, ...deps }: JourneyDeps,
): Promise<boolean> {
  say(`Обработчик, ${saySeconds(outcome.at - startedAt)} с от триггера: ${describeOutcome(outcome)}`);
  for (const warning of outcome.warnings) {
    say(`  Предупреждение: ${warning.message}`);
  }
  const key = (await deps.links.read(refTo('order', order.id)))?.key;
  if (key === undefined || (outcome.kind !== 'imported' && outcome.kind !== 'unchanged')) {
    return false;
  }
  const report = await readDocument(key, deps.onec);
  for (const line of describeDocument(report)) {
    say(line);
  }
  return isRight(order, report);
}

function describeOrder(order: CrmOrder): string {
  const goods = order.items.map(
    (item) => `${item.offer?.name ?? 'товар без карточки'} × ${sayQuantity(parseQuantity(item.quantity))}`,
  );
  return `${goods.join('; ')}; сумма ${sayKopecks(parseKopecks(order.totalSumm))}`;
}

const KINDS: Readonly<Record<OrderOutcome['kind'], string>> = {
  imported: 'заказ записан в 1С и проведён',
  unchanged: 'в 1С уже всё как в RetailCRM, записывать нечего',
  skipped: 'заказ пропущен',
  parked: 'заказ отложен до решения администратора',
  failed: 'не получилось',
};

function describeOutcome(outcome: OrderOutcome): string {
  const why = outcome.kind === 'imported' || outcome.kind === 'unchanged' ? '' : `: ${outcome.message}`;
  return `${KINDS[outcome.kind]}${why}`;
}

/**
 * The first outcome after the trigger that is final. A failed try is not, since the queue repeats it: it is the answer only
 * when the patience is over.
 */
async function outcomeSince(
  orderId: number,
  since: number,
  deps: JourneyDeps,
): Promise<OrderOutcome | undefined> {
  let last: OrderOutcome | undefined;
  while (deps.clock.now() < since + PATIENCE_MS) {
    const outcome = await deps.outcomes.read(orderId);
    last = outcome !== undefined && outcome.at >= since ? outcome : last;
    if (last !== undefined && last.kind !== 'failed') {
      return last;
    }
    await deps.sleep(POLL_MS);
  }
  return last;
}

/** Posted, and to the kopeck what the CRM asks for; with VAT on top of the price 1C's sum is higher by the VAT. */
function isRight(order: CrmOrder, { document }: DocumentReport): boolean {
  const live = document.Товары.filter((row) => !row.Отменено);
  const asked = live.reduce((sum, row) => sum + parseKopecks(row.Сумма), 0) as Kopecks;
  return document.Posted && asked === parseKopecks(order.totalSumm);
}
