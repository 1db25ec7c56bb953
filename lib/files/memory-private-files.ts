import type { PrivateFiles } from './private-files.ts';

/** Private files in memory, held to the same contract tests as the bucket. */
export function createMemoryPrivateFiles(): PrivateFiles {
  const bodies = new Map<string, string>();
  return {
    read: async (key) => bodies.get(key),
    write: async (key, body) => {
      bodies.set(key, body);
    },
  };
}
