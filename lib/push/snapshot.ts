import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import * as z from 'zod/mini';
import { PushMemoryUnreadable } from './errors.ts';

/** What the CRM is known to hold of one offer, and what came in the way. */
export interface KnownOffer {
  /** The value that the CRM last accepted, in the words of the push; undefined if it never did. */
  readonly accepted?: string | undefined;
  /** Number of the full read in which the offer was last seen in 1C. */
  readonly read: number;
  /** Number of the full read in which the CRM last answered for it: a full run that is continued does not send it twice. */
  readonly sent?: number | undefined;
  /** What was missing of it at the end of the last full read, so that a second one may take it away. */
  readonly missing?: string | undefined;
  /** How often in a row the CRM has not known the offer or refused it (D-44). */
  readonly refusals?: number | undefined;
  /** When the CRM last said so, milliseconds since the epoch. */
  readonly refusedAt?: number | undefined;
}

/** How far an unfinished run has come; plain data of whoever reads the goods. */
export type ReadPosition = unknown;

/** All that is remembered between the runs of one push for one site; a run changes it in place. */
export interface PushMemory {
  /** What the values were made by: identifiers, warehouses, price types. Another one makes everything due again. */
  readonly signature: string;
  /** Number of the full read that is under way, or of the last one. */
  read: number;
  /** When everything was last sent, milliseconds since the epoch; undefined if never. */
  fullAt?: number | undefined;
  /** Of an unfinished run: where it goes on, and whether it sends everything. */
  unfinished?: { readonly position?: ReadPosition; readonly isFull: boolean } | undefined;
  readonly offers: Map<string, KnownOffer>;
}

/** Nothing is remembered: all is due. */
export const newMemory = (signature: string): PushMemory => ({ signature, read: 0, offers: new Map() });

const header = z.object({
  signature: z.string(),
  read: z.number(),
  fullAt: z.optional(z.number()),
  unfinished: z.optional(z.object({ position: z.optional(z.unknown()), isFull: z.boolean() })),
});

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/**
 * The memory as a compressed text: a line of JSON for the run, then a line of tab-separated words an offer. Two megabytes hold
 * a hundred thousand offers. A word that would not come back as it is (an id is what a user typed into 1C) stands as JSON.
 */
export async function encodeMemory({ offers, ...run }: PushMemory): Promise<string> {
  const lines = [JSON.stringify(run)];
  for (const [
    id,
    { accepted = '', read, sent = '', missing = '', refusals = '', refusedAt = '' },
  ] of offers) {
    lines.push(
      `${written(id)}\t${written(accepted)}\t${read}\t${sent}\t${written(missing)}\t${refusals}\t${refusedAt}`,
    );
  }
  return (await compress(lines.join('\n'))).toString('base64');
}

/** @throws {PushMemoryUnreadable} if the text is not one that {@link encodeMemory} makes. */
export async function decodeMemory(text: string): Promise<PushMemory> {
  const [first = '', ...lines] = (await unpacked(text)).split('\n');
  const run = z.safeParse(header, jsonOf(first));
  if (!run.success) {
    throw new PushMemoryUnreadable('its first line');
  }
  const offers = new Map<string, KnownOffer>();
  for (const line of lines) {
    const [id = '', accepted, read, sent, missing, refusals, refusedAt] = line.split('\t');
    offers.set(wordOf(id), {
      read: figureOf(read),
      ...(sent ? { sent: figureOf(sent) } : {}),
      ...(accepted ? { accepted: wordOf(accepted) } : {}),
      ...(missing ? { missing: wordOf(missing) } : {}),
      ...(refusals ? { refusals: figureOf(refusals), refusedAt: figureOf(refusedAt) } : {}),
    });
  }
  return { ...run.data, offers };
}

const written = (word: string): string =>
  /^"|[\t\n]/.test(word) || !word.isWellFormed() ? JSON.stringify(word) : word;

/** The opposite of {@link written}. */
function wordOf(text: string): string {
  if (!text.startsWith('"')) {
    return text;
  }
  const word = z.safeParse(z.string(), jsonOf(text));
  if (!word.success) {
    throw new PushMemoryUnreadable('a word of an offer');
  }
  return word.data;
}

function figureOf(text: string | undefined): number {
  if (text === undefined || !/^-?\d+$/.test(text)) {
    throw new PushMemoryUnreadable('a figure of an offer');
  }
  return Number(text);
}

async function unpacked(text: string): Promise<string> {
  try {
    return (await decompress(Buffer.from(text, 'base64'))).toString('utf8');
  } catch (error) {
    throw new PushMemoryUnreadable('its compression', error);
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
