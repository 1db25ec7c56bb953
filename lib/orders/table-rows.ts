/**
 * What of a row of a tabular section may be sent back: answers carry the owner's key and navigation links in every row, and
 * neither is a property that can be written.
 */
export function withoutAnnotations(row: object): object {
  return Object.fromEntries(
    Object.entries(row).filter(([name]) => name !== 'Ref_Key' && !name.includes('@')),
  );
}

/** Rows with a `LineNumber` running from 1, as every tabular section on the wire needs it. */
export const numberRows = (rows: readonly object[]): readonly object[] =>
  rows.map((row, index) => ({ ...row, LineNumber: String(index + 1) }));
