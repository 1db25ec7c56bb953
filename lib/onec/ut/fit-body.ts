import { type Cut, cutTexts } from './cut-texts.ts';
import type { Release } from './release.ts';
import { translationsOf, withinRelease } from './translation.ts';

/**
 * A body, still in the words of 11.5.20, reduced to what an object of `release` can hold: properties that do not exist
 * there left out, values that do not exist there replaced by the nearest, texts cut. What is planned is then what 1C
 * keeps, and reading it back gives no difference.
 *
 * @returns the body and every cut that was made; a set that the release does not describe is left as it is.
 */
export function fitBody<Body extends object>(
  release: Release,
  set: string,
  body: Body,
): { readonly body: Body; readonly cuts: readonly Cut[] } {
  const description = release.objects.get(set);
  const translation = translationsOf(release).get(set);
  const held = translation === undefined ? body : (withinRelease(translation, body) as Body);
  return description === undefined ? { body: held, cuts: [] } : cutTexts(description, held);
}
