import type { ObjectDescription } from './describe.ts';

/** One release of UT 11 as data: what its objects are called and look like. */
export interface Release {
  /** `11.5.20`. */
  readonly name: string;
  /** Descriptions by set: `Document_ЗаказКлиента`. */
  readonly objects: ReadonlyMap<string, ObjectDescription>;
}

/** A release made of its descriptions. @throws {TypeError} if two of them describe one set. */
export function release(name: string, ...descriptions: readonly ObjectDescription[]): Release {
  const objects = new Map(descriptions.map((description) => [description.set, description]));
  if (objects.size !== descriptions.length) {
    throw new TypeError(`release ${name}: a set is described twice`);
  }
  return { name, objects };
}
