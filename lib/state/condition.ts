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

/** Whether `condition` holds for the attributes of an item (`{}` for no item). */
export function holds(condition: Condition, attributes: Readonly<Record<string, unknown>>): boolean {
  switch (condition.test) {
    case 'absent':
      return attributes[condition.attribute] === undefined;
    case 'equals':
      return attributes[condition.attribute] === condition.value;
    case 'atMost': {
      const value = attributes[condition.attribute];
      return typeof value === 'number' && value <= condition.value;
    }
    case 'anyOf':
      return condition.conditions.some((one) => holds(one, attributes));
  }
}
