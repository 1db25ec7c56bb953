/**
 * What must hold for the stored item at the moment of a write. Plain data, so that DynamoDB and the table in memory are
 * given the very same condition. An item that does not exist has no attributes.
 */
export type Condition =
  | { readonly test: 'absent'; readonly attribute: string }
  | { readonly test: 'equals'; readonly attribute: string; readonly value: string | number }
  | { readonly test: 'atMost'; readonly attribute: string; readonly value: number }
  | { readonly test: 'anyOf'; readonly conditions: readonly Condition[] };

/** The item has no such attribute; `absent('pk')` means that there is no item. */
export function absent(attribute: string): Condition {
  return { test: 'absent', attribute };
}

/** The attribute is there and has this value. */
export function equals(attribute: string, value: string | number): Condition {
  return { test: 'equals', attribute, value };
}

/** The attribute is there, is a number, and is not above `value`. */
export function atMost(attribute: string, value: number): Condition {
  return { test: 'atMost', attribute, value };
}

/** At least one of the conditions holds. */
export function anyOf(...conditions: readonly Condition[]): Condition {
  return { test: 'anyOf', conditions };
}
