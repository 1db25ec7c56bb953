import type { Trait } from '../trait.ts';
import { SINCE_11_5 } from './since-11-5.ts';
import { SINCE_11_5_20 } from './since-11-5-20.ts';
import { SINCE_11_5_27 } from './since-11-5-27.ts';
import { UNTIL_11_4 } from './until-11-4.ts';

/**
 * Everything in which builds of UT differ, the newest first: where two traits speak of the same values of an enumeration,
 * the older one has the last word. A trait that follows from others stands after them among those of its time.
 */
export const TRAITS: readonly Trait[] = [...SINCE_11_5_27, ...SINCE_11_5_20, ...SINCE_11_5, ...UNTIL_11_4];
