import type { CrmOrder } from '../../crm/order.ts';
import { type Kopecks, parseKopecks, sumKopecks } from '../../money/kopecks.ts';
import { соглашенияСКлиентами } from '../../onec/ut/objects/agreements.ts';
import { EMPTY_KEY, isEmptyKey } from '../../onec/values.ts';
import type { Settings } from '../../settings/schema.ts';
import { crm, from, joinValues, named, onec, type Sources, setting } from '../../writes/sources.ts';
import type { AddWrite } from '../../writes/write.ts';
import type { Faults } from '../plan.ts';
import type { Warning } from '../problems.ts';
import { textCut } from '../text-cuts.ts';
import type { DocumentFacts, HeaderFields, HeaderPart } from './facts.ts';
import { type DocumentParts, fitDocument } from './fit-document.ts';
import { currencyProblems } from './header/currency.ts';
import { headerOfMove, headerOfNew } from './header/new-header.ts';
import { type Belonging, belongingOf, organizationDiffers } from './header/organization.ts';
import {
  isAgreementNew,
  type OrderPlace,
  type PlannedHeader,
  planHeader,
  shipmentDateOf,
  warehouseOf,
} from './header/plan-header.ts';
import { releaseParts } from './header/release-fields.ts';
import { isCustomerOf } from './order-memory.ts';
import { numberChanged, vatOnTop } from './order-warnings.ts';
import { orderAmounts } from './rows/amounts.ts';
import { matchRows } from './rows/match-rows.ts';
import { type MergedRow, mergeRows } from './rows/merge-rows.ts';
import { planRows } from './rows/plan-rows.ts';
import { rowSources } from './rows/row-fields.ts';
import { planStages, type StageQuestion } from './stages/plan-stages.ts';
import { fieldsUnreadable } from './unreadable-fields.ts';

const FROM_CUSTOMER = crm('customer');
const FROM_CONTACT = crm('contact');
const STAGES_OF_AGREEMENT = named({ ЭтапыГрафикаОплаты: onec(соглашенияСКлиентами.set) });
const STAGES_OF_DELAY = named({ ЭтапыГрафикаОплаты: setting('paymentDelayDays') });
const TABLES = {
  product: named({ Товары: rowSources('product') }),
  crm: named({ Товары: rowSources('crm') }),
} as const;

/** Who the order is for: keys in 1C (proposed ones for objects that are created in the same plan). */
export interface CustomerKeys {
  readonly id: number | string;
  readonly partner: string;
  readonly counterparty: string;
  readonly mergedFrom?: number | string;
  readonly contact?: { readonly key: string; readonly crmId: number };
}

/** The document as the CRM wants it, as far as the release can hold it. */
export interface DesiredDocument extends DocumentParts {
  /** The delivery point that the header names and 1C does not have yet. */
  readonly point: AddWrite | undefined;
  /** Of the header's values, of the rows' and of the stages'. */
  readonly sources: Sources;
  /** The document goes to another organisation. */
  readonly isMoved: boolean;
  readonly warnings: readonly Warning[];
}

/**
 * The document that the order should be in 1C, laid over what 1C holds of it already.
 *
 * @returns a refusal with every fault of rows and sums if it cannot be written as it stands.
 */
export function desiredDocument(
  order: CrmOrder,
  place: OrderPlace,
  customer: CustomerKeys,
  facts: DocumentFacts,
  settings: Settings,
): DesiredDocument | Faults {
  const { site, status } = place;
  const amounts = orderAmounts(order, settings.itemStatuses);
  const planned = desiredHeader(order, place, customer, facts, settings);
  const { header, base, belonging } = planned;
  const shipmentDate = shipmentDateOf(order, facts.document);
  const goods = planRows(order, amounts, facts, settings, {
    taxation: base.НалогообложениеНДС ?? '',
    vatIncluded: base.ЦенаВключаетНДС ?? true,
    documentDate: base.Date ?? '',
    warehouse: warehouseOf(order, site).key,
    shipmentDate,
    status,
    isCanceled: status.cancel,
    isMoved: belonging === 'moved',
  });
  const [fault, ...others] = [
    ...(belonging === 'moved' && facts.isShippedOrPaid
      ? [organizationDiffers(order, site, facts, settings.sites)]
      : []),
    // A cancelled order asks for no money: its rows count for nothing.
    ...(status.cancel ? [] : [...currencyProblems(order, base.Валюта_Key, facts), ...amounts.problems]),
    ...goods.problems,
  ];
  if (fault !== undefined) {
    return { problems: [fault, ...others] };
  }
  const matches = matchRows(goods.rows, facts.document?.Товары ?? [], facts.rowIdentities, order.items);
  const rows = mergeRows(goods.rows, matches);
  const total = documentTotal(rows);
  const stages = stagesOf({ header, base, total, shipmentDate, isCanceled: status.cancel }, facts, settings);
  const fitted = fitDocument(facts.release, {
    header,
    rows,
    stages,
  });
  return {
    header: fitted.header,
    rows: fitted.rows,
    stages: fitted.stages,
    point: planned.point,
    isMoved: belonging === 'moved',
    sources: [
      ...planned.parts,
      TABLES[settings.vatRate],
      (facts.agreement?.stages.length ?? 0) > 0 ? STAGES_OF_AGREEMENT : STAGES_OF_DELAY,
    ],
    warnings: [
      ...fieldsUnreadable(order, order.unreadable),
      ...numberChanged(order, facts.numberOfDocument, facts.document),
      ...(status.cancel ? [] : amounts.warnings),
      ...planned.warnings,
      ...goods.warnings,
      ...fitted.cuts.map((cut) => textCut(order.number, cut)),
      ...vatOnTop(order, rows, total),
    ],
  };
}

/** The payment stages, or undefined where the table is left as it is. */
function stagesOf(
  {
    header,
    base,
    ...question
  }: Pick<DesiredHeader, 'header' | 'base'> & Pick<StageQuestion, 'total' | 'shipmentDate' | 'isCanceled'>,
  facts: DocumentFacts,
  settings: Settings,
): ReturnType<typeof planStages> {
  const { agreement, release } = facts;
  const planned = planStages({
    ...question,
    documentDate: base.Date ?? '',
    delayDays: settings.paymentDelayDays,
    agreement,
    settlementOrder: (header.ПорядокРасчетов ?? base.ПорядокРасчетов) || (agreement?.settlementOrder ?? ''),
    agreementStages: release.orders.agreementStages,
  });
  // Posting fills an empty table only: the stages of the agreement before have to go.
  return planned ?? (isAgreementNew(facts) ? [] : undefined);
}

interface DesiredHeader extends PlannedHeader {
  readonly header: HeaderFields;
  /** What the rows and stages go by: the header, over what 1C holds of it. */
  readonly base: HeaderFields;
  readonly belonging: Belonging;
}

function desiredHeader(
  order: CrmOrder,
  place: OrderPlace,
  customer: CustomerKeys,
  facts: DocumentFacts,
  settings: Settings,
): DesiredHeader {
  const { site, status } = place;
  const parties = customerParts(customer, facts);
  const partner = parties.length > 0 ? customer.partner : (facts.document?.Партнер_Key ?? customer.partner);
  // A document that is cancelled goes nowhere any more.
  const found = belongingOf(facts.document, site, settings.sites);
  const belonging = found === 'moved' && status.cancel ? 'foreign' : found;
  const planned = planHeader(order, place, partner, facts, settings, belonging);
  const ofSite = siteParts(order, site, facts, belonging);
  const known = [...ofSite, ...formerOf(customer, parties, facts, belonging), ...planned.parts, ...parties];
  const values = joinValues(known);
  const ofRelease = releaseParts(values, facts, belonging);
  const parts = [...known, ...ofRelease];
  const header = { ...values, ...joinValues(ofRelease) };
  const base = facts.document === undefined ? header : { ...facts.document, ...joinValues(ofSite) };
  return { parts, point: planned.point, warnings: planned.warnings, header, base, belonging };
}

/** What the document takes from its site once: when it is made, and when its order moves to another organisation. */
function siteParts(
  order: CrmOrder,
  site: OrderPlace['site'],
  facts: DocumentFacts,
  belonging: Belonging,
): readonly HeaderPart[] {
  if (facts.document === undefined) {
    return headerOfNew(order, site, facts);
  }
  return belonging === 'moved' ? headerOfMove(order, site, facts) : [];
}

/** Partner and counterparty of an existing order stay unless the CRM's customer changed (original-import 5.6). */
function customerParts(customer: CustomerKeys, facts: DocumentFacts): readonly HeaderPart[] {
  const isSame = facts.document !== undefined && isCustomerOf(customer, facts.customerOfDocument);
  return [
    ...(isSame
      ? []
      : [from(FROM_CUSTOMER, { Партнер_Key: customer.partner, Контрагент_Key: customer.counterparty })]),
    ...contactParts(customer, facts, isSame),
  ];
}

/**
 * Agreement and contract of the customer before do not stay with an order that passes to another one; what is found for that
 * one is laid over (original-import 6.3).
 */
function formerOf(
  customer: CustomerKeys,
  parties: readonly HeaderPart[],
  { document }: DocumentFacts,
  belonging: Belonging,
): readonly HeaderPart[] {
  const isPassing = parties.some(({ values }) => 'Партнер_Key' in values);
  if (document === undefined || belonging !== 'own' || !isPassing) {
    return [];
  }
  const isPartnerNew = document.Партнер_Key !== customer.partner;
  const isCounterpartyNew = document.Контрагент_Key !== customer.counterparty;
  return [
    ...(isPartnerNew && !isEmptyKey(document.Соглашение_Key)
      ? [from(FROM_CUSTOMER, { Соглашение_Key: EMPTY_KEY })]
      : []),
    ...(isCounterpartyNew && !isEmptyKey(document.Договор_Key)
      ? [from(FROM_CUSTOMER, { Договор_Key: EMPTY_KEY })]
      : []),
  ];
}

/**
 * The contact person follows the CRM's; whom people chose in 1C stays as long as the CRM names the same one (I-36). A person of
 * another partner does not stay with the order.
 */
function contactParts(
  { contact, partner }: CustomerKeys,
  { document, contactOfDocument }: DocumentFacts,
  isSame: boolean,
): readonly HeaderPart[] {
  if (contact !== undefined) {
    return isSame && contactOfDocument === contact.crmId
      ? []
      : [from(FROM_CONTACT, { КонтактноеЛицо_Key: contact.key })];
  }
  const isOfAnother =
    !isSame && document?.Партнер_Key !== partner && !isEmptyKey(document?.КонтактноеЛицо_Key);
  return isOfAnother ? [from(FROM_CUSTOMER, { КонтактноеЛицо_Key: EMPTY_KEY })] : [];
}

/** What 1C will compute as `СуммаДокумента`: Σ `СуммаСНДС` of the rows that are not cancelled (onec-odata F1). */
function documentTotal(rows: readonly MergedRow[]): Kopecks {
  return sumKopecks(
    rows.filter((row) => row.fields.Отменено !== true).map((row) => parseKopecks(row.fields.СуммаСНДС ?? 0)),
  );
}
