import type { OnecClient } from '../../onec/client.ts';
import {
  датаПереходаНаЦенообразование25,
  записиЦенНоменклатуры25,
  используетсяЦенообразование25,
  ценыНоменклатуры,
  ценыНоменклатуры25,
} from '../../onec/ut/objects/prices.ts';
import type { Settings } from '../../settings/schema.ts';
import type { PricingGeneration } from './price-list.ts';

export interface PricingQuestion {
  readonly setting: Settings['ut']['pricing'];
  /** What the base publishes. */
  readonly sets: ReadonlySet<string>;
  /** Local day of the 1C server: `2026-01-10`. */
  readonly today: string;
}

/**
 * Which price register is live (D-24; ut-filling 6): the one that the settings name; else by UT's constants where they are
 * published; else `ЦеныНоменклатуры25` if it has any records. Whether the base publishes that register is another question.
 *
 * @throws what `onec` throws.
 */
export async function findPricingGeneration(
  { setting, sets, today }: PricingQuestion,
  onec: OnecClient,
): Promise<PricingGeneration> {
  if (setting !== 'auto') {
    return setting;
  }
  if (sets.has(используетсяЦенообразование25.set)) {
    const [use] = await onec.list(используетсяЦенообразование25, { top: 1 });
    const since = sets.has(датаПереходаНаЦенообразование25.set)
      ? (await onec.list(датаПереходаНаЦенообразование25, { top: 1 }))[0]?.Value
      : undefined;
    return use?.Value === true && (since ?? '').slice(0, today.length) <= today ? '2.5' : '2.0';
  }
  if (!sets.has(ценыНоменклатуры25.set) && !sets.has(записиЦенНоменклатуры25.set)) {
    return '2.0';
  }
  const records = await onec.list(записиЦенНоменклатуры25, { select: ['ВидЦены_Key'], top: 1 });
  return records.length > 0 ? '2.5' : '2.0';
}

/** The register that a generation of pricing keeps its prices in. */
export const PRICE_REGISTERS: Readonly<Record<PricingGeneration, string>> = {
  '2.0': ценыНоменклатуры.set,
  '2.5': ценыНоменклатуры25.set,
};
