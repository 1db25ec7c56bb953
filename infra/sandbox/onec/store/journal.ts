import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { Change } from './change.ts';
import type { Packing } from './packing.ts';

/** The journal holds a line that cannot be read and is not the last one: it was damaged from outside. */
export class DamagedJournal extends Error {
  readonly code = 'damagedJournal';

  constructor(line: number, cause: unknown) {
    super(`line ${line} of the sandbox journal is not a transaction`, { cause });
    this.name = 'DamagedJournal';
  }
}

/** Transactions on disk: one line each, appended and never rewritten, so that a kill -9 costs at most the one under way. */
export interface Journal {
  /** What the file held when it was opened. */
  readonly transactions: readonly (readonly Change[])[];
  append(changes: readonly Change[]): void;
  close(): void;
}

/**
 * Opens a journal, making the file and its folder if need be. A torn last line (the process died inside a write) is
 * removed from the file.
 *
 * @throws {DamagedJournal} if any other line is unreadable.
 */
export function openJournal(path: string, packing: Packing): Journal {
  mkdirSync(dirname(path), { recursive: true });
  const transactions = existsSync(path) ? readTransactions(path, packing) : [];
  const file = openSync(path, 'a');
  return {
    transactions,
    append: (changes) => writeFileSync(file, `${JSON.stringify(changes.map(packing.pack))}\n`),
    close: () => closeSync(file),
  };
}

function readTransactions(path: string, packing: Packing): Change[][] {
  const content = readFileSync(path);
  const end = content.lastIndexOf('\n') + 1;
  if (end < content.length) {
    truncateSync(path, end);
  }
  const lines = content.subarray(0, end).toString('utf8').split('\n').slice(0, -1);
  return lines.map((line, index) => {
    try {
      return (JSON.parse(line) as Change[]).map(packing.unpack);
    } catch (error) {
      throw new DamagedJournal(index + 1, error);
    }
  });
}
