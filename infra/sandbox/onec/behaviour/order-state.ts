/** A computed state of an order, value of СостоянияЗаказовКлиентов. */
export type OrderState =
  | 'ОжидаетсяСогласование'
  | 'ОжидаетсяАвансДоОбеспечения'
  | 'ГотовКОбеспечению'
  | 'ОжидаетсяПредоплатаДоОтгрузки'
  | 'ОжидаетсяОбеспечение'
  | 'ГотовКОтгрузке'
  | 'ОжидаетсяПереходПраваСобственности'
  | 'ВПроцессеОтгрузки'
  | 'ОжидаетсяОплатаПослеОтгрузки'
  | 'ГотовКЗакрытию'
  | 'Закрыт';

/** What the state of a posted order depends on (ut-filling 4); amounts in kopecks. */
export interface StateInput {
  readonly status: string;
  /** Settled by order: ПоЗаказам or ПоЗаказамНакладным. */
  readonly byOrder: boolean;
  readonly total: number;
  /** Stages before supply, and before shipment. */
  readonly advance: number;
  readonly prepayment: number;
  readonly paid: number;
  readonly left: number;
  /** Some goods are not to be supplied at all. */
  readonly needsSupply: boolean;
  /** Some goods are waited for. */
  readonly waiting: boolean;
  /** Every row is to be shipped, services too. */
  readonly allShip: boolean;
  /** Something is still to be invoiced or shipped. */
  readonly openQuantity: boolean;
  /** Something is still to be invoiced. */
  readonly openInvoice: boolean;
  /** Something is still to be shipped from a warehouse. */
  readonly openShipment: boolean;
  /** The release knows the state that waits for a transfer of ownership. */
  readonly ownershipState: boolean;
  /** One of the options НеЗакрывать… is on. */
  readonly closedByHand: boolean;
}

type Rule = readonly [state: OrderState, holds: (input: StateInput) => boolean];

const inWork = ({ status }: StateInput): boolean => status === 'КОбеспечению' || status === 'КОтгрузке';

const isPrepaid = ({ byOrder, paid, advance, prepayment }: StateInput): boolean =>
  !byOrder || paid >= advance + prepayment;

/** The table of ut-filling 4, in its order; the first that holds wins. */
const RULES: readonly Rule[] = [
  ['ОжидаетсяСогласование', (input) => input.status === 'НеСогласован'],
  [
    'ОжидаетсяАвансДоОбеспечения',
    (input) =>
      input.byOrder &&
      input.status === 'КОбеспечению' &&
      input.advance > 0 &&
      input.paid < input.advance &&
      input.left > 0,
  ],
  ['ГотовКОбеспечению', (input) => input.needsSupply],
  [
    'ОжидаетсяПредоплатаДоОтгрузки',
    (input) =>
      input.byOrder &&
      inWork(input) &&
      input.prepayment > 0 &&
      input.paid < input.advance + input.prepayment &&
      input.left > 0,
  ],
  ['ОжидаетсяОбеспечение', (input) => input.waiting],
  ['ГотовКОтгрузке', (input) => !input.allShip],
  [
    'ОжидаетсяПереходПраваСобственности',
    (input) =>
      input.ownershipState && inWork(input) && isPrepaid(input) && !input.openShipment && input.openInvoice,
  ],
  ['ВПроцессеОтгрузки', (input) => inWork(input) && isPrepaid(input) && input.openQuantity],
  [
    'ОжидаетсяОплатаПослеОтгрузки',
    (input) =>
      input.byOrder &&
      inWork(input) &&
      input.total - input.advance - input.prepayment > 0 &&
      !input.openInvoice &&
      input.left > 0,
  ],
  ['ГотовКЗакрытию', (input) => input.status !== 'Закрыт' && input.closedByHand],
];

/** The state of a posted order. */
export function orderState(input: StateInput): OrderState {
  return RULES.find(([, holds]) => holds(input))?.[0] ?? 'Закрыт';
}
