import type { GoodsReading } from '../goods-reading.ts';
import type { GoodsSlice } from '../slice.ts';
import { createFreeStock, type FreeStock } from './free-stock.ts';
import type { StockRegister } from './registers.ts';

/**
 * The free stock of a slice's goods in some warehouses.
 *
 * @param warehouses keys; none: nothing is asked, and nothing is free.
 * @throws what `onec` and `inSlot` throw; `MalformedFigure` if 1C answers something that is no quantity.
 */
export async function readFreeStock(
  register: StockRegister,
  slice: GoodsSlice,
  warehouses: readonly string[],
  { inSlot, ...reading }: GoodsReading,
): Promise<FreeStock> {
  const stock = createFreeStock();
  if (warehouses.length > 0 && slice.products.length > 0) {
    const records = await inSlot(() => register.read(reading, slice, warehouses));
    for (const { item, characteristic, warehouse, rest, arriving } of records) {
      stock.add({ item, characteristic, warehouse }, { rest, arriving });
    }
  }
  return stock;
}
