import * as z from 'zod/mini';
import { absent, anyOf, type Condition, equals } from './condition.ts';
import { LinkConflict, StateUnreachable } from './errors.ts';
import { keys } from './keys.ts';
import type { Intent, Link, LinkKind, Links } from './links.ts';
import { decodeItem, decodeItems } from './stored-value.ts';
import type { Changes, Item, Table } from './table.ts';

const storedLink = z.object({
  crmId: z.number(),
  intent: z.object({ proposedKey: z.string(), sent: z.record(z.string(), z.string()) }),
  key: z.exactOptional(z.string()),
  memory: z.record(z.string(), z.unknown()),
});

/**
 * Links kept in the state table; they never expire.
 *
 * Methods throw {@link import('./errors.ts').StateUnreachable}, and {@link LinkConflict} from `created` and `confirm` when the object
 * is linked to a different 1C key already. A link confirmed without an intent (found in 1C, not created by the bridge)
 * counts its own key as the proposed one.
 */
export function createLinks(table: Table): Links {
  const read = async (kind: LinkKind, crmId: number): Promise<Link | undefined> => {
    const item = await table.get(keys.link(kind, crmId));
    return item === undefined ? undefined : linkOf(kind, item);
  };

  const confirmed = async (
    kind: LinkKind,
    crmId: number,
    key: string,
    changes: Changes,
    vanishedKey?: string,
  ): Promise<void> => {
    const isUnlinked = anyOf(unlinked(vanishedKey), equals('key', key));
    if (!(await table.update(keys.link(kind, crmId), changes, isUnlinked))) {
      const linked = await read(kind, crmId);
      throw new LinkConflict(kind, crmId, linked?.key ?? 'unknown', key);
    }
  };

  return {
    read,
    readMany: async (kind, crmIds) => {
      const items = await table.getMany(crmIds.map((crmId) => keys.link(kind, crmId)));
      // One that cannot be read counts as missing here: whoever asks for many links them anew.
      const { records } = decodeItems((item) => linkOf(kind, item), items);
      return new Map(records.map((link) => [link.crmId, link]));
    },
    intend: async (kind, crmId, intent, vanishedKey) => {
      const unconfirmed = { crmId, intent, memory: {} };
      const isWritten = await table.put({ ...keys.link(kind, crmId), ...unconfirmed }, unlinked(vanishedKey));
      if (isWritten) {
        return { kind, ...unconfirmed };
      }
      const confirmed = await read(kind, crmId);
      if (confirmed === undefined) {
        throw new StateUnreachable('intend', new Error('the link was deleted while it was read'));
      }
      return confirmed;
    },
    created: (kind, crmId, key) =>
      confirmed(kind, crmId, key, {
        set: { crmId, key },
        setIfAbsent: { intent: foundIntent(key), memory: {} },
      }),
    confirm: (kind, crmId, key, memory, vanishedKey) =>
      confirmed(
        kind,
        crmId,
        key,
        { set: { crmId, key, memory }, setIfAbsent: { intent: foundIntent(key) } },
        vanishedKey,
      ),
  };
}

/** No key is confirmed, or the one whose object is gone. */
function unlinked(vanishedKey: string | undefined): Condition {
  return vanishedKey === undefined ? absent('key') : anyOf(absent('key'), equals('key', vanishedKey));
}

function foundIntent(key: string): Intent {
  return { proposedKey: key, sent: {} };
}

function linkOf(kind: LinkKind, item: Item): Link {
  return { kind, ...decodeItem(storedLink, item) };
}
