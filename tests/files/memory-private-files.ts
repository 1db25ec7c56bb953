// The test twin of the private bucket in S3, held to the same contract tests: private-files.test.ts.
import type { PrivateFiles } from '../../lib/files/private-files.ts';

/** Private files in memory. */
export function createMemoryPrivateFiles(): PrivateFiles {
  const bodies = new Map<string, string>();
  return {
    read: async (key) => bodies.get(key),
    write: async (key, body) => {
      bodies.set(key, body);
    },
  };
}
