import { type Token, tokenize } from '../filter/lexer.ts';
import { prefixedLiteral } from '../filter/literal.ts';
import { typeName } from '../schema/empty.ts';
import type { BalanceSchema, PeriodicSchema, Schema, SetSchema, TableSet } from '../schema/schema.ts';
import { badRequest, CODE, ODataFault } from './fault.ts';

/** What an address below `odata/standard.odata` names. */
export type Target =
  | { readonly kind: 'service' }
  | { readonly kind: 'metadata' }
  | { readonly kind: 'set' | 'count'; readonly schema: SetSchema }
  | { readonly kind: 'rows' | 'rowCount'; readonly table: TableSet }
  /** `parameters` are what stands in the parentheses of the virtual table. */
  | { readonly kind: 'balance'; readonly register: BalanceSchema; readonly parameters: string | undefined }
  | { readonly kind: 'slice'; readonly register: PeriodicSchema; readonly parameters: string | undefined }
  /** Single records of a register that documents make: `X_RecordType`. */
  | { readonly kind: 'records'; readonly register: PeriodicSchema }
  | { readonly kind: 'entity'; readonly schema: SetSchema; readonly key: string }
  | { readonly kind: 'method'; readonly schema: SetSchema; readonly key: string; readonly method: string };

/** A key as the store knows it: the guid, or the register's dimensions joined. */
const joinKey = (parts: readonly string[]): string => parts.join('|').toLowerCase();

/**
 * Reads a decoded path (`Document_ЗаказКлиента(guid'…')/Post`), onec-odata A4.
 *
 * @throws {ODataFault} 404 code 8 for an unknown set, 400 code 6, 7 or 11 for what cannot be understood.
 */
export function parseAddress(path: string, schema: Schema): Target {
  if (path === '') {
    return { kind: 'service' };
  }
  if (path === '$metadata') {
    return { kind: 'metadata' };
  }
  const table = balanceTarget(path, schema) ?? sliceTarget(path, schema);
  if (table !== undefined) {
    return table;
  }
  const match = /^(?<set>[\p{L}\p{N}_]+)(?:\((?<key>[^)]*)\))?(?:\/(?<rest>[^()]+?)(?:\(\))?)?$/u.exec(path);
  if (match?.groups === undefined) {
    throw badRequest(CODE.badAddress, `Неверный адрес "${path}"`);
  }
  const { set = '', key, rest } = match.groups;
  const rows = schema.tableSets.get(set);
  if (rows !== undefined) {
    return tableTarget(rows, key, rest);
  }
  const found = schema.sets.get(set);
  if (found === undefined) {
    throw new ODataFault(404, CODE.unknownSet, `Не найден тип сущности "${set}"`);
  }
  return key === undefined ? setTarget(found, rest) : entityTarget(found, parseKey(key, found), rest);
}

/** `AccumulationRegister_X/Balance(Condition='…',Dimensions='…')`, onec-odata A5. */
function balanceTarget(path: string, { balances }: Schema): Target | undefined {
  const [set = ''] = path.split(/[/(]/, 1);
  const register = balances.get(set);
  if (register === undefined) {
    return undefined;
  }
  return { kind: 'balance', register, parameters: tableParameters(path.slice(set.length), 'Balance') };
}

/** `InformationRegister_X/SliceLast(…)`, under `X_RecordType` if documents make the records (onec-odata A5). */
function sliceTarget(path: string, { periodic }: Schema): Target | undefined {
  const [set = ''] = path.split(/[/(]/, 1);
  const register = [...periodic.values()].find(
    ({ set: name, description: { recorded } }) => set === (recorded ? `${name}_RecordType` : name),
  );
  if (register !== undefined && path === set && register.description.recorded) {
    return { kind: 'records', register };
  }
  return (
    register && { kind: 'slice', register, parameters: tableParameters(path.slice(set.length), 'SliceLast') }
  );
}

/** What stands in the parentheses of a virtual table; undefined without any. */
function tableParameters(rest: string, table: string): string | undefined {
  const groups = /^\/(?<table>[\p{L}]+)(?:\((?<parameters>.*)\))?$/u.exec(rest)?.groups;
  if (groups === undefined) {
    throw badRequest(CODE.badAddress, 'Записи регистров в песочнице не читаются');
  }
  if (groups.table !== table) {
    throw badRequest(CODE.badAddress, `Метод "${groups.table}" не найден`);
  }
  return groups.parameters;
}

function tableTarget(table: TableSet, key: string | undefined, rest: string | undefined): Target {
  if (key === undefined && (rest === undefined || rest === '$count')) {
    return { kind: rest === undefined ? 'rows' : 'rowCount', table };
  }
  throw badRequest(CODE.badAddress, 'Отдельная строка табличной части в песочнице не читается');
}

function setTarget(schema: SetSchema, rest: string | undefined): Target {
  if (rest === undefined) {
    return { kind: 'set', schema };
  }
  if (rest === '$count') {
    return { kind: 'count', schema };
  }
  throw badRequest(CODE.unknownMethod, `Метод "${rest}" не найден`);
}

function entityTarget(schema: SetSchema, key: string, rest: string | undefined): Target {
  return rest === undefined ? { kind: 'entity', schema, key } : { kind: 'method', schema, key, method: rest };
}

/** `guid'…'` alone or `Имя=значение` pairs in any order. */
function parseKey(source: string, schema: SetSchema): string {
  const tokens = tokenize(source);
  const [first, ...others] = tokens;
  if (first?.kind === 'prefixed' && others.length === 0 && schema.key.length === 1) {
    return literalText(first);
  }
  const parts = keyParts(tokens);
  return joinKey(
    schema.key.map((name) => {
      const value = parts.get(name);
      if (value === undefined) {
        throw badRequest(CODE.keyPartMissing, `Не указана часть ключа "${name}"`);
      }
      return value;
    }),
  );
}

function keyParts(tokens: readonly Token[]): Map<string, string> {
  const parts = new Map<string, string>();
  for (let at = 0; at < tokens.length; at += 4) {
    const [name, equals, value, comma] = tokens.slice(at, at + 4);
    const wellFormed =
      name?.kind === 'name' &&
      isMark(equals, '=') &&
      value !== undefined &&
      (comma === undefined || isMark(comma, ','));
    if (!wellFormed) {
      throw badRequest(CODE.badAddress, 'Неверный ключ в адресе');
    }
    parts.set(name.text, literalText(value));
  }
  return parts;
}

function isMark(token: Token | undefined, text: string): boolean {
  return token?.kind === 'mark' && token.text === text;
}

function literalText(token: Token): string {
  switch (token.kind) {
    case 'prefixed':
      return String(prefixedLiteral(token.prefix, token.value).value);
    case 'text':
      return token.value;
    case 'number':
      return String(token.value);
    default:
      throw badRequest(CODE.badAddress, 'Неверный ключ в адресе');
  }
}

/** The address of an entity relative to the service: `Catalog_Партнеры(guid'…')`. */
export function entityAddress(schema: SetSchema, entity: Readonly<Record<string, unknown>>): string {
  const [only, ...others] = schema.key;
  if (only === 'Ref_Key' && others.length === 0) {
    return `${schema.set}(guid'${entity.Ref_Key}')`;
  }
  const parts = schema.key.map((name) =>
    name.endsWith('_Key') ? `${name}=guid'${entity[name]}'` : `${name}='${entity[name]}'`,
  );
  return `${schema.set}(${parts.join(',')})`;
}

/** The key in the store of an entity of `schema`. */
export function keyOfEntity(schema: SetSchema, entity: Readonly<Record<string, unknown>>): string {
  return joinKey(schema.key.map((name) => String(entity[name])));
}

/** The key of a record whose only dimension is a composite reference. */
export const compositeKey = (key: string, set: string): string => joinKey([key, typeName(set)]);
