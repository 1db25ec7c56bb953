import { type SourceNames, sourcesOf } from './sources.ts';
import { keyOf, type Write } from './write.ts';

/** A write as programs read it in the answer of a dry run: plain JSON, without the description of the object. */
export interface WriteRecord {
  readonly action: Write['action'];
  /** `Document_ЗаказКлиента`. */
  readonly set: string;
  /** Of an object that is only created by the plan, the proposed one. */
  readonly key: string;
  readonly reason: string;
  /** What 1C holds now of the properties that are to change. */
  readonly before?: Readonly<Record<string, unknown>>;
  readonly body?: Readonly<Record<string, unknown>>;
  /** Where each property of the body comes from. */
  readonly sources?: SourceNames;
}

/** The record of a planned write. It holds what the body holds, people's data included. */
export function writeRecord(write: Write): WriteRecord {
  const { action, object, reason } = write;
  return {
    action,
    set: object.set,
    key: keyOf(write),
    reason,
    ...(write.action === 'update' ? { before: heldOf(write.before, Object.keys(write.body)) } : {}),
    ...('body' in write ? { body: write.body, sources: sourcesOf(write.body, write.sources) } : {}),
  };
}

function heldOf(before: object, names: readonly string[]): Readonly<Record<string, unknown>> {
  const held = new Map<string, unknown>(Object.entries(before));
  return Object.fromEntries(names.filter((name) => held.has(name)).map((name) => [name, held.get(name)]));
}
