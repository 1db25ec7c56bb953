import type { GoodsSource } from '../../lib/goods/goods-source.ts';
import type { FoundPrice } from '../../lib/goods/prices/price-list.ts';
import type { Product } from '../../lib/goods/product.ts';
import { parsePrice, parseQuantity, type Quantity } from '../../lib/money/kopecks.ts';
import { createPushMemories } from '../../lib/push/push-memories.ts';
import type { RunPushOptions } from '../../lib/push/run-push.ts';
import { createMemoryPrivateFiles } from '../files/memory-private-files.ts';
import { recordingLog } from '../infra/local/recording-log.ts';

/** What a base of 1C says, to be changed between runs. Keys are `item|characteristic`, without a characteristic `item|`. */
export interface FakeBase {
  /** Its register of stock knows nothing of reserves. */
  isPhysical?: boolean;
  arePricesPublished?: boolean;
  products: readonly Product[];
  /** `item|characteristic|warehouse` → units. */
  stock: Readonly<Record<string, number>>;
  /** `kind|item|characteristic` → roubles, or why there is none. */
  prices: Readonly<Record<string, number | NonNullable<FoundPrice['reason']>>>;
}

/** Products a slice. */
const SLICE = 40;

/** Goods of a base that is only described. */
export function fakeGoods(base: FakeBase): GoodsSource {
  return {
    stockRegister: { set: 'AccumulationRegister_ЗапасыИПотребности', isPhysical: base.isPhysical ?? false },
    priceRegister: {
      set: 'InformationRegister_ЦеныНоменклатуры',
      isPublished: base.arePricesPublished ?? true,
    },
    sharedIdentifiers: async () => new Set(),
    outline: async () => ({
      selection: { hierarchy: 'groups', isWhole: true, branches: new Map(), items: [] },
      scopes: [{ of: 'all' }],
    }),
    slices: async function* (_, from) {
      const start = Number(from?.from?.code ?? 0);
      for (let at = start; at === start || at < base.products.length; at += SLICE) {
        const isLast = at + SLICE >= base.products.length;
        yield {
          scope: { of: 'all' },
          codes: undefined,
          products: base.products.slice(at, at + SLICE),
          next: isLast ? undefined : { scope: 0, from: { code: String(at + SLICE), read: [] } },
        };
      }
    },
    freeStock: async () => ({
      of: (item, characteristic, warehouse) =>
        parseQuantity(base.stock[`${item}|${characteristic ?? ''}|${warehouse}`] ?? 0) as Quantity,
    }),
    prices: async () => ({
      of: (kind, { Ref_Key }, characteristic) => {
        const found = base.prices[`${kind}|${Ref_Key}|${characteristic?.Ref_Key ?? ''}`];
        if (found === undefined) {
          return undefined;
        }
        return typeof found === 'number' ? { price: parsePrice(found) } : { reason: found };
      },
    }),
  };
}

/** Options of a run without a deadline, over memories that last. */
export function runOptions(kind: string): RunPushOptions {
  return {
    isFull: false,
    deadline: Number.MAX_SAFE_INTEGER,
    now: () => 1_770_000_000_000,
    inFlight: 3,
    memories: createPushMemories(kind, createMemoryPrivateFiles(), recordingLog().log),
  };
}
