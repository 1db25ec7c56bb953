import type { Condition } from './condition.ts';
import type { Changes } from './table.ts';

/** Placeholders of DynamoDB's expressions. Names and values are never written into the text, so none is reserved. */
interface Placeholders {
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues: Record<string, unknown>;
}

export interface Expressions extends Partial<Placeholders> {
  readonly ConditionExpression?: string;
  readonly UpdateExpression?: string;
}

/**
 * DynamoDB's expressions for a write.
 *
 * @returns parts to spread into a command; a part that would be empty is missing, since DynamoDB refuses empty ones.
 */
export function expressionsOf(condition: Condition | undefined, changes?: Changes): Expressions {
  const placeholders: Placeholders = { ExpressionAttributeNames: {}, ExpressionAttributeValues: {} };
  const update = changes === undefined ? undefined : updateText(changes, placeholders);
  const check = condition === undefined ? undefined : conditionText(condition, placeholders);
  const { ExpressionAttributeNames: names, ExpressionAttributeValues: values } = placeholders;
  return {
    ...(update === undefined ? {} : { UpdateExpression: update }),
    ...(check === undefined ? {} : { ConditionExpression: check }),
    ...(Object.keys(names).length === 0 ? {} : { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: values }),
  };
}

function conditionText(condition: Condition, into: Placeholders): string {
  switch (condition.test) {
    case 'absent':
      return `attribute_not_exists(${placeName(condition.attribute, into)})`;
    case 'equals':
      return `${placeName(condition.attribute, into)} = ${placeValue(condition.value, into)}`;
    case 'atMost':
      return `${placeName(condition.attribute, into)} <= ${placeValue(condition.value, into)}`;
    case 'anyOf':
      return condition.conditions.map((one) => `(${conditionText(one, into)})`).join(' OR ');
  }
}

function updateText({ set, setIfAbsent = {} }: Changes, into: Placeholders): string {
  const assignments = [
    ...Object.entries(set).map(([name, value]) => `${placeName(name, into)} = ${placeValue(value, into)}`),
    ...Object.entries(setIfAbsent).map(([name, value]) => {
      const attribute = placeName(name, into);
      return `${attribute} = if_not_exists(${attribute}, ${placeValue(value, into)})`;
    }),
  ];
  return `SET ${assignments.join(', ')}`;
}

function placeName(attribute: string, into: Placeholders): string {
  const known = Object.entries(into.ExpressionAttributeNames).find(([, name]) => name === attribute);
  if (known !== undefined) {
    return known[0];
  }
  const placeholder = `#n${Object.keys(into.ExpressionAttributeNames).length}`;
  into.ExpressionAttributeNames[placeholder] = attribute;
  return placeholder;
}

function placeValue(value: unknown, into: Placeholders): string {
  const placeholder = `:v${Object.keys(into.ExpressionAttributeValues).length}`;
  into.ExpressionAttributeValues[placeholder] = value;
  return placeholder;
}
