import type { OnecClient } from '../../onec/client.ts';
import { OnecRefused, OnecRequestFault, OnecSetNotPublished, OnecUnavailable } from '../../onec/errors.ts';
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
type RecordSource = Pick<OnecClient, 'list'>;

/** A page of light records (onec-odata F4). */
const PAGE_SIZE = 1000;
/** How often records are read anew because they moved between two pages. */
const PASSES = 3;

/**
 * The links that the former extension kept as additional information, in one paged pass by property (design, decisions).
 *
 * @returns undefined if the base does not publish them: a base that never had the extension need not.
 * @throws {OnecUnavailable} if the records keep moving while they are read.
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

/**
 * Every record of one property. The register has no `Ref_Key` to page by; whatever order the pages come in, all records
 * were seen if none was seen twice.
 */
async function readRecords(property: string, onec: RecordSource): Promise<readonly InfoRecord[]> {
  const orderBy = await orderOfRecords(property, onec);
  for (let pass = 1; pass <= PASSES; pass += 1) {
    const records = await readPass(property, orderBy, onec);
    if (records !== undefined) {
      return records;
    }
  }
  throw new OnecUnavailable(
    { operation: 'list', set: дополнительныеСведения.set },
    'pages repeat themselves',
  );
}

/** All pages once; undefined as soon as one of them repeats a record. */
async function readPass(
  property: string,
  orderBy: Pick<Page, 'orderBy'>,
  onec: RecordSource,
): Promise<readonly InfoRecord[] | undefined> {
  const records = new Map<string, InfoRecord>();
  for (;;) {
    const page = await readPage(property, { skip: records.size, top: PAGE_SIZE, ...orderBy }, onec);
    const expected = records.size + page.length;
    for (const record of page) {
      records.set(record.Объект, record);
    }
    if (records.size < expected) {
      return undefined;
    }
    if (page.length < PAGE_SIZE) {
      return [...records.values()];
    }
  }
}

interface Page {
  readonly skip?: number;
  readonly top: number;
  readonly orderBy?: readonly 'Объект'[];
}

function readPage(property: string, page: Page, onec: RecordSource): Promise<readonly InfoRecord[]> {
  return onec.list(дополнительныеСведения, {
    filter: eq('Свойство_Key', guid(property)),
    select: ['Объект', 'Объект_Type', 'Значение'],
    ...page,
  });
}

/** No reference says whether 1C orders by a composite property; where it does not, the records come as they lie. */
async function orderOfRecords(property: string, onec: RecordSource): Promise<Pick<Page, 'orderBy'>> {
  const order = { orderBy: ['Объект'] } as const;
  try {
    await readPage(property, { top: 1, ...order }, onec);
    return order;
  } catch (error) {
    if (error instanceof OnecRequestFault || error instanceof OnecRefused) {
      return {};
    }
    throw error;
  }
}
