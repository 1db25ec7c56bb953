import type { Base } from '../base.ts';
import type { SetSchema } from '../schema/schema.ts';
import type { Entity, Row } from '../store/entity.ts';
import { create, remove, setPosted, update } from '../write/write.ts';
import { entityAddress, parseAddress, type Target } from './address.ts';
import { type Answer, countAnswer, emptyAnswer, faultAnswer, jsonAnswer, rawUtf8 } from './answer.ts';
import { readBalance } from './balance.ts';
import { badRequest, CODE, innerError, ODataFault } from './fault.ts';
import { type Annotations, wantedFormat } from './format.ts';
import { metadataDocument } from './metadata.ts';
import { metadataLink, project, selectionOf } from './projection.ts';
import { parseQuery, readOptions, TABLE_OPTIONS } from './query.ts';
import { count, type ReadContext, readRecords, readRows, readSet } from './read.ts';
import { readSlice } from './slice.ts';
import { tableParameters } from './virtual-table.ts';

/** A request that reached 1C, below `odata/standard.odata/`. */
export interface ServiceRequest {
  readonly method: string;
  /** Still percent-encoded, without the leading slash. */
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  /** Address of the service as the client wrote it. */
  readonly service: string;
}

/** Documents that may be posted operationally; the others refuse it (ut-filling 0). */
const OPERATIONAL: ReadonlySet<string> = new Set([
  'Document_ПриходныйКассовыйОрдер',
  'Document_ОперацияПоПлатежнойКарте',
]);
const POSTING_OPTIONS: ReadonlySet<string> = new Set(['PostingModeOperational', '$format']);
const WRITE_OPTIONS: ReadonlySet<string> = new Set(['$format']);

/** Answers a request as 1C's standard OData interface would (onec-odata A). Never throws an `ODataFault`. */
export function serve(base: Base, request: ServiceRequest): Answer {
  let annotations: Annotations = 'minimal';
  try {
    const target = parseAddress(decodePath(request.path), base.schema);
    const parameters = parseQuery(request.query, knownOptions(request.method, target));
    annotations = answersJson(request.method, target)
      ? wantedFormat(parameters.get('$format'), request.headers.accept)
      : 'minimal';
    return respond({ base, request, target, parameters, annotations });
  } catch (error) {
    if (error instanceof ODataFault) {
      return faultAnswer(error, annotations);
    }
    throw error;
  }
}

interface Exchange {
  readonly base: Base;
  readonly request: ServiceRequest;
  readonly target: Target;
  readonly parameters: ReadonlyMap<string, string>;
  readonly annotations: Annotations;
}

function respond(exchange: Exchange): Answer {
  const { base, request, target, parameters, annotations } = exchange;
  const context: ReadContext = { ...base, annotations, service: request.service };
  switch (target.kind) {
    case 'service':
      demandMethod(request, 'GET');
      return jsonAnswer(200, serviceDocument(base, request.service), annotations);
    case 'count':
      demandMethod(request, 'GET');
      return countAnswer(count(target.schema, readOptions(parameters), context));
    case 'rowCount':
      demandMethod(request, 'GET');
      return countAnswer(count(target.table, readOptions(parameters), context));
    case 'rows':
      if (request.method !== 'GET') {
        throw badRequest(
          CODE.rowsNotCreatable,
          'Строки табличной части не могут быть созданы или изменены отдельно',
        );
      }
      return jsonAnswer(200, readRows(target.table, readOptions(parameters), context), annotations);
    case 'set':
      return request.method === 'POST'
        ? created(exchange, target.schema)
        : setAnswer(exchange, target.schema, context);
    case 'balance':
      demandMethod(request, 'GET');
      return jsonAnswer(
        200,
        readBalance(
          target.register,
          tableParameters('balance', target.parameters, parameters, base.switches),
          readOptions(parameters),
          base,
          context,
        ),
        annotations,
      );
    case 'slice':
      demandMethod(request, 'GET');
      return jsonAnswer(
        200,
        readSlice(
          target.register,
          tableParameters('slice', target.parameters, parameters, base.switches),
          readOptions(parameters),
          base,
          context,
        ),
        annotations,
      );
    case 'records':
      demandMethod(request, 'GET');
      return jsonAnswer(
        200,
        readRecords(
          `${target.register.set}_RecordType`,
          [...base.store.list(target.register.set)].map((record) => record as Row),
          target.register,
          readOptions(parameters),
          context,
        ),
        annotations,
      );
    case 'entity':
      return entityAnswer(exchange, target.schema, target.key);
    case 'method':
      return methodAnswer(exchange, target);
    case 'metadata':
      demandMethod(request, 'GET');
      return metadataAnswer(base);
  }
}

function setAnswer(
  { request, parameters, annotations }: Exchange,
  schema: SetSchema,
  context: ReadContext,
): Answer {
  demandMethod(request, 'GET');
  return jsonAnswer(200, readSet(schema, readOptions(parameters), context), annotations);
}

/** `DataVersion` is null in the answer to a create (onec-odata A7); an independent register answers 200. */
function created(exchange: Exchange, schema: SetSchema): Answer {
  const { base, request } = exchange;
  const entity = create(base, schema, readBody(request));
  const answer = entityBody(exchange, schema, entity);
  if (!('DataVersion' in entity)) {
    return jsonAnswer(200, answer, exchange.annotations);
  }
  const { headers, ...rest } = jsonAnswer(201, { ...answer, DataVersion: null }, exchange.annotations);
  const location = rawUtf8(`${request.service}/${entityAddress(schema, entity)}`);
  return { ...rest, headers: { ...headers, Location: location } };
}

function entityAnswer(exchange: Exchange, schema: SetSchema, key: string): Answer {
  const { base, request, annotations } = exchange;
  switch (request.method) {
    case 'GET':
      return jsonAnswer(200, entityBody(exchange, schema, demandEntity(base, schema, key)), annotations);
    case 'PATCH':
      return jsonAnswer(
        200,
        entityBody(exchange, schema, update(base, schema, key, readBody(request))),
        annotations,
      );
    case 'DELETE':
      remove(base, schema, key);
      return emptyAnswer(204);
    default:
      throw methodForbidden(request.method);
  }
}

function methodAnswer(
  { base, request, parameters }: Exchange,
  { schema, key, method }: Extract<Target, { kind: 'method' }>,
): Answer {
  if (schema.description.kind !== 'document' || (method !== 'Post' && method !== 'Unpost')) {
    throw badRequest(CODE.unknownMethod, `Метод "${method}" не найден`);
  }
  demandMethod(request, 'POST');
  const isOperational = parameters.get('PostingModeOperational') !== 'false';
  demandEntity(base, schema, key);
  if (method === 'Post' && isOperational && !OPERATIONAL.has(schema.set)) {
    throw innerError('Оперативное проведение документа запрещено');
  }
  setPosted(base, schema, key, method === 'Post');
  return emptyAnswer(base.switches.postStatus);
}

function entityBody(
  exchange: Exchange,
  schema: SetSchema,
  entity: Readonly<Entity>,
): Record<string, unknown> {
  const { parameters, annotations, request } = exchange;
  const selection = selectionOf(schema, readOptions(parameters).select);
  const answer = project(entity, selection, schema, annotations);
  return annotations === 'none'
    ? answer
    : { 'odata.metadata': `${metadataLink(request.service, schema.set)}/@Element`, ...answer };
}

function demandEntity(base: Base, schema: SetSchema, key: string): Readonly<Entity> {
  const entity = base.store.get(schema.set, key);
  if (entity === undefined) {
    throw new ODataFault(404, CODE.notFound, `Экземпляр сущности "${schema.set}" не найден`);
  }
  return entity;
}

function readBody({ headers, body }: ServiceRequest): unknown {
  if (headers['1c_odata-dataloadmode'] === 'true') {
    throw badRequest(CODE.noLoadMode, 'Режим загрузки данных не поддерживается');
  }
  if (!headers['content-type']?.toLowerCase().startsWith('application/json')) {
    throw badRequest(CODE.badRequest, 'Неверный формат запроса: ожидается application/json');
  }
  try {
    return JSON.parse(body);
  } catch {
    throw innerError('Внутренняя ошибка OData сервиса');
  }
}

/** Whether the format matters: `$metadata`, counts, methods and deletions answer no JSON. */
function answersJson(method: string, { kind }: Target): boolean {
  return method !== 'DELETE' && !['metadata', 'count', 'rowCount', 'method'].includes(kind);
}

function metadataAnswer({ schema }: Base): Answer {
  const headers = { 'Content-Type': 'application/xml;charset=utf-8' };
  return { status: 200, headers, body: metadataDocument(schema) };
}

function serviceDocument({ schema }: Base, service: string): Record<string, unknown> {
  const names = [
    ...schema.sets.keys(),
    ...schema.tableSets.keys(),
    ...schema.balances.keys(),
    ...schema.periodic.keys(),
  ];
  const value = names.map((name) => ({ name, url: name }));
  return { 'odata.metadata': `${service}/$metadata`, value };
}

function knownOptions(method: string, target: Target): ReadonlySet<string> | undefined {
  if (target.kind === 'method') {
    return POSTING_OPTIONS;
  }
  if (target.kind === 'balance' || target.kind === 'slice') {
    return TABLE_OPTIONS;
  }
  return method === 'GET' ? undefined : WRITE_OPTIONS;
}

function demandMethod(request: ServiceRequest, method: 'GET' | 'POST'): void {
  if (request.method !== method) {
    throw methodForbidden(request.method);
  }
}

const methodForbidden = (method: string): ODataFault =>
  new ODataFault(405, CODE.methodForbidden, `Метод HTTP ${method} запрещен`);

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path).replace(/\/$/, '');
  } catch {
    throw badRequest(CODE.badAddress, 'Неверное кодирование адреса');
  }
}
