import type { CrmOrder } from '../../crm/order.ts';
import { заказКлиента } from '../../onec/ut/objects/order.ts';
import type { Settings } from '../../settings/schema.ts';
import { refTo } from '../../state/links.ts';
import type { Write } from '../../writes/write.ts';
import type { Faults, Plan } from '../plan.ts';
import { type CustomerKeys, type DesiredDocument, desiredDocument } from './desired-document.ts';
import { changedFields, sameRows } from './diff.ts';
import type { DocumentFacts, OrderDocument } from './facts.ts';
import { siteUnmapped, statusMissing } from './order-problems.ts';
import { type MergedRow, rowBody } from './rows/merge-rows.ts';

/** The writes for a document and what they are to lead to. */
export interface PlannedDocument extends Plan {
  readonly desired: DesiredDocument;
}

/**
 * The writes that make 1C's order equal to the CRM's: create and post, change and post, post alone, or nothing
 * (design, principles 3 to 5). Pure: everything 1C holds is in `facts`.
 *
 * @returns a refusal with every fault if the order cannot be written as it stands.
 */
export function planDocument(
  order: CrmOrder,
  customer: CustomerKeys,
  facts: DocumentFacts,
  settings: Settings,
): PlannedDocument | Faults {
  const site = settings.sites.find(({ code }) => code === order.site);
  const status = settings.statuses.find(({ crm }) => crm === order.status);
  if (site === undefined) {
    return { problems: [siteUnmapped(order)] };
  }
  if (status === undefined) {
    return { problems: [statusMissing(order)] };
  }
  const desired = desiredDocument(order, { site, status }, customer, facts, settings);
  if ('problems' in desired) {
    return desired;
  }
  const writes =
    facts.document === undefined ? creation(order, desired, facts) : changes(order, facts.document, desired);
  return { writes, warnings: desired.warnings, desired };
}

function creation(
  order: CrmOrder,
  desired: DesiredDocument,
  { proposed, vanishedKey }: DocumentFacts,
): readonly Write[] {
  const { header, rows, stages, point } = desired;
  const ref = refTo('order', order.id);
  const proposedKey = proposed.order(order.id);
  return [
    ...(point === undefined ? [] : [point]),
    {
      action: 'create',
      object: заказКлиента,
      ref,
      proposedKey,
      vanishedKey,
      sent: {
        НомерПоДаннымКлиента: header.НомерПоДаннымКлиента ?? '',
        ДатаПоДаннымКлиента: header.ДатаПоДаннымКлиента ?? '',
      },
      body: {
        Ref_Key: proposedKey,
        ...header,
        Товары: rows.map(rowBody),
        ...(stages === undefined || stages.length === 0 ? {} : { ЭтапыГрафикаОплаты: stages }),
      },
      sources: desired.sources,
      reason: `Заказа ${order.number} ещё нет в 1С`,
    },
    { action: 'post', object: заказКлиента, ref, key: proposedKey, reason: 'Новый заказ проводится' },
  ];
}

function changes(order: CrmOrder, document: OrderDocument, desired: DesiredDocument): readonly Write[] {
  const body = changedBody(document, desired);
  const names = Object.keys(body);
  const target = { object: заказКлиента, ref: refTo('order', order.id), key: document.Ref_Key };
  const post = { action: 'post', ...target } as const;
  if (names.length === 0) {
    return document.Posted ? [] : [{ ...post, reason: 'Заказ в 1С не проведён' }];
  }
  return [
    ...(desired.point === undefined ? [] : [desired.point]),
    {
      action: 'update',
      ...target,
      before: document,
      body,
      sources: desired.sources,
      reason: `В RetailCRM изменилось: ${names.join(', ')}`,
    },
    { ...post, reason: 'Изменённый заказ проводится заново' },
  ];
}

/** Only what differs; a tabular section goes as a whole, since 1C replaces it as a whole (onec-odata A7). */
function changedBody(
  document: OrderDocument,
  { header, rows, stages }: DesiredDocument,
): Record<string, unknown> {
  const isStagesChanged = stages !== undefined && !sameRows(stages, document.ЭтапыГрафикаОплаты);
  return {
    ...changedFields(header, document),
    ...(isChanged(rows, document) ? { Товары: rows.map(rowBody) } : {}),
    ...(isStagesChanged ? { ЭтапыГрафикаОплаты: stages } : {}),
  };
}

/** A row was added, removed or differs in something that the CRM decides; the order of rows alone is no change. */
function isChanged(rows: readonly MergedRow[], document: OrderDocument): boolean {
  return (
    rows.length !== document.Товары.length ||
    rows.some(
      (row) => row.before === undefined || Object.keys(changedFields(row.fields, row.before)).length > 0,
    )
  );
}
