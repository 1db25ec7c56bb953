import { BridgeError } from '../platform/errors.ts';

/** A file named on the command line cannot be read. */
class FileUnreadable extends BridgeError {
  constructor(path: string, reason: string, cause: unknown) {
    super(`cannot read ${path}: ${reason}`, {
      code: 'fileUnreadable',
      retryable: false,
      advice:
        reason === 'ENOENT'
          ? `Файла «${path}» нет. Проверьте имя и текущую папку.`
          : `Файл «${path}» не читается (${reason}). Проверьте имя и права на чтение.`,
      cause,
    });
  }
}

/**
 * The text of a file.
 *
 * @param readFile reads a file as UTF-8, rejecting with Node's error codes.
 * @throws {FileUnreadable}
 */
export async function readTextFile(
  readFile: (path: string) => Promise<string>,
  path: string,
): Promise<string> {
  try {
    return await readFile(path);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new FileUnreadable(path, reason, error);
  }
}
