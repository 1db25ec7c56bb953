import { describe, expect, it } from 'vitest';
import { EMPTY_KEY } from '../../../lib/onec/values.ts';
import type { ContactRow, Counterparty } from '../../../lib/orders/customer/facts.ts';
import type { Person } from '../../../lib/orders/customer/person.ts';
import { searchedContacts } from '../../../lib/orders/customer/searched-contacts.ts';
import type { OrderSign } from '../../../lib/orders/rebuild/documents.ts';
import { chooseCustomer, isTheirs } from '../../../lib/orders/rebuild/plan-customers.ts';
import { testKey } from '../../settings/valid-settings.ts';

const person: Person = {
  crmId: 39,
  name: 'Примеров Алёша',
  surname: 'Примеров',
  phone: '89000000001',
  email: 'primer@example.ru',
  registeredAt: '2026-03-05 10:29:59',
};
const contacts = searchedContacts(person, []);
const document = { Партнер_Key: testKey(1), Контрагент_Key: testKey(2) } as OrderSign;

function counterparty(changes: Partial<Counterparty> = {}, contact: Partial<ContactRow> = {}): Counterparty {
  return {
    Description: 'Другой Человек',
    ЮрФизЛицо: 'ФизЛицо',
    КонтактнаяИнформация: [{ Представление: 'другой@example.com', ...contact }],
    ...changes,
  } as Counterparty;
}

describe('a document is a customer’s', () => {
  it.each([
    ['a partner who is known to be theirs', [testKey(1)], undefined, true],
    ['a partner who is known to be somebody else’s', [testKey(5), undefined], undefined, false],
    ['a counterparty of their name', [], counterparty({ Description: ' примеров  Алеша' }), true],
    ['a counterparty with their phone', [], counterparty({}, { НомерТелефона: '79000000001' }), true],
    ['a counterparty with their mail', [], counterparty({}, { АдресЭП: 'Primer@example.ru' }), true],
    ['a counterparty unlike them', [], counterparty(), false],
    [
      'a company with their phone',
      [],
      counterparty({ ЮрФизЛицо: 'ЮрЛицо' }, { НомерТелефона: '79000000001' }),
      false,
    ],
  ] satisfies [string, (string | undefined)[], Counterparty | undefined, boolean][])(
    '%s',
    (_, partners, held, isIt) => {
      expect(isTheirs({ person, contacts, document, partners, counterparty: held })).toBe(isIt);
    },
  );

  it('a person of whom nothing is known proves nothing', () => {
    const nobody = { ...person, name: '', phone: '', email: '' };
    const held = counterparty({ Description: '' });
    const proofs = { contacts: searchedContacts(nobody, []), document, partners: [], counterparty: held };
    expect(isTheirs({ person: nobody, ...proofs })).toBe(false);
  });

  it('a name is compared as far as 1C keeps it', () => {
    const long = `${'О'.repeat(100)}-Примеров`;
    const held = counterparty({ Description: long.slice(0, 100) });
    const proofs = { contacts, document, partners: [], counterparty: held };
    expect(isTheirs({ person: { ...person, name: long }, ...proofs })).toBe(true);
  });
});

describe('the one object that is a customer’s', () => {
  it.each([
    ['all documents agree', ['a', 'a'], [], { key: 'a' }],
    ['documents without one do not count', ['a', EMPTY_KEY], [], { key: 'a' }],
    ['the documents differ', ['a', 'b'], [], { conflict: ['a', 'b'] }],
    ['the note alone', [], ['a'], { key: 'a' }],
    ['the note agrees with the documents', ['a'], ['a'], { key: 'a' }],
    ['the note tells differing documents apart', ['a', 'b'], ['b'], { key: 'b' }],
    ['the documents tell differing notes apart', ['a'], ['a', 'b'], { key: 'a' }],
    ['the note knows better than nobody', ['a'], ['b'], { conflict: ['a', 'b'] }],
    ['differing notes alone', [], ['a', 'b'], { conflict: ['a', 'b'] }],
    ['both differ', ['a', 'b'], ['a', 'b'], { conflict: ['a', 'b'] }],
    ['nothing is known', [EMPTY_KEY], [], undefined],
  ] satisfies [string, string[], string[], unknown][])('%s', (_, used, noted, choice) => {
    expect(chooseCustomer(used, noted)).toEqual(choice);
  });
});
