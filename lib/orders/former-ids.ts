import type { OnecClient } from '../onec/client.ts';
import { OnecSetNotPublished } from '../onec/errors.ts';
import { and, eq, flag, guid, type Literal, or, text } from '../onec/filter.ts';
import {
  дополнительныеРеквизитыИСведения,
  дополнительныеСведения,
} from '../onec/ut/objects/additional-info.ts';
import { контактныеЛицаПартнеров, контрагенты, партнеры } from '../onec/ut/objects/customers.ts';
import { заказКлиента } from '../onec/ut/objects/order.ts';

/** A kind of additional information in which the former extension kept ids of orders and customers (original-import 6.1). */
export interface FormerProperty {
  readonly key: string;
  /** What it stands beside; undefined for the one title that older builds gave to all. */
  readonly kind: FormerKind | undefined;
  /** It has the extension's own name; a title alone may be somebody else's. */
  readonly isNamed: boolean;
}

/** What the former extension kept ids of. */
export type FormerKind = 'order' | 'partner' | 'counterparty' | 'contact';

/** An object beside which the former extension kept the id. */
export interface FormerNote {
  readonly key: string;
  readonly isNamed: boolean;
}

const NAMES: Readonly<Record<string, FormerKind>> = {
  crm_идзаказа: 'order',
  crm_идпартнера: 'partner',
  crm_идконтрагента: 'counterparty',
  crm_идконтактноголица: 'contact',
};

const TITLES: Readonly<Record<string, FormerKind | undefined>> = {
  'ИД заказа': 'order',
  'ИД партнера': 'partner',
  'ИД контрагента': 'counterparty',
  'ИД контактного лица': 'contact',
  ИД: undefined,
};

const ASKED_NAMES = ['crm_ИДЗаказа', 'crm_ИДпартнера', 'crm_ИДконтрагента', 'crm_ИДконтактногоЛица'];

const SETS: Readonly<Record<FormerKind, string>> = {
  order: заказКлиента.set,
  partner: партнеры.set,
  counterparty: контрагенты.set,
  contact: контактныеЛицаПартнеров.set,
};

/**
 * The kinds of additional information that hold the former extension's ids, by name or older title; none where the extension never
 * was, or where they are not published.
 */
export async function readFormerProperties(onec: OnecClient): Promise<readonly FormerProperty[]> {
  try {
    const properties = await onec.list(дополнительныеРеквизитыИСведения, {
      filter: and(
        eq('ЭтоДополнительноеСведение', flag(true)),
        or(
          ...ASKED_NAMES.map((name) => eq('Имя', text(name))),
          ...Object.keys(TITLES).map((title) => eq('Заголовок', text(title))),
        ),
      ),
      select: ['Ref_Key', 'Имя', 'Заголовок'],
    });
    return properties.flatMap(({ Ref_Key: key, Имя, Заголовок }): FormerProperty[] => {
      const kind = NAMES[Имя.trim().toLowerCase()];
      const title = Заголовок.trim();
      if (kind !== undefined) {
        return [{ key, kind, isNamed: true }];
      }
      return title in TITLES ? [{ key, kind: TITLES[title], isNamed: false }] : [];
    });
  } catch (error) {
    if (error instanceof OnecSetNotPublished) {
      return [];
    }
    throw error;
  }
}

/** Where the former extension's notes are read from. */
interface FormerSources {
  readonly onec: OnecClient;
  readonly dictionaries: { formerProperties(): Promise<readonly FormerProperty[]> };
}

/**
 * The objects beside which the former extension kept ids of the CRM, all kinds in one request (original-import 5.2 step 1): none
 * is asked for where the base has no such information.
 *
 * @param ids by kind, as far as the CRM names them.
 * @returns notes by kind, sorted by key: the extension made doubles, and everybody is to choose the same.
 * @throws whatever the client throws.
 */
export async function findFormer(
  ids: Partial<Readonly<Record<FormerKind, number | undefined>>>,
  { onec, dictionaries }: FormerSources,
): Promise<Readonly<Record<FormerKind, readonly FormerNote[]>>> {
  const wanted = (Object.entries(ids) as [FormerKind, number | undefined][]).flatMap(([kind, id]) =>
    id === undefined || id <= 0 ? [] : [{ kind, id: String(id) }],
  );
  const properties = (await dictionaries.formerProperties()).filter(
    ({ kind }) => kind === undefined || wanted.some((one) => one.kind === kind),
  );
  if (wanted.length === 0 || properties.length === 0) {
    return { order: [], partner: [], counterparty: [], contact: [] };
  }
  const records = await readRecords(properties, [...new Set(wanted.map(({ id }) => id))], onec);
  const notesOf = (kind: FormerKind): readonly FormerNote[] => {
    const id = wanted.find((one) => one.kind === kind)?.id;
    const notes = records.flatMap((record) => {
      const property = properties.find(({ key }) => key === record.Свойство_Key);
      const isOne =
        property !== undefined &&
        (property.kind ?? kind) === kind &&
        record.Объект_Type.endsWith(`.${SETS[kind]}`) &&
        String(record.Значение).trim() === id;
      return isOne ? [{ key: record.Объект, isNamed: property.isNamed }] : [];
    });
    return notes.sort((one, other) => (one.key < other.key ? -1 : 1));
  };
  return {
    order: notesOf('order'),
    partner: notesOf('partner'),
    counterparty: notesOf('counterparty'),
    contact: notesOf('contact'),
  };
}

/** The records may be closed to OData where their kinds are not: that is as if there were none. */
async function readRecords(properties: readonly FormerProperty[], ids: readonly string[], onec: OnecClient) {
  try {
    return await onec.list(дополнительныеСведения, {
      filter: and(
        or(...properties.map(({ key }) => eq('Свойство_Key', guid(key)))),
        or(...ids.map((id) => eq('Значение', text(id)))),
      ),
      select: ['Объект', 'Объект_Type', 'Свойство_Key', 'Значение'],
    });
  } catch (error) {
    if (error instanceof OnecSetNotPublished) {
      return [];
    }
    throw error;
  }
}

/**
 * The object that some notes mean, if it is of use: one that is called or reached like the customer before one that is not, since the
 * extension made doubles (original-import 5.6). A note of the extension's own is believed; one that is known by its title only has to be
 * like the customer as well.
 *
 * @param read the living ones of some keys.
 * @param suits whether an object is of the customer's kind.
 */
export async function notedObject<Held extends { readonly Ref_Key: string }>(
  notes: readonly FormerNote[],
  read: (keys: readonly Literal[]) => Promise<readonly Held[]>,
  suits: (held: Held) => boolean,
  isLike: (held: Held) => boolean,
): Promise<Held | undefined> {
  if (notes.length === 0) {
    return undefined;
  }
  const suitable = (await read(notes.map(({ key }) => guid(key)))).filter(suits);
  const isNamed = ({ Ref_Key }: Held) => notes.some((note) => note.isNamed && note.key === Ref_Key);
  return suitable.find(isLike) ?? suitable.find(isNamed);
}
