import type { CrmOrder } from '../../../crm/order.ts';
import { договорыКонтрагентов, соглашенияСКлиентами } from '../../../onec/ut/objects/agreements.ts';
import { EMPTY_KEY, toOnecDate } from '../../../onec/values.ts';
import { valueOn } from '../../../settings/dated.ts';
import type { Settings } from '../../../settings/schema.ts';
import { crm, from, onec, rule, type Source, setting } from '../../../writes/sources.ts';
import type { AddWrite } from '../../../writes/write.ts';
import { onecDay } from '../../onec-dates.ts';
import type { Warning } from '../../problems.ts';
import { planDelivery } from '../delivery/plan-delivery.ts';
import type { DocumentFacts, OrderDocument } from '../facts.ts';
import { orderComment } from './comment.ts';
import type { HeaderPart } from './header-fields.ts';
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

const CASH = 'Наличная';

/** Where the values of a header come from. */
const FROM = {
  createdAt: crm('createdAt'),
  number: crm('number'),
  shipmentDate: crm('shipmentDate'),
  comments: crm('customerComment, managerComment'),
  organization: setting('sites[].organization'),
  currency: setting('sites[].currency'),
  taxation: setting('sites[].taxation'),
  vatIncluded: setting('sites[].vatIncluded'),
  priority: setting('sites[].priority'),
  siteDelivery: setting('sites[].deliveryMethod'),
  warehouse: setting('sites[].warehouse'),
  warehouses: setting('sites[].warehouses[]'),
  bankAccount: setting('sites[].bankAccount'),
  cashDesk: setting('sites[].cashDesk'),
  status: setting('statuses[].onec'),
  cancel: setting('statuses[].cancel'),
  orderUse: setting('orderUse'),
  managers: setting('managers[]'),
  defaultUser: setting('defaultUser'),
  department: onec('Catalog_Пользователи'),
  agreement: onec(соглашенияСКлиентами.set),
  contract: onec(договорыКонтрагентов.set),
  ofNew: rule('I-51'),
  always: rule('original-import 6.2'),
} as const;

/**
 * What stands in the header only because the order is new; later changes of it in the CRM are ignored (original-import
 * 6.2, I-51). `НомерПоДаннымКлиента` and `ДатаПоДаннымКлиента` are also what a repeated create searches.
 */
export function headerOfNew(order: CrmOrder, site: Site, facts: DocumentFacts): readonly HeaderPart[] {
  const { agreement } = facts;
  return [
    from(FROM.createdAt, {
      Date: toOnecDate(order.createdAt),
      ДатаПоДаннымКлиента: onecDay(order.createdAt),
    }),
    from(FROM.number, { НомерПоДаннымКлиента: order.number }),
    from(FROM.organization, { Организация_Key: site.organization }),
    from(FROM.currency, { Валюта_Key: site.currency }),
    from(FROM.taxation, { НалогообложениеНДС: valueOn(site.taxation, order.createdAt) }),
    from(FROM.vatIncluded, { ЦенаВключаетНДС: valueOn(site.vatIncluded, order.createdAt) }),
    from(FROM.ofNew, {
      ХозяйственнаяОперация: 'РеализацияКлиенту',
      Статус: 'КОбеспечению',
      ФормаОплаты: CASH,
    }),
    from(FROM.siteDelivery, { СпособДоставки: site.deliveryMethod }),
    ...(site.priority === null ? [] : [from(FROM.priority, { Приоритет_Key: site.priority })]),
    ...(agreement === undefined ? [] : [fromAgreement(agreement)]),
  ];
}

/**
 * What of a document follows its order to the site of another organisation: everything that a new document would take
 * from the site and its agreement. Of the former organisation nothing stays, contract and places of money included.
 */
export function headerOfMove(order: CrmOrder, site: Site, facts: DocumentFacts): readonly HeaderPart[] {
  const { agreement, document } = facts;
  const date = document?.Date ?? order.createdAt;
  return [
    from(FROM.organization, { Организация_Key: site.organization }),
    from(FROM.currency, { Валюта_Key: site.currency }),
    from(FROM.taxation, { НалогообложениеНДС: valueOn(site.taxation, date) }),
    from(FROM.vatIncluded, { ЦенаВключаетНДС: valueOn(site.vatIncluded, date) }),
    from(FROM.agreement, { Соглашение_Key: EMPTY_KEY }),
    from(FROM.contract, { Договор_Key: EMPTY_KEY }),
    from(FROM.bankAccount, { БанковскийСчет_Key: EMPTY_KEY }),
    from(FROM.cashDesk, { Касса_Key: EMPTY_KEY }),
    ...(site.priority === null ? [] : [from(FROM.priority, { Приоритет_Key: site.priority })]),
    ...(agreement === undefined ? [] : [fromAgreement(agreement)]),
  ];
}

function fromAgreement(agreement: NonNullable<DocumentFacts['agreement']>): HeaderPart {
  return from(FROM.agreement, {
    ...(agreement.operation === ''
      ? {}
      : { ХозяйственнаяОперация: agreement.operation as OrderDocument['ХозяйственнаяОперация'] }),
    ...(agreement.settlementOrder === ''
      ? {}
      : { ПорядокРасчетов: agreement.settlementOrder as OrderDocument['ПорядокРасчетов'] }),
    ...(agreement.paymentForm === ''
      ? {}
      : { ФормаОплаты: agreement.paymentForm as OrderDocument['ФормаОплаты'] }),
    ...(agreement.paymentSchedule === '' ? {} : { ГрафикОплаты_Key: agreement.paymentSchedule }),
  });
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
      from(FROM.comments, { Комментарий: orderComment(order) }),
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
  const wanted = status.onec ?? reopened;
  return wanted === null ? [] : [from(FROM.status, { Статус: wanted })];
}

/** Money places, agreement and contract: all of one organisation. */
function placesOfOrganization(site: Site, facts: DocumentFacts, belonging: Belonging): readonly HeaderPart[] {
  const { agreement, contract } = facts;
  return [
    ...moneyPlaces(site, facts, belonging),
    ...(agreement === undefined ? [] : [from(FROM.agreement, { Соглашение_Key: agreement.key })]),
    ...(contract === undefined ? [] : [from(FROM.contract, { Договор_Key: contract })]),
  ];
}

/** 1C clears the cash desk of an order that is not paid in cash (ut-filling 1.1), so it is named only where it stays. */
function moneyPlaces(site: Site, facts: DocumentFacts, belonging: Belonging): readonly HeaderPart[] {
  const held = belonging === 'moved' ? facts.agreement?.paymentForm || undefined : undefined;
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
  return {
    parts: [
      ...(user === null
        ? []
        : [from(mapped === undefined ? FROM.defaultUser : FROM.managers, { Менеджер_Key: user })]),
      ...(department === undefined ? [] : [from(FROM.department, { Подразделение_Key: department })]),
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
