/** Order statuses by group, in the order of the CRM's settings: code and name (retailcrm-api 5, original-import 1.5). */
export const STATUS_GROUPS = [
  { code: 'new', name: 'Новый', process: false, statuses: [['new', 'Новый']] },
  {
    code: 'approval',
    name: 'Согласование',
    process: true,
    statuses: [
      ['availability-confirmed', 'Наличие подтверждено'],
      ['offer-analog', 'Предложить замену'],
      ['ready-to-wait', 'Готов ждать'],
      ['client-confirmed', 'Согласовано с клиентом'],
      ['prepayed', 'Предоплата поступила'],
    ],
  },
  {
    code: 'assembling',
    name: 'Комплектация',
    process: true,
    statuses: [
      ['send-to-assembling', 'Передано в комплектацию'],
      ['assembling', 'Комплектуется'],
      ['for-shipment', 'К отгрузке'],
      ['assembling-complete', 'Укомплектован'],
    ],
  },
  {
    code: 'delivery',
    name: 'Доставка',
    process: true,
    statuses: [
      ['send-to-delivery', 'Передан в доставку'],
      ['delivering', 'Доставляется'],
      ['otgruzhen', 'Отгружен'],
      ['redirect', 'Доставка перенесена'],
    ],
  },
  {
    code: 'complete',
    name: 'Выполнен',
    process: false,
    statuses: [
      ['complete', 'Выполнен'],
      ['partially-completed', 'Выполнен частично'],
    ],
  },
  {
    code: 'cancel',
    name: 'Отменен',
    process: false,
    statuses: [
      ['no-call', 'Недозвон'],
      ['no-product', 'Нет в наличии'],
      ['already-buyed', 'Купил в другом месте'],
      ['delyvery-did-not-suit', 'Не устроила доставка'],
      ['prices-did-not-suit', 'Не устроила цена'],
      ['cancel', 'Отмена'],
      ['cancel-other', 'Отменен'],
      ['return', 'Возврат'],
      ['partially-returned', 'Частичный возврат'],
    ],
  },
] as const;

/** Statuses of order lines: code, name, whether it cancels the line. */
export const PRODUCT_STATUSES = [
  ['new', 'Новый', false],
  ['confirming', 'Подтверждение наличия', false],
  ['in-reserve', 'В резерве', false],
  ['assembly-delivery', 'Доставка на сборку', false],
  ['ready-for-assembly', 'Готов к сборке', false],
  ['completed', 'Укомплектован', false],
  ['sold', 'Продан', false],
  ['chastichnyi-vozvrat', 'Частичный возврат', false],
  ['out-of-stock', 'Нет в наличии', true],
  ['failure', 'Отказ', true],
  ['product-is-damaged', 'Поврежден', true],
  ['assembly-not-delivery', 'Не доставлен на сборку', true],
  ['lost', 'Утерян', true],
  ['returned', 'Возвращен', true],
] as const;

export const PAYMENT_TYPES = [
  ['cash', 'Наличные'],
  ['bank-card', 'Банковская карта'],
  ['bank-transfer', 'Банковский перевод'],
  ['e-money', 'Электронные деньги'],
  ['credit', 'Кредит'],
] as const;

/** Payment statuses: code, name, whether the money has come. */
export const PAYMENT_STATUSES = [
  ['not-paid', 'Не оплачен', false],
  ['payment-start', 'Начало оплаты', false],
  ['invoice', 'Выставлен счет', false],
  ['pending', 'Ожидает подтверждения', false],
  ['paid', 'Оплачен', true],
  ['fail', 'Ошибка', false],
  ['returned', 'Возвращен', false],
] as const;

/** Delivery types: code, name, usual cost in roubles. */
export const DELIVERY_TYPES = [
  ['self-delivery', 'Самовывоз', 0],
  ['courier', 'Курьер', 350],
  ['russian-post', 'Почта России', 420],
] as const;

export const ORDER_METHODS = [
  ['shopping-cart', 'Через корзину'],
  ['phone', 'По телефону'],
  ['one-click', 'В один клик'],
  ['live-chat', 'Онлайн-консультант'],
  ['offline', 'Офлайн'],
] as const;

export const ORDER_TYPES = [
  ['eshop-individual', 'Физическое лицо'],
  ['eshop-legal', 'Юридическое лицо'],
] as const;

const PRICE_TYPES = ['base', 'wholesale', 'purchase'] as const;

const codes = (rows: readonly (readonly [string, ...unknown[]])[]): ReadonlySet<string> =>
  new Set(rows.map(([code]) => code));

/** What an order may refer to; anything else is refused with the field's name. */
export const KNOWN_CODES = {
  status: new Set<string>(STATUS_GROUPS.flatMap((group) => group.statuses.map(([code]) => code))),
  productStatus: codes(PRODUCT_STATUSES),
  paymentType: codes(PAYMENT_TYPES),
  paymentStatus: codes(PAYMENT_STATUSES),
  deliveryType: codes(DELIVERY_TYPES),
  orderMethod: codes(ORDER_METHODS),
  orderType: codes(ORDER_TYPES),
  priceType: new Set<string>(PRICE_TYPES),
} as const;

export const CANCELLING_STATUSES: ReadonlySet<string> = codes(
  PRODUCT_STATUSES.filter(([, , cancels]) => cancels),
);

export const COMPLETE_PAYMENT_STATUSES: ReadonlySet<string> = codes(
  PAYMENT_STATUSES.filter(([, , complete]) => complete),
);

/** Codes of the statuses of a group. */
export function statusesOfGroup(group: string): readonly string[] {
  return STATUS_GROUPS.filter(({ code }) => code === group).flatMap(({ statuses }) =>
    statuses.map(([code]) => code),
  );
}
