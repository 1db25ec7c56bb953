import * as z from 'zod/mini';
import { absent, anyOf, type Condition, equals } from './condition.ts';
import { DocumentTaken, StateUnreachable } from './errors.ts';
import { keys } from './keys.ts';
import { type DocumentHolders, LINK_KINDS, type LinkRef, refTo } from './links.ts';
import { decodeItem } from './stored-value.ts';
import type { Table } from './table.ts';

/** Orders were the only holders before holders had a kind; what was stored then stays as it is. */
const storedHolder = z.union([
  z.object({ kind: z.enum(LINK_KINDS), id: z.string() }),
  z.object({ orderId: z.number() }),
]);

/** Holders kept in the state table, for as long as the links are. Methods throw {@link StateUnreachable}. */
export function createDocumentHolders(table: Table): DocumentHolders {
  const holderOf = async (documentKey: string): Promise<LinkRef | undefined> => {
    const item = await table.get(keys.holder(documentKey));
    if (item === undefined) {
      return undefined;
    }
    const stored = decodeItem(storedHolder, item);
    return 'orderId' in stored ? refTo('order', stored.orderId) : refTo(stored.kind, stored.id);
  };
  return {
    holderOf,
    take: async (documentKey, ref) => {
      const item = { ...keys.holder(documentKey), ...ref, holder: nameOf(ref) };
      if (await table.put(item, isFreeFor(ref))) {
        return;
      }
      const holder = await holderOf(documentKey);
      if (holder === undefined) {
        throw new StateUnreachable('take', new Error('the holder was deleted while it was read'));
      }
      throw new DocumentTaken(ref, documentKey, holder);
    },
  };
}

/** One attribute to compare, since a condition knows no "and". */
const nameOf = ({ kind, id }: LinkRef): string => `${kind}#${id}`;

function isFreeFor(ref: LinkRef): Condition {
  const isMine = [absent('pk'), equals('holder', nameOf(ref))];
  return anyOf(...(ref.kind === 'order' ? [...isMine, equals('orderId', Number(ref.id))] : isMine));
}
