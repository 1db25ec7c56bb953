import { describe, expect, it } from 'vitest';
import { EMPTY_KEY } from '../../../../lib/onec/values.ts';
import {
  chooseGood,
  type GoodCandidate,
  goodOfSettings,
} from '../../../../lib/orders/order/goods/choose-good.ts';
import { testKey } from '../../../settings/valid-settings.ts';

const KEY = 'abcdef00-0000-4000-8000-000000000012';
const VAT = testKey(20);
const SIZE = testKey(7);
const NONE: ReadonlySet<string> = new Set();

function candidate(changes: Partial<GoodCandidate> = {}): GoodCandidate {
  return {
    Ref_Key: KEY,
    Code: '00-00000012 ',
    Description: 'Чайник  ',
    Артикул: 'A-12  ',
    IsFolder: false,
    DeletionMark: false,
    ТипНоменклатуры: 'Товар',
    СтавкаНДС_Key: VAT,
    ...changes,
  };
}

const byKey = { by: 'key', item: KEY } as const;
const byCode = { by: 'code', code: '00-00000012' } as const;
const byArticle = { by: 'article', article: 'A-12' } as const;
const kettle = { key: KEY, characteristic: EMPTY_KEY, name: 'Чайник', isService: false, vatRateKey: VAT };

describe('the product that an offer means', () => {
  it.each([byKey, byCode, byArticle])(
    'is found by $by, and the padding of 1C’s texts does not matter',
    (id) => {
      const other = candidate({ Ref_Key: testKey(2), Code: '00-00000013', Артикул: 'A-13' });
      expect(chooseGood(id, [other, candidate()], NONE)).toEqual(kettle);
    },
  );

  it('is found by a key in capitals', () => {
    const Ref_Key = KEY.toUpperCase();
    expect(chooseGood(byKey, [candidate({ Ref_Key })], NONE)).toEqual({ ...kettle, key: Ref_Key });
  });

  it.each(['Услуга', 'Работа'] as const)('is a service if it is %s', (ТипНоменклатуры) => {
    expect(chooseGood(byKey, [candidate({ ТипНоменклатуры })], NONE)).toMatchObject({ isService: true });
  });

  it('has the characteristic that the offer names, if 1C has it', () => {
    const id = { ...byKey, characteristic: SIZE };
    expect(chooseGood(id, [candidate()], new Set([SIZE]))).toMatchObject({ characteristic: SIZE });
    expect(chooseGood(id, [candidate()], NONE)).toEqual({ missing: 'noCharacteristic' });
  });

  it('is the one that can be sold beside marked duplicates and folders of its code', () => {
    const marked = candidate({ Ref_Key: testKey(2), DeletionMark: true });
    const folder = candidate({ Ref_Key: testKey(3), IsFolder: true });
    expect(chooseGood(byCode, [marked, folder, candidate()], NONE)).toEqual(kettle);
  });
});

describe('an offer means no product', () => {
  it.each([
    ['noOffer', undefined, [candidate()]],
    ['noId', { by: 'none', why: 'blank' }, [candidate()]],
    ['malformed', { by: 'none', why: 'malformedKey' }, [candidate()]],
    ['malformed', { by: 'none', why: 'tooManyParts' }, [candidate()]],
    ['absent', byCode, [candidate({ Code: '00-00000013' })]],
    ['ambiguous', byArticle, [candidate(), candidate({ Ref_Key: testKey(2) })]],
    ['ambiguous', byCode, [candidate({ DeletionMark: true }), candidate({ IsFolder: true })]],
    ['folder', byKey, [candidate({ IsFolder: true })]],
    ['marked', byKey, [candidate({ DeletionMark: true })]],
  ] as const)('I-68: %s', (missing, id, candidates) => {
    expect(chooseGood(id, candidates, NONE)).toEqual({ missing });
  });
});

describe('a product that the settings name', () => {
  it('is found whether its key is in capitals or not', () => {
    expect(goodOfSettings(KEY.toUpperCase(), [candidate({ Ref_Key: testKey(2) }), candidate()])).toEqual(
      kettle,
    );
  });

  it('is undefined if 1C does not hold it', () => {
    expect(goodOfSettings(KEY, [])).toBeUndefined();
  });
});
