// The test twin of the private bucket in S3, held to the same contract tests: private-files.test.ts.
import type { PrivateFiles } from '../../lib/files/private-files.ts';

/** The files, with a way back. */
interface MemoryPrivateFiles extends PrivateFiles {
  /** @returns what brings the files back to this moment, as often as it is called. */
  snapshot(): () => void;
}

/** Private files in memory. */
export function createMemoryPrivateFiles(): MemoryPrivateFiles {
  let bodies = new Map<string, string>();
  return {
    read: async (key) => bodies.get(key),
    write: async (key, body) => {
      bodies.set(key, body);
    },
    snapshot: () => {
      const held = new Map(bodies);
      return () => {
        bodies = new Map(held);
      };
    },
  };
}
