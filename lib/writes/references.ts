/** Proposed key → key that 1C answered; they differ where 1C chooses keys itself. */
export type RealKeys = ReadonlyMap<string, string>;

/** The key under which 1C holds what a plan knows by `key`: another one only for what was just created. */
export const realKey = (keys: RealKeys, key: string): string => keys.get(key) ?? key;

/**
 * Puts real keys where a plan refers to objects by the keys it proposed: in the header and in the rows of tabular sections.
 * Proposed keys are UUIDs made of what they stand for, so no other text can be mistaken for one.
 */
export const realValues = (keys: RealKeys, body: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(body).map(([name, value]) => [name, realValue(keys, value)]));

function realValue(keys: RealKeys, value: unknown): unknown {
  if (typeof value === 'string') {
    return realKey(keys, value);
  }
  if (Array.isArray(value)) {
    return value.map((row) => realValue(keys, row));
  }
  return typeof value === 'object' && value !== null ? realValues(keys, value) : value;
}
