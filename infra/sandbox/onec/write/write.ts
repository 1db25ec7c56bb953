import type { MakeId } from '../../../../lib/platform/ids.ts';
import type { Base } from '../base.ts';
import type { Behaviour, Occasion, WriteContext } from '../behaviour/behaviour.ts';
import { behavioursOf } from '../behaviour/behaviours.ts';
import type { Damage } from '../damage.ts';
import { isGuid } from '../filter/literal.ts';
import { keyOfEntity } from '../odata/address.ts';
import { badRequest, CODE, innerError, ODataFault } from '../odata/fault.ts';
import { EMPTY_KEY, emptyEntity } from '../schema/empty.ts';
import type { SetSchema } from '../schema/schema.ts';
import { type Entity, flagOf, rowsOf } from '../store/entity.ts';
import { Transaction } from '../store/transaction.ts';
import { applyBody } from './body.ts';

/**
 * Creates an entity and lets the configuration's handlers complete it. @returns it as stored.
 * @throws {ODataFault} 400 code 15 if the key exists, and whatever the handlers refuse with.
 */
export function create(base: Base, schema: SetSchema, body: unknown): Readonly<Entity> {
  const draft = emptyEntity(schema);
  if (schema.fields.has('Ref_Key')) {
    draft.Ref_Key = newKey(body, base.switches.keepClientKeys, base.makeId);
  }
  return inTransaction(base, schema, draft, 'create', (context) => {
    applyBody(draft, body, schema, context);
    if (context.transaction.get(schema.set, keyOfEntity(schema, draft)) !== undefined) {
      throw badRequest(CODE.keyExists, 'Запись с такими ключевыми полями уже существует');
    }
  });
}

/** Changes the named properties. @throws {ODataFault} 404 code 9 if there is no such entity; see `create`. */
export function update(base: Base, schema: SetSchema, key: string, body: unknown): Readonly<Entity> {
  const draft = demandDraft(base, schema, key);
  return inTransaction(base, schema, draft, 'write', (context) => {
    applyBody(draft, body, schema, context);
    const sent = (body as { Ref_Key?: unknown }).Ref_Key;
    if (sent !== undefined && sent !== draft.Ref_Key) {
      context.report('ignoredProperty', 'Ref_Key', 'the key of an object never changes');
    }
  });
}

/** Posts or un-posts a document. @throws {ODataFault} 404 code 9; 500 code -1 if the configuration refuses. */
export function setPosted(base: Base, schema: SetSchema, key: string, posted: boolean): Readonly<Entity> {
  const draft = demandDraft(base, schema, key);
  return inTransaction(base, schema, draft, posted ? 'post' : 'unpost', () => {
    if (posted && flagOf(draft, 'DeletionMark')) {
      throw innerError('Помеченный на удаление документ не может быть проведен');
    }
  });
}

/** Deletes at once, for ever (onec-odata A7). @throws {ODataFault} 404 code 9. */
export function remove(base: Base, schema: SetSchema, key: string): void {
  const draft = demandDraft(base, schema, key);
  const context = makeContext(base, schema, draft, 'delete', []);
  for (const behaviour of behavioursOf(schema)) {
    behaviour.afterWrite?.(draft, context);
  }
  context.transaction.remove(schema.set, key);
  context.transaction.commit();
}

function inTransaction(
  base: Base,
  schema: SetSchema,
  draft: Entity,
  occasion: Occasion,
  change: (context: WriteContext) => void,
): Readonly<Entity> {
  const damage: Damage[] = [];
  const context = makeContext(base, schema, draft, occasion, damage);
  change(context);
  settlePosted(draft, occasion);
  const behaviours = behavioursOf(schema);
  run(behaviours, 'beforeWrite', draft, context);
  numberRows(draft, schema);
  if ('DataVersion' in draft) {
    draft.DataVersion = context.transaction.nextVersion();
  }
  context.transaction.put(schema.set, keyOfEntity(schema, draft), draft);
  run(behaviours, 'afterWrite', draft, context);
  context.transaction.commit();
  base.damage.push(...damage);
  return draft;
}

function run(
  behaviours: readonly Behaviour[],
  step: 'beforeWrite' | 'afterWrite',
  draft: Entity,
  context: WriteContext,
): void {
  for (const behaviour of behaviours) {
    behaviour[step]?.(draft, context);
  }
}

/** A mark for deletion un-posts: a document is never both. */
function settlePosted(draft: Entity, occasion: Occasion): void {
  if ('Posted' in draft) {
    const posted = occasion === 'post' || (occasion === 'write' && flagOf(draft, 'Posted'));
    draft.Posted = posted && !flagOf(draft, 'DeletionMark');
  }
}

/** Rows that a handler added are numbered like the others. */
function numberRows(draft: Entity, schema: SetSchema): void {
  for (const table of schema.tables.keys()) {
    for (const [index, row] of rowsOf(draft, table).entries()) {
      row.LineNumber = String(index + 1);
      row.Ref_Key = String(draft.Ref_Key);
    }
  }
}

function makeContext(
  base: Base,
  schema: SetSchema,
  draft: Entity,
  occasion: Occasion,
  damage: Damage[],
): WriteContext {
  return {
    base,
    schema: base.schema,
    own: schema,
    occasion,
    transaction: new Transaction(base.store),
    report(kind, property, detail) {
      damage.push({ kind, set: schema.set, key: keyOfEntity(schema, draft), property, detail });
    },
  };
}

function demandDraft(base: Base, schema: SetSchema, key: string): Entity {
  const draft = structuredClone(base.store.get(schema.set, key));
  if (draft === undefined) {
    throw new ODataFault(404, CODE.notFound, `Экземпляр сущности "${schema.set}" не найден`);
  }
  return draft;
}

function newKey(body: unknown, keepClientKeys: boolean, makeId: MakeId): string {
  const sent = typeof body === 'object' && body !== null && 'Ref_Key' in body ? body.Ref_Key : undefined;
  if (sent === undefined || sent === EMPTY_KEY) {
    return makeId();
  }
  if (typeof sent !== 'string' || !isGuid(sent)) {
    throw badRequest(
      CODE.cannotParse,
      `Ошибка разбора строки "${JSON.stringify(sent)}" (свойство "Ref_Key")`,
    );
  }
  return keepClientKeys ? sent.toLowerCase() : makeId();
}
