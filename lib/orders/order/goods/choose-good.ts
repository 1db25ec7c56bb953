import type { OfferProduct } from '../../../goods/offer-id.ts';
import type { EntityOf } from '../../../onec/ut/describe.ts';
import type { номенклатура } from '../../../onec/ut/objects/goods.ts';
import { EMPTY_KEY } from '../../../onec/values.ts';
import type { Good, NoGood } from '../facts.ts';

/** An element or a folder of Номенклатура as far as the choice among several asks for it. */
export type GoodCandidate = Pick<
  EntityOf<typeof номенклатура>,
  | 'Ref_Key'
  | 'Code'
  | 'Description'
  | 'Артикул'
  | 'IsFolder'
  | 'DeletionMark'
  | 'ТипНоменклатуры'
  | 'СтавкаНДС_Key'
>;

/** Sold as its parts, which only 1C knows; an order of it could not be shipped (D-12). */
const SET = 'Набор';
const SERVICES = new Set<string>(['Услуга', 'Работа']);

/**
 * The product of 1C that an offer of the CRM means (original-import 6.7, cases I-68, I-69 and I-75).
 *
 * @param id what the offer's id says; undefined for an item that was typed into the order without an offer.
 * @param candidates what 1C holds under the keys, codes and articles of all offers that are asked about.
 * @param characteristics keys, in small letters, of those that 1C has.
 * @returns why it means none, where it does not mean exactly one product that can be sold.
 */
export function chooseGood(
  id: OfferProduct | undefined,
  candidates: readonly GoodCandidate[],
  characteristics: ReadonlySet<string>,
): Good | NoGood {
  if (id === undefined) {
    return { missing: 'noOffer' };
  }
  if (id.by === 'none') {
    return { missing: id.why === 'blank' ? 'noId' : 'malformed' };
  }
  const meant = candidates.filter((candidate) => isMeant(id, candidate));
  const live = meant.filter(({ IsFolder, DeletionMark }) => !IsFolder && !DeletionMark);
  // Marked duplicates and folders of the same code do not matter beside a product that can be sold.
  const [good, ...others] = live.length > 0 ? live : meant;
  if (good === undefined) {
    return { missing: 'absent' };
  }
  if (others.length > 0) {
    return { missing: 'ambiguous' };
  }
  if (good.IsFolder) {
    return { missing: 'folder' };
  }
  if (good.DeletionMark) {
    return { missing: 'marked' };
  }
  if (good.ТипНоменклатуры === SET) {
    return { missing: 'set' };
  }
  const characteristic = id.by === 'key' ? id.characteristic : undefined;
  return characteristic === undefined || characteristics.has(characteristic)
    ? asGood(good, characteristic ?? EMPTY_KEY)
    : { missing: 'noCharacteristic' };
}

/** The product with a key that the settings name, without a characteristic; undefined if 1C does not hold it, or marks it for deletion. */
export function goodOfSettings(key: string, candidates: readonly GoodCandidate[]): Good | undefined {
  const good = candidates.find(({ Ref_Key, DeletionMark }) => sameKey(Ref_Key, key) && !DeletionMark);
  return good && asGood(good, EMPTY_KEY);
}

function isMeant(id: OfferProduct, good: GoodCandidate): boolean {
  switch (id.by) {
    case 'key':
      return sameKey(good.Ref_Key, id.item);
    case 'code':
      return good.Code.trim() === id.code;
    case 'article':
      return good.Артикул.trim() === id.article;
    default:
      return false;
  }
}

/** GUIDs are the same in capitals. */
const sameKey = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();

function asGood(good: GoodCandidate, characteristic: string): Good {
  return {
    key: good.Ref_Key,
    characteristic,
    name: good.Description.trim(),
    isService: SERVICES.has(good.ТипНоменклатуры),
    vatRateKey: good.СтавкаНДС_Key,
  };
}
