import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOfferId } from '../../lib/goods/offer-id.ts';
import type { Settings } from '../../lib/settings/schema.ts';
import { testKey } from '../settings/valid-settings.ts';

const G0 = testKey(1);
const G1 = testKey(2);
const G2 = testKey(3);
const EMPTY = '00000000-0000-0000-0000-000000000000';

function offers(changes: Partial<Settings['offers']> = {}): Settings['offers'] {
  return {
    crmField: 'xmlId',
    onecField: 'guid',
    characteristics: true,
    organizationPrefix: false,
    hierarchy: 'groups',
    ...changes,
  };
}

const plain = (onecField: Settings['offers']['onecField']) => offers({ characteristics: false, onecField });
const prefixed = offers({ organizationPrefix: true });

describe('an offer id with characteristics', () => {
  it('I-69: G1#G2 is product G1 with characteristic G2', () => {
    expect(readOfferId({ xmlId: `${G1}#${G2}` }, offers())).toEqual({
      by: 'key',
      item: G1,
      characteristic: G2,
    });
    expect(readOfferId({ xmlId: G1 }, offers())).toEqual({ by: 'key', item: G1 });
  });

  it('I-69: with a prefix G0#G1#G2 is the same, G0#G1 is product G1', () => {
    expect(readOfferId({ xmlId: `${G0}#${G1}#${G2}` }, prefixed)).toEqual({
      by: 'key',
      item: G1,
      characteristic: G2,
    });
    expect(readOfferId({ xmlId: `${G0}#${G1}` }, prefixed)).toEqual({ by: 'key', item: G1 });
  });

  it('drops a prefix whatever it is, and reads an id that has none yet', () => {
    expect(readOfferId({ xmlId: `shop#${G1}` }, prefixed)).toEqual({ by: 'key', item: G1 });
    expect(readOfferId({ xmlId: G1 }, prefixed)).toEqual({ by: 'key', item: G1 });
  });

  it('ignores onecField', () => {
    expect(readOfferId({ xmlId: G1 }, offers({ onecField: 'article' }))).toEqual({ by: 'key', item: G1 });
  });

  it('takes 1C’s empty reference for no characteristic', () => {
    expect(readOfferId({ xmlId: `${G1}#${EMPTY}` }, offers())).toEqual({ by: 'key', item: G1 });
  });

  it('brings keys to the lower case of 1C and trims blanks', () => {
    const id = 'ABCDEF00-0000-4000-8000-0000000000FF';

    expect(readOfferId({ xmlId: ` ${id}#${id} ` }, offers())).toEqual({
      by: 'key',
      item: id.toLowerCase(),
      characteristic: id.toLowerCase(),
    });
  });

  it.each([
    ['00-00000001', offers(), 'malformedKey'],
    [`${G1}#`, offers(), 'malformedKey'],
    [`#${G1}`, offers(), 'malformedKey'],
    [`${G1}#red`, offers(), 'malformedKey'],
    [EMPTY, offers(), 'malformedKey'],
    [`${EMPTY}#${G2}`, offers(), 'malformedKey'],
    [`{${G1}}`, offers(), 'malformedKey'],
    [`${G0}#${G1}#${G2}`, offers(), 'tooManyParts'],
    [`${G0}#${G1}#${G2}#${G2}`, prefixed, 'tooManyParts'],
    [`${G0}#`, prefixed, 'malformedKey'],
  ] as const)('%s names no product and says why', (xmlId, settings, why) => {
    expect(readOfferId({ xmlId }, settings)).toEqual({ by: 'none', why });
  });
});

describe('an offer id without characteristics', () => {
  it('is a code, an article or a GUID, whole', () => {
    expect(readOfferId({ xmlId: ' 00-00000001 ' }, plain('code'))).toEqual({
      by: 'code',
      code: '00-00000001',
    });
    expect(readOfferId({ xmlId: 'Арт-879#000' }, plain('article'))).toEqual({
      by: 'article',
      article: 'Арт-879#000',
    });
    expect(readOfferId({ xmlId: G1 }, plain('guid'))).toEqual({ by: 'key', item: G1 });
  });

  it('has no organisation to drop', () => {
    const settings = offers({ characteristics: false, organizationPrefix: true, onecField: 'code' });

    expect(readOfferId({ xmlId: 'a#b' }, settings)).toEqual({ by: 'code', code: 'a#b' });
  });

  it('that should be a GUID and is not is a problem, not an exception', () => {
    for (const xmlId of ['00-00000001', `${G1}#${G2}`]) {
      expect(readOfferId({ xmlId }, plain('guid'))).toEqual({ by: 'none', why: 'malformedKey' });
    }
  });
});

describe('the field of the offer', () => {
  it('I-75: externalId is read if the settings say so', () => {
    expect(readOfferId({ xmlId: G2, externalId: G1 }, offers({ crmField: 'externalId' }))).toEqual({
      by: 'key',
      item: G1,
    });
  });

  it.each([[{ externalId: G1 }], [{ xmlId: '  ', externalId: G1 }], [{ xmlId: undefined }], [{}]])(
    'is not replaced by the other one if it is blank: %j',
    (offer) => {
      expect(readOfferId(offer, offers())).toEqual({ by: 'none', why: 'blank' });
    },
  );
});

describe('any offer id', () => {
  const anySettings = fc.record({
    crmField: fc.constantFrom('xmlId', 'externalId'),
    onecField: fc.constantFrom('guid', 'code', 'article'),
    characteristics: fc.boolean(),
    organizationPrefix: fc.boolean(),
    hierarchy: fc.constant('groups'),
  } as const);
  const guid = fc.uuid().map((key) => key.toLowerCase());
  const piece = fc.oneof(guid, fc.string(), fc.constantFrom('', '#', EMPTY));

  it('is read back from what an export would write', () =>
    fc.assert(
      fc.property(
        guid,
        fc.option(guid, { nil: undefined }),
        fc.option(guid, { nil: undefined }),
        (item, characteristic, organization) => {
          const id = [organization, item, characteristic].filter((part) => part !== undefined).join('#');
          // Without a prefix of its own a two-part id would read as a prefixed one, so both ends use the same setting.
          const settings = organization === undefined ? offers() : prefixed;

          expect(readOfferId({ xmlId: id }, settings)).toEqual({
            by: 'key',
            item,
            ...(characteristic === undefined ? {} : { characteristic }),
          });
        },
      ),
    ));

  it('gives keys of 1C or a reason, and never throws', () =>
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 5 }), anySettings, (pieces, settings) => {
        const id = pieces.join('#');
        const product = readOfferId({ xmlId: id, externalId: id }, settings);

        if (product.by === 'key') {
          const keys = [
            product.item,
            ...(product.characteristic === undefined ? [] : [product.characteristic]),
          ];
          for (const key of keys) {
            expect(key).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
            expect(key).not.toBe(EMPTY);
            expect(id.toLowerCase()).toContain(key);
          }
        } else if (product.by === 'none') {
          expect(['blank', 'malformedKey', 'tooManyParts']).toContain(product.why);
        } else {
          expect(Object.values(product)).toContain(id.trim());
        }
      }),
    ));
});
