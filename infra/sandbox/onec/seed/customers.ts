import type { Bank, ContactKind, Country, Person, Shop } from '../../shop/shop.ts';
import type { Row } from '../store/entity.ts';
import type { Seed } from './record.ts';

/** Kinds of contacts, countries, banks, and people who are customers already, with contacts as users typed them. */
export function customerSeed(shop: Shop): Seed[] {
  return [
    ...shop.contactKinds.map(kindSeed),
    ...shop.countries.map(countrySeed),
    ...shop.banks.map(bankSeed),
    ...shop.knownPeople.flatMap((person, index) => [
      partnerSeed(person, index + 1, shop),
      counterpartySeed(person, shop),
    ]),
  ];
}

function countrySeed({ key, name, code, iso }: Country): Seed {
  return {
    set: 'Catalog_СтраныМира',
    properties: { Ref_Key: key, Code: code, Description: name, НаименованиеПолное: name, КодАльфа2: iso },
  };
}

function bankSeed({ key, name, bik, corrAccount }: Bank): Seed {
  return {
    set: 'Catalog_КлассификаторБанков',
    properties: { Ref_Key: key, Code: bik, Description: name, КоррСчет: corrAccount },
  };
}

function kindSeed({ key, name, predefinedName, type }: ContactKind): Seed {
  return {
    set: 'Catalog_ВидыКонтактнойИнформации',
    properties: {
      Ref_Key: key,
      Description: name,
      Тип: type,
      Predefined: true,
      PredefinedDataName: predefinedName,
      Используется: true,
    },
  };
}

function partnerSeed(person: Person, serial: number, shop: Shop): Seed {
  return {
    set: 'Catalog_Партнеры',
    properties: {
      Ref_Key: person.partnerKey,
      Code: `00-${String(serial).padStart(8, '0')}`,
      Description: person.fullName,
      НаименованиеПолное: person.fullName,
      ЮрФизЛицо: 'ЧастноеЛицо',
      Клиент: true,
      КонтактнаяИнформация: contacts(person, 'Партнера', shop),
    },
  };
}

function counterpartySeed(person: Person, shop: Shop): Seed {
  return {
    set: 'Catalog_Контрагенты',
    properties: {
      Ref_Key: person.counterpartyKey,
      Description: person.fullName,
      НаименованиеПолное: person.fullName,
      Партнер_Key: person.partnerKey,
      ЮрФизЛицо: 'ФизЛицо',
      ЮридическоеФизическоеЛицо: 'ФизическоеЛицо',
      КонтактнаяИнформация: contacts(person, 'Контрагента', shop),
    },
  };
}

/** As UT's own form writes them (ut-filling 7): the presentation as typed, the technical columns in digits. */
function contacts({ phone, email }: Person, of: 'Партнера' | 'Контрагента', { contactKinds }: Shop): Row[] {
  const kindKey = (name: string): string =>
    contactKinds.find(({ predefinedName }) => predefinedName === name)?.key ?? '';
  const phoneKind = kindKey(`Телефон${of}`);
  const emailKind = kindKey(`Email${of}`);
  return [
    ...(phone === undefined ? [] : [phoneRow(phone, phoneKind)]),
    ...(email === undefined ? [] : [emailRow(email, emailKind)]),
  ];
}

function phoneRow(phone: string, kind: string): Row {
  const digits = phone.replace(/\D/g, '');
  return {
    Тип: 'Телефон',
    Вид_Key: kind,
    ВидДляСписка_Key: kind,
    Представление: phone,
    НомерТелефона: digits,
    НомерТелефонаБезКодов: digits.slice(-7),
  };
}

function emailRow(email: string, kind: string): Row {
  return {
    Тип: 'АдресЭлектроннойПочты',
    Вид_Key: kind,
    ВидДляСписка_Key: kind,
    Представление: email,
    АдресЭП: email,
    ДоменноеИмяСервера: email.slice(email.indexOf('@') + 1),
  };
}
