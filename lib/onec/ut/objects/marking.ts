import { type CatalogDescription, composite, type RegisterDescription, reference } from '../describe.ts';

/**
 * Since 11.5.27: what the systems of marking are to know of a good, told for the good itself, for its kind or for a set of
 * packages (ut-filling 8). The metadata lists lack both objects; no more of them is described than is read.
 */
export const описаниеНоменклатурыИС = {
  set: 'InformationRegister_ОписаниеНоменклатурыИС',
  kind: 'informationRegister',
  dimensions: ['Номенклатура'],
  properties: {
    Номенклатура: composite('Catalog_Номенклатура', 'Catalog_ВидыНоменклатуры', 'Catalog_НаборыУпаковок'),
    КлючВидовПродукции: reference('Catalog_КлючиВидовПродукцииИС'),
  },
  tables: {},
} as const satisfies RegisterDescription;

/** What kinds of goods the systems know a good as; those of ГИС МТ are marked by "Честный знак". */
export const ключиВидовПродукцииИС = {
  set: 'Catalog_КлючиВидовПродукцииИС',
  kind: 'catalog',
  codeLength: 0,
  descriptionLength: 150,
  hierarchy: 'none',
  owners: [],
  properties: { ВидПродукцииГИСМТ: reference('Catalog_ВидыПродукцииИС') },
  tables: {},
} as const satisfies CatalogDescription;
