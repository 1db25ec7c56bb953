import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newOrder } from '../orders/support/bridge.ts';
import { manualBody } from '../soap/bodies.ts';
import { eventually } from './support/eventually.ts';
import { SECRETS } from './support/sandbox-pair.ts';
import { startTestStack, type TestStack } from './support/test-stack.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack({ LOG_LEVEL: 'debug' });
});

afterAll(() => stack[Symbol.asyncDispose]());

const PERSON = {
  lastName: 'Тайнов',
  firstName: 'Секрет',
  patronymic: 'Неразглашаевич',
  phone: '+7 (900) 000-00-77',
  email: 'nobody-may-read@example.ru',
  customerComment: 'домофон 4711К',
  delivery: { cost: 350, address: { city: 'г. Примерск', text: 'ул. Закрытая, д. 7' } },
};

/** What 1C's users may read in an error of 1C, and the log may not repeat. */
const ONEC_ERROR = JSON.stringify({
  'odata.error': {
    code: '-1',
    message: {
      lang: 'ru',
      value: `Контрагент Тайнов, тел. ${PERSON.phone}, ${PERSON.email}: запись запрещена`,
    },
  },
});

/** Spellings of everything that must not leave the two systems. */
const FORBIDDEN: readonly string[] = [
  ...[SECRETS.CRM_API_KEY, SECRETS.ONEC_PASSWORD, SECRETS.WEBHOOK_PASSWORD, SECRETS.CONSOLE_PASSWORD].flatMap(
    (secret) => [secret, encodeURIComponent(secret)],
  ),
  Buffer.from(`${SECRETS.WEBHOOK_USER}:${SECRETS.WEBHOOK_PASSWORD}`).toString('base64'),
  Buffer.from(`${SECRETS.ONEC_USER}:${SECRETS.ONEC_PASSWORD}`).toString('base64'),
  PERSON.phone,
  '79000000077',
  '9000000077',
  PERSON.email,
  'Тайнов',
  'Неразглашаевич',
  'Закрытая',
  'домофон',
];

function expectSilent(text: string): void {
  expect(FORBIDDEN.filter((secret) => text.includes(secret))).toEqual([]);
}

it('row "privacy": whatever happens to an order, the log at its most talkative holds no secret and nobody’s data', async () => {
  const good = newOrder(stack, PERSON);
  await stack.trigger(good.id);
  await stack.posted(good.number);

  const refused = newOrder(stack, { ...PERSON, phone: '+7 (900) 000-00-78', email: 'other@example.ru' });
  stack.onec.control.faults.add({
    match: { method: 'POST', set: 'Document_ЗаказКлиента' },
    times: 1,
    action: { kind: 'status', status: 500, contentType: 'application/json', body: ONEC_ERROR },
  });
  await stack.trigger(refused.id);
  await eventually('the refusal of 1C', async () =>
    (await stack.stores.outcomes.read(refused.id))?.kind === 'parked' ? true : undefined,
  );

  stack.crm.faults.add({ match: { path: '/api/v5/orders' }, action: { kind: 'html', status: 502 } });
  const late = newOrder(stack, { ...PERSON, phone: '+7 (900) 000-00-79', email: 'third@example.ru' });
  await stack.trigger(late.id);
  await stack.posted(late.number);

  await stack.call({ authorization: null });
  await stack.call({ body: manualBody(`${PERSON.phone} ${SECRETS.CRM_API_KEY}`) });

  const log = await stack.log();
  expect(log).toContain('CRM answered');
  expect(log).toContain('1C answered');
  expect(log).toContain('call refused');
  expect(log).toContain('onecRefused');
  expectSilent(log);
});

it('row "privacy": the endpoints file holds addresses only', async () => {
  const endpoints = await readFile(join(stack.dataDir, 'endpoints.json'), 'utf8');
  expect(endpoints).toContain(stack.url);
  expectSilent(endpoints);
});

it('row "privacy": what is remembered of an order for its page holds no contacts either', async () => {
  const [parked] = (await stack.stores.outcomes.listParked()).records;
  expect(parked?.kind).toBe('parked');
  for (const contact of [PERSON.phone, PERSON.email]) {
    expect(JSON.stringify(parked)).not.toContain(contact);
  }
});
