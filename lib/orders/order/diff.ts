/**
 * The properties of `wanted` that differ from what 1C holds. A property that 1C did not answer counts as different.
 * Texts are compared without trailing blanks: 1C pads texts of fixed length (onec-odata A2).
 */
export function changedFields(wanted: object, held: object): Readonly<Record<string, unknown>> {
  const current = new Map(Object.entries(held));
  return Object.fromEntries(
    Object.entries(wanted).filter(([name, value]) => !sameValue(value, current.get(name))),
  );
}

function sameValue(wanted: unknown, held: unknown): boolean {
  if (typeof wanted === 'string' && typeof held === 'string') {
    return wanted.trimEnd() === held.trimEnd();
  }
  return wanted === held;
}
