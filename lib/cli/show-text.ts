import type { OrderOutcome } from '../journal/outcomes.ts';
import type { OrderAttempt } from '../journal/timeline.ts';
import { presentDateTime } from '../orders/onec-dates.ts';
import { localTime } from './local-time.ts';
import { orderName } from './order-name.ts';
import { writeText } from './write-text.ts';

const KINDS: Readonly<Record<OrderOutcome['kind'], string>> = {
  imported: 'загружен',
  unchanged: 'без изменений',
  skipped: 'пропущен',
  parked: 'отложен',
  failed: 'не удалось, попытки продолжаются',
};

/** Attempts that people are shown; programs get all. */
const MOST_ATTEMPTS = 20;

/**
 * What became of an order and how it came to that, for people.
 *
 * @param timeZone IANA name of the zone that times are shown in.
 */
export function showText(
  orderId: number,
  outcome: OrderOutcome | undefined,
  attempts: readonly OrderAttempt[],
  timeZone: string,
): string {
  const shown = attempts.slice(-MOST_ATTEMPTS);
  const earlier = attempts.length - shown.length;
  const lines = [
    ...(outcome === undefined
      ? [`${orderName(orderId, undefined)}: итог не записан`]
      : outcomeLines(outcome, timeZone)),
    attempts.length === 0
      ? 'Попыток за последние 30 дней не было.'
      : `Попытки за 30 дней (время: ${timeZone}): ${attempts.length}`,
    ...(earlier === 0 ? [] : [`  …ранее: ${earlier}; все — с параметром --json`]),
    ...shown.flatMap((attempt) => attemptLines(attempt, outcome, timeZone).map((line) => `  ${line}`)),
  ];
  return `${lines.join('\n')}\n`;
}

function outcomeLines(outcome: OrderOutcome, timeZone: string): readonly string[] {
  const { orderId, number, tries = {} } = outcome;
  const counted = Object.entries(tries).map(([code, count]) => `${code} — ${count}`);
  return [
    `${orderName(orderId, number)}: ${kindText(outcome)}, ${localTime(outcome.at, timeZone)}`,
    ...indented(outcome.message),
    ...(counted.length === 0 ? [] : [`  Неудачных попыток подряд: ${counted.join(', ')}`]),
    ...outcome.warnings.flatMap(({ message }) => indented(`Внимание: ${message}`)),
    ...documentLines(outcome.documents ?? []),
  ];
}

type ShownDocument = NonNullable<OrderOutcome['documents']>[number];

const DOCUMENTS: Readonly<Record<string, string>> = {
  order: 'заказ клиента',
  partner: 'партнёр',
  counterparty: 'контрагент',
  contact: 'контактное лицо',
  payment: 'оплата',
  shipment: 'реализация',
  return: 'возврат',
};

const STATES: Readonly<Record<ShownDocument['state'], string>> = {
  written: 'записан',
  unchanged: 'без изменений',
  skipped: 'не изменён',
  parked: 'отложен',
};

/** All documents of the order with their state; what the CRM numbers has its number, so that payments are told apart. */
function documentLines(documents: readonly ShownDocument[]): readonly string[] {
  const lines = documents.map(({ kind, id, state, reason, document }) => {
    const name = [
      DOCUMENTS[kind] ?? kind,
      ...(document === undefined
        ? kind === 'order'
          ? []
          : [`(id ${id})`]
        : [`${document.number} от ${presentDateTime(document.date)}`]),
    ].join(' ');
    return `    ${name}: ${STATES[state]}${reason === undefined ? '' : ` (${reason})`}`;
  });
  return lines.length === 0 ? [] : ['  В 1С:', ...lines];
}

/** What the attempt behind the outcome has to say stands above already. */
function attemptLines(
  attempt: OrderAttempt,
  outcome: OrderOutcome | undefined,
  timeZone: string,
): readonly string[] {
  const { at, message, writes, warnings } = attempt;
  const isToldAbove = at === outcome?.at && message === outcome.message;
  const texts = [message, ...warnings.map((warning) => `Внимание: ${warning.message}`)];
  return [
    `${localTime(at, timeZone)} — ${kindText(attempt)}${versionText(attempt)}`,
    ...(isToldAbove ? [] : texts.flatMap(indented)),
    ...writes.map((write) => `  ${writeText(write)}`),
  ];
}

const kindText = ({ kind, reason }: Pick<OrderOutcome, 'kind' | 'reason'>): string =>
  reason === undefined ? KINDS[kind] : `${KINDS[kind]} (${reason})`;

const versionText = ({ settingsVersion }: OrderAttempt): string =>
  settingsVersion === undefined ? '' : `, настройки версии ${settingsVersion}`;

const indented = (text: string): readonly string[] => text.split('\n').map((line) => `  ${line}`);

/** Nothing is known of the order: what that means, and what to do. */
export const unknownText = (orderId: number): string =>
  [
    `О заказе с id ${orderId} обмен за последние 30 дней ничего не записал: он ещё не загружался или ждёт в очереди первой попытки.`,
    'Проверьте, что это внутренний id из адреса страницы заказа, а не номер заказа.',
    `Что было бы записано в 1С: orders import ${orderId} --dry-run; загрузить сейчас: orders import ${orderId}.\n`,
  ].join('\n');
