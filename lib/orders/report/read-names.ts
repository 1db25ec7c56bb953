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

const NAMED = ['Ref_Key', 'Description'] as const satisfies readonly (keyof Named)[];

/**
 * The names behind the keys of the documents, in one request a catalogue however many documents there are. An order can be
 * imported without organisations and warehouses being published, so names that 1C does not show are left out.
 *
 * @throws whatever else keeps 1C from answering.
 */
export async function readNames(documents: readonly ReportedDocument[], onec: OnecClient): Promise<Names> {
  const rows = documents.flatMap((document) => document.Товары);
  const named = await Promise.all([
    unlessHidden(() =>
      onec.listByValues(контрагенты, namesBehind(documents.map((document) => document.Контрагент_Key))),
    ),
    unlessHidden(() =>
      onec.listByValues(организации, namesBehind(documents.map((document) => document.Организация_Key))),
    ),
    unlessHidden(() =>
      onec.listByValues(склады, namesBehind(documents.map((document) => document.Склад_Key))),
    ),
    unlessHidden(() => onec.listByValues(номенклатура, namesBehind(rows.map((row) => row.Номенклатура_Key)))),
    // Few, and in 11.4 an enumeration whose keys are no GUIDs: all of them, in every release alike.
    unlessHidden(() => onec.list(ставкиНДС, { select: NAMED })),
  ]);
  return new Map(named.flat().map((element) => [element.Ref_Key, element.Description]));
}

function namesBehind(keys: readonly string[]) {
  const filled = [...new Set(keys)].filter((key) => key !== EMPTY_KEY);
  return { property: 'Ref_Key', values: filled.map(guid), select: NAMED } as const;
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
