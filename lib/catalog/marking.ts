/** Features of accounting that are no marking by "Честный знак" (ut-filling 8); alcohol is marked by ЕГАИС. */
const UNMARKED: ReadonlySet<string> = new Set([
  '',
  'БезОсобенностейУчета',
  'СодержитДрагоценныеМатериалы',
  'ОрганизациейПродавцом',
  'ОрганизациейПоАгентскойСхеме',
  'Партнером',
  'КиЗГИСМ',
  'ПодконтрольнаяПродукцияВЕТИС',
  'ПодконтрольнаяПродукцияСАТУРН',
  'Зерно',
  'ЗерноВЕТИС',
  'ПродуктыПереработкиЗерна',
  'ПродуктыПереработкиЗернаВЕТИС',
  'АлкогольнаяПродукция',
  'АлкогольнаяПродукцияДо9Процентов',
]);
/** 11.5.27 keeps the old values under such names and does not use them. */
const RETIRED = 'Удалить';

/**
 * Whether goods with this `ОсобенностьУчета` carry a mark that has to be scanned (case E-34). What UT will add is a group of
 * marked goods, as all additions of the last years were.
 */
export const isMarkable = (feature: string): boolean =>
  !UNMARKED.has(feature) && !feature.startsWith(RETIRED);
