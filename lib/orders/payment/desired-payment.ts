import type { CrmOrder, CrmPayment } from '../../crm/order.ts';
import { type Kopecks, kopecksToNumber } from '../../money/kopecks.ts';
import { EMPTY_KEY, isEmptyKey, typeOfSet } from '../../onec/values.ts';
import {
  crm,
  from,
  joinValues,
  onec,
  rule,
  type Sourced,
  type Sources,
  setting,
} from '../../writes/sources.ts';
import { onecDay } from '../onec-dates.ts';
import type { OrderDocument } from '../order/facts.ts';
import { numberRows } from '../table-rows.ts';
import type { MoneyPlace, PaymentFacts } from './facts.ts';
import { PAYMENT_KINDS, type PaymentKind } from './payment-kinds.ts';
import { splitByVat } from './split-by-vat.ts';

/** A payment that is to stand in 1C. */
export interface DesiredPayment {
  readonly payment: CrmPayment;
  readonly kind: PaymentKind;
  readonly amount: Kopecks;
  /** 1C date-time (D-17). */
  readonly date: string;
  readonly place: MoneyPlace;
}

/** What a row settles: an element of ОбъектыРасчетов, or where the base has none the order or its contract (ut-filling 0.2). */
export type Settled = Readonly<Record<string, string>>;

type Values = Readonly<Record<string, unknown>>;
type Part = Sourced<Values>;

/** The body of a document, and where its values come from. */
export interface PaymentBody {
  readonly body: Values;
  readonly sources: Sources;
}

/** The whole document (ut-filling 2.2 to 2.4). `СуммаДокумента` is the payment's amount: 1C computes none. */
export function bodyOfNew(
  desired: DesiredPayment,
  order: CrmOrder,
  document: OrderDocument,
  settled: Settled,
  facts: PaymentFacts,
): PaymentBody {
  const { payment, kind, place } = desired;
  const parts: readonly Part[] = [
    from(rule('ut-filling 2.2'), { ХозяйственнаяОперация: 'ПоступлениеОплатыОтКлиента' }),
    from(onec('Document_ЗаказКлиента'), {
      Контрагент_Key: document.Контрагент_Key,
      Подразделение_Key: document.Подразделение_Key,
      ДокументОснование: document.Ref_Key,
      ДокументОснование_Type: typeOfSet('Document_ЗаказКлиента'),
      ...contractOf(kind, document),
    }),
    from(setting(`payments[].${PAYMENT_KINDS[kind].place}, sites[].${PAYMENT_KINDS[kind].place}`), {
      Организация_Key: place.organization,
      Валюта_Key: place.currency,
      ...placeFields(kind, place),
    }),
    from(crm('payments[].comment, payments[].id'), {
      Комментарий: `${payment.comment ?? ''} ${payment.id}`.trim(),
      ...textFields(kind, desired, order, document),
    }),
    ...changeableParts(desired, document, settled, facts),
  ];
  return { body: joinValues(parts), sources: parts };
}

/** What changes of a document when the CRM's payment does: its amount, or its date (C-1). */
export function bodyOfChanged(
  desired: DesiredPayment,
  changed: { readonly amount: boolean; readonly date: boolean },
  document: OrderDocument,
  settled: Settled,
  facts: PaymentFacts,
): PaymentBody {
  const [dated, amounted] = changeableParts(desired, document, settled, facts);
  const parts = [...(changed.date ? [dated] : []), ...(changed.amount ? [amounted] : [])];
  return { body: joinValues(parts), sources: parts };
}

function changeableParts(
  desired: DesiredPayment,
  document: OrderDocument,
  settled: Settled,
  facts: PaymentFacts,
): readonly [Part, Part] {
  const { kind, date, amount } = desired;
  const day = onecDay(date);
  const rows = splitByVat(amount, document.Товары, facts.vatRates).map((part) => ({
    Партнер_Key: document.Партнер_Key,
    ...settled,
    ОснованиеПлатежа: document.Ref_Key,
    ОснованиеПлатежа_Type: typeOfSet('Document_ЗаказКлиента'),
    ...(kind === 'cardPayment' ? {} : { Организация_Key: desired.place.organization }),
    СтатьяДвиженияДенежныхСредств_Key: facts.article,
    Сумма: kopecksToNumber(part.amount),
    СуммаВзаиморасчетов: kopecksToNumber(part.amount),
    ВалютаВзаиморасчетов_Key: desired.place.currency,
    КурсЧислительВзаиморасчетов: 1,
    КурсЗнаменательВзаиморасчетов: 1,
    ...(isEmptyKey(part.rate) ? {} : { СтавкаНДС_Key: part.rate, СуммаНДС: kopecksToNumber(part.vat) }),
  }));
  return [
    from(crm('payments[].paidAt'), {
      Date: date,
      // Without the bank's mark the document moves neither money nor settlements (ut-filling 1.2).
      ...(kind === 'bankReceipt'
        ? { ДатаВходящегоДокумента: day, ПроведеноБанком: true, ДатаПроведенияБанком: day }
        : {}),
    }),
    from(crm('payments[].amount'), {
      СуммаДокумента: kopecksToNumber(amount),
      РасшифровкаПлатежа: numberRows(rows),
    }),
  ];
}

/** A payment by card knows contracts with customers only. */
function contractOf(kind: PaymentKind, { Договор_Key: contract }: OrderDocument): Values {
  if (isEmptyKey(contract)) {
    return {};
  }
  return kind === 'cardPayment'
    ? { Договор_Key: contract }
    : { Договор: contract, Договор_Type: typeOfSet('Catalog_ДоговорыКонтрагентов') };
}

function placeFields(kind: PaymentKind, { key, contract }: MoneyPlace): Values {
  switch (kind) {
    case 'cashReceipt':
      return { Касса_Key: key };
    case 'bankReceipt':
      return { БанковскийСчет_Key: key };
    case 'cardPayment':
      return { ЭквайринговыйТерминал_Key: key, ДоговорЭквайринга_Key: contract ?? EMPTY_KEY };
  }
}

function textFields(
  kind: PaymentKind,
  { payment }: DesiredPayment,
  order: CrmOrder,
  document: OrderDocument,
): Values {
  switch (kind) {
    case 'cashReceipt':
      return { ПринятоОт: payerOf(order) };
    case 'bankReceipt':
      return {
        ТипПлатежногоДокумента: 'ПлатежноеПоручение',
        НомерВходящегоДокумента: String(payment.id),
        НазначениеПлатежа: `Оплата по заказу ${order.number}`,
      };
    case 'cardPayment':
      // UT's own word for a card that nobody knows (ut-filling 1.2).
      return { НомерПлатежнойКарты: '0', Ответственный_Key: document.Менеджер_Key };
  }
}

/** Who paid, for the printed form. */
const payerOf = ({ company, contragent, lastName, firstName, patronymic }: CrmOrder): string =>
  company?.contragent?.legalName ??
  contragent?.legalName ??
  [lastName, firstName, patronymic].filter((name) => name !== undefined).join(' ');
