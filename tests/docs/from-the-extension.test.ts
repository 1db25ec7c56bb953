import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fullDocument } from '../settings/valid-settings.ts';

const guide = readFileSync(new URL('../../docs/guides/from-the-extension.md', import.meta.url), 'utf8');
const publication = readFileSync(new URL('../../docs/guides/publish-onec.md', import.meta.url), 'utf8');

/** What the former extension's manual shows on the screen. */
const SHOWN = {
  tabs: [
    'Основная',
    'Константы',
    'Статусы',
    'Менеджеры',
    'Склады',
    'Каталог',
    'Типы цен',
    'Оплаты',
    'Доставка',
    'Настройки',
  ],
  constants: [
    'ИмяСервера',
    'КлючCRM',
    'КодМагазина',
    'Склад',
    'Доставка',
    'ЗакупочнаяЦена',
    'ЦенаПродажи',
    'Организация',
    'БанковскийСчет',
    'ОсновнаяКасса',
    'Валюта',
    'Налогообложение',
    'ЦенаВключаетНДС',
    'Приоритет',
    'ТиповоеСоглашение',
    'ГруппаДоступаПартнеров',
    'ОтсрочкаДней',
    'ПрефиксЗаказов',
  ],
  buttons: [
    'Создать (Константы)',
    'Сохранить константы',
    'Сохранить',
    'Загрузить по дате актуальности',
    'Загрузить (Заказы)',
    'Выполнить обмен',
    'Выгрузить остатки',
    'Выгрузить типы цен',
    'Загрузить заказ по ИД',
    'Сформировать файл каталога',
    'Зарегистрировать складскую систему',
    'Настроить соответствие',
    'Настройка магазинов',
    'Создать пользовательское поле',
    'Открыть настройки выгрузки архива',
  ],
  switches: [
    'Эталонная',
    'Загружать заказы из RetailCRM',
    'Выгружать заказы в RetailCRM',
    'Выгружать остатки в RetailCRM',
    'Выгружать типы цен в RetailCRM',
    'Несколько организаций',
    'Использование типов цен',
    'Корпоративные клиенты',
    'Создание документов оплаты',
    'Создание реализаций',
    'Создание возвратов',
    'Выгрузка оплат',
    'Выгрузка реализаций',
    'Выгрузка возвратов',
    'Использование заказов',
    'Использование характеристик',
    'Добавлять GUID организации',
    'Способ доставки по умолчанию',
    'Эквайринговый терминал',
    'Создавать реализацию',
    'Путь к файлу каталога',
  ],
};

/** Everything of the document that has a path, as the guides write it. */
function pathsOf(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value)) {
    return [path, `${path}[]`, ...value.flatMap((element) => pathsOf(element, `${path}[]`))];
  }
  if (typeof value !== 'object' || value === null) {
    return [path];
  }
  const join = (key: string) => (path === '' ? key : `${path}.${key}`);
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, join(key)))];
}

describe('N-9: the guide for moving over', () => {
  /** A name of its own, not a part of a longer word. */
  const isNamed = (name: string): boolean =>
    new RegExp(`(?<!\\p{L})${name.replaceAll(/[()]/g, '\\$&')}(?!\\p{L})`, 'u').test(guide);

  it.each(Object.entries(SHOWN))('answers for all of the %s', (_, names) => {
    expect(names.filter((name) => !isNamed(name))).toEqual([]);
  });

  it('names keys that exist', () => {
    const paths = new Set(pathsOf(fullDocument()));
    const roots = new Set(Object.keys(fullDocument()));
    const named = [...guide.matchAll(/`([a-zA-Z]+(?:\[\])?(?:\.[a-zA-Z-]+(?:\[\])?)+)`/g)].flatMap(
      ([, name = '']) => (roots.has(name.split(/[.[]/)[0] ?? '') ? [name] : []),
    );
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((name) => !paths.has(name))).toEqual([]);
  });

  it('leads through the move with the links of the former extension', () => {
    expect(guide).toContain('links rebuild');
  });
});

it('N-9: the guide to the publication names the edition and the least platform', () => {
  expect(publication).toContain('ПРОФ');
  expect(publication).toContain('8.3.10');
  expect(publication).not.toContain('8.3.9');
});
