import { describe, expect, it } from 'vitest';
import { first, shop, startBase, values } from './support.ts';

const CHARACTERISTICS = 'Catalog_ХарактеристикиНоменклатуры';
const key = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

/** Keys in the order in which the base lists them. */
async function listed(
  base: Awaited<ReturnType<typeof startBase>>,
  set: string,
  $orderby: string,
): Promise<readonly unknown[]> {
  const reply = await base.call('GET', set, { query: { $orderby } });
  expect(reply.status).toBe(200);
  return values(reply);
}

describe('onec-odata A6: an order by references', () => {
  it('is one by their presentation, not by their keys', async () => {
    await using base = await startBase();
    const partners = await listed(base, 'Catalog_Партнеры', 'Ref_Key');
    const names = partners.map((partner) => (partner as { Description: string }).Description);
    expect(names).toEqual(names.toSorted((a, b) => (a < b ? -1 : 1)));
    const counterparties = (await listed(base, 'Catalog_Контрагенты', 'Партнер_Key desc')) as {
      Партнер_Key: string;
    }[];
    const byName = new Map(
      (partners as { Ref_Key: string; Description: string }[]).map((one) => [one.Ref_Key, one.Description]),
    );
    const owners = counterparties.map((one) => byName.get(one.Партнер_Key) ?? '');
    expect(owners).toEqual(owners.toSorted((a, b) => (a > b ? -1 : 1)));
  });

  it('leaves what is alike in any place, another one with the next request; what differs stays in order', async () => {
    await using base = await startBase();
    const good = first(shop.goods).key;
    for (let index = 0; index < 30; index += 1) {
      base.control.put(CHARACTERISTICS, key(index), {
        Description: index < 15 ? 'А' : 'Я',
        Owner: good,
        Owner_Type: 'StandardODATA.Catalog_Номенклатура',
      });
    }
    const names = async () =>
      (await listed(base, CHARACTERISTICS, 'Ref_Key'))
        .map((one) => one as { Ref_Key: string; Description: string })
        .filter(({ Ref_Key }) => Ref_Key.startsWith('00000000-0000-4000-8000'));
    const [one, other] = [await names(), await names()];
    expect(one.map(({ Ref_Key }) => Ref_Key)).not.toEqual(other.map(({ Ref_Key }) => Ref_Key));
    expect(one.map(({ Description }) => Description)).toEqual([...'А'.repeat(15), ...'Я'.repeat(15)]);
    expect(other.map(({ Description }) => Description)).toEqual([...'А'.repeat(15), ...'Я'.repeat(15)]);
  });

  it('is the same again in another run of the same requests', async () => {
    const runs = await Promise.all(
      [1, 2].map(async () => {
        await using base = await startBase();
        return await listed(base, CHARACTERISTICS, 'Ref_Key');
      }),
    );
    expect(runs[0]).toEqual(runs[1]);
  });
});
