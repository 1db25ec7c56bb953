import type { OnecClient } from '../onec/client.ts';
import { OnecRequestFault, OnecRightsMissing, OnecSetNotPublished } from '../onec/errors.ts';
import { guid } from '../onec/filter.ts';
import type { CatalogDescription } from '../onec/ut/describe.ts';
import { eachLimited, LOOKS_AT_ONCE } from '../platform/concurrency.ts';
import { referencesOf, type SettingsReference } from '../settings/references-of.ts';
import type { Settings } from '../settings/schema.ts';
import { describedCatalogue } from './catalogues.ts';
import { type FoundElement, faultOf, type ReferenceFault } from './reference-faults.ts';

/** What a look at 1C has shown of references of the settings. */
export interface CheckedReferences {
  readonly faults: readonly ReferenceFault[];
  /** Catalogues that could not be looked into: not published, not allowed, of another shape than was thought. */
  readonly unchecked: readonly string[];
}

const SERVICE = 'Услуга';

/** The references of the settings by what they may refer to, `Склады`: what is looked up together. */
export const referenceGroups = (settings: Settings): ReadonlyMap<string, readonly SettingsReference[]> =>
  Map.groupBy(referencesOf(settings), ({ catalogues }) => catalogues.join());

/**
 * Looks every reference of the settings up in 1C, one request a catalogue (N-1). A reference of a catalogue that cannot be
 * looked into counts as good: what a flow needs of it, the flow itself will miss and name.
 *
 * @returns the faults in the order of the document.
 * @throws what the client throws while 1C is away, busy or refuses the login.
 */
export async function checkReferences(settings: Settings, onec: LookUps): Promise<CheckedReferences> {
  const checked = await eachLimited([...referenceGroups(settings).values()], LOOKS_AT_ONCE, (group) =>
    checkGroup(group, settings, onec),
  );
  return {
    faults: inDocumentOrder(
      checked.flatMap(({ faults }) => faults),
      settings,
    ),
    unchecked: checked.flatMap(({ unchecked }) => unchecked),
  };
}

/** Faults in the order in which the settings name the references. */
export function inDocumentOrder<Fault extends Pick<ReferenceFault, 'path'>>(
  faults: readonly Fault[],
  settings: Settings,
): readonly Fault[] {
  const places = referencesOf(settings).map(({ path }) => path);
  return faults.toSorted((one, other) => places.indexOf(one.path) - places.indexOf(other.path));
}

/** The client, as much of it as looking up takes. */
export type LookUps = Pick<OnecClient, 'listByValues'>;

/** Looks up one group of {@link referenceGroups}. @throws as {@link checkReferences} */
export async function checkGroup(
  group: readonly SettingsReference[],
  settings: Settings,
  onec: LookUps,
): Promise<CheckedReferences> {
  const names = group[0]?.catalogues ?? [];
  const keys = group.map(({ key }) => key);
  const looks = new Map<string, Found | undefined>();
  for (const name of names) {
    looks.set(name, await lookUp(name, keys, onec));
  }
  return {
    faults: group.flatMap((reference) => faultsOf(reference, looks, settings)),
    unchecked: names.filter((name) => looks.get(name) === undefined),
  };
}

type Found = ReadonlyMap<string, FoundElement>;

function faultsOf(
  reference: SettingsReference,
  looks: ReadonlyMap<string, Found | undefined>,
  { sites }: Settings,
): readonly ReferenceFault[] {
  const { path, key, site, catalogues } = reference;
  const seen = catalogues.map((name) => looks.get(name));
  const found = seen.flatMap((elements) => elements?.get(key) ?? [])[0];
  if (found === undefined && seen.includes(undefined)) {
    return [];
  }
  const kind = faultOf(reference, found, site === undefined ? undefined : sites[site]?.organization);
  return kind === undefined ? [] : [{ path, key, site, kind }];
}

/** @returns undefined if the catalogue cannot be looked into. */
async function lookUp(name: string, keys: readonly string[], onec: LookUps): Promise<Found | undefined> {
  const description = describedCatalogue(name);
  if (description === undefined) {
    return undefined;
  }
  try {
    const elements = await onec.listByValues(description, {
      property: 'Ref_Key',
      values: keys.map(guid),
      select: selectionOf(description),
    });
    return new Map(elements.map((element) => [String(Reflect.get(element, 'Ref_Key')), asFound(element)]));
  } catch (error) {
    if (
      error instanceof OnecSetNotPublished ||
      error instanceof OnecRightsMissing ||
      error instanceof OnecRequestFault
    ) {
      return undefined;
    }
    throw error;
  }
}

function selectionOf({ hierarchy, owners, properties }: CatalogDescription): readonly string[] {
  return [
    'Ref_Key',
    'DeletionMark',
    ...(hierarchy === 'foldersAndItems' ? ['IsFolder'] : []),
    ...(owners.length === 1 ? ['Owner_Key'] : []),
    ...('ТипНоменклатуры' in properties ? ['ТипНоменклатуры'] : []),
  ];
}

function asFound(element: object): FoundElement {
  const owner: unknown = Reflect.get(element, 'Owner_Key');
  return {
    isMarked: Reflect.get(element, 'DeletionMark') === true,
    isFolder: Reflect.get(element, 'IsFolder') === true,
    isService: Reflect.get(element, 'ТипНоменклатуры') === SERVICE,
    owner: typeof owner === 'string' ? owner : undefined,
  };
}
