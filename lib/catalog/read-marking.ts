import { type AskAbout, listAbout } from '../goods/ask-about.ts';
import { castItemIn } from '../goods/item-path.ts';
import { keyedRecords } from '../goods/keyed-records.ts';
import type { GoodsSlice } from '../goods/slice.ts';
import type { OnecClient } from '../onec/client.ts';
import { castKey } from '../onec/filter.ts';
import { видыНоменклатуры } from '../onec/ut/objects/goods.ts';
import { ключиВидовПродукцииИС, описаниеНоменклатурыИС } from '../onec/ut/objects/marking.ts';
import { isEmptyKey } from '../onec/values.ts';

export interface MarkingDeps {
  readonly onec: OnecClient;
  readonly about: AskAbout;
  /** What the base publishes. */
  readonly sets: ReadonlySet<string>;
}

/** Keys of the goods, and of their kinds, that carry a mark. @throws from its calls, what `onec` throws. */
export type MarkingReader = (slice: GoodsSlice) => Promise<ReadonlySet<string>>;

const NOTHING: ReadonlySet<string> = new Set();
const SELECT = ['Номенклатура', 'КлючВидовПродукции_Key'] as const;

/**
 * Which goods a base of 11.5.27 has described as marked: its items name their feature no more (ut-filling 8; E-34). A base
 * that does not publish both objects tells nothing here.
 */
export function createMarkingReader({ onec, about, sets }: MarkingDeps): MarkingReader {
  if (!sets.has(описаниеНоменклатурыИС.set) || !sets.has(ключиВидовПродукцииИС.set)) {
    return async () => NOTHING;
  }
  const products = keyedRecords((values) =>
    onec.listByValues(ключиВидовПродукцииИС, {
      property: 'Ref_Key',
      values,
      select: ['Ref_Key', 'ВидПродукцииГИСМТ_Key'],
    }),
  );

  return async (slice) => {
    const place = `${описаниеНоменклатурыИС.set} list`;
    const ofItems = await about({ place, slice, path: castItemIn('Номенклатура') }, (goods) =>
      listAbout(onec, описаниеНоменклатурыИС, goods, { further: [], select: SELECT }),
    );
    const kinds = new Set(slice.products.map(({ item }) => item.ВидНоменклатуры_Key));
    const ofKinds = await onec.listByValues(описаниеНоменклатурыИС, {
      property: 'Номенклатура',
      values: [...kinds].filter((key) => !isEmptyKey(key)).map((key) => castKey(key, видыНоменклатуры.set)),
      select: SELECT,
    });
    const described = [...ofItems, ...ofKinds];
    const known = await products(described.map(({ КлючВидовПродукции_Key }) => КлючВидовПродукции_Key));
    return new Set(
      described
        .filter(({ КлючВидовПродукции_Key: key }) => {
          const product = known.get(key)?.ВидПродукцииГИСМТ_Key;
          return product !== undefined && !isEmptyKey(product);
        })
        .map(({ Номенклатура }) => Номенклатура),
    );
  };
}
