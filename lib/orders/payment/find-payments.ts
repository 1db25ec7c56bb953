import type { OnecClient } from '../../onec/client.ts';
import { and, castKey, dateTime, eq, flag, guid } from '../../onec/filter.ts';
import { объектыРасчетов } from '../../onec/ut/objects/settlements.ts';
import { isEmptyKey } from '../../onec/values.ts';
import { accountTime } from '../../platform/account-time.ts';
import type { Settings } from '../../settings/schema.ts';
import { type Link, sameRef } from '../../state/links.ts';
import type { ReadDeps } from '../flow.ts';
import { dayOf } from '../onec-dates.ts';
import type { OrderDocument } from '../order/facts.ts';
import { memoryOf } from '../order/order-memory.ts';
import type { OrderState } from '../order-state.ts';
import type { KnownPayment, PaymentDocument, PaymentFacts } from './facts.ts';
import { ALL_KINDS, PAYMENT_KINDS, type PaymentKind } from './payment-kinds.ts';
import { kindOf } from './payment-memory.ts';

const FIELDS = [
  'Ref_Key',
  'DataVersion',
  'Posted',
  'DeletionMark',
  'Number',
  'Date',
  'СуммаДокумента',
] as const;

/**
 * What there is of an order's payments. Nothing is asked of 1C where the order has none and never had.
 *
 * @returns undefined if there is nothing to be planned: no payments, or they are switched off (I-97).
 * @throws what 1C and the state table throw; `BaseLacks` where the base lacks what payments need.
 */
export async function findPayments(
  state: OrderState,
  document: OrderDocument,
  deps: ReadDeps,
): Promise<PaymentFacts | undefined> {
  const { order, site, current } = state;
  const { settings } = current;
  const remembered = memoryOf(state.link).payments ?? [];
  const isNamed = ({ status }: { readonly status?: string }): boolean =>
    status === settings.codes.paid || status === settings.codes.notPaid;
  const ids = [...new Set([...order.payments.filter(isNamed).map(({ id }) => id), ...remembered])];
  if (!settings.create.payments || ids.length === 0) {
    return undefined;
  }
  const links = await deps.links.readMany('payment', ids);
  const isPaid = order.payments.some(({ status }) => status === settings.codes.paid);
  if (!isPaid && links.size === 0) {
    return undefined;
  }
  const release = await deps.onec.demand('payments', usedKinds(settings));
  const [known, places, article, vatRates, contractObject] = await Promise.all([
    readKnown([...links.values()], deps),
    deps.dictionaries.moneyPlaces(placesOf(settings, site)),
    deps.dictionaries.paymentArticle(),
    deps.dictionaries.vatRates(),
    findContractObject(document, deps.onec),
  ]);
  return {
    release,
    proposed: deps.proposed,
    known,
    places,
    article,
    vatRates,
    contractObject,
    today: dayOf(accountTime(deps.clock.now(), settings.timeZone)),
  };
}

/** The documents that payments may become. */
const usedKinds = ({ payments, ut }: Settings): ReadonlySet<PaymentKind> =>
  new Set(
    payments.map(({ document }) => document).filter((kind) => kind !== 'cardPayment' || ut.cardPayments),
  );

function placesOf({ payments, ut }: Settings, site: Settings['sites'][number]) {
  const keysOf = (kind: PaymentKind): readonly string[] => {
    const { place } = PAYMENT_KINDS[kind];
    const rows = payments.filter(({ document }) => document === kind);
    return rows.length === 0
      ? []
      : [...new Set([...rows.map((row) => row[place]), site[place]])].filter(
          (key) => key !== undefined && key !== null,
        );
  };
  return {
    cashDesk: keysOf('cashReceipt'),
    bankAccount: keysOf('bankReceipt'),
    terminal: ut.cardPayments ? keysOf('cardPayment') : [],
  };
}

/** The documents behind links and intents: by key in one request a set, and by what was sent where an answer was lost. */
async function readKnown(links: readonly Link[], deps: ReadDeps): Promise<ReadonlyMap<number, KnownPayment>> {
  const found = await Promise.all(
    ALL_KINDS.map(async (kind) => {
      const ofKind = links.filter((link) => kindOf(link) === kind);
      const documents = await readByKeys(kind, ofKind.map(keyOfLink), deps.onec);
      return Promise.all(
        ofKind.map(async (link): Promise<[number, KnownPayment]> => {
          const document = documents.find(({ Ref_Key }) => Ref_Key === keyOfLink(link));
          const created = document ?? (link.key === undefined ? await findSent(link, kind, deps) : undefined);
          return [Number(link.ref.id), { link, kind, document: created }];
        }),
      );
    }),
  );
  return new Map(found.flat());
}

const keyOfLink = ({ key, intent }: Link): string => key ?? intent.proposedKey;

async function readByKeys(
  kind: PaymentKind,
  keys: readonly string[],
  onec: OnecClient,
): Promise<readonly PaymentDocument[]> {
  return keys.length === 0
    ? []
    : onec.listByValues(PAYMENT_KINDS[kind].object, {
        property: 'Ref_Key',
        values: keys.map(guid),
        select: [...FIELDS],
      });
}

/**
 * A document whose answer was lost, in a base that chooses keys itself: of the counterparty and the very time, with the
 * payment's id in the comment, and nobody else's (design, decisions).
 */
async function findSent(
  { intent: { sent }, ref }: Link,
  kind: PaymentKind,
  { onec, holders }: ReadDeps,
): Promise<PaymentDocument | undefined> {
  const { Date: date, Контрагент_Key: counterparty } = sent;
  if (date === undefined || counterparty === undefined) {
    return undefined;
  }
  const found = await onec.list(PAYMENT_KINDS[kind].object, {
    filter: and(
      eq('Date', dateTime(date)),
      eq('Контрагент_Key', guid(counterparty)),
      eq('DeletionMark', flag(false)),
    ),
    select: [...FIELDS, 'Комментарий'],
  });
  for (const document of found.filter((each) => endsWithId(each.Комментарий, ref.id))) {
    const holder = await holders.holderOf(document.Ref_Key);
    if (holder === undefined || sameRef(holder, ref)) {
      return document;
    }
  }
  return undefined;
}

const endsWithId = (comment: string, id: string): boolean => comment === id || comment.endsWith(` ${id}`);

/** The settlement object of the order's contract, where that is what is settled (ut-filling 0.1). */
async function findContractObject(
  { ПорядокРасчетов: settlementOrder, Договор_Key: contract }: OrderDocument,
  onec: OnecClient,
): Promise<string | undefined> {
  if (settlementOrder?.startsWith('ПоДоговорам') !== true || isEmptyKey(contract)) {
    return undefined;
  }
  const [object] = await onec.list(объектыРасчетов, {
    filter: and(
      eq('Объект', castKey(contract, 'Catalog_ДоговорыКонтрагентов')),
      eq('DeletionMark', flag(false)),
    ),
    select: ['Ref_Key'],
  });
  return object?.Ref_Key;
}
