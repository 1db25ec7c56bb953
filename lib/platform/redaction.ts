import { errorFields } from './errors.ts';
import { redactText } from './redact-text.ts';

export { redactText };

/** Field names whose values open something: passwords, keys, tokens, headers that carry them. */
const SECRET_KEY =
  /passw(?:or)?d|passphrase|pass$|secret|token|(?:api|access|private|session|signing)[-_]?key|authorization|cookie|credential|парол/iu;

/**
 * Field names under which the CRM and 1C keep people's data: contacts, names, addresses, free texts. Keys of 1C's objects
 * (`КонтактноеЛицо_Key`) say nothing of a person and stay.
 */
const PERSONAL_KEY =
  /^(?:e-?mails?|(?:additional)?phones?|(?:first|last|full|nick|legal)Name|patronymic|birthday|inn|(?:legal)?Address|(?:customer|manager)?Comment|Description|(?:АдресЭП|Адрес|ПочтовыйАдрес|Телефон|НомерТелефона|КонтактнаяИнформация|Представление|Значени[ея]|Комментарий|Наименование|ФИО|Фамилия|Имя|Отчество|ДатаРождения|ИНН)[а-яё]*)$/iu;

const MASK = '***';
const CUT = '…';
const DEEPEST_LEVEL = 6;

/** A log record that holds more values than this is not read by anybody, and the cloud's collector refuses it. */
const MOST_VALUES = 1000;

/** How many values may still be copied into the record. */
interface Budget {
  left: number;
}

/**
 * A copy of `value` that is fit for a log and for JSON: values under secret-sounding names and under the names of
 * people's data are masked, and so is what {@link redactText} finds in all other texts, names included. Errors become
 * their {@link errorFields}, dates their ISO text, bytes their count. What lies deeper than six levels or beyond the
 * thousandth value is cut, so that a client or a socket logged by mistake, cycles and all, costs little.
 */
export function redact(value: unknown): unknown {
  return copyOf(value, 0, { left: MOST_VALUES });
}

function copyOf(value: unknown, level: number, budget: Budget): unknown {
  budget.left -= 1;
  if (typeof value === 'string') {
    return redactText(value);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (level >= DEEPEST_LEVEL || budget.left < 0) {
    return CUT;
  }
  if (value instanceof Error) {
    return copyOfEntries(Object.entries(errorFields(value)), level, budget);
  }
  if (ArrayBuffer.isView(value)) {
    return `${value.byteLength} bytes`;
  }
  if (Array.isArray(value) || value instanceof Set) {
    return copyOfItems(value, level, budget);
  }
  if (value instanceof Map) {
    return copyOfEntries(value, level, budget);
  }
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    return copyOf(value.toJSON(), level + 1, budget);
  }
  return copyOfEntries(Object.entries(value), level, budget);
}

function copyOfItems(items: Iterable<unknown>, level: number, budget: Budget): unknown[] {
  const copy: unknown[] = [];
  for (const item of items) {
    if (budget.left <= 0) {
      copy.push(CUT);
      break;
    }
    copy.push(copyOf(item, level + 1, budget));
  }
  return copy;
}

function copyOfEntries(
  entries: Iterable<readonly [unknown, unknown]>,
  level: number,
  budget: Budget,
): Record<string, unknown> {
  const copy: [string, unknown][] = [];
  for (const [name, item] of entries) {
    if (budget.left <= 0) {
      copy.push([CUT, CUT]);
      break;
    }
    const key = String(name);
    copy.push([redactText(key), mustMask(key) ? MASK : copyOf(item, level + 1, budget)]);
  }
  return Object.fromEntries(copy);
}

function mustMask(key: string): boolean {
  return SECRET_KEY.test(key) || PERSONAL_KEY.test(key);
}
