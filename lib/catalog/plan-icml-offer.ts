import type { Offer } from '../goods/plan-offers.ts';
import type { FoundPrice, NoPriceReason } from '../goods/prices/price-list.ts';
import { type Item, isService } from '../goods/product.ts';
import { priceToNumber, type Quantity, quantityToNumber } from '../money/kopecks.ts';
import { isEmptyKey } from '../onec/values.ts';
import type { Settings } from '../settings/schema.ts';
import type { BarcodeRecord, ItemDetails, SliceDetails } from './details.ts';
import type { IcmlOffer, IcmlUnit } from './icml/icml.ts';
import { isMarkable } from './marking.ts';
import { type Measures, measuresOf } from './measures.ts';
import { paramsOf } from './params.ts';
import type { Categories } from './plan-categories.ts';

/** What an offer costs and how much of it is free; the figures are 1C's. */
export interface OfferFigures {
  readonly free: Quantity;
  /** Undefined where 1C has none. */
  readonly sale: FoundPrice | undefined;
  /** Undefined where 1C has none, or the settings do not want it in the file. */
  readonly purchase: FoundPrice | undefined;
}

export interface OfferContext {
  readonly details: SliceDetails;
  readonly categories: Categories;
  readonly customFields: Settings['customFields'];
  /** Percent or `none` by the key of an item's rate. */
  readonly vatRate: (rateKey: string) => string | undefined;
}

/** Why an offer is left out although it has an id: its price cannot be told, and none would be read as zero. */
export type PlannedOffer =
  | { readonly offer: IcmlOffer; readonly reason?: undefined }
  | { readonly offer?: undefined; readonly reason: NoPriceReason };

/**
 * An offer as it stands in the file (original-export 3.5; D-47; retailcrm-api 8). Without a price it costs 0; a purchase
 * price that is absent, or cannot be told, is not written: the CRM would take 0 for one.
 */
export function planIcmlOffer(
  offer: Offer,
  { free, sale, purchase }: OfferFigures,
  context: OfferContext,
): PlannedOffer {
  if (sale?.reason !== undefined) {
    return { reason: sale.reason };
  }
  const { item, characteristic } = offer;
  const { details, categories, customFields, vatRate } = context;
  const own = details.items.get(item.Ref_Key);
  const rows = details.characteristics.get(characteristic?.Ref_Key ?? '') ?? [];
  return {
    offer: {
      id: offer.id,
      productId: offer.productId,
      ...namesOf(offer, own),
      quantity: isService(item) ? '0' : String(quantityToNumber(free)),
      isService: isService(item),
      categoryId: categories.of(item),
      price: figureOf(sale) ?? '0',
      purchasePrice: figureOf(purchase),
      vatRate: vatRate(item.СтавкаНДС_Key),
      article: item.Артикул.trim(),
      vendor: vendorOf(own, details),
      description: (own?.Описание ?? '').trim(),
      pictures: details.pictures.get(item.Ref_Key) ?? [],
      params: paramsOf([...(own?.ДополнительныеРеквизиты ?? []), ...rows], details.words, customFields),
      unit: unitOf(item, details),
      ...measuresIn(details, own),
      barcodes: barcodesOf(offer, details.barcodes.get(item.Ref_Key) ?? []),
      isMarkable: isMarked(item, own, details),
    },
  };
}

/** In roubles, or whatever the site's currency is. */
const figureOf = (found: FoundPrice | undefined): string | undefined =>
  found?.price === undefined ? undefined : String(priceToNumber(found.price));

/** The name tells the characteristic too (case E-32). */
function namesOf({ item, characteristic }: Offer, own: ItemDetails | undefined) {
  const name = unquoted(item.Description);
  const variant = unquoted(characteristic?.НаименованиеПолное || characteristic?.Description || '');
  return {
    name: variant === '' ? name : `${name}, ${variant}`,
    productName: unquoted(own?.НаименованиеПолное ?? '') || name,
  };
}

function measuresIn({ packages, units }: SliceDetails, own: ItemDetails | undefined): Measures {
  return own === undefined
    ? { weight: undefined, dimensions: undefined }
    : measuresOf(own, packages.get(own.Ref_Key) ?? [], units);
}

/** As the former extension wrote names (case E-28). */
const unquoted = (text: string): string => text.replaceAll('"', '').trim();

/** The manufacturer, else the brand (D-47). */
function vendorOf(own: ItemDetails | undefined, { makers }: SliceDetails): string {
  return (makers.get(own?.Производитель_Key ?? '') || makers.get(own?.Марка_Key ?? '')) ?? '';
}

/** By the register of 11.5.27, or by a feature as until then. */
const isMarked = (item: Item, own: ItemDetails | undefined, details: SliceDetails): boolean =>
  details.marked.has(item.Ref_Key) ||
  details.marked.has(item.ВидНоменклатуры_Key) ||
  isMarkable(featureOf(item, own, details));

/** The item's own feature, else that of its kind (case E-34). */
function featureOf(item: Item, own: ItemDetails | undefined, { kindFeatures }: SliceDetails): string {
  const feature = own?.ОсобенностьУчета ?? '';
  return feature === '' ? (kindFeatures.get(item.ВидНоменклатуры_Key) ?? '') : feature;
}

function unitOf(item: Item, { units }: SliceDetails): IcmlUnit | undefined {
  const unit = units.get(item.ЕдиницаИзмерения_Key);
  return (
    unit && {
      code: unit.Code.trim(),
      name: unit.НаименованиеПолное.trim() || unit.Description.trim(),
      symbol: unit.Description.trim(),
    }
  );
}

/** All codes of the base unit (case E-38), of the offer's characteristic if it has one. */
function barcodesOf({ item, characteristic }: Offer, records: readonly BarcodeRecord[]): readonly string[] {
  const codes = records
    .filter(
      (record) =>
        (isEmptyKey(record.Упаковка_Key) || record.Упаковка_Key === item.ЕдиницаИзмерения_Key) &&
        (characteristic === undefined || record.Характеристика_Key === characteristic.Ref_Key),
    )
    .map(({ Штрихкод }) => Штрихкод.trim());
  return [...new Set(codes)].filter((code) => code !== '').toSorted();
}
