import { describe, expect, it } from 'vitest';
import type { ContactRow } from '../../../lib/orders/customer/facts.ts';
import {
  isAsSent,
  sentContacts,
  sentPerson,
  unchangedSince,
} from '../../../lib/orders/customer/sent-contacts.ts';
import { testDigest } from '../support/digest.ts';

const ann = { phone: '8 (900) 111-22-33 доб. 4', email: 'ann@example.ru' };

describe('D-25: contacts that were sent, as digests', () => {
  it('hold nothing of the contacts, and are the same for every spelling of them', () => {
    const sent = sentContacts(ann, testDigest);
    expect(JSON.stringify(sent)).not.toMatch(/900|111|2233|ann|example/);
    expect(sentContacts({ ...ann, phone: '+7 900 111 22 33, доб. 4' }, testDigest)).toEqual(sent);
    expect(sentContacts({ ...ann, phone: '8 900 111-22-33' }, testDigest)).not.toEqual(sent);
  });

  it('tell each contact that changed from one that did not, and one that appeared from one that went', () => {
    const sent = { ...sentContacts(ann, testDigest) };
    const compare = (changes: Partial<typeof ann>) =>
      unchangedSince(sent, sentContacts({ ...ann, ...changes }, testDigest));
    expect(compare({})).toEqual({ phone: true, email: true });
    expect(compare({ phone: '89001112234' })).toEqual({ phone: false, email: true });
    expect(compare({ email: '' })).toEqual({ phone: true, email: false });
    expect(unchangedSince({}, sentContacts(ann, testDigest))).toEqual({ phone: false, email: false });
    expect(unchangedSince(undefined, sentContacts(ann, testDigest))).toEqual({ phone: false, email: false });
  });

  it.each([
    ['the name and the phone as UT shows it', 'Примерова Анна', ['+7 (900) 111-22-33, доб. 4'], true],
    ['the name and the e-mail', 'Примерова Анна', ['Ann@example.ru'], true],
    ['a namesake with other contacts', 'Примерова Анна', ['+7 (900) 111-22-34', 'other@example.ru'], false],
    ['another name', 'Примерова Алла', ['ann@example.ru'], false],
  ])('tell who of the candidates was sent: %s', (_, Description, contacts, isIt) => {
    const rows = contacts.map((Представление) => ({
      Тип: Представление.includes('@') ? 'АдресЭлектроннойПочты' : 'Телефон',
      Представление,
    })) as ContactRow[];
    const candidate = { Description, КонтактнаяИнформация: rows };
    const sent = { ...sentPerson('Примерова Анна', sentContacts(ann, testDigest), testDigest) };
    expect(isAsSent(candidate, sent, testDigest)).toBe(isIt);
  });

  it('of a person without contacts only the name tells', () => {
    const candidate = { Description: 'Примерова Анна', КонтактнаяИнформация: [] };
    const sent = { ...sentPerson('Примерова Анна', { phone: '', email: '' }, testDigest) };
    expect(isAsSent(candidate, sent, testDigest)).toBe(true);
  });
});
