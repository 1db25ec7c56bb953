import type { CrmOrder } from '../../../crm/order.ts';
import { EMPTY_KEY } from '../../../onec/values.ts';
import type { Settings } from '../../../settings/schema.ts';
import { from, type Source } from '../../../writes/sources.ts';
import type { AddWrite } from '../../../writes/write.ts';
import { onecDay } from '../../onec-dates.ts';
import type { Warning } from '../../problems.ts';
import { planDelivery } from '../delivery/plan-delivery.ts';
import type { DocumentFacts, HeaderPart, OrderDocument } from '../facts.ts';
import { attributeParts, commentLines } from './custom-fields.ts';
import { CASH, FROM } from './header-sources.ts';
import { fromAgreement } from './new-header.ts';
import type { Belonging } from './organization.ts';

type Site = Settings['sites'][number];
type StatusRow = Settings['statuses'][number];

/** Site and status of an order, found in the settings. */
export interface OrderPlace {
  readonly site: Site;
  readonly status: StatusRow;
}

/** What of the header follows the CRM. */
export interface PlannedHeader {
  readonly parts: readonly HeaderPart[];
  /** The delivery point that has to be made before the document. */
  readonly point: AddWrite | undefined;
  readonly warnings: readonly Warning[];
}

/** When the order is to be shipped, as a day. */
export const shipmentDateOf = (order: CrmOrder, document: OrderDocument | undefined): string =>
  onecDay(order.shipmentDate ?? document?.Date ?? order.createdAt);

/**
 * What the header follows the CRM in at every import (original-import 6.2 to 6.4 and 6.11; cases I-26 to I-28 and I-46 to
 * I-55). Partner and counterparty are not here: they change only when the CRM names another customer.
 *
 * @param partner key of the document's Партнер.
 * @param belonging whose the document is: one that stays with another organisation keeps the places of that one.
 */
export function planHeader(
  order: CrmOrder,
  { site, status }: OrderPlace,
  partner: string,
  facts: DocumentFacts,
  settings: Settings,
  belonging: Belonging,
): PlannedHeader {
  const warehouse = warehouseOf(order, site);
  const delivery = planDelivery(order, site, partner, facts, settings);
  const manager = managerOf(order, settings, facts);
  return {
    parts: [
      from(warehouse.source, { Склад_Key: warehouse.key }),
      from(FROM.shipmentDate, { ДатаОтгрузки: shipmentDateOf(order, facts.document) }),
      from(FROM.always, { НеОтгружатьЧастями: true, СкидкиРассчитаны: true }),
      from(FROM.comments, { Комментарий: orderComment(order, settings) }),
      ...attributeParts(order, settings.customFields, facts.document?.ДополнительныеРеквизиты),
      ...statusParts(status, settings, facts),
      ...delivery.parts,
      ...manager.parts,
      ...(belonging === 'foreign' ? [] : placesOfOrganization(site, facts, belonging)),
    ],
    point: delivery.point,
    warnings: [...warehouse.warnings, ...delivery.warnings, ...manager.warnings],
  };
}

/**
 * Cases I-53 to I-56: an order used as an invoice is never agreed, a cancelled one is closed. One that the bridge had closed as
 * cancelled is open again, as a new one is, where the table leaves the status as it is (D-7).
 */
function statusParts(status: StatusRow, settings: Settings, facts: DocumentFacts): readonly HeaderPart[] {
  if (status.cancel) {
    return [from(FROM.cancel, { Статус: 'Закрыт' })];
  }
  if (settings.orderUse === 'invoice') {
    return [from(FROM.orderUse, { Статус: 'НеСогласован' })];
  }
  const reopened = facts.isCancelledByUs && facts.document?.Статус === 'Закрыт' ? 'КОбеспечению' : null;
  const desired = status.onec ?? reopened;
  return desired === null ? [] : [from(FROM.status, { Статус: desired })];
}

/** Whether an existing document gets another agreement than it has: then it takes over what a new one would (original-import 6.2). */
export const isAgreementNew = ({ agreement, document }: DocumentFacts): boolean =>
  agreement !== undefined && document !== undefined && agreement.key !== document.Соглашение_Key;

/** Money places, agreement and contract: all of one organisation. */
function placesOfOrganization(site: Site, facts: DocumentFacts, belonging: Belonging): readonly HeaderPart[] {
  const { agreement, contract } = facts;
  return [
    ...moneyPlaces(site, facts, belonging),
    ...(agreement === undefined ? [] : [from(FROM.agreement, { Соглашение_Key: agreement.key })]),
    ...(agreement !== undefined && isAgreementNew(facts) ? [fromAgreement(agreement)] : []),
    ...(contract === undefined ? [] : [from(FROM.contract, { Договор_Key: contract })]),
  ];
}

/** 1C clears the cash desk of an order that is not paid in cash (ut-filling 1.1), so it is named only where it stays. */
function moneyPlaces(site: Site, facts: DocumentFacts, belonging: Belonging): readonly HeaderPart[] {
  const isTaken = belonging === 'moved' || isAgreementNew(facts);
  const held = isTaken ? facts.agreement?.paymentForm || undefined : undefined;
  const form = held ?? facts.document?.ФормаОплаты ?? (facts.agreement?.paymentForm || CASH);
  return [
    ...(site.bankAccount === null ? [] : [from(FROM.bankAccount, { БанковскийСчет_Key: site.bankAccount })]),
    ...(site.cashDesk === null || (form !== CASH && form !== '')
      ? []
      : [from(FROM.cashDesk, { Касса_Key: site.cashDesk })]),
  ];
}

/** Case I-46: the warehouse mapped to the CRM's store, else the site's. */
export function warehouseOf(
  order: CrmOrder,
  site: Site,
): { readonly key: string; readonly source: Source; readonly warnings: readonly Warning[] } {
  const store = order.shipmentStore;
  const mapped = site.warehouses.find((warehouse) => warehouse.crm === store);
  if (store === undefined || mapped !== undefined) {
    return mapped === undefined
      ? { key: site.warehouse, source: FROM.warehouse, warnings: [] }
      : { key: mapped.onec, source: FROM.warehouses, warnings: [] };
  }
  return {
    key: site.warehouse,
    source: FROM.warehouse,
    warnings: [
      {
        code: 'storeUnmapped',
        message: `Склад отгрузки ${store} заказа ${order.number} не сопоставлен со складом 1С; взят основной склад магазина.`,
      },
    ],
  };
}

interface PlannedPart {
  readonly parts: readonly HeaderPart[];
  readonly warnings: readonly Warning[];
}

/** Case I-48: manager and department; an unmapped manager leaves the document's own, a new document gets the default user. */
function managerOf(order: CrmOrder, settings: Settings, facts: DocumentFacts): PlannedPart {
  const mapped = settings.managers.find((manager) => manager.crm === order.managerId)?.onec;
  const user = mapped ?? (facts.document === undefined ? settings.defaultUser : null);
  const department = user === null ? undefined : facts.departments.get(user);
  // The department of the manager before is none of another one's.
  const isAnother = user !== null && facts.document !== undefined && facts.document.Менеджер_Key !== user;
  return {
    parts: [
      ...(user === null
        ? []
        : [from(mapped === undefined ? FROM.defaultUser : FROM.managers, { Менеджер_Key: user })]),
      ...(department === undefined && !isAnother
        ? []
        : [from(FROM.department, { Подразделение_Key: department ?? EMPTY_KEY })]),
    ],
    warnings:
      order.managerId === undefined || mapped !== undefined
        ? []
        : [
            {
              code: 'managerUnmapped',
              message: `Менеджер RetailCRM с id ${order.managerId} не сопоставлен с пользователем 1С (заказ ${order.number}).`,
            },
          ],
  };
}

const CAME_FROM_CRM = '#';

/**
 * `Комментарий` of the 1C order (original-import 6.11, I-27): the customer's comment, marked with `#` as having come
 * from the CRM, then the manager's on a line of its own, then the fields that the settings send there.
 */
function orderComment(order: CrmOrder, { customFields }: Settings): string {
  const customer = order.customerComment?.trim() ?? '';
  const manager = order.managerComment?.trim() ?? '';
  const marked =
    customer === '' || customer.includes(CAME_FROM_CRM) ? customer : `${CAME_FROM_CRM}${customer}`;
  return [marked, manager, ...commentLines(order, customFields)].filter((part) => part !== '').join('\n');
}
