import * as z from 'zod/mini';
import { fieldErrors } from '../field-errors.ts';
import type { Offer, OfferCatalog } from '../offers.ts';
import { type Parameters, textOf } from '../parameters.ts';
import { badEntity, badInput, missingParameter } from '../refusal.ts';

/** One of these names an offer (retailcrm-api 4). */
export const offerReference = {
  id: z.exactOptional(z.number()),
  externalId: z.exactOptional(z.string()),
  xmlId: z.exactOptional(z.string()),
};

type Reference = Readonly<Record<'externalId' | 'xmlId', string | undefined>> & {
  readonly id?: number | undefined;
};

/** The official clients send no more; what the service does beyond it nobody has seen, so the sandbox refuses it. */
const MOST_OFFERS = 250;

/**
 * The list that an upload carries as JSON.
 *
 * @throws {Refusal} 400 for a list that is missing, empty, too long or of another shape.
 */
export function listParameter<Row>(
  parameters: Parameters,
  name: string,
  row: z.ZodMiniType<Row>,
): readonly Row[] {
  const text = textOf(parameters[name]);
  if (text === undefined) {
    throw missingParameter(name);
  }
  const parsed = z.safeParse(z.array(row), parsedJson(name, text));
  if (!parsed.success) {
    throw badEntity(fieldErrors(parsed.error));
  }
  if (parsed.data.length === 0 || parsed.data.length > MOST_OFFERS) {
    throw badInput(name, `This collection should contain 1 to ${MOST_OFFERS} elements.`);
  }
  return parsed.data;
}

function parsedJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badInput(name, 'This value is not valid JSON.');
  }
}

/** A row that names an offer of the account, or what the answer says of one that does not. */
function findOffer(
  { id, externalId, xmlId }: Partial<Reference>,
  offers: OfferCatalog,
): { readonly offer: Offer } | { readonly missing: object } {
  const offer = offers.find({ id, externalId, xmlId });
  return offer === undefined
    ? {
        missing: {
          ...(id === undefined ? {} : { id }),
          ...(externalId === undefined ? {} : { externalId }),
          ...(xmlId === undefined ? {} : { xmlId }),
        },
      }
    : { offer };
}

/**
 * An upload row by row: what each known offer has in the end, several rows of one offer one after the other, and
 * references of offers that the account does not know. `before` reads what an offer has, `after` applies a row to that.
 */
export function applyRows<Row extends Partial<Reference>, Value>(
  rows: readonly Row[],
  offers: OfferCatalog,
  {
    before,
    after,
  }: { readonly before: (offer: Offer) => Value; readonly after: (value: Value, row: Row) => Value },
): { readonly changed: ReadonlyMap<number, Value>; readonly notFoundOffers: readonly object[] } {
  const changed = new Map<number, Value>();
  const notFoundOffers: object[] = [];
  for (const row of rows) {
    const found = findOffer(row, offers);
    if ('missing' in found) {
      notFoundOffers.push(found.missing);
    } else {
      changed.set(found.offer.id, after(changed.get(found.offer.id) ?? before(found.offer), row));
    }
  }
  return { changed, notFoundOffers };
}
