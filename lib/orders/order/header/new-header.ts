import type { CrmOrder } from '../../../crm/order.ts';
import { EMPTY_KEY, toOnecDate } from '../../../onec/values.ts';
import { valueOn } from '../../../settings/dated.ts';
import type { Settings } from '../../../settings/schema.ts';
import { from } from '../../../writes/sources.ts';
import { onecDay } from '../../onec-dates.ts';
import type { DocumentFacts, HeaderPart, OrderDocument } from '../facts.ts';
import { CASH, FROM } from './header-sources.ts';

type Site = Settings['sites'][number];

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
    ...taxationOn(order.createdAt, site, facts),
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
    ...taxationOn(date, site, facts),
    from(FROM.agreement, { Соглашение_Key: EMPTY_KEY }),
    from(FROM.contract, { Договор_Key: EMPTY_KEY }),
    from(FROM.bankAccount, { БанковскийСчет_Key: EMPTY_KEY }),
    from(FROM.cashDesk, { Касса_Key: EMPTY_KEY }),
    ...(site.priority === null ? [] : [from(FROM.priority, { Приоритет_Key: site.priority })]),
    ...(agreement === undefined ? [] : [fromAgreement(agreement)]),
  ];
}

/** Taxation of the site under which a price has no VAT in it, whatever `vatIncluded` says. */
const WITHOUT_VAT: ReadonlySet<string> = new Set(['ПродажаНеОблагаетсяНДС', 'ПродажаОблагаетсяЕНВД']);

/** What holds for the document on its date (contract 3: dated lists); a release that lacks a taxation has the nearest one. */
function taxationOn(date: string, site: Site, { release }: DocumentFacts): readonly HeaderPart[] {
  const taxation = valueOn(site.taxation, date);
  const held = release.nearest.ТипыНалогообложенияНДС?.[taxation] ?? taxation;
  return [
    from(FROM.taxation, { НалогообложениеНДС: taxation }),
    WITHOUT_VAT.has(held)
      ? from(FROM.taxation, { ЦенаВключаетНДС: false })
      : from(FROM.vatIncluded, { ЦенаВключаетНДС: valueOn(site.vatIncluded, date) }),
  ];
}

/** What a document takes over from its agreement (original-import 6.2). */
export function fromAgreement(agreement: NonNullable<DocumentFacts['agreement']>): HeaderPart {
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
