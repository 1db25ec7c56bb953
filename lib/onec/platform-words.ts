/**
 * What 1C's platform says in its own words where it has no code for it (code -1 is all that is left of an exception). Both
 * languages: the platform speaks the language of its server, on Linux often English, whatever the configuration speaks.
 */

const words = (...patterns: readonly RegExp[]): RegExp =>
  new RegExp(patterns.map(({ source }) => source).join('|'), 'i');

/** A change that lost against another user's, or waited too long for one: it was rolled back, so repeating is safe. */
const LOCKED = words(
  // Managed locks and those of the database.
  /конфликт\s+блокировок/,
  /ожидани[ея][^.]{0,40}блокировк/,
  /взаимоблокировк|взаимн[а-я]+\s+блокировк/,
  /lock\s+conflict|conflict(ing)?\s+locks?/,
  /lock\s+(request|wait|grant)?\s*time-?\s?out|time-?\s?out[^.]{0,40}\block/,
  /deadlock/,
  // An object that somebody has open.
  /ошибка\s+блокировки|не\s+удалось\s+(заблокировать|установить\s+блокировку)/,
  /(объект|запис|данны|документ|элемент)[^.]{0,80}заблокирован[^.]{0,80}(пользовател|сеанс)/,
  /(редактируется|изменяется)[^.]{0,40}(пользовател|сеанс)/,
  /(object|record|data)\s+lock(ing)?\s+error|(failed|unable|cannot)\s+(to\s+)?lock\b/,
  /(object|record|data|document|item)[^.]{0,80}\blocked[^.]{0,80}(user|session)/,
  /being\s+(edited|changed)\s+by[^.]{0,40}(user|session)/,
  // An object that somebody has written meanwhile.
  /конфликт\w*\s+верси|верси[а-я]+[^.]{0,80}(не\s+совпада|не\s+соответству|отлича|устарел)|несоответстви[а-я]+\s+верси/,
  /(изменен|удален|записан)[а-я]*[^.]{0,40}другим\s+(пользовател|сеанс)/,
  /version\s+(conflict|mismatch)|versions?[^.]{0,80}(do(es)?\s+not\s+match|mismatch|outdated)/,
  /(changed|modified|updated|deleted)[^.]{0,40}\bby\s+(another|other)\s+(user|session)/,
);

/**
 * A server or a database that is ill: it says nothing of the order, and whether the change was kept may have been decided
 * by then.
 */
const ILL = words(
  /ошибка\s+субд|sdbl|dbms\s+error/,
  /недостаточно\s+памяти|(not\s+enough|insufficient|out\s+of)\s+memory/,
  /сеанс\s+(работы\s+)?(завершен|отсутствует)|session\s+(was\s+|is\s+|has\s+been\s+)?(terminated|ended|closed|deleted|not\s+found)/,
  /соединение\s+с\s+сервером\s.{0,40}разорвано|connection\s+(to|with)\s+(the\s+)?server\s.{0,40}(lost|broken|terminated)/,
  /монопольн|exclusive\s+(mode|access)/,
  /подключение\s.{0,40}(завершено|невозможно)|connection\s.{0,40}(denied|forbidden)/,
);

const NO_LICENCE = words(
  /(не\s+найден|не\s+обнаружен|недостаточно|отсутству|нет\s+свободн|превышен)[^.]{0,80}лицензи/,
  /лицензи[^.]{0,80}(не\s+найден|не\s+обнаружен)/,
  /(no|not\s+enough|missing|exceeded)\s[^.]{0,60}licen[sc]e/,
  /licen[sc]es?\s[^.]{0,60}(not\s+found|not\s+available|unavailable|exceeded)/,
);

/** "Заблокирован" and "удалён" are written with both letters. */
const plain = (text: string): string => text.replaceAll('ё', 'е').replaceAll('Ё', 'Е');

/** Whether the text tells of a lock that passes in seconds. */
export const isLockText = (text: string): boolean => LOCKED.test(plain(text));
/** Whether it tells of an ill server rather than of what was asked. */
export const isIllnessText = (text: string): boolean => ILL.test(plain(text));
/** Whether it tells of a session that found no licence. */
export const isLicenceText = (text: string): boolean => NO_LICENCE.test(plain(text));
