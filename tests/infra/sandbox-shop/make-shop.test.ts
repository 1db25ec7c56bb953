import { describe, expect, it } from 'vitest';
import { makeShop } from '../../../infra/sandbox/shop/make-shop.ts';
import { sandboxSettings } from '../../../infra/sandbox/shop/settings.ts';
import { completeInn, isValidInn } from '../../../infra/sandbox/shop/tax-id.ts';
import { validateSettings } from '../../../lib/settings/validate.ts';

const shop = makeShop();

describe('makeShop', () => {
  it('gives the same shop for the same seed and other keys for another', () => {
    expect(makeShop()).toEqual(shop);
    expect(makeShop('a')).toEqual(makeShop('a'));
    const keys = new Set(shop.goods.map(({ key }) => key));
    expect(makeShop('a').goods.filter(({ key }) => keys.has(key))).toEqual([]);
    expect(makeShop('a').goods.map(({ name }) => name)).toEqual(shop.goods.map(({ name }) => name));
  });

  it('has at least 500 goods with codes, articles and names of their own', () => {
    expect(shop.goods.length).toBeGreaterThanOrEqual(500);
    for (const property of ['key', 'code', 'article', 'name'] as const) {
      const distinct = new Set(shop.goods.map((good) => good[property]));
      expect(distinct.size).toBe(shop.goods.length);
    }
    expect(shop.goods[0]?.code).toBe('00-00000001');
  });

  it('sorts its goods into at least 12 folders of a second level', () => {
    const byKey = new Map(shop.folders.map((folder) => [folder.key, folder]));
    const used = new Set(shop.goods.map(({ folder }) => folder));
    expect(used.size).toBeGreaterThanOrEqual(12);
    for (const key of used) {
      const parent = byKey.get(key)?.parent ?? '';
      expect(byKey.get(parent)?.parent).toBeUndefined();
      expect(byKey.has(parent)).toBe(true);
    }
  });

  it('sells at 10, 20 and 22 %, some goods by weight or length, some in colours and sizes', () => {
    expect(new Set(shop.goods.map(({ vatRate }) => vatRate.enumName))).toEqual(
      new Set(['НДС10', 'НДС20', 'НДС22']),
    );
    expect(shop.goods.filter(({ fractional }) => fractional).length).toBeGreaterThan(20);
    expect(shop.goods.filter(({ characteristics }) => characteristics.length > 1).length).toBeGreaterThan(30);
  });

  it('prices everything in whole kopecks and counts stock in thousandths', () => {
    for (const good of [...shop.goods, ...shop.services]) {
      expect(good.price).toBeGreaterThan(0);
      expect(Number(good.price.toFixed(2))).toBe(good.price);
      for (const units of Object.values(good.stock)) {
        expect(Number(units.toFixed(good.fractional ? 3 : 0))).toBe(units);
      }
    }
  });

  it('gives the two sites different organisations with right check digits', () => {
    const [first, second] = shop.sites;
    expect(first?.organization.key).not.toBe(second?.organization.key);
    expect(shop.organizations.map(({ inn }) => inn.length)).toEqual([10, 12]);
    expect(shop.organizations.every(({ inn }) => isValidInn(inn))).toBe(true);
  });

  it('knows 30 people or more, none of whom can be reached', () => {
    expect(shop.knownPeople.length).toBeGreaterThanOrEqual(30);
    for (const { phone, email } of shop.knownPeople) {
      const digits = phone?.replace(/,.*$/, '').replace(/\D/g, '');
      expect(digits ?? '89000000000').toMatch(/^[78]90000000\d\d$/);
      expect(email ?? '@example.ru').toMatch(/@example\.(ru|com)$/);
    }
    const formats = new Set(shop.knownPeople.map(({ phone }) => phone?.replace(/\d/g, '0')));
    expect(formats.size).toBeGreaterThan(6);
  });
});

describe('sandboxSettings', () => {
  it('is a settings document without faults or doubts', () => {
    const document: unknown = JSON.parse(JSON.stringify(sandboxSettings(shop)));
    expect(validateSettings(document)).toMatchObject({ ok: true, warnings: [] });
  });

  it('maps every CRM store and manager of the shop', () => {
    const text = JSON.stringify(sandboxSettings(shop));
    for (const { key } of [...shop.warehouses, ...shop.users, ...shop.organizations]) {
      expect(text).toContain(key);
    }
  });
});

describe('ИНН', () => {
  it('has the check digits of published examples of the rule', () => {
    expect(completeInn('783000229')).toBe('7830002293');
    expect(completeInn('5001007322')).toBe('500100732259');
  });

  it('is refused with any digit changed', () => {
    for (const inn of shop.organizations.map((organization) => organization.inn)) {
      const changed = [...inn].map(
        (digit, index) => inn.slice(0, index) + ((Number(digit) + 1) % 10) + inn.slice(index + 1),
      );
      expect(changed.filter(isValidInn)).toEqual([]);
    }
  });

  it('needs 9 or 10 digits to begin with', () => {
    expect(() => completeInn('12345678')).toThrow(RangeError);
    expect(isValidInn('770000001x')).toBe(false);
  });
});
