import type { SettingsArchive } from '../../../lib/settings/version-chain.ts';
import type { Table } from '../../../lib/state/table.ts';

/** Everything that a process does outside itself goes through this, step by step. */
export type Io = <Result>(step: string, operation: () => Promise<Result>) => Promise<Result>;

/** The table as one process reaches it. */
export function tableThrough(io: Io, table: Table): Table {
  return {
    get: (key) => io(`table get ${key.pk}`, () => table.get(key)),
    getMany: (keys) => io('table getMany', () => table.getMany(keys)),
    query: (pk) => io(`table query ${pk}`, () => table.query(pk)),
    queryLast: (pk, most) => io(`table queryLast ${pk}`, () => table.queryLast(pk, most)),
    put: (item, condition) => io(`table put ${item.pk}`, () => table.put(item, condition)),
    update: (key, changes, condition) =>
      io(`table update ${key.pk}`, () => table.update(key, changes, condition)),
    delete: (key, condition) => io(`table delete ${key.pk}`, () => table.delete(key, condition)),
  };
}

/** The archive of settings as one process reaches it. */
export function archiveThrough(io: Io, archive: SettingsArchive): SettingsArchive {
  return {
    read: (key) => io('file read', () => archive.read(key)),
    write: (key, body, contentType) => io('file write', () => archive.write(key, body, contentType)),
  };
}

/** HTTP as one process reaches it. */
export function fetchThrough(io: Io, fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return (input, init) =>
    io(`${init?.method ?? 'GET'} ${addressOf(String(input))}`, () => fetch(input, init));
}

/** `https://1c.example.ru/…/Document_ЗаказКлиента(guid'…')/Post?…` → `Document_ЗаказКлиента/Post` */
function addressOf(url: string): string {
  const path = decodeURIComponent(new URL(url).pathname);
  return path.replace(/^.*standard\.odata\//, '').replace(/\(guid'[^']*'\)/, '()');
}
