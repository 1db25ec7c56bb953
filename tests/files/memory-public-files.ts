// The test twin of the catalogue's bucket in S3, held to the same contract tests: public-files.test.ts.
import type { PublicFiles } from '../../lib/files/public-files.ts';

/** Public files in memory, with what was published last under each key. */
export function createMemoryPublicFiles(): PublicFiles & { readonly published: ReadonlyMap<string, string> } {
  const published = new Map<string, string>();
  return {
    published,
    publish: async (key, _contentType, body) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of body) {
        chunks.push(chunk);
      }
      const whole = Buffer.concat(chunks);
      published.set(key, whole.toString('utf8'));
      return whole.length;
    },
  };
}
