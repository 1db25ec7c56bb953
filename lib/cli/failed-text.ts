import type { Outcome, Parked } from '../journal/outcomes.ts';
import type { FailedLists } from '../usecases/failed-work.ts';
import { withIsoTimes } from './json-times.ts';
import { localTime } from './local-time.ts';
import { visibleInLine } from './visible.ts';

/** What waits for a person, as programs get it (contract 4); `unreadable`: keys of records that cannot be read. */
export function failedJson({ orders, exports, unreadable }: FailedLists) {
  return {
    orders: orders.records.map(({ orderId, number, ...record }) => ({
      orderId,
      ...(number === undefined ? {} : { number }),
      ...parkedJson(record),
    })),
    exports: exports.records.map(({ key, type, ...record }) => ({ key, type, ...parkedJson(record) })),
    unreadable: [...orders.unreadable, ...exports.unreadable, ...unreadable].map(
      ({ pk, sk }) => `${pk}/${sk}`,
    ),
  };
}

/** Without what only the replay needs. */
const parkedJson = ({ reason = '', message, since, lastAttempt, details }: Parked<Outcome>) =>
  withIsoTimes({ reason, message, since, lastAttempt, details });

const NOTHING_PARKED =
  'Отложенных заказов нет. Заказы, загрузка которых ещё повторяется сама, здесь не показаны: что стало с любым заказом — orders show ID.\n';

/** The same for people. @param timeZone IANA name of the zone that times are told in. */
export function failedText(lists: FailedLists, timeZone: string): string {
  const { orders, exports } = lists;
  const text = [
    ...(orders.records.length === 0
      ? []
      : [`Отложено заказов: ${orders.records.length} (время: ${timeZone})\n`]),
    ...orders.records.map((record) => entry([record.orderId, record.number ?? ''], record, timeZone)),
    ...(exports.records.length === 0
      ? []
      : [`Отложено выгрузок: ${exports.records.length} (время: ${timeZone})\n`]),
    ...exports.records.map((record) => entry([record.key, record.type], record, timeZone)),
    ...unreadableLines(lists),
  ];
  return text.length === 0 ? NOTHING_PARKED : text.join('');
}

function entry(names: readonly (string | number)[], record: Parked<Outcome>, timeZone: string): string {
  const { reason = '', since, lastAttempt, message } = record;
  const last = lastAttempt === since ? '' : `, последняя попытка ${localTime(lastAttempt, timeZone)}`;
  const cells = [
    ...names.map((name) => visibleInLine(String(name))),
    reason,
    `с ${localTime(since, timeZone)}${last}`,
  ];
  return `${cells.join('\t')}\n  ${message.replaceAll('\n', '\n  ')}\n`;
}

function unreadableLines({ orders, exports, unreadable }: FailedLists): readonly string[] {
  const ids = orders.unreadable.map(({ sk }) => Number(sk));
  const keys = exports.unreadable.map(({ sk }) => sk);
  return [
    ...(ids.length === 0
      ? []
      : [
          `Не читаются записи отложенных заказов: ${ids.join(', ')}. Они повреждены или созданы другой версией обмена; остальные записи это не затрагивает. Загрузить такие заказы заново: failed retry ${ids.join(' ')}.\n`,
        ]),
    ...(keys.length === 0
      ? []
      : [
          `Не читаются записи отложенных выгрузок документов: ${keys.join(', ')}. Остальные записи это не затрагивает; следующая выгрузка документа заменит его запись.\n`,
        ]),
    ...(unreadable.length === 0
      ? []
      : [
          `Не читаются записи таблицы состояния: ${unreadable.map(({ pk, sk }) => `${pk}/${sk}`).join(', ')}. Они повреждены или созданы другой версией обмена; остальные записи это не затрагивает. Если обмен обновляли или откатывали, верните версию, которая их записала. Иначе: место чтения истории (cursor) заново задаёт orders poll --since ДАТА; любую другую такую запись удалите в таблице (ключи pk и sk — до и после косой черты) и выполните links rebuild.\n`,
        ]),
  ];
}
