import { describe, expect, it } from 'vitest';
import { and, eq, text } from '../../lib/onec/filter.ts';
import { партнеры } from '../../lib/onec/ut/objects/customers.ts';
import { errorFields } from '../../lib/platform/errors.ts';
import { clientOf, empty, failure, KEY, odataError, startOnec } from './support/onec-server.ts';
import { openDocument } from './support/open-objects.ts';

const ORDERS = 'Document_ЗаказКлиента';
const orders = openDocument(ORDERS);

describe('what gets into logs', () => {
  it('not the login', async () => {
    await using server = await startOnec(empty(401));
    const { onec, logged } = clientOf(server.root);
    const error = await failure(onec.list(orders));
    const everything = `${logged.join()} ${JSON.stringify(errorFields(error))} ${String(error)}`;
    expect(everything).not.toMatch(/пароль|Обмен|Basic/);
  });

  it('not the values that 1C repeats from a body that it did not understand', async () => {
    await using server = await startOnec((response, seen) => {
      const { Description } = JSON.parse(seen.body);
      odataError(400, '1', `Ошибка разбора строки "${Description}" в свойстве "Партнер_Key"`)(response, seen);
    });
    const { onec } = clientOf(server.root);
    const error = await failure(onec.create(партнеры, { Description: 'Проверкин Тест' }));
    expect(error).toMatchObject({ message: expect.stringContaining('"***" в свойстве "Партнер_Key"') });
  });

  it('not the values of a condition either', async () => {
    await using server = await startOnec(odataError(400, '6', "Ошибка в 'О''Проверкин' or Ref_Key eq 1"));
    const { onec } = clientOf(server.root);
    const filter = and(eq('Description', text("О'Проверкин")), eq('ИНН', text('771234567890')));
    const error = await failure(onec.list(партнеры, { filter }));
    expect(String(error)).not.toContain('Проверкин');
  });

  it('not the people whom 1C names when data are locked or a change is refused', async () => {
    for (const words of ['Конфликт блокировок: Проверкин Тест', 'Отказ: Проверкин Тест']) {
      await using server = await startOnec(odataError(500, '-1', words));
      const { onec } = clientOf(server.root);
      const error = await failure(onec.create(партнеры, { Description: 'Проверкин Тест' }));
      expect(JSON.stringify(errorFields(error))).not.toContain('Проверкин');
      expect(String(error)).not.toContain('Проверкин');
      const posting = await failure(onec.post(orders, KEY));
      expect(JSON.stringify(errorFields(posting))).not.toContain('Проверкин');
      expect(String(posting)).not.toContain('Проверкин');
    }
  });

  it('not phones, mails and the places in 1C modules; and not a whole novel', async () => {
    const words = `{Документ.ЗаказКлиента.МодульОбъекта(123)}: Клиент +7 (900) 000-00-01, a@example.ru. ${'Много слов. '.repeat(200)}`;
    await using server = await startOnec(odataError(500, '-1', words));
    const error = await failure(clientOf(server.root).onec.post(orders, KEY));
    expect(error).toHaveProperty(
      'reason',
      expect.stringMatching(/^Клиент \*\*\*, \*\*\*\. Много слов\..*…$/),
    );
    expect(error).toHaveProperty(
      'message.length',
      expect.toSatisfy((length: number) => length < 700),
    );
    expect(error).toHaveProperty('advice', expect.stringContaining('проведение'));
  });
});
