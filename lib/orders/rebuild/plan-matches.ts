import type { CrmOrder } from '../../crm/order.ts';
import type { Settings } from '../../settings/schema.ts';
import { onecDay } from '../onec-dates.ts';
import type { ProposedKeys } from '../proposed-keys.ts';
import type { OrderSign } from './documents.ts';
import { issues, type RebuildIssue } from './issues.ts';
import type { FormerLinks, FormerOrder } from './plan-former.ts';

/** Documents that could be taken for one another; most groups have one. */
export interface DocumentGroup {
  /** Number by the client's data; empty for documents that only the former extension's note says anything about. */
  readonly number: string;
  readonly documents: readonly OrderSign[];
}

/** A document and the order of the CRM that it is. */
export interface OrderPair {
  readonly document: OrderSign;
  readonly order: CrmOrder;
}

/** Which order each document is, and what could not be told. */
export interface Matches {
  readonly pairs: readonly OrderPair[];
  readonly issues: readonly RebuildIssue[];
}

/** What documents are matched by. */
export interface MatchSources {
  /** Every order that the CRM gave for the groups' numbers and for the former extension's ids. */
  readonly orders: readonly CrmOrder[];
  readonly former: FormerLinks['orders'];
  readonly sites: Settings['sites'];
  readonly proposed: ProposedKeys;
}

/** Documents by number, or by the former extension's note where they have none. Those that say nothing are left out. */
export function groupDocuments(
  documents: readonly OrderSign[],
  former: FormerLinks['orders'],
): readonly DocumentGroup[] {
  const numbered = Map.groupBy(documents, numberOf);
  const noted = Map.groupBy(numbered.get('') ?? [], ({ Ref_Key }) => former.get(Ref_Key)?.orderId);
  numbered.delete('');
  noted.delete(undefined);
  return [
    ...[...numbered].map(([number, group]) => ({ number, documents: group })),
    ...[...noted.values()].map((group) => ({ number: '', documents: group })),
  ];
}

const numberOf = (document: OrderSign): string => document.НомерПоДаннымКлиента.trim();

/**
 * Which order each document of a group is (design, `links rebuild`): the one that the former extension noted, the one for
 * which the bridge proposed the document's very key, else the only one with that number and day of creation in a shop of
 * the document's organisation. Whatever could be two things is left to a person.
 */
export function matchGroup(group: DocumentGroup, sources: MatchSources): Matches {
  const sure = group.documents.flatMap((document) => pairOf(document, sureOrder(document, sources)));
  const isSure = new Set(sure.map(({ document }) => document));
  const taken = new Set(sure.map(({ order }) => order.id));
  const rest = group.documents.filter((document) => !isSure.has(document));
  const alike = Map.groupBy(rest, (document) => `${dayOf(document)} ${document.Организация_Key}`);
  const found = [...alike.values()].map((documents) => matchAlike(documents, taken, sources));
  const settled = [sure, found.flatMap(({ pairs }) => pairs)].map((claims) => settleClaims(claims, sources));
  return {
    pairs: settled.flatMap(({ pairs }) => pairs),
    issues: [...settled, ...found].flatMap(({ issues: reported }) => reported),
  };
}

const pairOf = (document: OrderSign, order: CrmOrder | undefined): readonly OrderPair[] =>
  order === undefined ? [] : [{ document, order }];

const dayOf = ({ ДатаПоДаннымКлиента }: OrderSign): string => onecDay(ДатаПоДаннымКлиента);

/** Whether the former extension's note and the CRM say the same of a document; undefined = there is nothing to compare. */
export function agrees(
  document: OrderSign,
  former: FormerOrder | undefined,
  order: CrmOrder | undefined,
): boolean | undefined {
  const number = numberOf(document);
  return former === undefined || order === undefined || number === '' ? undefined : number === order.number;
}

/** Orders with the document's number and day, in a shop of its organisation; of a shop not in the settings nothing is known. */
function candidatesOf(document: OrderSign, { orders, sites }: MatchSources): readonly CrmOrder[] {
  const organizationOf = (order: CrmOrder) => sites.find(({ code }) => code === order.site)?.organization;
  return orders.filter(
    (order) =>
      order.number === numberOf(document) &&
      onecDay(order.createdAt) === dayOf(document) &&
      (organizationOf(order) ?? document.Организация_Key) === document.Организация_Key,
  );
}

function sureOrder(document: OrderSign, sources: MatchSources): CrmOrder | undefined {
  const { orders, former, proposed } = sources;
  const note = former.get(document.Ref_Key);
  const noted = orders.find(({ id }) => id === note?.orderId);
  // An account that was changed for another numbers its orders anew: an id alone proves nothing.
  const isNoted = agrees(document, note, noted) ?? (noted !== undefined && note?.isNamed === true);
  return isNoted
    ? noted
    : candidatesOf(document, sources).find(({ id }) => proposed.order(id) === document.Ref_Key);
}

/** Of several documents that claim one order the bridge's own is the right one, if it is among them. */
function settleClaims(claims: readonly OrderPair[], { proposed }: MatchSources): Matches {
  const settled = [...Map.groupBy(claims, ({ order }) => order.id).values()].map((rivals): Matches => {
    const own = rivals.find(({ document, order }) => proposed.order(order.id) === document.Ref_Key);
    const chosen = rivals.length === 1 ? rivals[0] : own;
    const number = rivals[0]?.order.number ?? '';
    if (chosen === undefined) {
      return refused(
        issues.severalDocuments(
          number,
          rivals.map(({ document }) => document),
        ),
      );
    }
    const extra = rivals.filter((rival) => rival !== chosen);
    return { pairs: [chosen], issues: extra.map(({ document }) => issues.extraDocument(number, document)) };
  });
  return {
    pairs: settled.flatMap(({ pairs }) => pairs),
    issues: settled.flatMap((matches) => matches.issues),
  };
}

/** @param taken orders that other documents are for sure. */
function matchAlike(
  documents: readonly OrderSign[],
  taken: ReadonlySet<number>,
  sources: MatchSources,
): Matches {
  const [document, ...otherDocuments] = documents;
  const candidates = document === undefined ? [] : candidatesOf(document, sources);
  const [order, ...otherOrders] = candidates.filter(({ id }) => !taken.has(id));
  if (document === undefined || order === undefined) {
    return refused(
      ...documents.map((left) =>
        candidates.length === 0 ? issues.notInCrm(left) : issues.extraDocument(numberOf(left), left),
      ),
    );
  }
  if (otherDocuments.length > 0) {
    return refused(issues.severalDocuments(order.number, documents));
  }
  if (otherOrders.length > 0) {
    return refused(
      issues.severalOrders(
        document,
        [order, ...otherOrders].map(({ id }) => id),
      ),
    );
  }
  return { pairs: [{ document, order }], issues: [] };
}

const refused = (...reported: readonly RebuildIssue[]): Matches => ({ pairs: [], issues: reported });
