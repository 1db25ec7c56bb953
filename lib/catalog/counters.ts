import { LEFT_OUT, type LeftOut } from '../goods/left-out.ts';
import type { Counters } from './catalog-memory.ts';

/** As many as a run record names (contract 2). */
const MOST_EXAMPLES = 100;

/** The counters with some more offers and left-out goods. Goods that somebody has to mend are named first. */
export function addToCounters(counters: Counters, offers: number, leftOut: readonly LeftOut[]): Counters {
  const all = [...counters.examples, ...leftOut];
  const isFault = ({ reason }: LeftOut): boolean => LEFT_OUT[reason].isFault;
  const named = (wanted: boolean) => all.filter((one) => isFault(one) === wanted).slice(0, MOST_EXAMPLES);
  return {
    offers: counters.offers + offers,
    categories: counters.categories,
    leftOut: counters.leftOut + leftOut.length,
    faults: counters.faults + leftOut.filter(isFault).length,
    examples: [...named(true), ...named(false)],
  };
}
