import * as z from 'zod/mini';
import { SettingsUnreadable } from './errors.ts';
import { bodyKey, versionOf } from './version-stamp.ts';

const schema = z.strictObject({
  version: z.number(),
  previous: z.nullable(z.number()),
  savedAt: z.string(),
  settings: z.unknown(),
});

/** A stored version: the document as it was given, and the stamp of the version before it. Never changed once written. */
export interface VersionBody {
  readonly version: number;
  readonly previous: number | null;
  /** ISO 8601, UTC. */
  readonly savedAt: string;
  readonly settings: unknown;
}

/** The text of a document: its keys in the order in which they were written, two blanks of indent. */
export const documentText = (document: unknown): string => `${JSON.stringify(document, null, 2)}\n`;

/** What the archive keeps of a version; `readBody` reads it back. */
export const writeBody = (body: VersionBody): string => documentText(body);

/** @throws {SettingsUnreadable} if the text is absent or is not what was written under that stamp. */
export function readBody(stamp: number, text: string | undefined): VersionBody {
  const unreadable = (cause?: unknown) => new SettingsUnreadable(versionOf(stamp), bodyKey(stamp), cause);
  if (text === undefined) {
    throw unreadable();
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw unreadable(error);
  }
  const result = z.safeParse(schema, json);
  if (!result.success || result.data.version !== versionOf(stamp)) {
    throw unreadable(result.error);
  }
  return result.data;
}
