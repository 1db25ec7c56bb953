import * as z from 'zod/mini';
import { absent } from './condition.ts';
import { StateUnreachable } from './errors.ts';
import { keys } from './keys.ts';
import { decodeItem } from './stored-value.ts';
import type { Table } from './table.ts';

/** 192 bits; the contract (2) asks for 128. */
const TOKEN_BYTES = 24;

const storedToken = z.object({ token: z.string() });

/** The secret part of the catalogue's addresses, which hide purchase prices (contract 2). */
export interface CatalogToken {
  /** Undefined before the first publication. @throws {StateUnreachable} */
  read(): Promise<string | undefined>;
  /** The one token of the deployment, made now if there is none. @throws {StateUnreachable} */
  make(): Promise<string>;
}

/** @param randomBytes cryptographically random. */
export function createCatalogToken(table: Table, randomBytes: (size: number) => Buffer): CatalogToken {
  const read = async (): Promise<string | undefined> => {
    const item = await table.get(keys.catalogToken());
    return item === undefined ? undefined : decodeItem(storedToken, item).token;
  };
  return {
    read,
    make: async () => {
      const known = await read();
      if (known !== undefined) {
        return known;
      }
      await table.put(
        { ...keys.catalogToken(), token: randomBytes(TOKEN_BYTES).toString('base64url') },
        absent('pk'),
      );
      const token = await read();
      if (token === undefined) {
        throw new StateUnreachable('make', new Error('the token was deleted while it was read'));
      }
      return token;
    },
  };
}
