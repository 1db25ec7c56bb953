/**
 * The properties of `desired` that differ from what 1C holds. A property that 1C did not answer counts as different.
 * Texts are compared without trailing blanks: 1C pads texts of fixed length (onec-odata A2). Of a tabular section the columns
 * that are desired are compared, row by row.
 */
export function changedFields(desired: object, current: object): Readonly<Record<string, unknown>> {
  const properties = new Map(Object.entries(current));
  return Object.fromEntries(
    Object.entries(desired).filter(([name, value]) => !sameValue(value, properties.get(name))),
  );
}

function sameValue(desired: unknown, current: unknown): boolean {
  if (typeof desired === 'string' && typeof current === 'string') {
    return desired.trimEnd() === current.trimEnd();
  }
  if (Array.isArray(desired) && Array.isArray(current)) {
    return sameRows(desired, current);
  }
  return desired === current;
}

/** Whether 1C already holds these rows, in this order. */
export const sameRows = (desired: readonly object[], current: readonly object[]): boolean =>
  desired.length === current.length &&
  desired.every((row, index) => Object.keys(changedFields(row, current[index] ?? {})).length === 0);
