import { LEFT_OUT, type LeftOut } from '../goods/left-out.ts';
import type { Tally } from './catalog-memory.ts';

/** As many as a run record names (contract 2). */
const MOST_EXAMPLES = 100;

/** The tally with some more offers and left-out goods. Goods that somebody has to mend are named first. */
export function addToTally(tally: Tally, offers: number, leftOut: readonly LeftOut[]): Tally {
  const all = [...tally.examples, ...leftOut];
  const isFault = ({ reason }: LeftOut): boolean => LEFT_OUT[reason].isFault;
  const named = (wanted: boolean) => all.filter((one) => isFault(one) === wanted).slice(0, MOST_EXAMPLES);
  return {
    offers: tally.offers + offers,
    categories: tally.categories,
    leftOut: tally.leftOut + leftOut.length,
    faults: tally.faults + leftOut.filter(isFault).length,
    examples: [...named(true), ...named(false)],
  };
}
