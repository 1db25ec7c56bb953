import type { OnecClient } from '../../onec/client.ts';
import type { KeyedDescription } from '../../onec/ut/entity.ts';
import { контрагенты, партнеры } from '../../onec/ut/objects/customers.ts';
import { заказКлиента } from '../../onec/ut/objects/order.ts';
import { DocumentTaken, LinkConflict } from '../../state/errors.ts';
import {
  type DocumentHolders,
  type Link,
  type LinkMemory,
  type LinkRef,
  type Links,
  nameOfRef,
  refTo,
} from '../../state/links.ts';
import { issues, type RebuildIssue, type RebuiltKind } from './issues.ts';

/** A link that is to be there. */
export interface FoundLink {
  readonly kind: RebuiltKind;
  readonly crmId: number;
  readonly key: string;
  readonly memory: LinkMemory;
  /** The link as the state table has it. */
  readonly held: Link | undefined;
}

/** `known`: the link was there already, with all that it remembers. */
export type WrittenLink = 'linked' | 'known' | RebuildIssue;

/** Writes one link down unless a different one is there. */
export type WriteLink = (found: FoundLink) => Promise<WrittenLink>;

const OBJECTS: Readonly<Record<RebuiltKind, KeyedDescription>> = {
  order: заказКлиента,
  partner: партнеры,
  counterparty: контрагенты,
};

interface LinkWriterDeps {
  readonly links: Pick<Links, 'confirm'>;
  readonly holders: DocumentHolders;
  readonly onec: Pick<OnecClient, 'read'>;
  /** Writes nothing; the answers are the same. */
  readonly isDryRun: boolean;
}

/** A different link is replaced only if its object is gone from 1C. */
export function createLinkWriter({ links, holders, onec, isDryRun }: LinkWriterDeps): WriteLink {
  const confirm = isDryRun ? dryRunConfirm() : links.confirm;
  const take = async (ref: LinkRef, key: string): Promise<void> => {
    if (ref.kind === 'order' && !isDryRun) {
      await holders.take(key, ref);
    }
  };
  return async ({ kind, crmId, key, memory, held }) => {
    if (held?.key === key) {
      return 'known';
    }
    if (held?.key !== undefined && (await onec.read(OBJECTS[kind], held.key, ['Ref_Key'])) !== undefined) {
      return issues.linkedElsewhere(kind, crmId, held.key, key);
    }
    try {
      const ref = refTo(kind, crmId);
      await take(ref, key);
      await confirm(ref, key, memory, held?.key);
      return 'linked';
    } catch (error) {
      if (error instanceof LinkConflict) {
        // Linked meanwhile: by a worker that imported the order, or for another document of this run.
        return issues.linkedElsewhere(kind, crmId, error.linkedKey, key);
      }
      if (error instanceof DocumentTaken) {
        return issues.documentTaken(crmId, error.holder, key);
      }
      throw error;
    }
  };
}

/** Confirms nothing, and refuses what would be refused because of what was confirmed so before. */
function dryRunConfirm(): Links['confirm'] {
  const confirmed = new Map<string, string>();
  return async (ref, key) => {
    const name = nameOfRef(ref);
    const linkedKey = confirmed.get(name) ?? key;
    confirmed.set(name, linkedKey);
    if (linkedKey !== key) {
      throw new LinkConflict(ref, linkedKey, key);
    }
  };
}
