import type { CrmOrder } from '../../crm/order.ts';
import { type Kopecks, parseKopecks, sumKopecks } from '../../money/kopecks.ts';
import { cutTexts } from '../../onec/ut/cut-texts.ts';
import { заказКлиента } from '../../onec/ut/objects/order.ts';
import { deterministicId } from '../../platform/ids.ts';
import type { Settings } from '../../settings/schema.ts';
import type { Plan, PlannedWrite, Refusal } from '../plan.ts';
import type { Warning } from '../problems.ts';
import { textCut } from '../text-cuts.ts';
import { orderAmounts } from './amounts.ts';
import { changedFields } from './diff.ts';
import { siteUnmapped, statusMissing } from './document-problems.ts';
import { vatOnTop } from './document-warnings.ts';
import type { DocumentFacts, OrderDocument } from './facts.ts';
import { matchRows } from './match-rows.ts';
import { type MergedRow, mergeRows, rowBody } from './merge-rows.ts';
import { type HeaderFields, headerOfNew, planHeader, warehouseOf } from './plan-header.ts';
import { planRows } from './plan-rows.ts';
import { planStages, type StageBody, sameStages } from './plan-stages.ts';

/** Who the order is for: keys in 1C (proposed ones for objects that are created in the same plan). */
export interface CustomerKeys {
  readonly crmId: number;
  readonly partner: string;
  readonly counterparty: string;
}

/** The document as the CRM wants it, before it is compared with what 1C holds. */
export interface WantedDocument {
  readonly header: HeaderFields;
  readonly rows: readonly MergedRow[];
  readonly stages: readonly StageBody[] | undefined;
}

/** The writes for a document and what they are to lead to. */
export interface DocumentPlan extends Plan {
  readonly wanted: WantedDocument;
}

/** Key under which a new document is proposed to 1C. */
export const proposedOrderKey = (orderId: number): string => deterministicId('order', orderId);

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
): DocumentPlan | Refusal {
  const site = settings.sites.find(({ code }) => code === order.site);
  const status = settings.statuses.find(({ crm }) => crm === order.status);
  if (site === undefined) {
    return { problems: [siteUnmapped(order)] };
  }
  if (status === undefined) {
    return { problems: [statusMissing(order)] };
  }
  const amounts = orderAmounts(order);
  const { document } = facts;
  const header = planHeader(order, site, status, facts, settings);
  const planned = planRows(order, amounts, facts, settings, {
    taxation: document?.НалогообложениеНДС ?? site.taxation,
    vatIncluded: document?.ЦенаВключаетНДС ?? site.vatIncluded,
    warehouse: warehouseOf(order, site).key,
    shipmentDate: header.fields.ДатаОтгрузки ?? '',
    status,
    isCanceled: status.cancel,
  });
  const [fault, ...otherFaults] = [
    ...(amounts.problem === undefined ? [] : [amounts.problem]),
    ...planned.problems,
  ];
  if (fault !== undefined) {
    return { problems: [fault, ...otherFaults] };
  }
  const matches = matchRows(planned.rows, document?.Товары ?? [], facts.rowIdentities, order.items);
  const rows = mergeRows(planned.rows, matches);
  const total = documentTotal(rows);
  const base = document === undefined ? headerOfNew(order, site, facts) : {};
  const cut = cutTexts(заказКлиента, { ...base, ...header.fields, ...customerFields(customer, facts) });
  const wanted: WantedDocument = {
    header: cut.body,
    rows,
    stages: planStages({
      total,
      documentDate: document?.Date ?? base.Date ?? '',
      shipmentDate: header.fields.ДатаОтгрузки ?? '',
      delayDays: settings.paymentDelayDays,
      agreement: facts.agreement,
      isCanceled: status.cancel,
    }),
  };
  const warnings: Warning[] = [
    ...amounts.warnings,
    ...header.warnings,
    ...planned.warnings,
    ...cut.cuts.map((text) => textCut(order.number, text)),
    ...vatOnTop(order, rows, total),
  ];
  return {
    writes: document === undefined ? creation(order, wanted) : changes(document, wanted),
    warnings,
    wanted,
  };
}

/** Partner and counterparty of an existing order stay unless the CRM's customer changed (original-import 5.6). */
function customerFields(customer: CustomerKeys, facts: DocumentFacts): HeaderFields {
  const isSame = facts.document !== undefined && facts.customerOfDocument === customer.crmId;
  return isSame ? {} : { Партнер_Key: customer.partner, Контрагент_Key: customer.counterparty };
}

/** What 1C will compute as `СуммаДокумента`: Σ `СуммаСНДС` of the rows that are not cancelled (onec-odata F1). */
function documentTotal(rows: readonly MergedRow[]): Kopecks {
  return sumKopecks(
    rows.filter((row) => row.fields.Отменено !== true).map((row) => parseKopecks(row.fields.СуммаСНДС ?? 0)),
  );
}

function creation(order: CrmOrder, wanted: WantedDocument): readonly PlannedWrite[] {
  const { header, rows, stages } = wanted;
  const proposedKey = proposedOrderKey(order.id);
  return [
    {
      action: 'create',
      object: 'order',
      crmId: order.id,
      set: заказКлиента.set,
      proposedKey,
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
      reason: `Заказа ${order.number} еще нет в 1С`,
    },
    { action: 'post', set: заказКлиента.set, key: proposedKey, reason: 'Новый заказ проводится' },
  ];
}

function changes(document: OrderDocument, wanted: WantedDocument): readonly PlannedWrite[] {
  const header = changedFields(wanted.header, document);
  const isRowsChanged = rowsChanged(wanted.rows, document);
  const stages = wanted.stages;
  const isStagesChanged = stages !== undefined && !sameStages(stages, document.ЭтапыГрафикаОплаты);
  const body = {
    ...header,
    ...(isRowsChanged ? { Товары: wanted.rows.map(rowBody) } : {}),
    ...(isStagesChanged ? { ЭтапыГрафикаОплаты: stages } : {}),
  };
  const names = Object.keys(body);
  const post: PlannedWrite = {
    action: 'post',
    set: заказКлиента.set,
    key: document.Ref_Key,
    reason: names.length > 0 ? 'Измененный заказ проводится заново' : 'Заказ в 1С не проведен',
  };
  if (names.length === 0) {
    return document.Posted ? [] : [post];
  }
  return [
    {
      action: 'update',
      object: 'order',
      set: заказКлиента.set,
      key: document.Ref_Key,
      body,
      reason: `В RetailCRM изменилось: ${names.join(', ')}`,
    },
    post,
  ];
}

/** A row was added, removed or differs in something that the CRM decides; the order of rows alone is no change. */
function rowsChanged(rows: readonly MergedRow[], document: OrderDocument): boolean {
  return (
    rows.length !== document.Товары.length ||
    rows.some(
      (row) => row.before === undefined || Object.keys(changedFields(row.fields, row.before)).length > 0,
    )
  );
}
