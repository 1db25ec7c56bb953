import { EMPTY_DATE, EMPTY_KEY, isEmptyKey } from '../../onec/values.ts';
import { type Source, type SourceNames, sourcesOf } from '../../writes/sources.ts';
import type { Write } from '../../writes/write.ts';
import { presentDateTime, presentDay } from '../onec-dates.ts';

/** Names that people know 1C's elements by, by key: counterparties, organisations, warehouses, products, VAT rates. */
export type Names = ReadonlyMap<string, string>;

/** One property that a write sets, as people read it. */
export interface ExplainedField {
  /** `Комментарий`, `Товары, строка 2: Количество`. */
  readonly place: string;
  /** What 1C holds now; absent for what only comes about. */
  readonly before?: string;
  readonly after: string;
  /** Where the value comes from, Russian: `RetailCRM: delivery.address`; empty where 1C's own value is only kept. */
  readonly from: string;
}

type Values = Readonly<Record<string, unknown>>;

const ORIGINS: Readonly<Record<Source['origin'], string>> = {
  crm: 'RetailCRM',
  setting: 'настройка',
  onec: '1С',
  rule: 'правило',
};
/** Columns that tell rows apart and say nothing to people. */
const SILENT = new Set([
  'LineNumber',
  'КодСтроки',
  'ИдентификаторСтроки',
  'Ref_Key',
  'КлючСвязи',
  'Значение_Type',
]);
/** What a row of a section is known by, beside its place. */
const ROW_KEYS = ['КодСтроки', 'Вид_Key', 'Свойство_Key'];
const LONGEST_TEXT = 200;

/**
 * What a write sets, property by property, with the old value, the new one and where that comes from (design, principle 4): of a
 * new object all that is filled, of a changed one what differs. It holds people's data, so it is shown of one order only.
 *
 * @param names of the elements behind the keys; a key without a name is shown as it is.
 */
export function explainWrite(write: Write, names: Names): readonly ExplainedField[] {
  if (!('body' in write)) {
    return [];
  }
  const before = write.action === 'update' ? (write.before as Values) : undefined;
  const sources = sourcesOf(write.body, write.sources);
  return Object.entries(write.body).flatMap(([name, value]) =>
    Array.isArray(value)
      ? explainRows(name, value as readonly Values[], tableOf(before, name), sources, names)
      : explainValues('', { [name]: value }, before, sources, names),
  );
}

const tableOf = (before: Values | undefined, name: string): readonly Values[] | undefined => {
  const rows = before?.[name];
  return before === undefined ? undefined : Array.isArray(rows) ? rows : [];
};

function explainRows(
  table: string,
  rows: readonly Values[],
  before: readonly Values[] | undefined,
  sources: SourceNames,
  names: Names,
): readonly ExplainedField[] {
  const free = new Set(before ?? []);
  const explained = rows.flatMap((row, index) => {
    const old = [...free].find((candidate) => isSameRow(candidate, row));
    if (old !== undefined) {
      free.delete(old);
    }
    return explainValues(`${table}, строка ${index + 1}: `, row, old, sources[table], names);
  });
  const removed = [...free].map((row): ExplainedField => {
    const key = [row.Номенклатура_Key, row.Вид_Key, row.Свойство_Key].find((one) => typeof one === 'string');
    return {
      place: `${table}, строка ${row.LineNumber}`,
      before: sayValue(key ?? '', names),
      after: 'удаляется',
      from: '',
    };
  });
  return [...explained, ...removed];
}

/** Rows that are new carry no code yet; sections without codes are known by kind, property or place. */
function isSameRow(old: Values, row: Values): boolean {
  const name = ROW_KEYS.find((key) => key in row);
  return name === undefined ? old.LineNumber === row.LineNumber : String(old[name]) === String(row[name]);
}

function explainValues(
  prefix: string,
  values: Values,
  before: Values | undefined,
  sources: SourceNames | Source | undefined,
  names: Names,
): readonly ExplainedField[] {
  return Object.entries(values).flatMap(([name, value]): ExplainedField[] => {
    const old = before?.[name];
    const isIdle = before === undefined ? isEmptyValue(value) : isSameValue(old, value);
    if (SILENT.has(name) || isIdle) {
      return [];
    }
    return [
      {
        place: `${prefix}${titleOf(name)}`,
        ...(before === undefined ? {} : { before: sayValue(old, names) }),
        after: sayValue(value, names),
        from: sayOrigin(sources, name),
      },
    ];
  });
}

const titleOf = (name: string): string =>
  ({ Description: 'Наименование', Date: 'Дата' })[name] ?? name.replace(/_Key$/, '');

function sayOrigin(sources: SourceNames | Source | undefined, name: string): string {
  const source = isSource(sources) ? sources : sources?.[name];
  return isSource(source) ? `${ORIGINS[source.origin]}: ${source.name}` : '';
}

const isSource = (value: SourceNames | SourceNames[string] | undefined): value is Source =>
  typeof value?.origin === 'string';

const isEmptyValue = (value: unknown): boolean =>
  value === '' || value === false || value === 0 || value === EMPTY_KEY || value === EMPTY_DATE;

const isSameValue = (old: unknown, value: unknown): boolean =>
  typeof old === 'string' && typeof value === 'string' ? old.trimEnd() === value.trimEnd() : old === value;

function sayValue(value: unknown, names: Names): string {
  switch (typeof value) {
    case 'boolean':
      return value ? 'да' : 'нет';
    case 'number':
      return String(value).replace('.', ',');
    case 'string':
      return sayText(value, names);
    default:
      return 'пусто';
  }
}

const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/;
const MIDNIGHT = 'T00:00:00';

function sayText(value: string, names: Names): string {
  const name = names.get(value);
  if (name !== undefined) {
    return `«${name}»`;
  }
  if (value === '' || value === EMPTY_DATE || isEmptyKey(value)) {
    return 'пусто';
  }
  if (DATE.test(value)) {
    return value.startsWith('0001-01-01') ? value.slice(11, 16) : sayDate(value);
  }
  const line = value.replaceAll('\n', ' ⏎ ');
  return `«${line.length > LONGEST_TEXT ? `${line.slice(0, LONGEST_TEXT)}…` : line}»`;
}

const sayDate = (value: string): string =>
  value.endsWith(MIDNIGHT) ? presentDay(value) : presentDateTime(value);
