import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** A line inside a journal cannot be read. Only the last line may be broken: that one was being written at a crash. */
export class JournalDamaged extends Error {
  constructor(file: string, line: number) {
    super(`${file}: line ${line} cannot be read`);
    this.name = 'JournalDamaged';
  }
}

/** A file that grows by one JSON line per change; replaying it brings a sandbox back to where it was. */
export interface Journal {
  /** What the file held when it was opened, oldest first. */
  readonly records: readonly unknown[];
  /** On the disk's way when it returns: a change that was answered is not lost with the process. */
  append(record: unknown): void;
  close(): void;
}

/**
 * Opens `file`, made with its folders if it is missing. A torn last line is cut off.
 *
 * @throws {JournalDamaged} if any other line is not JSON; the file is left as it is.
 */
export function openJournal(file: string): Journal {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const records = whole
    .split('\n')
    .slice(0, -1)
    .map((line, index) => parseLine(file, line, index + 1));
  mkdirSync(dirname(file), { recursive: true });
  const descriptor = openSync(file, 'a');
  if (whole.length < text.length) {
    ftruncateSync(descriptor, Buffer.byteLength(whole, 'utf8'));
  }
  return {
    records,
    append: (record) => {
      // Unlike writeSync it goes on until the whole line is written.
      writeFileSync(descriptor, `${JSON.stringify(record)}\n`);
    },
    close: () => closeSync(descriptor),
  };
}

/** A journal that nobody reads: for a sandbox that forgets everything when it stops. */
export const NO_JOURNAL: Journal = { records: [], append: () => undefined, close: () => undefined };

function parseLine(file: string, line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new JournalDamaged(file, number);
  }
}
