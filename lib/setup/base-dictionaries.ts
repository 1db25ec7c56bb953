import type { OnecClient } from '../onec/client.ts';
import { OnecRequestFault, OnecRightsMissing, OnecSetNotPublished } from '../onec/errors.ts';
import { and, eq, flag, text } from '../onec/filter.ts';
import type { CatalogDescription } from '../onec/ut/describe.ts';
import { соглашенияСКлиентами } from '../onec/ut/objects/agreements.ts';
import {
  валюты,
  организации,
  пользователи,
  приоритеты,
  причиныОтменыЗаказовКлиентов,
  склады,
} from '../onec/ut/objects/company.ts';
import { группыДоступаПартнеров } from '../onec/ut/objects/customers.ts';
import { видыЦен, номенклатура, характеристикиНоменклатуры } from '../onec/ut/objects/goods.ts';
import {
  банковскиеСчетаОрганизаций,
  кассы,
  эквайринговыеТерминалы,
} from '../onec/ut/objects/money-places.ts';

/** An element of a catalogue that settings may name. */
export interface BaseRecord {
  readonly key: string;
  readonly name: string;
}

/** An element that belongs to an organisation, or to any where `organization` is empty. */
export interface OwnedRecord extends BaseRecord {
  readonly organization: string;
}

/** What of a base settings refer to; marked elements, folders and what is not published are left out. */
export interface BaseDictionaries {
  readonly organizations: readonly BaseRecord[];
  readonly warehouses: readonly BaseRecord[];
  /** `code` is the numeric one: `643`. */
  readonly currencies: readonly (BaseRecord & { readonly code: string })[];
  readonly priorities: readonly BaseRecord[];
  readonly users: readonly BaseRecord[];
  readonly priceKinds: readonly BaseRecord[];
  readonly accessGroups: readonly BaseRecord[];
  readonly cancelReasons: readonly BaseRecord[];
  /** Typical ones in force. */
  readonly agreements: readonly OwnedRecord[];
  readonly bankAccounts: readonly OwnedRecord[];
  readonly cashDesks: readonly OwnedRecord[];
  readonly terminals: readonly BaseRecord[];
  readonly services: readonly BaseRecord[];
  readonly usesCharacteristics: boolean;
}

/** @throws what the client throws, but for catalogues that are not published or not allowed: those are empty. */
export async function readBase(onec: Pick<OnecClient, 'list' | 'listAll'>): Promise<BaseDictionaries> {
  const records = async (object: CatalogDescription, more: readonly string[] = [], filter = ALIVE) => {
    const isFoldered = object.hierarchy === 'foldersAndItems';
    const select = ['Ref_Key', 'Description', ...(isFoldered ? ['IsFolder'] : []), ...more];
    const found = await orNone(() => onec.listAll(object, { filter, select }));
    return found.filter((element) => textOf(element, 'IsFolder') !== 'true');
  };
  return {
    organizations: (await records(организации)).map(asRecord),
    warehouses: (await records(склады)).map(asRecord),
    currencies: (await records(валюты, ['Code'])).map((element) => ({
      ...asRecord(element),
      code: textOf(element, 'Code').trim(),
    })),
    priorities: (await records(приоритеты)).map(asRecord),
    users: (await records(пользователи)).map(asRecord),
    priceKinds: (await records(видыЦен)).map(asRecord),
    accessGroups: (await records(группыДоступаПартнеров)).map(asRecord),
    cancelReasons: (await records(причиныОтменыЗаказовКлиентов)).map(asRecord),
    agreements: (
      await records(
        соглашенияСКлиентами,
        ['Организация_Key'],
        and(ALIVE, eq('Типовое', flag(true)), eq('Статус', text('Действует'))),
      )
    ).map(ownedBy('Организация_Key')),
    bankAccounts: (await records(банковскиеСчетаОрганизаций, ['Owner_Key'])).map(ownedBy('Owner_Key')),
    cashDesks: (await records(кассы, ['Owner_Key'])).map(ownedBy('Owner_Key')),
    terminals: (await records(эквайринговыеТерминалы)).map(asRecord),
    services: (await records(номенклатура, [], and(ALIVE, eq('ТипНоменклатуры', text('Услуга'))))).map(
      asRecord,
    ),
    usesCharacteristics:
      (await orNone(() => onec.list(характеристикиНоменклатуры, { select: ['Ref_Key'], top: 1 }))).length > 0,
  };
}

const ALIVE = eq('DeletionMark', flag(false));

async function orNone<Element>(read: () => Promise<readonly Element[]>): Promise<readonly Element[]> {
  try {
    return await read();
  } catch (error) {
    if (
      error instanceof OnecSetNotPublished ||
      error instanceof OnecRightsMissing ||
      error instanceof OnecRequestFault
    ) {
      return [];
    }
    throw error;
  }
}

const textOf = (element: object, name: string): string => String(Reflect.get(element, name) ?? '');

const asRecord = (element: object): BaseRecord => ({
  key: textOf(element, 'Ref_Key'),
  name: textOf(element, 'Description').trim(),
});

const ownedBy =
  (owner: string) =>
  (element: object): OwnedRecord => ({ ...asRecord(element), organization: textOf(element, owner) });
