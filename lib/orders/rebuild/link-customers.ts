import type { OnecClient } from '../../onec/client.ts';
import { and, eq, flag, guid, text } from '../../onec/filter.ts';
import { контрагенты, партнеры } from '../../onec/ut/objects/customers.ts';
import { EMPTY_KEY } from '../../onec/values.ts';
import { eachLimited } from '../../platform/concurrency.ts';
import type { Link, Links } from '../../state/links.ts';
import { issues, type RebuildIssue } from './issues.ts';
import type { WriteLink, WrittenLink } from './link-writer.ts';
import { chooseCustomer } from './plan-customers.ts';
import type { FormerLinks } from './plan-former.ts';
import type { CustomerOfPair } from './prove-customers.ts';

type CustomerKind = 'partner' | 'counterparty';

/** What the documents of one customer may be linked to. */
export interface CustomerCandidates {
  readonly partner: Set<string>;
  readonly counterparty: Set<string>;
  /** A document that may be somebody else's. */
  warning: RebuildIssue | undefined;
}

/** By CRM id of the customer. */
export type Candidates = Map<number, CustomerCandidates>;

/** Adds what some matched orders say about their customers. */
export function gatherCandidates(candidates: Candidates, customers: readonly CustomerOfPair[]): void {
  for (const { person, document, order, isProven } of customers) {
    const known = candidates.get(person.crmId) ?? newCandidates();
    candidates.set(person.crmId, known);
    if (isProven) {
      known.partner.add(document.Партнер_Key);
      known.counterparty.add(document.Контрагент_Key);
    } else if (document.Контрагент_Key !== EMPTY_KEY) {
      known.warning ??= issues.customerDiffers(person.crmId, order.number, document);
    }
  }
}

const newCandidates = (): CustomerCandidates => ({
  partner: new Set(),
  counterparty: new Set(),
  warning: undefined,
});

const KINDS = {
  partner: { object: партнеры, person: 'ЧастноеЛицо', former: 'partners' },
  counterparty: { object: контрагенты, person: 'ФизЛицо', former: 'counterparties' },
} as const;

/** What linking customers needs. */
export interface LinkCustomersDeps {
  readonly onec: OnecClient;
  readonly links: Pick<Links, 'readMany'>;
  readonly write: WriteLink;
}

/** What became of the customers' links. */
export interface LinkedCustomers {
  readonly written: readonly { readonly kind: CustomerKind; readonly result: WrittenLink }[];
  readonly issues: readonly RebuildIssue[];
}

const WRITES_AT_ONCE = 8;

/** Links some customers to the partner and the counterparty that all that is known of them agrees upon. */
export async function linkCustomers(
  crmIds: readonly number[],
  candidates: Candidates,
  former: FormerLinks,
  deps: LinkCustomersDeps,
): Promise<LinkedCustomers> {
  const partners = await linkKind('partner', crmIds, candidates, former, deps);
  const counterparties = await linkKind('counterparty', crmIds, candidates, former, deps);
  const linked = new Set([...partners.linked, ...counterparties.linked]);
  const warnings = crmIds.flatMap((crmId) =>
    linked.has(crmId) ? [] : (candidates.get(crmId)?.warning ?? []),
  );
  return {
    written: [...partners.written, ...counterparties.written],
    issues: [...partners.issues, ...counterparties.issues, ...warnings],
  };
}

interface LinkedKind extends LinkedCustomers {
  readonly linked: readonly number[];
}

async function linkKind(
  kind: CustomerKind,
  crmIds: readonly number[],
  candidates: Candidates,
  former: FormerLinks,
  { onec, links, write }: LinkCustomersDeps,
): Promise<LinkedKind> {
  const held = await links.readMany(kind, crmIds);
  const noted = await notedPersons(
    kind,
    crmIds.filter((crmId) => held.get(String(crmId))?.key === undefined),
    former,
    onec,
  );
  const choices = crmIds.map((crmId) => ({
    crmId,
    choice: chooseCustomer(candidates.get(crmId)?.[kind] ?? [], noted.get(crmId) ?? []),
  }));
  const chosen = choices.flatMap(({ crmId, choice }) =>
    choice !== undefined && 'key' in choice ? [{ crmId, key: choice.key }] : [],
  );
  const results = await eachLimited(chosen, WRITES_AT_ONCE, ({ crmId, key }) =>
    write({ kind, crmId, key, memory: {}, held: held.get(String(crmId)) }),
  );
  const conflicts = choices.flatMap(({ crmId, choice }) =>
    choice !== undefined && 'conflict' in choice && !isSettled(held.get(String(crmId)), choice.conflict)
      ? [issues.customerConflict(kind, crmId, choice.conflict)]
      : [],
  );
  return {
    written: results.map((result) => ({ kind, result })),
    issues: conflicts,
    linked: [...chosen.map(({ crmId }) => crmId), ...crmIds.filter((crmId) => held.has(String(crmId)))],
  };
}

/** A link that somebody made already settles which of the objects is the customer's. */
const isSettled = (link: Link | undefined, keys: readonly string[]): boolean =>
  link?.key !== undefined && keys.includes(link.key);

/**
 * Objects beside which the former extension kept the customers' ids, as far as they are living persons: beside companies it
 * kept ids of another kind (original-import 5.1).
 */
async function notedPersons(
  kind: CustomerKind,
  crmIds: readonly number[],
  former: FormerLinks,
  onec: OnecClient,
): Promise<ReadonlyMap<number, readonly string[]>> {
  const { object, person, former: notes } = KINDS[kind];
  const keys = crmIds.flatMap((crmId) => former[notes].get(crmId) ?? []);
  const found = await onec.listByValues(object, {
    property: 'Ref_Key',
    values: keys.map(guid),
    and: and(eq('ЮрФизЛицо', text(person)), eq('DeletionMark', flag(false))),
    select: ['Ref_Key'],
  });
  const living = new Set(found.map(({ Ref_Key }) => Ref_Key));
  return new Map(
    crmIds.map((crmId) => [crmId, (former[notes].get(crmId) ?? []).filter((key) => living.has(key))]),
  );
}
