import { randomBytes } from 'node:crypto';
import { createDocumentOutcomes, createOrderOutcomes } from '../journal/outcomes.ts';
import { randomId } from '../platform/ids.ts';
import { createAbsences } from '../state/absences.ts';
import { createCatalogToken } from '../state/catalog-token.ts';
import { type CursorName, createCursors } from '../state/cursors.ts';
import { createDocumentHolders } from '../state/document-holders.ts';
import { LINK_KINDS, refTo } from '../state/links.ts';
import { createSettingsPointer } from '../state/settings-pointer.ts';
import type { Key, Table } from '../state/table.ts';
import { createLinks } from '../state/table-links.ts';
import type { ReadAgain } from '../state/unreadable-records.ts';

/**
 * How each record that is noted as unreadable is read again, by its key (lib/state/keys.ts). Lists that `/health` reads whole
 * (jobs, what is parked) are not noted, and neither are attempts and runs: they steer nothing, expire, and are told by whoever
 * lists them.
 */
export function readersOver(table: Table): (key: Key) => ReadAgain | undefined {
  const links = createLinks(table);
  const readers: Readonly<Record<string, (kind: string, id: string) => Promise<unknown>>> = {
    link: async (name, id) => {
      const kind = LINK_KINDS.find((one) => one === name);
      return kind === undefined ? undefined : links.read(refTo(kind, id));
    },
    holder: (_, id) => createDocumentHolders(table).holderOf(id),
    outcome: (kind, id) =>
      kind === 'order' ? createOrderOutcomes(table).read(Number(id)) : createDocumentOutcomes(table).read(id),
    absence: (_, id) => createAbsences(table).read(Number(id)),
    cursor: (_, name) => createCursors(table, '').read(name as CursorName),
    current: () => createSettingsPointer(table, randomId).current(),
    token: () => createCatalogToken(table, randomBytes).read(),
  };
  return ({ sk }) => {
    const read = Object.hasOwn(readers, sk) ? readers[sk] : undefined;
    return read === undefined
      ? undefined
      : ({ pk }) => {
          const [kind = '', ...id] = pk.split('#');
          return read(kind, id.join('#'));
        };
  };
}
