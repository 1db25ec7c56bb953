import { describe, expect, it } from 'vitest';
import type { OnecClient } from '../../../lib/onec/client.ts';
import { type Filter, filterText } from '../../../lib/onec/filter.ts';
import { release11520 } from '../../../lib/onec/ut/releases.ts';
import type { OrderDocument } from '../../../lib/orders/order/facts.ts';
import {
  findDocument,
  freeFor,
  naturalKeyOf,
  organizationsOfOthers,
} from '../../../lib/orders/order/find-document.ts';
import { type Intent, type Link, type LinkRef, refTo } from '../../../lib/state/links.ts';
import { testKey, validSettings } from '../../settings/valid-settings.ts';
import { crmOrder } from '../support/crm-order.ts';

const REF = refTo('order', 138);
const ORGANIZATIONS = { own: testKey(1), other: testKey(2) };
const document = (number: number, organization = ORGANIZATIONS.own) =>
  ({
    Ref_Key: testKey(100 + number),
    Number: `ТД00-${number}`,
    Организация_Key: organization,
    DeletionMark: false,
  }) as OrderDocument;

/** A base that finds these documents, and holds these under their keys. */
function baseOf(found: readonly OrderDocument[], held: readonly OrderDocument[] = []) {
  const searched: string[] = [];
  const onec = {
    read: async (_: unknown, key: string) => held.find(({ Ref_Key }) => Ref_Key === key),
    list: async (_: unknown, { filter }: { readonly filter: Filter }) => {
      searched.push(filterText(filter));
      return found;
    },
  } as unknown as OnecClient;
  return { onec, searched };
}

const always = async () => true;
const natural = { number: '138C-new', date: '2026-03-10T00:00:00' };
const linkOf = (sent: Intent['sent'], key?: string): Link => ({
  ref: REF,
  intent: { proposedKey: testKey(900), sent },
  memory: {},
  ...(key === undefined ? {} : { key }),
});

describe('the document of an order', () => {
  it('without a link is looked for by number and day of the order itself, whatever day it is', async () => {
    const { onec, searched } = baseOf([document(1)]);
    const order = crmOrder({ number: '138C', createdAt: '2024-02-29 23:59:59' });
    await findDocument(undefined, naturalKeyOf(order, release11520), onec, always);
    expect(searched).toEqual([expect.stringContaining("НомерПоДаннымКлиента eq '138C'")]);
    expect(searched[0]).toContain("ДатаПоДаннымКлиента eq datetime'2024-02-29T00:00:00'");
  });

  it('of an attempt that was cut off is looked for as it was sent, not as the order is called today', async () => {
    const { onec, searched } = baseOf([document(1)]);
    const sent = { НомерПоДаннымКлиента: '138C', ДатаПоДаннымКлиента: '2026-03-09T00:00:00' };
    expect(await findDocument(linkOf(sent), natural, onec, always)).toMatchObject({ Number: 'ТД00-1' });
    expect(searched).toEqual([expect.stringContaining("НомерПоДаннымКлиента eq '138C'")]);
    expect(searched[0]).toContain("ДатаПоДаннымКлиента eq datetime'2026-03-09T00:00:00'");
  });

  it('is first the one behind the link, then the one under the proposed key, and nothing is searched for it', async () => {
    const [linked, proposed] = [document(1), { ...document(2), Ref_Key: testKey(900) }];
    const { onec, searched } = baseOf([document(3)], [linked, proposed]);
    const find = (link: Link) => findDocument(link, natural, onec, always);
    expect(await find(linkOf({}, linked.Ref_Key))).toMatchObject({ Number: 'ТД00-1' });
    expect(await find(linkOf({}))).toMatchObject({ Number: 'ТД00-2' });
    expect(searched).toEqual([]);
  });

  it('is none of several: both are named, and those of other orders do not count', async () => {
    const { onec } = baseOf([document(1), document(2), document(3)]);
    const find = (isFree: (one: OrderDocument) => boolean) =>
      findDocument(undefined, natural, onec, async (one) => isFree(one));
    expect(await find(({ Number: number }) => number !== 'ТД00-1')).toEqual({
      numbers: ['ТД00-2', 'ТД00-3'],
    });
    expect(await find(({ Number: number }) => number === 'ТД00-3')).toMatchObject({ Number: 'ТД00-3' });
    expect(await find(() => false)).toBeUndefined();
  });
});

describe('a document that was found by number and date', () => {
  const isFree = (organization: string, holder?: LinkRef) =>
    freeFor(REF, { holderOf: async () => holder }, new Set([ORGANIZATIONS.other]))(document(1, organization));

  it('is another shop’s by its organisation, unless this order holds it already', async () => {
    expect(await isFree(ORGANIZATIONS.own)).toBe(true);
    expect(await isFree(ORGANIZATIONS.other)).toBe(false);
    expect(await isFree(ORGANIZATIONS.other, REF)).toBe(true);
  });

  it('is another’s if another holds it: an order, or what has the same id', async () => {
    expect(await isFree(ORGANIZATIONS.own, refTo('order', 139))).toBe(false);
    expect(await isFree(ORGANIZATIONS.own, refTo('shipment', 138))).toBe(false);
  });

  it('is this shop’s also where another site has the same organisation', () => {
    const [site] = validSettings().sites;
    if (site === undefined) {
      throw new Error('the settings have no site');
    }
    const sites = [ORGANIZATIONS.own, ORGANIZATIONS.other, ORGANIZATIONS.own].map((organization) => ({
      ...site,
      organization,
    }));
    expect([...organizationsOfOthers({ ...site, organization: ORGANIZATIONS.own }, sites)]).toEqual([
      ORGANIZATIONS.other,
    ]);
  });
});
