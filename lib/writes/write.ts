import type { CatalogDescription, DocumentDescription } from '../onec/ut/describe.ts';
import type { LinkRef } from '../state/links.ts';
import type { Sources } from './sources.ts';

/** An object of 1C that can be written under a key. */
export type WrittenObject = CatalogDescription | DocumentDescription;

interface WriteFacts {
  /** Description of what is written. */
  readonly object: WrittenObject;
  /** Why, in Russian; shown in previews and in the order's timeline. */
  readonly reason: string;
}

/** What is said of an object: property names as on the wire, only as much of them as is to be written. */
export type WriteBody = Readonly<Record<string, unknown>>;

/**
 * A new object that has a link of its own. Later writes, in headers and in rows alike, refer to it by `proposedKey`;
 * executing puts in the key that 1C really answered.
 */
export interface CreateWrite extends WriteFacts {
  readonly action: 'create';
  /** Whose object it is. */
  readonly ref: LinkRef;
  readonly proposedKey: string;
  /** Key under which the object was linked before it vanished from 1C. */
  readonly vanishedKey: string | undefined;
  /** The natural key exactly as it is sent: what a repeated attempt searches (design, decisions). */
  readonly sent: Readonly<Record<string, string>>;
  readonly body: WriteBody;
  readonly sources: Sources;
}

/**
 * A small object beside the document, found again by what it says before every plan, so that it needs no link: 1C chooses
 * its key, and `proposedKey` only stands for it in the writes after it.
 */
export interface AddWrite extends WriteFacts {
  readonly action: 'add';
  readonly proposedKey: string;
  readonly body: WriteBody;
  readonly sources: Sources;
}

/** A change of an object that exists: only what differs. */
export interface UpdateWrite extends WriteFacts {
  readonly action: 'update';
  readonly ref: LinkRef;
  readonly key: string;
  /** The object as 1C holds it, for whoever shows what changes. */
  readonly before: object;
  readonly body: WriteBody;
  readonly sources: Sources;
}

/** Posting of a document, never operational. */
export interface PostWrite extends WriteFacts {
  readonly action: 'post';
  readonly object: DocumentDescription;
  readonly ref: LinkRef;
  readonly key: string;
}

/** Takes a document's posting back. */
export interface UnpostWrite extends WriteFacts {
  readonly action: 'unpost';
  readonly object: DocumentDescription;
  readonly ref: LinkRef;
  readonly key: string;
}

/** Marks an object for deletion; nothing is ever deleted. */
export interface MarkWrite extends WriteFacts {
  readonly action: 'mark';
  readonly ref: LinkRef;
  readonly key: string;
}

/** One step of a plan. */
export type Write = CreateWrite | AddWrite | UpdateWrite | PostWrite | UnpostWrite | MarkWrite;

/** The key under which a plan knows the object of a write: a proposed one for what is only created by it. */
export const keyOf = (write: Write): string => ('proposedKey' in write ? write.proposedKey : write.key);
