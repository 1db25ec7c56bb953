/** What 1C lets pass without a word (onec-odata A7); a test of a client asserts that there is none. */
export type DamageKind =
  /** The property does not exist: the value was thrown away. */
  | 'unknownProperty'
  /** The property exists but cannot be set this way (`Posted`, another `Ref_Key`). */
  | 'ignoredProperty'
  /** A text longer than its property. */
  | 'cutText'
  /** A figure with more decimals than its property keeps. */
  | 'roundedNumber'
  /** A time in a property that keeps only the date, or a date in one that keeps the time. */
  | 'cutDate'
  /** A reference to an object that the base does not have; stored as it came. */
  | 'danglingReference'
  /** A value for a composite property without its `_Type`, or the other way round. */
  | 'untypedReference'
  /** A fractional quantity of piece goods, rounded. */
  | 'roundedQuantity';

/** One silent damage. Values are not repeated: they may be people's data. */
export interface Damage {
  readonly kind: DamageKind;
  readonly set: string;
  readonly key: string;
  /** `Комментарий`, or `Товары.Цена` in a row. */
  readonly property: string;
  readonly detail: string;
}
