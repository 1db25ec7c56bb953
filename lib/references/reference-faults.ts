import type { SettingsReference } from '../settings/references-of.ts';

/** What is wrong with a reference of the settings (contract 3). */
export type ReferenceFaultKind = 'absent' | 'marked' | 'folder' | 'notService' | 'foreign';

/** A reference that does not find in 1C what the settings mean by it. */
export interface ReferenceFault extends Pick<SettingsReference, 'path' | 'key' | 'site'> {
  readonly kind: ReferenceFaultKind;
}

/** An element as 1C holds it, as much as decides whether a reference to it is good. */
export interface FoundElement {
  readonly isMarked: boolean;
  readonly isFolder: boolean;
  readonly isService: boolean;
  /** Key of its owner; undefined if it has none. */
  readonly owner: string | undefined;
}

/**
 * What is wrong with one reference.
 *
 * @param found the element under its key; undefined if 1C has none.
 * @param organization of the site whose own reference it is.
 * @returns undefined if nothing is.
 */
export function faultOf(
  { isOwn, isService, isFolderToo }: SettingsReference,
  found: FoundElement | undefined,
  organization: string | undefined,
): ReferenceFaultKind | undefined {
  if (found === undefined) {
    return 'absent';
  }
  if (found.isMarked) {
    return 'marked';
  }
  if (found.isFolder && isFolderToo !== true) {
    return 'folder';
  }
  if (isService === true && !found.isService) {
    return 'notService';
  }
  return isOwn === true && found.owner !== organization ? 'foreign' : undefined;
}

const SENTENCES: Readonly<Record<ReferenceFaultKind, string>> = {
  absent: 'такого элемента в 1С нет',
  marked: 'этот элемент помечен в 1С на удаление',
  folder: 'это группа, а нужен элемент',
  notService: 'у этой номенклатуры тип не «Услуга»',
  foreign: 'принадлежит в 1С не той организации, что указана у магазина',
};

/** What is wrong, in Russian, without the place and a full stop. */
export const faultText = ({ kind }: Pick<ReferenceFault, 'kind'>): string => SENTENCES[kind];
