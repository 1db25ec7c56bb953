import { EMPTY_KEY } from '../onec/values.ts';
import type { Settings } from '../settings/schema.ts';

/** The two ids of a CRM offer, of which the settings choose one. */
export interface OfferIds {
  readonly xmlId?: string | undefined;
  readonly externalId?: string | undefined;
}

/**
 * Why an id names no product: the chosen field is blank; a part is not a GUID, or is 1C's empty reference; there are more
 * parts than an id can have.
 */
type OfferIdProblem = 'blank' | 'malformedKey' | 'tooManyParts';

/** What an offer id says about the product in 1C. */
export type OfferProduct =
  | { readonly by: 'key'; readonly item: string; readonly characteristic?: string }
  | { readonly by: 'code'; readonly code: string }
  | { readonly by: 'article'; readonly article: string }
  | { readonly by: 'none'; readonly why: OfferIdProblem };

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const SEPARATOR = '#';

/**
 * Finds out which product of 1C a CRM offer is (original-import 6.7, original-export 0.4; cases I-69, I-75).
 *
 * `crmField` chooses the id, with no falling back to the other one. With characteristics it is `item[#characteristic]`,
 * behind `organization#` if ids are prefixed, whatever `onecField` says; without them it is the whole code, article or
 * GUID, and the prefix has no effect. GUIDs come back in lower case, as 1C writes them. Nothing is looked up in 1C.
 *
 * @returns `by: 'none'` with the reason where the id cannot name a product; never throws.
 */
export function readOfferId(offer: OfferIds, settings: Settings['offers']): OfferProduct {
  const id = offer[settings.crmField]?.trim() ?? '';
  if (id === '') {
    return { by: 'none', why: 'blank' };
  }
  if (settings.characteristics) {
    return readKeys(withoutOrganization(id, settings.organizationPrefix));
  }
  switch (settings.onecField) {
    case 'code':
      return { by: 'code', code: id };
    case 'article':
      return { by: 'article', article: id };
    case 'guid':
      return readKeys([id]);
  }
}

/** What the ids of an offer are made of: an item of 1C, one of its characteristics, and the organisation that sells it. */
export interface OfferSource {
  readonly item: { readonly Ref_Key: string; readonly Code: string; readonly Артикул: string };
  /** Key; undefined for the bare item. */
  readonly characteristic: string | undefined;
  readonly organization: string;
}

/** The ids under which the CRM knows an offer and its product; both are empty where 1C's chosen field is. */
export interface OfferNames {
  readonly id: string;
  readonly productId: string;
}

/**
 * The ids of an offer, such that {@link readOfferId} reads the same product out of `id` (original-export 0.4, cases E-1 to
 * E-3 and E-32): `item[#characteristic]`, behind `organization#` if ids are prefixed; without characteristics the trimmed
 * code or article, or the GUID, and the prefix has no effect.
 */
export function writeOfferId(source: OfferSource, settings: Settings['offers']): OfferNames {
  if (settings.characteristics) {
    const { item, characteristic, organization } = source;
    const productId = [...(settings.organizationPrefix ? [organization] : []), item.Ref_Key].join(SEPARATOR);
    return {
      id: characteristic === undefined ? productId : `${productId}${SEPARATOR}${characteristic}`,
      productId,
    };
  }
  const id = plainId(source.item, settings.onecField);
  return { id, productId: id };
}

function plainId(item: OfferSource['item'], field: Settings['offers']['onecField']): string {
  switch (field) {
    case 'code':
      return item.Code.trim();
    case 'article':
      return item.Артикул.trim();
    case 'guid':
      return item.Ref_Key;
  }
}

/** An id of one part has no prefix to drop: it was made before prefixes were switched on, and an item is always there. */
function withoutOrganization(id: string, prefixed: boolean): string[] {
  const parts = id.split(SEPARATOR);
  return prefixed && parts.length > 1 ? parts.slice(1) : parts;
}

function readKeys(parts: readonly string[]): OfferProduct {
  const [item = '', characteristic, ...more] = parts.map((part) => part.toLowerCase());
  if (more.length > 0) {
    return { by: 'none', why: 'tooManyParts' };
  }
  if (!isKey(item) || (characteristic !== undefined && !GUID.test(characteristic))) {
    return { by: 'none', why: 'malformedKey' };
  }
  return characteristic === undefined || characteristic === EMPTY_KEY
    ? { by: 'key', item }
    : { by: 'key', item, characteristic };
}

const isKey = (part: string): boolean => GUID.test(part) && part !== EMPTY_KEY;
