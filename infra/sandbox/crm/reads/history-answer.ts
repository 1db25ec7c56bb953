import { type HistoryRecord, renderRecord } from '../history/record.ts';
import type { Json } from '../json.ts';
import { type Parameters, textOf } from '../parameters.ts';
import { badInput, Refusal } from '../refusal.ts';
import { filterOf, pageOf, wholeNumber } from './pagination.ts';

const HISTORY_FILTERS = ['sinceId', 'orderId', 'orderExternalId', 'startDate', 'endDate'];
/** Page size without `limit`: as captured; a third party's words say 20 (retailcrm-api 13.9), so clients must send it. */
const DEFAULT_LIMIT = 100;

/**
 * Body of `GET /api/v5/orders/history` without `success` (retailcrm-api 2.2).
 *
 * @param keyMark whose key asks: decides about `apiKey.current`.
 * @throws {Refusal} 400 for `sinceId` together with `page`, unknown filters, and dates of another form.
 */
export function historyAnswer(
  history: readonly HistoryRecord[],
  parameters: Parameters,
  keyMark: string,
  now: string,
): Json {
  const filter = filterOf(parameters, HISTORY_FILTERS);
  const sinceId = wholeNumber(filter, 'sinceId');
  if (sinceId !== undefined && parameters.page !== undefined) {
    throw new Refusal(400, 'Errors in the input parameters', {
      page: 'Parameter "page" can not be used together with "filter[sinceId]".',
    });
  }
  const orderId = wholeNumber(filter, 'orderId');
  const startDate = dateTimeOf(filter, 'startDate');
  const endDate = dateTimeOf(filter, 'endDate');
  const externalId = textOf(filter.orderExternalId);
  const wanted = history.filter(
    (record) =>
      record.id > (sinceId ?? 0) &&
      (orderId === undefined || record.orderId === orderId) &&
      (externalId === undefined || record.order.externalId === externalId) &&
      (startDate === undefined || record.createdAt >= startDate) &&
      (endDate === undefined || record.createdAt <= endDate),
  );
  const { entries, pagination } = pageOf(wanted, parameters, DEFAULT_LIMIT);
  return { generatedAt: now, history: entries.map((record) => renderRecord(record, keyMark)), pagination };
}

function dateTimeOf(filter: Parameters, name: string): string | undefined {
  const text = textOf(filter[name]);
  if (text !== undefined && !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) {
    throw badInput(`filter[${name}]`, 'This value is not a valid datetime.');
  }
  return text;
}
