import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOfferId } from '../../lib/goods/offer-id.ts';
import { planOffers } from '../../lib/goods/plan-offers.ts';
import type { Settings } from '../../lib/settings/schema.ts';
import { testKey } from '../settings/valid-settings.ts';
import { characteristic, product } from './support/products.ts';

const N = testKey(101);
const C = testKey(201);
const O = testKey(301);

const OFFERS: Settings['offers'] = {
  crmField: 'xmlId',
  onecField: 'guid',
  characteristics: true,
  organizationPrefix: false,
  hierarchy: 'groups',
};
const rules = (changes: Partial<Settings['offers']> = {}, shared: readonly string[] = []) => ({
  offers: { ...OFFERS, ...changes },
  organization: O,
  shared: new Set(shared),
});
const ids = (plan: ReturnType<typeof planOffers>) => plan.offers.map(({ id }) => id);
const reasons = (plan: ReturnType<typeof planOffers>) =>
  plan.leftOut.map(({ code, reason }) => [code, reason]);
const plain = (onecField: Settings['offers']['onecField']) => rules({ characteristics: false, onecField });

describe('the ids of offers', () => {
  it('E-1: an item is N, its characteristic N#C', () => {
    expect(ids(planOffers([product()], rules()))).toEqual([N]);
    expect(planOffers([product({}, [characteristic(C)])], rules()).offers).toMatchObject([
      { id: `${N}#${C}`, productId: N },
    ]);
  });

  it('E-2: with the organisation O#N and O#N#C', () => {
    const prefixed = rules({ organizationPrefix: true });
    expect(ids(planOffers([product()], prefixed))).toEqual([`${O}#${N}`]);
    expect(planOffers([product({}, [characteristic(C)])], prefixed).offers).toMatchObject([
      { id: `${O}#${N}#${C}`, productId: `${O}#${N}` },
    ]);
  });

  it('E-3: without characteristics the code is trimmed, no-break blanks too', () => {
    expect(ids(planOffers([product({ Code: '00-00000123\u00a0 ' })], plain('code')))).toEqual([
      '00-00000123',
    ]);
    expect(ids(planOffers([product({ Артикул: ' К-1 ' })], plain('article')))).toEqual(['К-1']);
    expect(ids(planOffers([product()], plain('guid')))).toEqual([N]);
  });

  it('E-4: the id is the same whichever field of the CRM carries it', () => {
    expect(ids(planOffers([product()], rules({ crmField: 'externalId' })))).toEqual([N]);
  });

  it('without characteristics in the settings an item with some is one offer', () => {
    expect(ids(planOffers([product({}, [characteristic(C)])], plain('guid')))).toEqual([N]);
  });

  it('names the product that an order is read by', () => {
    const guid = fc.uuid();
    fc.assert(
      fc.property(guid, fc.option(guid, { nil: undefined }), fc.boolean(), (key, variant, isPrefixed) => {
        const offers = { ...OFFERS, organizationPrefix: isPrefixed };
        const variants = variant === undefined ? [] : [characteristic(variant)];
        const plan = planOffers([product({ Ref_Key: key }, variants)], rules(offers));
        expect(readOfferId({ xmlId: plan.offers[0]?.id }, offers)).toEqual({
          by: 'key',
          item: key,
          ...(variant === undefined ? {} : { characteristic: variant }),
        });
      }),
    );
  });
});

describe('what gives no offer', () => {
  it('E-18, E-33: an item without an article, where the article is the identifier', () => {
    const plan = planOffers(
      [product({ Артикул: ' ' }), product({ Code: '2', Артикул: 'Б' })],
      plain('article'),
    );
    expect(ids(plan)).toEqual(['Б']);
    expect(reasons(plan)).toEqual([['00-00000101', 'identifierBlank']]);
  });

  it('D-45: of two goods with one identifier neither', () => {
    const pair = [product({ Code: '1', Артикул: 'А' }), product({ Code: '2', Артикул: 'А ' })];
    expect(planOffers([...pair, product({ Code: '3', Артикул: 'Б' })], plain('article'))).toMatchObject({
      offers: [{ id: 'Б' }],
      leftOut: [
        { code: '1', reason: 'identifierAmbiguous' },
        { code: '2', reason: 'identifierAmbiguous' },
      ],
    });
  });

  it('D-45: nor a good whose identifier another one has that is not read here', () => {
    const shared = { ...plain('article'), shared: new Set(['Б-101']) };
    expect(reasons(planOffers([product()], shared))).toEqual([['00-00000101', 'identifierAmbiguous']]);
  });

  it('D-45: an item that keeps characteristics and has none alive', () => {
    const bare = { ...product(), keepsCharacteristics: true };
    expect(reasons(planOffers([bare], rules()))).toEqual([['00-00000101', 'noCharacteristics']]);
    expect(ids(planOffers([bare], plain('guid')))).toEqual([N]);
  });

  it('a list of characteristics that goods share gives each of them its own offers', () => {
    const common = [characteristic(C), characteristic(testKey(202))];
    const goods = [product({}, common), product({ Ref_Key: testKey(102) }, common)];
    expect(ids(planOffers(goods, rules()))).toEqual([
      `${N}#${C}`,
      `${N}#${testKey(202)}`,
      `${testKey(102)}#${C}`,
      `${testKey(102)}#${testKey(202)}`,
    ]);
  });
});
