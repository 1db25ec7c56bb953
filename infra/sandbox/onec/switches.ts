/**
 * What differs from base to base, or is not known of any (onec-odata G): a client has to be right whatever they say. They
 * can be turned while the sandbox runs.
 */
export interface Switches {
  /** Whether a `Ref_Key` in the body of a create is kept (G1). */
  keepClientKeys: boolean;
  /** Whether an `ИдентификаторСтроки` that the client sent survives posting. */
  keepRowIds: boolean;
  /** How `eq`, `like` and the like compare texts: most databases under 1C ignore the case. */
  textComparison: 'ignoreCase' | 'exact';
  /** Status of a successful `/Post` (G7). */
  postStatus: 200 | 204;
  /** The longest request address in bytes; longer ones get 414 from the web server. */
  maxAddressLength: number;
  /** Option ИспользоватьАвтоматическиеСкидкиВПродажах. */
  automaticDiscounts: boolean;
  /** Option ИспользоватьРасширенныеВозможностиЗаказаКлиента; without it every order is a "заказ как счет". */
  extendedOrders: boolean;
  /** Option НеЗакрыватьЗаказыКлиентовБезПолнойОтгрузки. */
  closeOnlyShipped: boolean;
  /** Option НеЗакрыватьЗаказыКлиентовБезПолнойОплаты. */
  closeOnlyPaid: boolean;
  /** Which management of deliveries is in use; it matters since 11.5.27. */
  delivery: 'none' | '2.0' | '2.5';
  /** Documents dated up to this day (`2026-01-31`) lie in a closed period; `''` = no closed period. */
  closedUntil: string;
  /** How quotes inside a `Condition` have to be written: `guid''…''`, `guid'…'`, or either (onec-odata A5). */
  conditionQuotes: 'either' | 'doubled' | 'plain';
  /**
   * Where a condition may go on through a reference (`Номенклатура/Code`, `cast(…)/Code`): documented for `$filter` (onec-odata
   * A6), shown by nobody for the `Condition` of a virtual table (A5).
   */
  referencePaths: 'everywhere' | 'filtersOnly' | 'nowhere';
  /** States and available stock are computed only when asked for (`POST /sandbox/states`), as by a job that lags. */
  lazyStates: boolean;
}

/** A base of the usual kind: keeps client keys, no optional control switched on. */
export const usualSwitches: Readonly<Switches> = {
  keepClientKeys: true,
  keepRowIds: true,
  textComparison: 'ignoreCase',
  postStatus: 200,
  maxAddressLength: 8190,
  automaticDiscounts: false,
  extendedOrders: true,
  closeOnlyShipped: false,
  closeOnlyPaid: false,
  delivery: '2.0',
  closedUntil: '',
  conditionQuotes: 'either',
  referencePaths: 'everywhere',
  lazyStates: false,
};
