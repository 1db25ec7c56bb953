import type { OnecClient } from '../../onec/client.ts';
import { OnecSetNotPublished } from '../../onec/errors.ts';
import { and, eq, flag, guid, or, text } from '../../onec/filter.ts';
import {
  дополнительныеРеквизитыИСведения,
  дополнительныеСведения,
} from '../../onec/ut/objects/additional-info.ts';
import {
  collectFormer,
  type FormerLinks,
  type InfoRecord,
  meaningOf,
  NAMES_OF_IDS,
  TITLES_OF_ORDER_ID,
} from './plan-former.ts';

/** What is needed of the base. */
type RecordSource = Pick<OnecClient, 'list' | 'listAll'>;

/**
 * The links that the former extension kept as additional information, in one paged pass by property (design, decisions).
 *
 * @returns undefined if the base does not publish them: a base that never had the extension need not.
 * @throws {OnecListUnstable} if the records keep changing while they are read.
 */
export async function readFormerLinks(onec: RecordSource): Promise<FormerLinks | undefined> {
  try {
    const properties = await onec.list(дополнительныеРеквизитыИСведения, {
      filter: and(
        eq('ЭтоДополнительноеСведение', flag(true)),
        or(
          ...NAMES_OF_IDS.map((name) => eq('Имя', text(name))),
          ...TITLES_OF_ORDER_ID.map((title) => eq('Заголовок', text(title))),
        ),
      ),
      select: ['Ref_Key', 'Имя', 'Заголовок'],
    });
    const found = [];
    for (const property of properties) {
      const meaning = meaningOf(property);
      if (meaning !== undefined) {
        found.push({ meaning, records: await readRecords(property.Ref_Key, onec) });
      }
    }
    return collectFormer(found);
  } catch (error) {
    if (error instanceof OnecSetNotPublished) {
      return undefined;
    }
    throw error;
  }
}

function readRecords(property: string, onec: RecordSource): Promise<readonly InfoRecord[]> {
  return onec.listAll(дополнительныеСведения, {
    filter: eq('Свойство_Key', guid(property)),
    select: ['Объект', 'Объект_Type', 'Значение'],
  });
}
