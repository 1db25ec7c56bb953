import { JournalDamaged, openJournal as openLines } from '../../common/journal.ts';
import type { Change } from './change.ts';
import type { Packing } from './packing.ts';

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
 * @throws {JournalDamaged} if any other line is no transaction.
 */
export function openJournal(path: string, packing: Packing): Journal {
  const { records, append, close } = openLines(path);
  return {
    transactions: records.map((record, index) => {
      if (!Array.isArray(record)) {
        throw new JournalDamaged(path, index + 1);
      }
      return record.map((change: Change) => packing.unpack(change));
    }),
    append: (changes) => append(changes.map((change) => packing.pack(change))),
    close,
  };
}
