import type { CrmOrder } from '../../../crm/order.ts';
import { cutText } from '../../../onec/cut-text.ts';
import type { Settings } from '../../../settings/schema.ts';
import { crm, from } from '../../../writes/sources.ts';
import { onecDay, presentDay } from '../../onec-dates.ts';
import { numberRows, withoutAnnotations } from '../../table-rows.ts';
import type { HeaderPart, OrderDocument } from '../facts.ts';

type Mapping = Settings['customFields'][number];
type AttributeRow = OrderDocument['ДополнительныеРеквизиты'][number];

const TO_COMMENT = 'comment';
/** What UT keeps of a text in `Значение`; a longer one stands whole in `ТекстоваяСтрока`. */
const LONGEST_VALUE = 1024;

/** The word that stands for the date of the delivery among the codes: no code of the CRM has a dot. */
const DELIVERY_DATE = 'delivery.date';

const FIELDS = crm('customFields, items[].properties, delivery.date');

/** A value of the CRM as people read it, and what kind of value it is for 1C. */
interface FieldValue {
  readonly label: string;
  readonly text: string;
  /** As an attribute holds it, where that differs. */
  readonly held?: string;
  readonly type: 'Edm.String' | 'Edm.Boolean' | 'Edm.Double' | 'Edm.DateTime';
}

/**
 * Lines of the order's comment that tell the custom fields and item properties which the settings send there (contract 3,
 * `customFields`): `Упаковка: подарочная`.
 */
export const commentLines = (order: CrmOrder, mappings: Settings['customFields']): readonly string[] =>
  mappings
    .filter(({ onec }) => onec === TO_COMMENT)
    .flatMap(({ crm: code }) => {
      const value = fieldOf(order, code);
      return value === undefined ? [] : [`${value.label}: ${value.text}`];
    });

/**
 * The additional attributes of the order that the settings fill from custom fields and item properties. Those are the CRM's
 * (D-30): emptied there, they leave 1C. All other attributes of the document stay.
 *
 * @param held attributes that the document has in 1C.
 */
export function attributeParts(
  order: CrmOrder,
  mappings: Settings['customFields'],
  held: readonly AttributeRow[] = [],
): readonly HeaderPart[] {
  const mapped = mappings.filter(({ onec }) => onec !== TO_COMMENT);
  if (mapped.length === 0 && held.length === 0) {
    return [];
  }
  const filled = new Map(mapped.flatMap((mapping) => attributeOf(order, mapping)));
  const owned = new Set(mapped.map(({ onec }) => onec));
  const known = new Set(held.map((row) => row.Свойство_Key));
  const rows = [
    ...held.flatMap((row) =>
      owned.has(row.Свойство_Key) ? entryOf(filled, row.Свойство_Key) : [withoutAnnotations(row)],
    ),
    ...[...filled].filter(([key]) => !known.has(key)).map(([, row]) => row),
  ];
  return rows.length === 0 && held.length === 0
    ? []
    : [from(FIELDS, { ДополнительныеРеквизиты: numberRows(rows) as readonly AttributeRow[] })];
}

const entryOf = <Value>(map: ReadonlyMap<string, Value>, key: string): readonly Value[] => {
  const value = map.get(key);
  return value === undefined ? [] : [value];
};

/** Values of any type travel as texts beside the name of their type (onec-odata A2). */
function attributeOf(order: CrmOrder, { crm: code, onec }: Mapping): [string, object][] {
  const value = fieldOf(order, code);
  if (value === undefined) {
    return [];
  }
  const { text, held = text, type } = value;
  const row = {
    Свойство_Key: onec,
    Значение: cutText(held, LONGEST_VALUE),
    Значение_Type: type,
    ТекстоваяСтрока: held.length > LONGEST_VALUE ? held : '',
  };
  return [[onec, row]];
}

/** The date of the delivery, a custom field of the order, or else a property of its items by that code. */
function fieldOf(order: CrmOrder, code: string): FieldValue | undefined {
  if (code === DELIVERY_DATE) {
    return dateOfDelivery(order);
  }
  const field = order.customFields[code];
  const text = textOf(field);
  return text === '' ? propertyOf(order, code) : { label: code, text, type: typeOf(field) };
}

function dateOfDelivery({ delivery: { date } }: CrmOrder): FieldValue | undefined {
  return date === undefined
    ? undefined
    : { label: 'Дата доставки', text: presentDay(date), held: onecDay(date), type: 'Edm.DateTime' };
}

/** What the items that are wanted say: once, if all say the same; else each with its product. */
function propertyOf({ items }: CrmOrder, code: string): FieldValue | undefined {
  const told = items.flatMap(({ isCanceled, properties, offer }) => {
    const { name, value = '' } = properties[code] ?? {};
    return isCanceled || value.trim() === ''
      ? []
      : [{ label: name ?? code, value: value.trim(), product: offer?.name ?? '' }];
  });
  const [first] = told;
  if (first === undefined) {
    return undefined;
  }
  const isOne = told.every(({ value }) => value === first.value);
  const text = isOne
    ? first.value
    : told.map(({ product, value }) => (product === '' ? value : `${product} — ${value}`)).join('; ');
  return { label: first.label, text, type: 'Edm.String' };
}

/** A field with several values gives them all; a structure that the bridge cannot know gives none. */
function textOf(field: unknown): string {
  if (Array.isArray(field)) {
    return field
      .map(textOf)
      .filter((text) => text !== '')
      .join(', ');
  }
  return ['string', 'number', 'boolean'].includes(typeof field) ? String(field).trim() : '';
}

function typeOf(field: unknown): FieldValue['type'] {
  switch (typeof field) {
    case 'boolean':
      return 'Edm.Boolean';
    case 'number':
      return 'Edm.Double';
    default:
      return 'Edm.String';
  }
}
