import { badRequest, CODE } from '../odata/fault.ts';
import type { Literal } from './ast.ts';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/;

export const isGuid = (value: string): boolean => GUID.test(value);

/** Whether a text is a date as 1C writes it: local, to the second, without an offset (onec-odata A2). */
export function isDateTime(value: string): boolean {
  const time = DATE_TIME.test(value) ? new Date(`${value}Z`) : undefined;
  return time !== undefined && !Number.isNaN(time.getTime()) && time.toISOString().slice(0, 19) === value;
}

/** Reads `guid'…'` or `datetime'…'`. @throws {ODataFault} 400 code 1 if it is neither. */
export function prefixedLiteral(prefix: string, value: string): Literal {
  if (prefix === 'guid' && isGuid(value)) {
    return { type: 'guid', value: value.toLowerCase() };
  }
  if (prefix === 'datetime' && isDateTime(value)) {
    return { type: 'date', value };
  }
  throw badRequest(CODE.cannotParse, `Ошибка разбора строки "${prefix}'${value}'"`);
}
