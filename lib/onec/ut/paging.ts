import type { ListedDescription } from './entity.ts';
import { wireProperties } from './wire.ts';

/** How a list of an object is put together from pages. */
export interface Paging {
  /** Wire names of the properties that tell entities apart. */
  readonly key: readonly string[];
  readonly orderBy: readonly string[];
}

/**
 * How to page through an object. Ordering by a reference is ordering by its presentation, which others may share, so plain
 * properties that are as good as unique come first where there are some; and new documents come last by their date.
 */
export function pagingOf(object: ListedDescription): Paging {
  switch (object.kind) {
    case 'document':
      return { key: ['Ref_Key'], orderBy: ['Date', 'Number'] };
    case 'catalog':
      return { key: ['Ref_Key'], orderBy: object.codeLength > 0 ? ['Code'] : ['Ref_Key'] };
    case 'rows':
      return { key: ['Ref_Key', 'LineNumber'], orderBy: ['Ref_Key', 'LineNumber'] };
    case 'informationRegister': {
      const dimensions = Object.entries(object.properties).filter(([name]) =>
        object.dimensions.includes(name),
      );
      const key = [...wireProperties(Object.fromEntries(dimensions)).keys()];
      return { key, orderBy: key.filter((name) => !name.endsWith('_Type')) };
    }
  }
}
