import type { CrmOrder } from '../../crm/order.ts';
import type { OnecClient } from '../../onec/client.ts';
import { and, dateTime, eq, flag, text } from '../../onec/filter.ts';
import { fitBody } from '../../onec/ut/fit-body.ts';
import { заказКлиента } from '../../onec/ut/objects/order.ts';
import type { Release } from '../../onec/ut/release.ts';
import type { Settings } from '../../settings/schema.ts';
import { type DocumentHolders, type Link, type LinkRef, sameRef } from '../../state/links.ts';
import { onecDay } from '../onec-dates.ts';
import type { OrderDocument } from './facts.ts';

/** The natural key of an order in 1C as it is (or would be) sent. */
export interface OrderNaturalKey {
  readonly number: string;
  /** 1C date, start of the day: the attribute keeps no time. */
  readonly date: string;
}

/** Several documents of 1C answer to one order of the CRM; only a person can tell which is the right one. */
export interface AmbiguousDocuments {
  readonly numbers: readonly string[];
}

/** Whether a document that was found by number and date may be this order's: orders of other shops may have the same. */
export type IsFree = (document: OrderDocument) => Promise<boolean>;

/**
 * The order as 1C holds it: behind the link; else what an interrupted attempt may have created under the proposed key;
 * else by number and date of the CRM, which also finds what the former extension imported (design, decisions).
 */
export async function findDocument(
  link: Link | undefined,
  natural: OrderNaturalKey,
  onec: OnecClient,
  isFree: IsFree,
): Promise<OrderDocument | AmbiguousDocuments | undefined> {
  const keyed = link && (await readDocument(link.key ?? link.intent.proposedKey, onec));
  if (keyed !== undefined) {
    return keyed;
  }
  const sent = link?.intent.sent;
  const found = await onec.list(заказКлиента, {
    filter: and(
      eq('НомерПоДаннымКлиента', text(sent?.НомерПоДаннымКлиента ?? natural.number)),
      eq('ДатаПоДаннымКлиента', dateTime(sent?.ДатаПоДаннымКлиента ?? natural.date)),
      eq('DeletionMark', flag(false)),
    ),
  });
  const areFree = await Promise.all(found.map(isFree));
  const [document, ...others] = found.filter((_, index) => areFree[index]);
  return document !== undefined && others.length > 0
    ? { numbers: [document, ...others].map((free) => free.Number) }
    : document && withTables(document);
}

/**
 * A document is free for an order that holds it already, or that may hold it: no order does, and its organisation is not
 * that of another shop.
 *
 * @param ref of the order.
 * @param others organisations of other shops, see {@link organizationsOfOthers}.
 */
export function freeFor(
  ref: LinkRef,
  holders: Pick<DocumentHolders, 'holderOf'>,
  others: ReadonlySet<string>,
): IsFree {
  return async ({ Ref_Key: key, Организация_Key: organization }) => {
    const holder = await holders.holderOf(key);
    return holder === undefined ? !others.has(organization) : sameRef(holder, ref);
  };
}

/** The organisations of all shops but one, without its own: orders of other shops may have the same numbers. */
export function organizationsOfOthers(
  { organization: own }: Settings['sites'][number],
  sites: Settings['sites'],
): ReadonlySet<string> {
  return new Set(
    sites.map(({ organization }) => organization).filter((organization) => organization !== own),
  );
}

/** The document behind a key, or undefined if 1C has none. */
export async function readDocument(key: string, onec: OnecClient): Promise<OrderDocument | undefined> {
  const document = await onec.read(заказКлиента, key);
  return document && withTables(document);
}

/** Tabular sections that a base does not publish count as empty. */
function withTables(document: OrderDocument): OrderDocument {
  return {
    ...document,
    Товары: document.Товары ?? [],
    ЭтапыГрафикаОплаты: document.ЭтапыГрафикаОплаты ?? [],
    ДополнительныеРеквизиты: document.ДополнительныеРеквизиты ?? [],
  };
}

/** As the order's document has it: 1C holds only the beginning of a long number. */
export function naturalKeyOf(order: CrmOrder, release: Release): OrderNaturalKey {
  const { body } = fitBody(release, заказКлиента.set, { НомерПоДаннымКлиента: order.number });
  return { number: body.НомерПоДаннымКлиента, date: onecDay(order.createdAt) };
}
