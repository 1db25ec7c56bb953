/** Large enough for the cost of a chunk not to count, small enough to be garbage soon. */
const CHUNK_BYTES = 64 * 1024;
/** UTF-8 takes at most so many bytes for one UTF-16 unit. */
const BYTES_PER_UNIT = 3;

/**
 * UTF-8 in pieces of some 64 KiB, whatever the texts' own lengths: a writer of files is called a thousand times less often
 * than a writer of offers. Each text is encoded as soon as it comes, into one buffer, so that nothing piles up.
 *
 * @param pages texts as they come, some at a time; a text that is longer than a piece is a piece of its own.
 */
export async function* encodeChunks(pages: AsyncIterable<Iterable<string>>): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(2 * CHUNK_BYTES);
  let length = 0;
  for await (const page of pages) {
    for (const text of page) {
      const room = text.length * BYTES_PER_UNIT;
      if (length > 0 && length + room > buffer.length) {
        yield Buffer.from(buffer.subarray(0, length));
        length = 0;
      }
      if (room > buffer.length) {
        yield Buffer.from(text, 'utf8');
      } else {
        length += buffer.write(text, length, 'utf8');
      }
      if (length >= CHUNK_BYTES) {
        yield Buffer.from(buffer.subarray(0, length));
        length = 0;
      }
    }
  }
  if (length > 0) {
    yield Buffer.from(buffer.subarray(0, length));
  }
}
