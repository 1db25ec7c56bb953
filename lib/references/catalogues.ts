import type { CatalogDescription } from '../onec/ut/describe.ts';
import { дополнительныеРеквизитыИСведения } from '../onec/ut/objects/additional-info.ts';
import { соглашенияСКлиентами } from '../onec/ut/objects/agreements.ts';
import {
  валюты,
  организации,
  пользователи,
  приоритеты,
  причиныОтменыЗаказовКлиентов,
  склады,
} from '../onec/ut/objects/company.ts';
import { группыДоступаПартнеров, контрагенты, партнеры } from '../onec/ut/objects/customers.ts';
import { видыЦен, номенклатура } from '../onec/ut/objects/goods.ts';
import {
  банковскиеСчетаОрганизаций,
  кассы,
  эквайринговыеТерминалы,
} from '../onec/ut/objects/money-places.ts';

/** Catalogues that settings refer to, as far as the bridge describes them: what is not here cannot be looked up. */
const DESCRIBED: readonly CatalogDescription[] = [
  организации,
  склады,
  валюты,
  приоритеты,
  пользователи,
  причиныОтменыЗаказовКлиентов,
  соглашенияСКлиентами,
  группыДоступаПартнеров,
  партнеры,
  контрагенты,
  номенклатура,
  видыЦен,
  банковскиеСчетаОрганизаций,
  кассы,
  эквайринговыеТерминалы,
  дополнительныеРеквизитыИСведения,
];

/** The description behind the name that settings use: `Склады` → `Catalog_Склады`. */
export const describedCatalogue = (name: string): CatalogDescription | undefined =>
  DESCRIBED.find(({ set }) => set.endsWith(`_${name}`));
