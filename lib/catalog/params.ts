import { значенияСвойствОбъектов } from '../onec/ut/objects/additional-info.ts';
import { typeOfSet } from '../onec/values.ts';
import type { Settings } from '../settings/schema.ts';
import type { IcmlParam } from './icml/icml.ts';

/** A row of `ДополнительныеРеквизиты`. */
export interface AttributeRow {
  readonly Свойство_Key: string;
  readonly Значение: unknown;
  readonly Значение_Type: string;
  readonly ТекстоваяСтрока: string;
}

/** What attributes are called, and the values that users choose from lists. */
export interface AttributeWords {
  /** Titles by key of the property; a property that is missing is not written. */
  readonly titles: ReadonlyMap<string, string>;
  /** Names by key of the value. */
  readonly values: ReadonlyMap<string, string>;
}

/** `Значение_Type` of a value that is chosen from a list. */
export const LISTED_VALUE = typeOfSet(значенияСвойствОбъектов.set);

/** Codes that the CRM itself knows (retailcrm-api 8), by title. */
const WELL_KNOWN: ReadonlyMap<string, string> = new Map([
  ['цвет', 'color'],
  ['размер', 'size'],
]);

/**
 * Additional attributes as params of an offer, one a code: those of a characteristic take the place of the item's, also where
 * they are two properties of 1C that the CRM knows as one (both called «Цвет»). A value that is empty, or a reference to something else than a value of a list, gives none.
 *
 * @param rows of the item, then of the characteristic.
 */
export function paramsOf(
  rows: readonly AttributeRow[],
  { titles, values }: AttributeWords,
  customFields: Settings['customFields'],
): readonly IcmlParam[] {
  const params = new Map<string, IcmlParam>();
  for (const row of rows) {
    const name = titles.get(row.Свойство_Key);
    const value = textOf(row, values);
    if (name !== undefined && name !== '' && value !== '') {
      const code = codeOf(row.Свойство_Key, name, customFields);
      params.set(code, { code, name, value });
    }
  }
  return [...params.values()];
}

/** The code of the settings, a code that the CRM knows, or one made of the property's key: titles are not unique and change. */
function codeOf(key: string, title: string, customFields: Settings['customFields']): string {
  return (
    customFields.find(({ onec }) => onec === key)?.crm ??
    WELL_KNOWN.get(title.toLowerCase()) ??
    `p${key.replaceAll('-', '')}`
  );
}

function textOf(
  { Значение, Значение_Type, ТекстоваяСтрока }: AttributeRow,
  values: AttributeWords['values'],
): string {
  switch (Значение_Type) {
    case LISTED_VALUE:
      return values.get(String(Значение)) ?? '';
    case 'Edm.String':
      return (ТекстоваяСтрока || String(Значение)).trim();
    case 'Edm.Boolean':
      return String(Значение) === 'true' ? 'Да' : 'Нет';
    case 'Edm.Double':
    case 'Edm.Int16':
    case 'Edm.Int32':
    case 'Edm.Int64':
      return String(Значение);
    case 'Edm.DateTime':
      return String(Значение).slice(0, 'YYYY-MM-DD'.length);
    default:
      return '';
  }
}
