import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeChunks } from '../../../lib/catalog/icml/encode-chunks.ts';
import type { IcmlOffer } from '../../../lib/catalog/icml/icml.ts';
import { ICML_FOOT, icmlHead, icmlOffer } from '../../../lib/catalog/icml/write-icml.ts';
import { hostileText, readable } from '../support/hostile-text.ts';
import { readByEach } from '../support/libxml.ts';
import { type Parsed, readIcml } from '../support/read-icml.ts';

const OFFER: IcmlOffer = {
  id: '1',
  productId: '1',
  quantity: '0',
  isService: false,
  categoryId: undefined,
  name: 'Болт',
  productName: 'Болт',
  price: '0',
  purchasePrice: undefined,
  vatRate: undefined,
  article: '',
  vendor: '',
  description: '',
  pictures: [],
  params: [],
  unit: undefined,
  weight: undefined,
  dimensions: undefined,
  barcodes: [],
  isMarkable: false,
};

const HEAD = { date: '2026-01-10 12:00:00', shopName: 'Магазин', companyName: 'ООО', categories: [] };

async function* inPages(pages: readonly (readonly string[])[]): AsyncGenerator<readonly string[]> {
  yield* pages;
}

const anyLength = fc.oneof(fc.nat(500), fc.integer({ min: 30_000, max: 70_000 }));

async function fileOf(offers: readonly IcmlOffer[], head = HEAD): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of encodeChunks(inPages([[icmlHead(head)], offers.map(icmlOffer), [ICML_FOOT]]))) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const anyOffer: fc.Arbitrary<IcmlOffer> = fc.record({
  id: hostileText,
  productId: hostileText,
  quantity: fc.nat(1_000_000).map((thousandths) => String(thousandths / 1000)),
  isService: fc.boolean(),
  categoryId: fc.option(hostileText, { nil: undefined }),
  name: hostileText,
  productName: hostileText,
  price: fc.nat().map(String),
  purchasePrice: fc.option(fc.nat().map(String), { nil: undefined }),
  vatRate: fc.constantFrom('none', '0', '22', undefined),
  article: fc.oneof(fc.constant(''), hostileText),
  vendor: fc.oneof(fc.constant(''), hostileText),
  description: fc.oneof(fc.constant(''), hostileText),
  pictures: fc.array(hostileText, { maxLength: 2 }),
  params: fc.array(fc.record({ code: hostileText, name: hostileText, value: hostileText }), { maxLength: 3 }),
  unit: fc.option(fc.record({ code: hostileText, name: hostileText, symbol: hostileText }), {
    nil: undefined,
  }),
  weight: fc.constantFrom('0.35', undefined),
  dimensions: fc.constantFrom('30/12.5/8', undefined),
  barcodes: fc.array(hostileText, { maxLength: 2 }),
  isMarkable: fc.boolean(),
});

/** An offer as it is to come out of a parser. */
function expected(offer: IcmlOffer): Parsed {
  const params = [
    ...(offer.article === '' ? [] : [{ code: 'article', name: 'Артикул', value: offer.article }]),
    ...offer.params,
  ];
  const given = {
    '@id': readable(offer.id),
    '@productId': readable(offer.productId),
    '@quantity': offer.quantity,
    '@type': offer.isService ? 'service' : 'product',
    name: readable(offer.name),
    productName: readable(offer.productName),
    xmlId: readable(offer.id),
    price: offer.price,
    purchasePrice: offer.purchasePrice,
    categoryId: offer.categoryId === undefined ? undefined : readable(offer.categoryId),
    vatRate: offer.vatRate,
    vendor: offer.vendor === '' ? undefined : readable(offer.vendor),
    param: params.map(({ code, name, value }) => ({
      '@code': readable(code),
      '@name': readable(name),
      '#text': readable(value),
    })),
    unit: offer.unit && {
      '@code': readable(offer.unit.code),
      '@name': readable(offer.unit.name),
      '@sym': readable(offer.unit.symbol),
    },
    weight: offer.weight,
    dimensions: offer.dimensions,
    barcode: offer.barcodes.map(readable),
    picture: offer.pictures.map(readable),
    description: offer.description === '' ? undefined : readable(offer.description),
    markable: offer.isMarkable ? 'Y' : 'N',
    productActivity: 'Y',
    activity: 'Y',
  };
  return Object.fromEntries(
    Object.entries(given).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

describe('an ICML file', () => {
  it('C-15: reads back as what was written, whatever is in the names', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyOffer, { maxLength: 20 }), async (offers) => {
        const file = readIcml(await fileOf(offers));
        expect(file.offers).toEqual(offers.map(expected));
      }),
      { numRuns: 500 },
    );
  });

  it('C-15: offers that are hostile in every text are read alike by parsers that know nothing of each other', async () => {
    const count = 1000;
    await fc.assert(
      fc.asyncProperty(fc.array(anyOffer, { minLength: count, maxLength: count }), async (offers) => {
        const wanted = offers.map(expected);
        for (const [parser, { offers: found }] of readByEach(await fileOf(offers))) {
          expect(found, parser).toEqual(wanted);
        }
      }),
      // So many offers do not shrink within a test's time; the seed brings them back.
      { numRuns: 1, endOnFailure: true },
    );
  });

  it('names shop, company, moment and categories, of which only those below another have a parent', async () => {
    const categories = [
      { id: 'F&', parentId: undefined, name: 'Болты "и" <гайки>' },
      { id: 'G', parentId: 'F&', name: 'Гайки' },
    ];
    const file = readIcml(
      await fileOf([OFFER], { ...HEAD, shopName: 'A & B', categories: categories as never }),
    );
    expect(file).toMatchObject({ date: HEAD.date, name: 'A & B', company: 'ООО' });
    expect(file.categories).toEqual([
      { '@id': 'F&', '#text': 'Болты "и" <гайки>' },
      { '@id': 'G', '@parentId': 'F&', '#text': 'Гайки' },
    ]);
  });

  it('comes in pieces of some 64 KiB, however long or short the texts are, and nothing is lost', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyLength, { maxLength: 40 }), async (lengths) => {
        const texts = lengths.map((length, index) =>
          String.fromCodePoint(0x430 + (index % 32)).repeat(length),
        );
        const chunks: Buffer[] = [];
        for await (const chunk of encodeChunks(inPages([texts.slice(0, 3), [], texts.slice(3)]))) {
          chunks.push(chunk);
        }
        expect(Buffer.concat(chunks).toString('utf8')).toBe(texts.join(''));
        const longest = Math.max(0, ...lengths) * 2;
        for (const chunk of chunks) {
          expect(chunk.length).toBeLessThanOrEqual(Math.max(128 * 1024, longest));
        }
        expect(chunks.length).toBeLessThanOrEqual(2 + 2 * lengths.length);
      }),
      { numRuns: 50 },
    );
  });
});
