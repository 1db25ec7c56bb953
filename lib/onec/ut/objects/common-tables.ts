import { characteristicValue, type Properties, reference, text } from '../describe.ts';
import { типыКонтактнойИнформации } from './enumerations.ts';

/** Contacts (ut-filling 7). A row with an empty `Вид` is made by UT itself: skip it when reading, never send it back. */
export const контактнаяИнформация = {
  Тип: типыКонтактнойИнформации,
  Вид: reference('Catalog_ВидыКонтактнойИнформации'),
  Представление: text(500),
  ЗначенияПолей: text(),
  Страна: text(100),
  Регион: text(50),
  Город: text(50),
  АдресЭП: text(100),
  ДоменноеИмяСервера: text(100),
  НомерТелефона: text(20),
  НомерТелефонаБезКодов: text(20),
  ВидДляСписка: reference('Catalog_ВидыКонтактнойИнформации'),
  Значение: text(),
} as const satisfies Properties;

/** Additional attributes, defined by the users of the base. */
export const дополнительныеРеквизиты = {
  Свойство: reference('ChartOfCharacteristicTypes_ДополнительныеРеквизитыИСведения'),
  Значение: characteristicValue('ChartOfCharacteristicTypes_ДополнительныеРеквизитыИСведения'),
  ТекстоваяСтрока: text(),
} as const satisfies Properties;
