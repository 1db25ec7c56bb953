import { expect, it } from 'vitest';
import { referencesOf } from '../../lib/settings/references-of.ts';
import { fullDocument, keys, validSettings } from './valid-settings.ts';

/** Every text of the document that is a GUID, with its path. */
function guidsIn(value: unknown, path = ''): readonly string[] {
  if (typeof value === 'string') {
    return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value) ? [`${path} ${value}`] : [];
  }
  return Object.entries(Object(value)).flatMap(([key, inner]) =>
    guidsIn(inner, Array.isArray(value) ? `${path}[${key}]` : `${path}${path === '' ? '' : '.'}${key}`),
  );
}

it('N-1: every GUID of a document is a reference with its path, and nothing else is', () => {
  const found = referencesOf(validSettings()).map(({ path, key }) => `${path} ${key}`);
  expect(found.length).toBeGreaterThan(30);
  expect(found.toSorted()).toEqual(guidsIn(fullDocument()).toSorted());
});

it('N-1: references know their catalogues, their site and what else must be true of them', () => {
  const found = new Map(referencesOf(validSettings()).map((reference) => [reference.path, reference]));
  expect(found.get('deliveryItem')).toMatchObject({
    catalogues: ['Номенклатура'],
    isService: true,
    site: undefined,
  });
  expect(found.get('sites[1].cashDesk')).toMatchObject({
    catalogues: ['Кассы'],
    isOwn: true,
    site: 1,
    key: keys.cashDesk2,
  });
  expect(found.get('sites[0].groups[0]')).toMatchObject({
    catalogues: ['Номенклатура', 'ВидыНоменклатуры'],
    isFolderToo: true,
  });
  expect(found.get('customFields[1].onec')).toMatchObject({
    catalogues: ['ДополнительныеРеквизитыИСведения'],
  });
});
