import type { CatalogDescription, DocumentDescription } from '../../../lib/onec/ut/describe.ts';

/** A document whose names the compiler does not check: what no release describes, or another one than the vocabulary. */
export const openDocument = (set: string): DocumentDescription => ({
  set,
  kind: 'document',
  numberLength: 11,
  properties: {},
  tables: {},
});

/** A catalog whose names the compiler does not check. */
export const openCatalog = (set: string): CatalogDescription => ({
  set,
  kind: 'catalog',
  codeLength: 0,
  descriptionLength: 0,
  hierarchy: 'none',
  owners: [],
  properties: {},
  tables: {},
});
