import type { CrmOrder } from '../../crm/order.ts';
import { toOnecDate } from '../../onec/values.ts';
import { valueOn } from '../../settings/dated.ts';
import type { Settings } from '../../settings/schema.ts';
import { onecDay } from '../onec-dates.ts';
import type { AddWrite } from '../plan.ts';
import type { Warning } from '../problems.ts';
import { orderComment } from './comment.ts';
import type { DocumentFacts, OrderDocument } from './facts.ts';
import type { HeaderFields } from './header-fields.ts';
import { planDelivery } from './plan-delivery.ts';

type Site = Settings['sites'][number];
type StatusRow = Settings['statuses'][number];

/** Site and status of an order, found in the settings. */
export interface OrderPlace {
  readonly site: Site;
  readonly status: StatusRow;
}

/** What of the header follows the CRM. */
export interface PlannedHeader {
  readonly fields: HeaderFields;
  /** The delivery point that has to be made before the document. */
  readonly point: AddWrite | undefined;
  readonly warnings: readonly Warning[];
}

const CASH = 'Наличная';

/**
 * What stands in the header only because the order is new; later changes of it in the CRM are ignored (original-import
 * 6.2, I-51). `НомерПоДаннымКлиента` and `ДатаПоДаннымКлиента` are also what a repeated create searches.
 */
export function headerOfNew(order: CrmOrder, site: Site, facts: DocumentFacts): HeaderFields {
  const { agreement } = facts;
  return {
    Date: toOnecDate(order.createdAt),
    НомерПоДаннымКлиента: order.number,
    ДатаПоДаннымКлиента: onecDay(order.createdAt),
    Организация_Key: site.organization,
    Валюта_Key: site.currency,
    НалогообложениеНДС: valueOn(site.taxation, order.createdAt),
    ЦенаВключаетНДС: valueOn(site.vatIncluded, order.createdAt),
    ХозяйственнаяОперация: 'РеализацияКлиенту',
    Статус: 'КОбеспечению',
    ФормаОплаты: CASH,
    СпособДоставки: site.deliveryMethod,
    ...(site.priority === null ? {} : { Приоритет_Key: site.priority }),
    ...(agreement === undefined ? {} : fromAgreement(agreement)),
  };
}

function fromAgreement(agreement: NonNullable<DocumentFacts['agreement']>): HeaderFields {
  return {
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
  };
}

/**
 * What the header follows the CRM in at every import (original-import 6.2 to 6.4 and 6.11; cases I-26 to I-28 and I-46 to
 * I-55). Partner and counterparty are not here: they change only when the CRM names another customer.
 *
 * @param partner key of the document's Партнер.
 */
export function planHeader(
  order: CrmOrder,
  { site, status }: OrderPlace,
  partner: string,
  facts: DocumentFacts,
  settings: Settings,
): PlannedHeader {
  const warehouse = warehouseOf(order, site);
  const delivery = planDelivery(order, site, partner, facts, settings);
  const manager = managerOf(order, settings, facts);
  return {
    fields: {
      Склад_Key: warehouse.key,
      ДатаОтгрузки: onecDay(order.shipmentDate ?? facts.document?.Date ?? order.createdAt),
      НеОтгружатьЧастями: true,
      СкидкиРассчитаны: true,
      Комментарий: orderComment(order),
      ...statusFields(status, settings),
      ...delivery.fields,
      ...manager.fields,
      ...moneyPlaces(site, facts),
      ...(facts.agreement === undefined ? {} : { Соглашение_Key: facts.agreement.key }),
      ...(facts.contract === undefined ? {} : { Договор_Key: facts.contract }),
    },
    point: delivery.point,
    warnings: [...warehouse.warnings, ...delivery.warnings, ...manager.warnings],
  };
}

/** Cases I-53 to I-56: an order used as an invoice is never agreed, a cancelled one is closed. */
function statusFields(status: StatusRow, settings: Settings): HeaderFields {
  if (status.cancel) {
    return { Статус: 'Закрыт' };
  }
  if (settings.orderUse === 'invoice') {
    return { Статус: 'НеСогласован' };
  }
  return status.onec === null ? {} : { Статус: status.onec };
}

/** 1C clears the cash desk of an order that is not paid in cash (ut-filling 1.1), so it is named only where it stays. */
function moneyPlaces(site: Site, facts: DocumentFacts): HeaderFields {
  const form = facts.document?.ФормаОплаты ?? (facts.agreement?.paymentForm || CASH);
  return {
    ...(site.bankAccount === null ? {} : { БанковскийСчет_Key: site.bankAccount }),
    ...(site.cashDesk === null || (form !== CASH && form !== '') ? {} : { Касса_Key: site.cashDesk }),
  };
}

/** Case I-46: the warehouse mapped to the CRM's store, else the site's. */
export function warehouseOf(
  order: CrmOrder,
  site: Site,
): { readonly key: string; readonly warnings: readonly Warning[] } {
  const store = order.shipmentStore;
  const mapped = site.warehouses.find((warehouse) => warehouse.crm === store);
  if (store === undefined || mapped !== undefined) {
    return { key: mapped?.onec ?? site.warehouse, warnings: [] };
  }
  return {
    key: site.warehouse,
    warnings: [
      {
        code: 'storeUnmapped',
        message: `Склад отгрузки ${store} заказа ${order.number} не сопоставлен со складом 1С; взят основной склад магазина.`,
      },
    ],
  };
}

interface Part {
  readonly fields: HeaderFields;
  readonly warnings: readonly Warning[];
}

/** Case I-48: manager and department; an unmapped manager leaves the document's own, a new document gets the default user. */
function managerOf(order: CrmOrder, settings: Settings, facts: DocumentFacts): Part {
  const mapped = settings.managers.find((manager) => manager.crm === order.managerId)?.onec;
  const user = mapped ?? (facts.document === undefined ? settings.defaultUser : null);
  const department = user === null ? undefined : facts.departments.get(user);
  return {
    fields: {
      ...(user === null ? {} : { Менеджер_Key: user }),
      ...(department === undefined ? {} : { Подразделение_Key: department }),
    },
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
