import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomDigestKey } from '../../lib/platform/digest.ts';

const FILE = 'digest.key';

/** For the owner alone: with it the digests of phones could be tried out. */
const OWNER_ONLY = { file: 0o600, folder: 0o700 };

/**
 * The key of digests of the stack on `dataDir` (D-25), made when it is first asked for. It lives as long as the state beside
 * it: with another key every contact would count as changed.
 * The folder is this process's alone by then, or a running stack's that has made the key.
 */
export function localDigestKey(dataDir: string): string {
  const path = join(dataDir, FILE);
  const held = existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
  if (held !== '') {
    return held;
  }
  const key = randomDigestKey();
  mkdirSync(dataDir, { recursive: true, mode: OWNER_ONLY.folder });
  writeFileSync(path, `${key}\n`, { mode: OWNER_ONLY.file });
  return key;
}
