import type { OfferCatalog } from '../../../../infra/sandbox/crm/offers.ts';
import type { Prng } from '../../../../infra/sandbox/shop/prng.ts';

type Json = Readonly<Record<string, unknown>>;

/** Statuses that the reference preset exchanges and that end nothing. */
export const STATUSES = [
  'new',
  'availability-confirmed',
  'offer-analog',
  'ready-to-wait',
  'client-confirmed',
  'prepayed',
  'send-to-assembling',
  'assembling',
  'assembling-complete',
];

/**
 * Edits that people make to an order as it stands, one at random. Something of it always stays alive: 1C closes an order of
 * which nothing is left, and takes no change of it any more.
 */
export function createEdits(
  offers: OfferCatalog,
  prng: Prng,
  freshPhone: () => string,
): (order: Json) => Json {
  const edits: readonly ((order: Json) => Json)[] = [
    () => ({ status: prng.pick(STATUSES) }),
    (order) => ({ items: withOne(order, linesOf(order), { quantity: prng.integer(1, 9) }) }),
    (order) => ({ items: withOne(order, linesOf(order), { status: 'new' }) }),
    (order) => ({
      items: withOne(order, liveOf(order).slice(1), { status: 'out-of-stock' }),
    }),
    (order) => ({ items: [...linesOf(order).map(asKept), addition(order)] }),
    (order) => ({ items: liveOf(order).map(asKept) }),
    (order) => ({ items: [asKept(prng.pick(liveOf(order)))] }),
    () => ({ managerComment: `Правка ${prng.integer(1, 1_000_000)}` }),
    () => ({ delivery: { cost: prng.pick([0, 350, 420.5, 99.99]) } }),
    () => ({ discountManualAmount: prng.integer(0, 20) * 10 }),
    () => ({ discountManualPercent: prng.integer(0, 12) }),
    () => ({ phone: freshPhone() }),
  ];

  /** All lines, one of the candidates changed if there is one. */
  const withOne = (order: Json, candidates: readonly Json[], change: Json): readonly Json[] => {
    const chosen = candidates.length === 0 ? undefined : prng.pick(candidates);
    return linesOf(order).map((line) => (line === chosen ? { ...asKept(line), ...change } : asKept(line)));
  };

  const addition = (order: Json): Json => {
    const sold = new Set(linesOf(order).map(({ offer }) => (offer as Json).id));
    const free = offers.all.filter(({ id, good }) => good?.type === 'Товар' && !sold.has(id));
    return { offer: { id: prng.pick(free).id }, quantity: prng.integer(1, 5) };
  };

  return (order) => prng.pick(edits)(order);
}

const linesOf = ({ items }: Json): readonly Json[] => items as readonly Json[];
const liveOf = (order: Json): readonly Json[] =>
  linesOf(order).filter(({ isCanceled }) => isCanceled !== true);

/** A line that is not named in an edit is gone. */
const asKept = ({ id }: Json): Json => ({ id });
