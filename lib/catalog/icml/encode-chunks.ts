/** Large enough for the cost of a chunk not to count, small enough to be garbage soon. */
const CHUNK_CHARACTERS = 32 * 1024;

/**
 * UTF-8 in pieces of some 64 KiB (two bytes a Cyrillic letter), whatever the texts' own lengths: a writer of files is
 * called a thousand times less often than a writer of offers.
 */
export async function* encodeChunks(texts: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Buffer> {
  let pending = '';
  for await (const text of texts) {
    pending += text;
    if (pending.length >= CHUNK_CHARACTERS) {
      yield Buffer.from(pending, 'utf8');
      pending = '';
    }
  }
  if (pending !== '') {
    yield Buffer.from(pending, 'utf8');
  }
}
