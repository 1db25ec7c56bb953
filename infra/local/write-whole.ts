import { createWriteStream } from 'node:fs';
import { access, constants, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Makes a folder if there is none. @throws the system's error if files cannot be written there. */
export async function prepareFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await access(folder, constants.W_OK | constants.X_OK);
}

/**
 * Writes a file as it comes; one of its name is replaced when all of it is there, and a reader never sees a part.
 *
 * @throws whatever the source, or the file system, throws; nothing new is left behind.
 */
export async function writeWhole(
  folder: string,
  name: string,
  body: AsyncIterable<Uint8Array>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const unfinished = join(folder, `.${name}.new`);
  try {
    await pipeline(body, createWriteStream(unfinished));
    await rename(unfinished, join(folder, name));
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
