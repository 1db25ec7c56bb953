import type { PrivateFiles } from '../files/private-files.ts';
import { errorFields } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import { PushMemoryUnreadable } from './errors.ts';
import { decodeMemory, encodeMemory, newMemory, type PushMemory } from './snapshot.ts';

/** What is remembered of the pushes of all sites. Methods throw `FilesUnreachable`. */
export interface PushMemories {
  /**
   * What is remembered for a site. Values that were made by another signature do not count as sent: the next run is a full
   * one, but knows what the CRM may hold. Where nothing can be read, nothing is known.
   */
  read(site: string, signature: string): Promise<PushMemory>;
  write(site: string, memory: PushMemory): Promise<void>;
}

/** @param kind of push, `stock` or `prices`: each has its own memories, a file a site. */
export function createPushMemories(kind: string, files: PrivateFiles, log: Log): PushMemories {
  const keyOf = (site: string): string => `push/${kind}/${encodeURIComponent(site)}`;
  return {
    read: async (site, signature) => {
      const text = await files.read(keyOf(site));
      const memory = text === undefined ? undefined : await decoded(text, site, log);
      if (memory === undefined) {
        return newMemory(signature);
      }
      return memory.signature === signature
        ? memory
        : { ...memory, signature, fullAt: undefined, unfinished: undefined };
    },
    write: async (site, memory) => {
      await files.write(keyOf(site), await encodeMemory(memory), 'text/plain');
    },
  };
}

/** An unreadable memory costs a full run and stops nothing. */
async function decoded(text: string, site: string, log: Log): Promise<PushMemory | undefined> {
  try {
    return await decodeMemory(text);
  } catch (error) {
    if (error instanceof PushMemoryUnreadable) {
      log.warn('push memory unreadable, everything is sent', { site, ...errorFields(error) });
      return undefined;
    }
    throw error;
  }
}
