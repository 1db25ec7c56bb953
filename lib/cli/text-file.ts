import { isUtf8 } from 'node:buffer';
import { BridgeError } from '../platform/errors.ts';

/** A file named on the command line cannot be read. */
class FileUnreadable extends BridgeError {
  constructor(path: string, reason: string, cause: unknown) {
    super(`cannot read ${path}: ${reason}`, {
      code: 'fileUnreadable',
      retryable: false,
      scope: 'exchange',
      advice:
        reason === 'ENOENT'
          ? `Файла «${path}» нет. Проверьте имя и текущую папку.`
          : `Файл «${path}» не читается (${reason}). Проверьте имя и права на чтение.`,
      cause,
    });
  }
}

/** A file named on the command line is in another encoding; read as UTF-8, every Cyrillic value in it would be a fault. */
class FileNotUtf8 extends BridgeError {
  constructor(path: string) {
    super(`${path} is not UTF-8`, {
      code: 'fileNotUtf8',
      retryable: false,
      scope: 'exchange',
      advice: `Файл «${path}» не в UTF-8: сохраните его в UTF-8.`,
    });
  }
}

/** Reads the bytes of a file, rejecting with Node's error codes. */
export type ReadFile = (path: string) => Promise<Uint8Array>;

/**
 * The text of a file.
 *
 * @throws {FileUnreadable} {FileNotUtf8}
 */
export async function readTextFile(readFile: ReadFile, path: string): Promise<string> {
  const text = utf8Text(await bytesOf(readFile, path));
  if (text === undefined) {
    throw new FileNotUtf8(path);
  }
  return text;
}

async function bytesOf(readFile: ReadFile, path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new FileUnreadable(path, reason, error);
  }
}

/** The text without its byte order mark; undefined if the bytes are not UTF-8 (Notepad offers CP1251 and UTF-16 as well). */
export function utf8Text(bytes: Uint8Array): string | undefined {
  return isUtf8(bytes) ? new TextDecoder().decode(bytes) : undefined;
}
