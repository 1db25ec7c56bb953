import * as z from 'zod/mini';
import { absent, anyOf, equals } from './condition.ts';
import { DocumentTaken, StateUnreachable } from './errors.ts';
import { keys } from './keys.ts';
import type { DocumentHolders } from './links.ts';
import { decodeItem } from './stored-value.ts';
import type { Table } from './table.ts';

const storedHolder = z.object({ orderId: z.number() });

/** Holders kept in the state table, for as long as the links are. Methods throw {@link StateUnreachable}. */
export function createDocumentHolders(table: Table): DocumentHolders {
  const holderOf = async (documentKey: string): Promise<number | undefined> => {
    const item = await table.get(keys.holder(documentKey));
    return item === undefined ? undefined : decodeItem(storedHolder, item).orderId;
  };
  return {
    holderOf,
    take: async (documentKey, orderId) => {
      const isMine = anyOf(absent('pk'), equals('orderId', orderId));
      if (await table.put({ ...keys.holder(documentKey), orderId }, isMine)) {
        return;
      }
      const holder = await holderOf(documentKey);
      if (holder === undefined) {
        throw new StateUnreachable('take', new Error('the holder was deleted while it was read'));
      }
      throw new DocumentTaken(orderId, documentKey, holder);
    },
  };
}
