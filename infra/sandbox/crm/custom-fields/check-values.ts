import { badEntity } from '../refusal.ts';
import type { CustomField } from './custom-field.ts';

const FITS: Readonly<Record<CustomField['type'], (value: unknown) => boolean>> = {
  boolean: (value) => typeof value === 'boolean',
  date: textLike(/^\d{4}-\d\d-\d\d$/),
  datetime: textLike(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
  email: textLike(/^[^@\s]+@[^@\s]+$/),
  integer: (value) => Number.isInteger(value),
  numeric: (value) => Number.isFinite(value),
  string: (value) => typeof value === 'string' && value.length <= 255,
  text: (value) => typeof value === 'string',
};

/**
 * Custom fields of an entity must exist and their values be of their types; null and '' wipe. What the CRM does with an
 * unknown code is UNCONFIRMED (retailcrm-api 6): the sandbox refuses, so that nothing is written into the void.
 *
 * @throws {Refusal} 400 naming every field that is wrong.
 */
export function checkCustomFields(
  values: Readonly<Record<string, unknown>>,
  fields: readonly CustomField[],
): void {
  const faults = Object.entries(values).flatMap(([code, value]): [string, string][] => {
    const field = fields.find((known) => known.code === code);
    if (field === undefined) {
      return [[`customFields.${code}`, `Custom field with code "${code}" does not exist.`]];
    }
    const isWiped = value === null || value === '';
    return isWiped || FITS[field.type](value)
      ? []
      : [[`customFields.${code}`, `This value is not a valid ${field.type}.`]];
  });
  if (faults.length > 0) {
    throw badEntity(Object.fromEntries(faults));
  }
}

function textLike(pattern: RegExp): (value: unknown) => boolean {
  return (value) => typeof value === 'string' && pattern.test(value);
}
