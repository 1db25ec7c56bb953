const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;

/**
 * Paths in a zip file, from its central directory (APPNOTE 4.3.12, 4.3.16).
 *
 * @param zip the whole file, without a comment and without Zip64.
 */
export function entriesOf(zip: Buffer): readonly string[] {
  const end = zip.length - END_LENGTH;
  if (zip.readUInt32LE(end) !== END_OF_DIRECTORY) {
    throw new Error('not a zip file, or one with a comment');
  }
  const paths: string[] = [];
  let at = zip.readUInt32LE(end + 16);
  while (at < end) {
    if (zip.readUInt32LE(at) !== DIRECTORY_ENTRY) {
      throw new Error(`no entry of the zip directory at ${at}`);
    }
    const nameLength = zip.readUInt16LE(at + 28);
    const restLength = zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    paths.push(zip.toString('utf8', at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength));
    at += ENTRY_LENGTH + nameLength + restLength;
  }
  return paths;
}
