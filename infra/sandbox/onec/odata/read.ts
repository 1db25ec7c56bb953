import type { Expression } from '../filter/ast.ts';
import { compileCondition } from '../filter/compile.ts';
import { parseCondition } from '../filter/parser.ts';
import type { Names } from '../filter/path.ts';
import { refuseReferencePaths } from '../filter/reference-paths.ts';
import type { Schema, SetSchema, Shape, TableSet } from '../schema/schema.ts';
import type { Entity, Row } from '../store/entity.ts';
import type { Store } from '../store/store.ts';
import type { Switches } from '../switches.ts';
import type { Annotations } from './format.ts';
import { metadataLink, pick, project, rowSelection, selectionOf } from './projection.ts';
import type { ReadOptions } from './query.ts';
import { sortRecords } from './sort-records.ts';
import type { MakeTies } from './ties.ts';

/** What reading needs to know of the base. */
export interface ReadContext {
  readonly schema: Schema;
  readonly store: Store;
  readonly switches: Readonly<Switches>;
  readonly annotations: Annotations;
  readonly ties: MakeTies;
  /** Address of the service, for `odata.metadata`. */
  readonly service: string;
}

type ListAnswer = Record<string, unknown> & { readonly value: readonly unknown[] };

/** A page of entities. @throws {ODataFault} for a condition or a selection that 1C refuses. */
export function readSet(schema: SetSchema, options: ReadOptions, context: ReadContext): ListAnswer {
  const selection = selectionOf(schema, options.select);
  const found = select(
    context.store.list(schema.set),
    options,
    names(schema, schema.tables, context),
    context,
  );
  const value = page(found, options).map((entity) => project(entity, selection, schema, context.annotations));
  return listAnswer(schema.set, value, found.length, options, context);
}

/** A page of rows of a tabular section, over all owners. @throws {ODataFault} as `readSet`. */
export function readRows(table: TableSet, options: ReadOptions, context: ReadContext): ListAnswer {
  const name = `${table.owner.set}_${table.table}`;
  return readRecords(name, allRows(table, context.store), table.shape, options, context);
}

/** A page of records that are no entities: rows, balances. @throws {ODataFault} as `readSet`. */
export function readRecords(
  name: string,
  records: Iterable<Readonly<Row>>,
  shape: Shape,
  options: ReadOptions,
  context: ReadContext,
): ListAnswer {
  const columns = rowSelection(shape, options.select);
  const found = select(records, options, names(shape, new Map(), context), context);
  const value = page(found, options).map((row) => pick(row, columns));
  return listAnswer(name, value, found.length, options, context);
}

/** The records that meet a condition. @throws {ODataFault} for a condition that 1C refuses. */
export function matching(
  records: Iterable<Readonly<Row>>,
  condition: string,
  shape: Shape,
  context: ReadContext,
): readonly Readonly<Row>[] {
  if (context.switches.referencePaths !== 'everywhere') {
    refuseReferencePaths(parseCondition(condition));
  }
  return select(records, { filter: condition }, names(shape, new Map(), context), context);
}

/** How many entities or rows meet the condition. @throws {ODataFault} as `readSet`. */
export function count(target: SetSchema | TableSet, options: ReadOptions, context: ReadContext): number {
  return 'owner' in target
    ? select(allRows(target, context.store), options, names(target.shape, new Map(), context), context).length
    : select(context.store.list(target.set), options, names(target, target.tables, context), context).length;
}

function* allRows({ owner, table }: TableSet, store: Store): Iterable<Readonly<Row>> {
  for (const entity of store.list(owner.set)) {
    const rows = entity[table];
    if (Array.isArray(rows)) {
      yield* rows;
    }
  }
}

function names(shape: Shape, tables: ReadonlyMap<string, Shape>, context: ReadContext): Names {
  const { schema, store, switches } = context;
  const foldCase =
    switches.textComparison === 'exact' ? (text: string) => text : (text: string) => text.toLowerCase();
  return { schema, store, shape, tables, variables: new Map(), foldCase };
}

function select<Item extends Readonly<Entity> | Readonly<Row>>(
  all: Iterable<Item>,
  { filter, orderBy = [] }: ReadOptions,
  known: Names,
  { ties, switches }: ReadContext,
): readonly Item[] {
  const holds = filter === undefined ? () => true : compileCondition(conditionOf(filter, switches), known);
  const found: Item[] = [];
  for (const item of all) {
    if (holds(item)) {
      found.push(item);
    }
  }
  return sortRecords(found, orderBy, known, ties());
}

function conditionOf(filter: string, { referencePaths }: Pick<Switches, 'referencePaths'>): Expression {
  const condition = parseCondition(filter);
  if (referencePaths === 'nowhere') {
    refuseReferencePaths(condition);
  }
  return condition;
}

/** With `$inlinecount` 1C ignores `$top` and `$skip` (onec-odata A6). */
function page<Item>(items: readonly Item[], { skip = 0, top, countAll }: ReadOptions): readonly Item[] {
  return countAll ? items : items.slice(skip, top === undefined ? undefined : skip + top);
}

function listAnswer(
  set: string,
  value: readonly unknown[],
  total: number,
  { countAll }: ReadOptions,
  { annotations, service }: ReadContext,
): ListAnswer {
  return {
    ...(annotations === 'none' ? {} : { 'odata.metadata': metadataLink(service, set) }),
    ...(countAll ? { 'odata.count': String(total) } : {}),
    value,
  };
}
