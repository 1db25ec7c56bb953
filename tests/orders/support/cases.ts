import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import type { Release } from '../../../lib/onec/ut/release.ts';
import { RELEASES } from '../../../lib/onec/ut/releases.ts';
import type { ImportOutcome } from '../../../lib/orders/import/outcome.ts';
import { newOrder, plainGoods, shop, startBridge, type TestBridge } from './bridge.ts';
import { type HeldEntity, held, outcomeOf, rowsOf } from './imports.ts';

type Changes = Readonly<Record<string, unknown>>;

/** An order of the CRM and what its import made of it. */
export interface ImportedCase {
  readonly id: number;
  readonly number: string;
  readonly outcome: ImportOutcome;
}

/** Numbered cases on one release: one base and one account for all of them, each case with orders of its own. */
export interface Cases {
  readonly release: Release;
  readonly bridge: TestBridge;
  /** Imports a new order. @param patch what the CRM's pages cannot make, laid over its answer. */
  order(changes?: Changes, patch?: Changes): Promise<ImportedCase>;
  /** What the CRM answers of the order from now on, imported a while later. */
  again(id: number, patch?: Changes): Promise<ImportOutcome>;
  /** The one document of the order. */
  held(number: string): HeldEntity;
  rows(number: string): readonly Changes[];
  /** xmlId of a plain good that 1C sells at the rate. @param enumName in the enumeration: `НДС10`. */
  goodAt(enumName: string, isWeighed?: boolean): string;
  /** Name of a row's VAT rate in the enumeration, on every release. */
  rate(row: Changes | undefined): string;
}

const GOODS = 'Catalog_Номенклатура';
/** Goods that other cases leave alone. */
const TAXED = {
  byPiece: plainGoods.slice(20),
  weighed: shop.goods.filter((good) => good.fractional && good.characteristics.length === 0),
};

const rateNames: ReadonlyMap<string, string> = new Map(
  shop.vatRates.map(({ key, enumName }) => [key, enumName]),
);

/** Declares the cases once for each release of UT (issue 9: all numbered cases pass on each). */
export function onEveryRelease(declare: (cases: Cases) => void): void {
  describe.each(RELEASES)('UT $name', (release) => {
    let bridge: TestBridge;
    beforeAll(async () => {
      bridge = await startBridge({ release });
    });
    afterAll(() => bridge[Symbol.asyncDispose]());
    beforeEach(() => bridge.changeSettings({}));

    const importOne = async (id: number) => outcomeOf(await bridge.importOrders(id));
    declare({
      release,
      get bridge() {
        return bridge;
      },
      order: async (changes = {}, patch) => {
        const { id, number } = newOrder(bridge, changes);
        if (patch !== undefined) {
          bridge.crm.patchOrder(id, patch);
        }
        return { id, number, outcome: await importOne(id) };
      },
      again: async (id, patch) => {
        if (patch !== undefined) {
          bridge.crm.patchOrder(id, patch);
        }
        bridge.pass(60_000);
        return importOne(id);
      },
      held: (number) => held(bridge, number),
      rows: (number) => rowsOf(held(bridge, number)),
      goodAt: (enumName, isWeighed = false) => {
        const index = shop.vatRates.findIndex((rate) => rate.enumName === enumName);
        const key = (isWeighed ? TAXED.weighed[0] : TAXED.byPiece[index])?.key ?? '';
        const isEnumeration = bridge.onec.control.entity(GOODS, key)?.СтавкаНДС !== undefined;
        const rate = isEnumeration ? { СтавкаНДС: enumName } : { СтавкаНДС_Key: shop.vatRates[index]?.key };
        bridge.onec.control.patch(GOODS, key, rate);
        return key;
      },
      rate: (row) => String(row?.СтавкаНДС ?? rateNames.get(String(row?.СтавкаНДС_Key))),
    });
  });
}

/** One line of an order. @param index which of the plain goods. */
export const line = (quantity: number, initialPrice: number, changes: Changes = {}, index = 0): Changes => ({
  offer: { xmlId: plainGoods[index]?.key ?? '' },
  quantity,
  initialPrice,
  ...changes,
});

/** Settings of the first site with changes. */
export const firstSite = (bridge: TestBridge, changes: Changes) => ({
  sites: bridge.settings.sites.map((site, index) => (index === 0 ? { ...site, ...changes } : site)) as never,
});
