import type { Quantity } from '../../money/kopecks.ts';
import { EMPTY_KEY } from '../../onec/values.ts';

/** What a record of a stock register says, thousandths of a unit; records of one place are added up. */
export interface StockFigures {
  /** On hand less what is reserved. */
  readonly rest: number;
  /** Reserved "as it arrives": takes from a positive rest only. */
  readonly arriving: number;
}

/** Item, characteristic (`EMPTY_KEY` for none) and warehouse. */
export interface StockPlace {
  readonly item: string;
  readonly characteristic: string;
  readonly warehouse: string;
}

/** What is free for anybody to buy, by warehouse. */
export interface FreeStock {
  /**
   * Free units of an item in a warehouse, never negative; 0 where the register holds nothing.
   *
   * @param characteristic undefined for the item as a whole: each characteristic is clamped, then they are summed (D-45).
   */
  of(item: string, characteristic: string | undefined, warehouse: string): Quantity;
}

/**
 * Adds up records of a stock register (ut-filling 5): free is the rest where it is negative, else what reservations "as it
 * arrives" leave of it; what goes out is never below zero (cases E-6 to E-9). The figures are totals of a place, so records
 * of different orders must all have been added.
 */
export function createFreeStock(): FreeStock & { add(place: StockPlace, figures: StockFigures): void } {
  const items = new Map<string, Map<string, StockFigures>>();

  function of(item: string, characteristic: string | undefined, warehouse: string): Quantity {
    const places = items.get(`${item}|${warehouse}`);
    if (places === undefined) {
      return 0 as Quantity;
    }
    if (characteristic !== undefined) {
      return freeUnits(places.get(characteristic));
    }
    let sum = 0;
    for (const figures of places.values()) {
      sum += freeUnits(figures);
    }
    return sum as Quantity;
  }

  function add({ item, characteristic, warehouse }: StockPlace, { rest, arriving }: StockFigures): void {
    const key = `${item}|${warehouse}`;
    const places = items.get(key) ?? new Map<string, StockFigures>();
    items.set(key, places);
    const known = places.get(characteristic || EMPTY_KEY);
    places.set(characteristic || EMPTY_KEY, {
      rest: rest + (known?.rest ?? 0),
      arriving: arriving + (known?.arriving ?? 0),
    });
  }

  return { of, add };
}

function freeUnits(figures: StockFigures | undefined): Quantity {
  return Math.max(0, figures === undefined ? 0 : figures.rest - Math.max(0, figures.arriving)) as Quantity;
}
