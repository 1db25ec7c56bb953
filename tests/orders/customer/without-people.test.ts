import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutPeople } from '../../../lib/orders/customer/without-people.ts';
import { crmOrder } from '../support/crm-order.ts';

const order = crmOrder({
  lastName: 'Римский-Корсаков',
  firstName: 'Анна',
  patronymic: 'Петровна',
  phone: '8 (900) 000-00-01, +374 91 123-456',
  email: 'anna@example.ru',
  delivery: { address: { city: 'Примерск', text: 'ул. Закрытая, д. 7/2 (вход [со] двора)' } },
  customerComment: 'домофон 47*11',
});

describe('principle 9: what 1C says of an order, fit to be stored', () => {
  it.each([
    [
      'Контрагент Римский-Корсаков Анна Петровна: запись запрещена',
      'Контрагент ***-*** *** ***: запись запрещена',
    ],
    ['Нет прав на карточку римского-корсакова', 'Нет прав на карточку ***-***'],
    ['Долг Анны Петровны превышен на 500 руб.', 'Долг *** *** превышен на 500 руб.'],
    ['тел. +374 91 123-456 (89000000001), anna@example.ru занят', 'тел. *** (***), *** занят'],
    ['Адрес: ул. Закрытая, д. 7/2 (вход [со] двора). Не найден', 'Адрес: ***. Не найден'],
    ['Неверный адрес «ул. Закрытая»', 'Неверный адрес «***»'],
    ['Комментарий "домофон 47*11" слишком длинный', 'Комментарий "***" слишком длинный'],
    ['Товара «Аннапурна» не хватает: 5 шт', 'Товара «Аннапурна» не хватает: 5 шт'],
  ])('%s', (said, stored) => {
    expect(withoutPeople(said, order)).toBe(stored);
  });

  it('an order without people’s data changes nothing', () => {
    const { lastName, firstName, phone, email, customer, ...nobody } = crmOrder();
    expect(withoutPeople('Примеров Пример, 89000000001', nobody)).toBe('Примеров Пример, 89000000001');
    expect([lastName, firstName, phone, email, customer]).not.toContain(undefined);
  });

  it('whatever a person is called, the name is not found any more, and no name breaks the text', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(word, word, (lastName, firstName) => {
        const masked = withoutPeople(
          `Контрагент «${lastName}» (${firstName}): отказ`,
          crmOrder({ lastName, firstName }),
        );
        expect(masked).toMatch(/: отказ$/);
        for (const name of [lastName, firstName].flatMap((text) => text.match(/[\p{L}\p{N}]{3,}/gu) ?? [])) {
          expect(masked.split(/[^\p{L}\p{N}]+/u)).not.toContain(name);
        }
      }),
      { examples: [['  ', '\u03b1\u0313\u0345一0က']] },
    );
  });
});
