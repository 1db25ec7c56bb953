import type { DocumentDescription } from './describe.ts';
import type { KeyedDescription } from './entity.ts';
import { RELEASES } from './releases.ts';

/**
 * The description of an object that a planned write knows by the name of its set; its properties are not checked.
 *
 * @throws {TypeError} if no release describes an object with keys under that name.
 */
export function describedObject(set: string): KeyedDescription {
  const described = RELEASES.map(({ objects }) => objects.get(set)).find((object) => object !== undefined);
  if (described?.kind !== 'document' && described?.kind !== 'catalog') {
    throw new TypeError(`${set} is not described as an object with keys`);
  }
  return described;
}

/** The same of a document, which can be posted. @throws {TypeError} if it is none. */
export function describedDocument(set: string): DocumentDescription {
  const described = describedObject(set);
  if (described.kind !== 'document') {
    throw new TypeError(`${set} is not described as a document`);
  }
  return described;
}
