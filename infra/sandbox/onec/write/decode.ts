import { formatScaled, MalformedFigure, parseScaled } from '../../../../lib/money/decimal.ts';
import type { DamageKind } from '../damage.ts';
import { isDateTime, isGuid } from '../filter/literal.ts';
import { badRequest, CODE } from '../odata/fault.ts';
import type { Field } from '../schema/schema.ts';
import type { Scalar } from '../store/entity.ts';

/** Told about a value that was stored as less than what was sent. */
export type ReportLoss = (kind: DamageKind, detail: string) => void;

/**
 * A JSON value as 1C stores it (onec-odata A2, A7): texts, figures and dates are cut to what the property holds
 * without a word, the JSON type has to be right.
 *
 * @throws {ODataFault} 400 code 1 for a wrong JSON type or notation, code 4 for a name that the enumeration lacks.
 */
export function decodeValue({ name, type }: Field, value: unknown, reportLoss: ReportLoss): Scalar {
  switch (type.kind) {
    case 'reference':
      return isGuid(text(value, name)) ? text(value, name).toLowerCase() : refuse(value, name);
    case 'date':
      return dateOrTime(text(value, name), name, type.part, reportLoss);
    case 'flag':
      return typeof value === 'boolean' ? value : refuse(value, name);
    case 'number':
      return typeof value === 'number' ? scaled(value, name, type, reportLoss) : refuse(value, name);
    case 'int64':
      return wholeNumber(value, name);
    case 'choice':
      return choice(text(value, name), name, type.values);
    case 'text':
      return cut(text(value, name), type.length, reportLoss);
    case 'compositeType':
      return text(value, name);
    case 'composite':
      return scalar(value, name);
  }
}

function text(value: unknown, name: string): string {
  return typeof value === 'string' ? value : refuse(value, name);
}

function scalar(value: unknown, name: string): Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : refuse(value, name);
}

/** Edm.Int64 is a string in JSON; a number is accepted too (onec-odata A2). */
function wholeNumber(value: unknown, name: string): string {
  const written = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  return /^-?\d{1,18}$/.test(written) ? String(BigInt(written)) : refuse(value, name);
}

/** Rounded to the digits that the configuration keeps, half away from zero as 1C rounds. */
function scaled(
  value: number,
  name: string,
  { digits, scale }: { digits: number; scale: number },
  reportLoss: ReportLoss,
): number {
  if (digits === 0) {
    return value;
  }
  try {
    const kept = Number(formatScaled(parseScaled(value, scale), scale));
    if (kept !== value) {
      reportLoss('roundedNumber', `${scale} decimals kept`);
    }
    return kept;
  } catch (error) {
    return error instanceof MalformedFigure ? refuse(value, name) : rethrow(error);
  }
}

/** A property that holds only the date drops the time, and the other way round. */
function dateOrTime(
  value: string,
  name: string,
  part: 'dateTime' | 'date' | 'time',
  reportLoss: ReportLoss,
): string {
  if (!isDateTime(value)) {
    return refuse(value, name);
  }
  const kept = {
    dateTime: value,
    date: `${value.slice(0, 10)}T00:00:00`,
    time: `0001-01-01T${value.slice(11)}`,
  };
  if (kept[part] !== value) {
    reportLoss('cutDate', part === 'date' ? 'the time was dropped' : 'the date was dropped');
  }
  return kept[part];
}

function rethrow(error: unknown): never {
  throw error;
}

function choice(value: string, name: string, values: readonly string[]): string {
  if (value !== '' && values.length > 0 && !values.includes(value)) {
    throw badRequest(CODE.badValue, `Недопустимое значение "${value}" свойства "${name}"`);
  }
  return value;
}

function cut(value: string, length: number, reportLoss: ReportLoss): string {
  if (length === 0 || value.length <= length) {
    return value;
  }
  reportLoss('cutText', `${value.length} characters, ${length} kept`);
  return value.slice(0, length);
}

function refuse(value: unknown, name: string): never {
  throw badRequest(CODE.cannotParse, `Ошибка разбора строки "${JSON.stringify(value)}" (свойство "${name}")`);
}
