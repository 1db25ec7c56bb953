import { EMPTY_KEY, emptyRow } from '../schema/empty.ts';
import { type Row, rowsOf } from '../store/entity.ts';
import type { Behaviour } from './behaviour.ts';

const TABLE = 'КонтактнаяИнформация';

/**
 * The subscription that prepares contacts for lists (ut-filling 7): rows without `Вид` are UT's own and made anew; a
 * kind with several rows gets one more, without `Вид`, that joins their presentations.
 */
export const contactInformation: Behaviour = {
  beforeWrite(draft, { own }) {
    const shape = own.tables.get(TABLE);
    if (shape === undefined) {
      return;
    }
    const rows = rowsOf(draft, TABLE).filter((row) => row.Вид_Key !== EMPTY_KEY);
    const joined: Row[] = [];
    for (const [kind, ofKind] of Map.groupBy(rows, (row) => String(row.Вид_Key))) {
      const several = ofKind.length > 1;
      for (const row of ofKind) {
        row.ВидДляСписка_Key = several ? EMPTY_KEY : kind;
      }
      if (several) {
        joined.push({
          ...emptyRow(shape),
          Тип: ofKind[0]?.Тип ?? '',
          ВидДляСписка_Key: kind,
          Представление: ofKind.map((row) => row.Представление).join(', '),
        });
      }
    }
    draft[TABLE] = [...rows, ...joined];
  },
};
