import { innerError } from '../odata/fault.ts';
import { type Entity, flagOf, textOf } from '../store/entity.ts';
import type { Behaviour, WriteContext } from './behaviour.ts';

/** Catalogs whose `Code` is assigned by 1C (Autonumbering in the lists of names). */
const AUTONUMBERED: ReadonlySet<string> = new Set([
  'Catalog_Партнеры',
  'Catalog_Номенклатура',
  'Catalog_СтруктураПредприятия',
  'Catalog_ТочкиДоставки',
]);
/** Prefix of an infobase that is not part of an exchange. */
const PREFIX = '00-';

/** What every catalog does: codes of new elements; folders cannot be made over OData (onec-odata A7). */
export const catalog: Behaviour = {
  beforeWrite(draft, context) {
    if (context.occasion === 'create' && flagOf(draft, 'IsFolder')) {
      throw innerError('Ошибка при вызове обработчика ПередЗаписью группы справочника');
    }
    if (textOf(draft, 'Code') === '' && AUTONUMBERED.has(context.own.set)) {
      draft.Code = nextCode(draft, context);
    }
  },
};

function nextCode(draft: Entity, { own, transaction }: WriteContext): string {
  const length = own.description.kind === 'catalog' ? own.description.codeLength : 0;
  const taken = transaction
    .list(own.set)
    .filter((entity) => entity.Ref_Key !== draft.Ref_Key)
    .map((entity) => textOf(entity, 'Code'));
  return nextNumber(PREFIX, length, taken);
}

/** The number after the largest of those taken with this prefix: `00-`, 11 → `00-00000001`. */
export function nextNumber(prefix: string, length: number, taken: readonly string[]): string {
  const digits = length - prefix.length;
  const serials = taken
    .filter((number) => number.startsWith(prefix))
    .map((number) => number.slice(prefix.length))
    .filter((serial) => /^\d+$/.test(serial))
    .map(Number);
  const largest = serials.reduce((max, serial) => Math.max(max, serial), 0);
  return `${prefix}${String(largest + 1).padStart(digits, '0')}`;
}
