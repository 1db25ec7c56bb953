import { XMLParser } from 'fast-xml-parser';

/** An element as the parser gives it: attributes with `@`, text under `#text`. */
export type Parsed = Readonly<Record<string, unknown>>;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  alwaysCreateTextNode: false,
  htmlEntities: true,
  processEntities: { enabled: true, maxTotalExpansions: 10_000_000, maxExpandedLength: 1_000_000_000 },
  isArray: (name) => ['offer', 'category', 'param', 'picture', 'barcode'].includes(name),
});

export interface ReadIcml {
  readonly date: string;
  readonly name: string;
  readonly company: string;
  readonly categories: readonly Parsed[];
  readonly offers: readonly Parsed[];
}

/** A catalogue as a stranger reads it. */
export function readIcml(xml: string): ReadIcml {
  const { yml_catalog: root } = parser.parse(xml) as { yml_catalog: Record<string, unknown> };
  const shop = root.shop as Record<string, never>;
  const list = (parent: unknown, name: string): readonly Parsed[] =>
    typeof parent === 'object' && parent !== null
      ? (((parent as Record<string, unknown>)[name] as readonly Parsed[] | undefined) ?? [])
      : [];
  return {
    date: String(root['@date']),
    name: String(shop.name),
    company: String(shop.company),
    categories: list(shop.categories, 'category'),
    offers: list(shop.offers, 'offer'),
  };
}

/** The offer with an id. */
export const offerOf = ({ offers }: ReadIcml, id: string): Parsed | undefined =>
  offers.find((offer) => offer['@id'] === id);
