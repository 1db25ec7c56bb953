import type { OnecClient } from '../../onec/client.ts';
import { OnecRightsMissing, OnecSetNotPublished } from '../../onec/errors.ts';
import { guid } from '../../onec/filter.ts';
import { организации, склады } from '../../onec/ut/objects/company.ts';
import { контрагенты } from '../../onec/ut/objects/customers.ts';
import { номенклатура, ставкиНДС } from '../../onec/ut/objects/goods.ts';
import { EMPTY_KEY } from '../../onec/values.ts';
import type { Names, ReportedDocument } from './order-report.ts';

interface Named {
  readonly Ref_Key: string;
  readonly Description: string;
}

const NAMED = ['Ref_Key', 'Description'];

/**
 * The names behind the keys of the documents, in one request a catalogue however many documents there are. An order can be
 * imported without organisations and warehouses being published, so names that 1C does not show are left out.
 *
 * @throws whatever else keeps 1C from answering.
 */
export async function readNames(documents: readonly ReportedDocument[], onec: OnecClient): Promise<Names> {
  const rows = documents.flatMap((document) => document.Товары);
  const namesOf = (set: string, keys: readonly string[]) =>
    unlessHidden(() =>
      onec.listByValues<Named>(set, {
        property: 'Ref_Key',
        values: [...new Set(keys)].filter((key) => key !== EMPTY_KEY).map(guid),
        select: NAMED,
      }),
    );
  const named = await Promise.all([
    namesOf(
      контрагенты.set,
      documents.map((document) => document.Контрагент_Key),
    ),
    namesOf(
      организации.set,
      documents.map((document) => document.Организация_Key),
    ),
    namesOf(
      склады.set,
      documents.map((document) => document.Склад_Key),
    ),
    namesOf(
      номенклатура.set,
      rows.map((row) => row.Номенклатура_Key),
    ),
    // Few, and in 11.4 an enumeration whose keys are no GUIDs: all of them, in every release alike.
    unlessHidden(() => onec.list<Named>(ставкиНДС.set, { select: NAMED })),
  ]);
  return new Map(named.flat().map((element) => [element.Ref_Key, element.Description]));
}

async function unlessHidden(read: () => Promise<readonly Named[]>): Promise<readonly Named[]> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof OnecSetNotPublished || error instanceof OnecRightsMissing) {
      return [];
    }
    throw error;
  }
}
