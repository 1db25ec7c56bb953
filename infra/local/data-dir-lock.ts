import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
// biome-ignore lint/correctness/noUnresolvedImports: a built-in module of Node 24 that the linter does not know.
import { DatabaseSync } from 'node:sqlite';
import { BridgeError } from '../../lib/platform/errors.ts';
import { UnusableVariable } from './unusable-variable.ts';

/** Another local stack is running on the same folder. */
export class DataDirInUse extends BridgeError {
  constructor(dataDir: string, cause: unknown) {
    super(`${dataDir} is in use by another process`, {
      code: 'dataDirInUse',
      retryable: false,
      scope: 'exchange',
      advice: `Папка ${dataDir} занята другим запущенным обменом. Остановите его или укажите другую папку в DATA_DIR.`,
      details: { dataDir },
      cause,
    });
  }
}

/** For the owner alone: the state names orders, and the sandboxes hold invented people only as long as nobody points them elsewhere. */
const OWNER_ONLY = { file: 0o600, folder: 0o700 };

export interface DataDirLock {
  release(): void;
}

/**
 * Takes the folder for this process, creating it if needed. Two stand-ins on one folder would destroy each other's data
 * (the queue keeps a second copy in memory, the table's store ends the process). The lock is one of the operating system
 * on a SQLite file, so that a killed process leaves none behind.
 *
 * @throws {DataDirInUse}
 * @throws {UnusableVariable} if it is no folder that can be written to.
 */
export function lockDataDir(dataDir: string): DataDirLock {
  keepToOwner(dataDir);
  const database = openDatabase(dataDir);
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    throw new DataDirInUse(dataDir, error);
  }
  return { release: () => database.close() };
}

/**
 * Creates the folder and shuts it to other users of the machine, what an earlier version has left in it too (B-12). All that this
 * process writes from now on is shut as well: the stand-ins create files of their own.
 */
function keepToOwner(dataDir: string): void {
  process.umask(0o077);
  try {
    mkdirSync(dataDir, { recursive: true, mode: OWNER_ONLY.folder });
    chmodSync(dataDir, OWNER_ONLY.folder);
    for (const entry of readdirSync(dataDir, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isDirectory() || entry.isFile()) {
        chmodSync(path, entry.isDirectory() ? OWNER_ONLY.folder : OWNER_ONLY.file);
      }
    }
  } catch (error) {
    throw new UnusableVariable('DATA_DIR', `в папке ${dataDir} нельзя хранить данные`, error);
  }
}

function openDatabase(dataDir: string): DatabaseSync {
  try {
    return new DatabaseSync(join(dataDir, 'lock.db'));
  } catch (error) {
    throw new UnusableVariable('DATA_DIR', `в папке ${dataDir} нельзя хранить данные`, error);
  }
}
