import * as z from 'zod/mini';
import { absent, anyOf, type Condition, equals } from './condition.ts';
import { LinkConflict, StateUnreachable } from './errors.ts';
import { keys } from './keys.ts';
import { type Intent, type Link, type LinkRef, type Links, refTo } from './links.ts';
import { decodeItem, decodeItems } from './stored-value.ts';
import type { Changes, Item, Table } from './table.ts';

/** The subject is in the item's key alone. */
const storedLink = z.object({
  intent: z.object({ proposedKey: z.string(), sent: z.record(z.string(), z.string()) }),
  key: z.exactOptional(z.string()),
  memory: z.record(z.string(), z.unknown()),
});

/**
 * Links kept in the state table; they never expire.
 *
 * Methods throw {@link import('./errors.ts').StateUnreachable}, and {@link LinkConflict} from `created` and `confirm` when the subject
 * is linked to a different 1C key already. A link confirmed without an intent (found in 1C, not created by the bridge)
 * counts its own key as the proposed one.
 */
export function createLinks(table: Table): Links {
  const read = async (ref: LinkRef): Promise<Link | undefined> => {
    const item = await table.get(keys.link(ref));
    return item === undefined ? undefined : linkOf(ref, item);
  };

  const confirmed = async (
    ref: LinkRef,
    key: string,
    changes: Changes,
    vanishedKey?: string,
  ): Promise<void> => {
    const isUnlinked = anyOf(unlinked(vanishedKey), equals('key', key));
    if (!(await table.update(keys.link(ref), changes, isUnlinked))) {
      const linked = await read(ref);
      throw new LinkConflict(ref, linked?.key ?? 'unknown', key);
    }
  };

  return {
    read,
    readMany: async (kind, ids) => {
      const items = await table.getMany(ids.map((id) => keys.link(refTo(kind, id))));
      const refOf = ({ pk }: Item) => refTo(kind, pk.slice(`${kind}#`.length));
      // One that cannot be read counts as missing here: whoever asks for many links them anew.
      const { records } = decodeItems((item) => linkOf(refOf(item), item), items);
      return new Map(records.map((link) => [link.ref.id, link]));
    },
    intend: async (ref, intent, vanishedKey) => {
      const unconfirmed = { intent, memory: {} };
      const isWritten = await table.put({ ...keys.link(ref), ...unconfirmed }, unlinked(vanishedKey));
      if (isWritten) {
        return { ref, ...unconfirmed };
      }
      const confirmed = await read(ref);
      if (confirmed === undefined) {
        throw new StateUnreachable('intend', new Error('the link was deleted while it was read'));
      }
      return confirmed;
    },
    created: (ref, key) =>
      confirmed(ref, key, { set: { key }, setIfAbsent: { intent: foundIntent(key), memory: {} } }),
    confirm: (ref, key, memory, vanishedKey) =>
      confirmed(ref, key, { set: { key, memory }, setIfAbsent: { intent: foundIntent(key) } }, vanishedKey),
  };
}

/** No key is confirmed, or the one whose object is gone. */
function unlinked(vanishedKey: string | undefined): Condition {
  return vanishedKey === undefined ? absent('key') : anyOf(absent('key'), equals('key', vanishedKey));
}

function foundIntent(key: string): Intent {
  return { proposedKey: key, sent: {} };
}

function linkOf(ref: LinkRef, item: Item): Link {
  return { ref, ...decodeItem(storedLink, item) };
}
