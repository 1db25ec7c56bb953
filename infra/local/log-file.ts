import { join, resolve } from 'node:path';

/** Where the functions and the commands of a local stack write their log; absolute. */
export const logFileOf = (dataDir: string): string => resolve(join(dataDir, 'log.jsonl'));
