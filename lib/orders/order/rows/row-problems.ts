import type { CrmItem, CrmOrder } from '../../../crm/order.ts';
import { isEmptyKey } from '../../../onec/values.ts';
import { outsideText } from '../../../platform/outside-text.ts';
import type { Settings } from '../../../settings/schema.ts';
import { dayOf, presentDay } from '../../onec-dates.ts';
import type { Problem } from '../../problems.ts';
import type { NoGoodReason } from '../facts.ts';
import { EXEMPT, isUntaxed, type TaxQuestion } from './vat-rates.ts';

const WHY_NO_GOOD: Readonly<Record<NoGoodReason, string>> = {
  absent: 'такого товара нет в 1С',
  marked: 'товар помечен в 1С на удаление',
  folder: 'в 1С это группа, а не товар',
  set: 'в 1С это набор',
  ambiguous: 'в 1С несколько товаров с таким кодом или артикулом',
  noCharacteristic: 'у товара в 1С нет такой характеристики',
  malformed: 'идентификатор не похож на идентификатор 1С',
  noId: 'у товара в RetailCRM не заполнен этот идентификатор',
  noOffer: 'строка введена в RetailCRM вручную, без товара каталога',
};

/** What makes the product known again; each cause has a remedy of its own. */
function adviceOn(why: NoGoodReason, offers: Settings['offers']): string {
  const { crmField } = offers;
  switch (why) {
    case 'absent':
      return `Выберите в заказе товар, который есть в 1С, или исправьте его ${crmField}${orCreated(offers)}`;
    case 'marked':
      return 'Снимите пометку в 1С';
    case 'folder':
      return 'Выберите в RetailCRM товар, а не группу';
    case 'set':
      return 'Замените набор в заказе его товарами: наборы обмен пока не раскладывает';
    case 'ambiguous':
      return `Оставьте ${offers.onecField === 'article' ? 'артикул' : 'код'} у одного товара`;
    case 'noCharacteristic':
      return `Выберите в заказе другой вариант товара или исправьте ${crmField}`;
    case 'malformed':
    case 'noId':
      return `Исправьте ${crmField} товара в RetailCRM`;
    case 'noOffer':
      return 'Замените строку товаром из каталога';
  }
}

/** A product can be given a code or an article; the GUID of a new one is 1C's choice, so the CRM has to learn it (N-11). */
function orCreated({ crmField, onecField, characteristics }: Settings['offers']): string {
  if (characteristics || onecField === 'guid') {
    return `, или заведите товар в 1С и впишите его идентификатор в ${crmField} товара в RetailCRM`;
  }
  return `, или заведите товар с этим ${onecField === 'article' ? 'артикулом' : 'кодом'}`;
}

/** An item of the order means no product of 1C, or one that is a set (D-12): the administrator is told which offer and why (I-68). */
export function productUnknown(
  order: CrmOrder,
  item: CrmItem,
  why: NoGoodReason,
  offers: Settings['offers'],
): Problem {
  const offer = item.offer?.[offers.crmField] ?? '';
  const name = item.offer?.name === undefined ? '' : ` «${outsideText(item.offer.name)}»`;
  const row = order.items.findIndex(({ id }) => id === item.id) + 1;
  const identifier = offer === '' ? ` (строка ${row})` : ` (${offers.crmField} «${offer}»)`;
  return {
    reason: why === 'set' ? 'productIsSet' : 'productUnknown',
    message:
      `Товар${name} заказа ${order.number}${identifier} не загружен: ${WHY_NO_GOOD[why]}. В 1С по этому заказу ничего не записано. ` +
      `${adviceOn(why, offers)}, затем сохраните заказ или выполните failed retry ${order.id}.`,
    details: { order: order.number, item: item.id, offer, why },
  };
}

/** The status of an item is not in the table of item statuses, which is in use. */
export function itemStatusUnmapped(order: CrmOrder, item: CrmItem, status: string): Problem {
  return {
    reason: 'itemStatusUnmapped',
    message: `Статус товара «${status}» (заказ ${order.number}) не указан в таблице статусов товаров, заказ не загружен. Добавьте этот статус в настройки обмена.`,
    details: { order: order.number, item: item.id, status },
  };
}

/** The base lacks the VAT rate that a row needs, or has none that is in force on the document's date (design, principle 5). */
export function vatRateUnknown(question: TaxQuestion): Problem {
  const { order, good, taxation, documentDate } = question;
  const ofCrm = question.source === 'crm' ? question.crmRate : undefined;
  const rate = isUntaxed(taxation) ? EXEMPT : (ofCrm ?? good.vatRateKey);
  return {
    reason: 'vatRateUnknown',
    message: `${isEmptyKey(rate) ? noRate(question) : missingRate(question, rate)} Обмен повторит загрузку сам в течение часа.`,
    details: {
      order: order.number,
      good: good.key,
      rate,
      date: dayOf(documentDate),
    },
  };
}

const noRate = ({ good, order }: TaxQuestion): string =>
  `У товара «${good.name}» заказа ${order.number} в 1С не указана ставка НДС, заказ не загружен. Укажите её в карточке товара.`;

function missingRate({ good, order, rates, documentDate, newVatRates }: TaxQuestion, rate: string): string {
  const held = rates.find(({ key }) => key === rate);
  const day = presentDay(documentDate);
  if (held !== undefined) {
    return `Ставка НДС ${held.name} товара «${good.name}» по справочнику 1С на дату документа (${day}) не действует, и основной ставки на этот день в справочнике нет: заказ ${order.number} не загружен. Укажите действующую ставку в карточке товара или исправьте сроки в справочнике «Ставки НДС».`;
  }
  const name = rate === EXEMPT ? 'Без НДС' : rate;
  return `Для товара «${good.name}» заказа ${order.number} в 1С нет ставки НДС (${name}), действующей на дату документа (${day}), заказ не загружен. ${REMEDIES[newVatRates]}`;
}

const REMEDIES: Readonly<Record<TaxQuestion['newVatRates'], string>> = {
  inCatalog: 'Укажите ставку в карточке товара или заведите её в справочнике «Ставки НДС».',
  inEnumeration:
    'В этой версии УТ ставки — значения перечисления «СтавкиНДС», обновление новых не добавит: для 22 % добавьте в перечисление НДС22 и НДС22_122 в конфигураторе и укажите ставку в карточках товаров.',
};
