import { composeRelease, type Release } from './release.ts';
import type { Sign } from './trait.ts';
import { TRAITS } from './traits/all.ts';
import { SINCE_11_5 } from './traits/since-11-5.ts';
import { SINCE_11_5_20 } from './traits/since-11-5-20.ts';
import { SINCE_11_5_27 } from './traits/since-11-5-27.ts';
import { UNTIL_11_4 } from './traits/until-11-4.ts';

const namesOf = (...traits: readonly { readonly name: string }[]): readonly string[] =>
  traits.map(({ name }) => name);
const without = (names: readonly string[], ...lacking: readonly string[]): readonly string[] =>
  names.filter((name) => !lacking.includes(name));

const IN_11_4 = namesOf(...UNTIL_11_4);
const IN_11_5_8 = [...namesOf(...SINCE_11_5), 'stockAllocation'];
const IN_11_5_20 = namesOf(...SINCE_11_5, ...SINCE_11_5_20);
const IN_11_5_27 = [...without(IN_11_5_20, 'stockAllocation'), ...namesOf(...SINCE_11_5_27)];

/** UT 11.4.2: VAT rates and payment options are enumerations, rows are known by `КодСтроки` only. */
export const release114 = composeRelease('11.4', new Set(IN_11_4));
/** UT 11.5.8, on which the manual of the old extension was written. */
export const release1158 = composeRelease('11.5.8', new Set(IN_11_5_8));
/** UT 11.5.20: its vocabulary is the one that all flows think in. */
export const release11520 = composeRelease('11.5.20', new Set(IN_11_5_20));
/** UT 11.5.27: delivery points, newer VAT rates. */
export const release11527 = composeRelease('11.5.27', new Set(IN_11_5_27));

/** The releases that the bridge knows by name, the newest first; a base may be any other set of traits. */
export const RELEASES: readonly Release[] = [release11527, release11520, release1158, release114];

const composed = new Map<string, Release>(RELEASES.map((release) => [keyOf(release.traits), release]));

/** The release that has exactly these traits: a named one, or one of its own, always the same for the same traits. */
export function releaseWith(traits: ReadonlySet<string>): Release {
  const known = composed.get(keyOf(traits)) ?? composeRelease(nameOf(traits), traits);
  composed.set(keyOf(traits), known);
  return known;
}

/** In the order of `TRAITS`; names that no trait has do not count. */
function keyOf(traits: ReadonlySet<string>): string {
  return TRAITS.filter(({ name }) => traits.has(name))
    .map(({ name }) => name)
    .join(' ');
}

/**
 * The nearest named release, and what is different from it: `11.5.20 -bonusPoints`. A register that is not published tells
 * nothing of the build.
 */
function nameOf(traits: ReadonlySet<string>): string {
  const [nearest] = RELEASES.map((release) => ({
    release,
    differing: differing(release.traits, traits),
  })).sort((left, right) => left.differing.length - right.differing.length);
  return [nearest?.release.name ?? '', ...(nearest?.differing ?? [])].join(' ');
}

function differing(known: ReadonlySet<string>, traits: ReadonlySet<string>): readonly string[] {
  return TRAITS.flatMap(({ name, sign }) =>
    known.has(name) === traits.has(name) || isRegister(sign)
      ? []
      : [`${traits.has(name) ? '+' : '-'}${name}`],
  );
}

const isRegister = (sign: Sign): boolean => 'set' in sign && /^[a-z]+Register_/i.test(sign.set);
