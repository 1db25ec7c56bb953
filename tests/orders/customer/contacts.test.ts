import { describe, expect, it } from 'vitest';
import { EMPTY_KEY } from '../../../lib/onec/values.ts';
import {
  addressContact,
  emailContact,
  phoneContact,
  withContacts,
} from '../../../lib/orders/customer/contacts.ts';
import type { ContactRow } from '../../../lib/orders/customer/facts.ts';
import { testKey } from '../../settings/valid-settings.ts';

const [phoneKind, emailKind] = [testKey(1), testKey(2)];

function row(changes: Partial<ContactRow>): ContactRow {
  return {
    LineNumber: '1',
    Тип: 'Телефон',
    Вид_Key: phoneKind,
    Представление: '',
    ЗначенияПолей: '',
    Страна: '',
    Регион: '',
    Город: '',
    АдресЭП: '',
    ДоменноеИмяСервера: '',
    НомерТелефона: '',
    НомерТелефонаБезКодов: '',
    ВидДляСписка_Key: EMPTY_KEY,
    Значение: '',
    ...changes,
  };
}

describe('contact rows', () => {
  it('carry what UT shows, what it edits and what it searches by (ut-filling 7)', () => {
    expect(phoneContact(phoneKind, '89123456789')).toMatchObject({
      Тип: 'Телефон',
      Представление: '+7 (912) 345-67-89',
      НомерТелефона: '79123456789',
      НомерТелефонаБезКодов: '3456789',
    });
    expect(emailContact(emailKind, 'a@b.example.ru')).toMatchObject({
      Тип: 'АдресЭлектроннойПочты',
      АдресЭП: 'a@b.example.ru',
      ДоменноеИмяСервера: 'b.example.ru',
    });
    for (const contact of [
      phoneContact(phoneKind, '89123456789'),
      emailContact(emailKind, 'a@b.ru'),
      addressContact(testKey(3), '101000 Москва "центр"'),
    ]) {
      expect(JSON.parse(contact.Значение ?? '')).toMatchObject({
        version: 4,
        value: contact.Представление,
        type: contact.Тип,
      });
    }
  });
});

describe('withContacts', () => {
  const phone = phoneContact(phoneKind, '89123456789');

  it('leaves a table alone that says the same, however the number is typed', () => {
    expect(withContacts([row({ Представление: '8 912 345 67 89' })], [phone])).toBeUndefined();
    expect(
      withContacts(
        [row({ Тип: 'АдресЭлектроннойПочты', Вид_Key: emailKind, Представление: 'A@B.ru' })],
        [emailContact(emailKind, 'a@b.ru')],
      ),
    ).toBeUndefined();
  });

  it('rewrites a changed contact in its row, adds a missing one, keeps the others and numbers the rows', () => {
    const skype = row({ LineNumber: '1', Тип: 'Skype', Вид_Key: testKey(9), Представление: 'nick' });
    const old = row({ LineNumber: '2', Представление: '+7 (900) 000-00-00' });
    const rows = withContacts([skype, old], [phone, emailContact(emailKind, 'a@b.ru')]);
    expect(rows).toMatchObject([
      { LineNumber: '1', Представление: 'nick' },
      { LineNumber: '2', Представление: '+7 (912) 345-67-89' },
      { LineNumber: '3', Представление: 'a@b.ru' },
    ]);
  });

  it('rewrites one row of a kind, and leaves a second one that people added', () => {
    const ours = row({ LineNumber: '1', Представление: '+7 (900) 000-00-00' });
    const theirs = row({ LineNumber: '2', Представление: '+7 (495) 000-00-01' });
    const rows = withContacts([ours, theirs], [phone]);
    expect(rows).toMatchObject([
      { LineNumber: '1', Представление: '+7 (912) 345-67-89' },
      { LineNumber: '2', Представление: '+7 (495) 000-00-01' },
    ]);
  });

  it('never sends back the summaries that UT makes of several rows of a kind, nor annotations', () => {
    const summary = row({ Вид_Key: EMPTY_KEY, ВидДляСписка_Key: phoneKind, Представление: 'оба телефона' });
    const annotated = {
      ...row({ Вид_Key: testKey(9), Представление: 'x' }),
      Ref_Key: testKey(5),
      'Вид@navigationLinkUrl': 'y',
    };
    const rows = withContacts([summary, annotated], [phone]);
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toMatch(/оба телефона|navigationLinkUrl|Ref_Key/);
  });
});
