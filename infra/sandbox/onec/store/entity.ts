/** A value as it travels in JSON; whole numbers that are Edm.Int64 are strings (onec-odata A2). */
export type Scalar = string | number | boolean;

/** A row of a tabular section under the names of the wire. */
export type Row = Record<string, Scalar>;

/** An entity under the names of the wire; a tabular section is a list of rows. */
export type Entity = Record<string, Scalar | Row[]>;

/** A text property, a key or an enumeration's value; `''` if it is absent or something else. */
export function textOf(record: Readonly<Entity>, name: string): string {
  const value = record[name];
  return typeof value === 'string' ? value : '';
}

/** A number, also one that travels as a string; 0 if it is absent or something else. */
export function numberOf(record: Readonly<Entity>, name: string): number {
  const value = record[name];
  return typeof value === 'number' || typeof value === 'string' ? Number(value) : 0;
}

/** A boolean; false if it is absent or something else. */
export function flagOf(record: Readonly<Entity>, name: string): boolean {
  return record[name] === true;
}

/** Sets what the object has; a property that its release lacks is nobody's to fill. */
export function setHeld(draft: Entity, properties: Readonly<Record<string, Scalar>>): void {
  for (const [name, value] of Object.entries(properties)) {
    if (name in draft) {
      draft[name] = value;
    }
  }
}

/** The rows of a tabular section, the very ones: a draft's rows may be changed in place. */
export function rowsOf(entity: Readonly<Entity>, table: string): Row[] {
  const rows = entity[table];
  return Array.isArray(rows) ? rows : [];
}
