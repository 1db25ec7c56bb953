import { describe, expect, it } from 'vitest';
import { BridgeError, errorFields } from '../../lib/platform/errors.ts';
import {
  clientOf,
  closedRoot,
  empty,
  failure,
  html,
  json,
  KEY,
  odataError,
  type Reply,
  raw,
  reset,
  silent,
  startBreaking,
  startOnec,
} from './support/onec-server.ts';
import { openDocument } from './support/open-objects.ts';

const ORDERS = 'Document_ЗаказКлиента';
const orders = openDocument(ORDERS);
const IMPATIENT = { timeouts: { readMs: 80, writeMs: 80 } };

const platform = (status: number, descr: string): Reply =>
  json(status, { exception: { descr: 'Ошибка при выполнении запроса', inner: { descr } } });

const xmlError = (status: number, code: string, message: string): Reply =>
  raw(
    status,
    'application/xml;charset=utf-8',
    `\uFEFF<?xml version="1.0" encoding="UTF-8"?><m:error xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata"><m:code>${code}</m:code><m:message xml:lang="ru">${message}</m:message></m:error>`,
  );

const calls = {
  read: (root: string) => clientOf(root).onec.list(orders),
  write: (root: string) => clientOf(root).onec.create(orders, { Комментарий: 'тест' }),
  post: (root: string) => clientOf(root).onec.post(orders, KEY),
};

type Call = keyof typeof calls;

/** Answer, and the code and repeatability of the error for a read and for a write. */
const answers: readonly [string, Reply, Partial<Record<Call, string>>][] = [
  ['401', empty(401), { read: 'onecLoginRefused', write: 'onecLoginRefused', post: 'onecLoginRefused' }],
  ['401 as a page', html(401), { read: 'onecLoginRefused', write: 'onecLoginRefused' }],
  [
    '401, code 20',
    odataError(401, '20', 'Недостаточно прав'),
    { read: 'onecRightsMissing', write: 'onecRightsMissing' },
  ],
  ['403', empty(403), { read: 'onecRightsMissing', write: 'onecRightsMissing' }],
  [
    '402',
    empty(402),
    { read: 'onecLicenceMissing', write: 'onecLicenceMissing', post: 'onecLicenceMissing' },
  ],
  ['406', html(406), { read: 'onecLicenceMissing', write: 'onecLicenceMissing', post: 'onecLicenceMissing' }],
  [
    'a missing licence',
    platform(500, 'Не обнаружена свободная лицензия!'),
    { read: 'onecLicenceMissing', write: 'onecLicenceMissing' },
  ],
  [
    '404, code 8',
    odataError(404, '8', 'Тип сущности не найден'),
    { read: 'onecSetNotPublished', write: 'onecSetNotPublished', post: 'onecSetNotPublished' },
  ],
  ['404, code 9', odataError(404, '9', 'Экземпляр не найден'), { post: 'onecObjectMissing' }],
  ['404, code 9 in XML', xmlError(404, '9', 'Экземпляр не найден'), { post: 'onecObjectMissing' }],
  [
    '404 as a page',
    html(404),
    { read: 'onecUnavailable', write: 'onecUnavailable', post: 'onecUnavailable' },
  ],
  ['a redirect', empty(302), { read: 'onecUnavailable', write: 'onecUnavailable' }],
  ['429', empty(429), { read: 'onecUnavailable', write: 'onecUnavailable' }],
  [
    '400, code 1',
    odataError(400, '1', 'Ошибка разбора строки'),
    { read: 'onecRequestFault', write: 'onecRequestFault' },
  ],
  ['400, code 14 in XML', xmlError(400, '14', 'Ошибка разбора опции'), { read: 'onecRequestFault' }],
  ['408', html(408), { read: 'onecUnavailable', write: 'onecUnknownOutcome' }],
  ['411', html(411), { post: 'onecRequestFault' }],
  ['414', html(414), { read: 'onecRequestFault' }],
  ['501, code 0', odataError(501, '0', 'Не поддерживается'), { read: 'onecRequestFault' }],
  [
    '500, code -1',
    odataError(500, '-1', 'Товара не хватает'),
    { read: 'onecRefused', write: 'onecRefused', post: 'onecRefused' },
  ],
  [
    'a lost lock',
    odataError(500, '-1', 'Конфликт блокировок при выполнении транзакции'),
    { write: 'onecBusy', post: 'onecBusy' },
  ],
  [
    'a full log of the database',
    odataError(500, '-1', 'Ошибка СУБД: журнал транзакций переполнен'),
    { read: 'onecUnavailable', write: 'onecUnknownOutcome', post: 'onecUnknownOutcome' },
  ],
  [
    'a session that was ended',
    odataError(500, '-1', 'Сеанс работы завершен администратором'),
    { read: 'onecUnavailable', write: 'onecUnknownOutcome', post: 'onecUnknownOutcome' },
  ],
  [
    'a server without memory',
    odataError(500, '-1', 'Недостаточно памяти на сервере 1С:Предприятия'),
    { read: 'onecUnavailable', write: 'onecUnknownOutcome', post: 'onecUnknownOutcome' },
  ],
  [
    '500 of the platform',
    platform(500, 'Сеанс завершен'),
    { read: 'onecUnavailable', write: 'onecUnknownOutcome', post: 'onecUnknownOutcome' },
  ],
  [
    '500 as a page',
    html(500),
    { read: 'onecUnavailable', write: 'onecUnknownOutcome', post: 'onecUnknownOutcome' },
  ],
  [
    '502 as a page',
    html(502),
    { read: 'onecUnavailable', write: 'onecUnknownOutcome', post: 'onecUnknownOutcome' },
  ],
  [
    '503 as a page',
    html(503),
    { read: 'onecUnavailable', write: 'onecUnknownOutcome', post: 'onecUnknownOutcome' },
  ],
  ['504', empty(504), { read: 'onecUnavailable', write: 'onecUnknownOutcome', post: 'onecUnknownOutcome' }],
  [
    'a page with 200',
    html(200),
    { read: 'onecUnavailable', write: 'onecUnknownOutcome', post: 'onecUnknownOutcome' },
  ],
  [
    'a page with 200 that calls itself JSON',
    raw(200, 'application/json', '<!DOCTYPE html><html></html>'),
    { read: 'onecUnavailable', write: 'onecUnknownOutcome', post: 'onecUnknownOutcome' },
  ],
  [
    'an atom feed',
    raw(200, 'application/atom+xml', '<feed/>'),
    { read: 'onecUnavailable', write: 'onecUnknownOutcome' },
  ],
  [
    'broken JSON',
    raw(200, 'application/json', '{"value":['),
    { read: 'onecUnavailable', write: 'onecUnknownOutcome' },
  ],
  ['JSON of another shape', json(200, [1]), { read: 'onecUnavailable', write: 'onecUnknownOutcome' }],
  ['an empty 200', empty(200), { read: 'onecUnavailable', write: 'onecUnknownOutcome' }],
  [
    'broken JSON with 500',
    raw(500, 'application/json', '{"odata.error":'),
    { read: 'onecUnavailable', write: 'onecUnknownOutcome' },
  ],
  [
    'broken XML with 500',
    raw(500, 'application/xml', '<m:error><m:code>'),
    { read: 'onecUnavailable', write: 'onecUnknownOutcome' },
  ],
];

const RETRYABLE = new Set(['onecLicenceMissing', 'onecUnavailable', 'onecBusy', 'onecUnknownOutcome']);

describe('every answer has its kind of error', () => {
  const rows = answers.flatMap(([name, reply, codes]) =>
    Object.entries(codes).map(([call, code]) => ({ name, reply, call: call as Call, code })),
  );
  it.each(rows)('$name to a $call: $code', async ({ reply, call, code }) => {
    await using server = await startOnec(reply);
    const error = await failure(calls[call](server.root));
    expect(error).toBeInstanceOf(BridgeError);
    expect(error).toMatchObject({ code, retryable: RETRYABLE.has(code), set: ORDERS });
    expect(error).toHaveProperty('advice', expect.stringMatching(/[а-я]{3}.*\.$/));
  });

  it('names the set that must be published', async () => {
    await using server = await startOnec(odataError(404, '8', 'Тип сущности не найден'));
    const error = await failure(calls.read(server.root));
    expect(error).toHaveProperty('advice', expect.stringContaining(ORDERS));
  });

  it('says what was being written when the outcome is unknown, without the data', async () => {
    await using server = await startOnec(html(504));
    const error = await failure(calls.write(server.root));
    expect(error).toMatchObject({ name: 'UnknownOutcome', operation: 'create', set: ORDERS });
    expect(JSON.stringify(errorFields(error))).not.toContain('тест');
  });
});

describe('repeating', () => {
  it.each([429, 502, 503, 504])(
    'repeats a read after %s and is content with the answer that follows',
    async (status) => {
      await using server = await startOnec(html(status), json(200, { value: [{ Ref_Key: KEY }] }));
      const { onec, waits } = clientOf(server.root);
      expect(await onec.list(orders)).toEqual([{ Ref_Key: KEY }]);
      expect(waits).toEqual([500]);
    },
  );

  it('repeats a read after a broken connection', async () => {
    await using server = await startOnec(reset, json(200, { Ref_Key: KEY }));
    expect(await clientOf(server.root).onec.read(orders, KEY)).toEqual({ Ref_Key: KEY });
  });

  it('gives a read up after three tries', async () => {
    await using server = await startOnec(html(503));
    expect(await failure(calls.read(server.root))).toMatchObject({ code: 'onecUnavailable' });
    expect(server.seen).toHaveLength(3);
  });

  it.each([500, 501])('does not repeat a read after %s: it is an answer', async (status) => {
    await using server = await startOnec(html(status));
    await failure(calls.read(server.root));
    expect(server.seen).toHaveLength(1);
  });

  it.each(['write', 'post'] as const)(
    'never repeats a %s that was answered, whatever the answer',
    async (call) => {
      for (const status of [429, 500, 502, 503, 504]) {
        await using server = await startOnec(html(status));
        await failure(calls[call](server.root));
        expect(server.seen).toHaveLength(1);
      }
    },
  );
});

describe('no answer', () => {
  it('a read out of time is not repeated, and nothing was changed', async () => {
    await using server = await startOnec(silent);
    const { onec, waits } = clientOf(server.root, IMPATIENT);
    expect(await failure(onec.list(orders))).toMatchObject({ code: 'onecUnavailable', retryable: true });
    expect(waits).toEqual([]);
  });

  it('a write out of time has an unknown outcome and is not repeated', async () => {
    await using server = await startOnec(silent);
    const { onec, waits } = clientOf(server.root, IMPATIENT);
    const error = await failure(onec.post(orders, KEY));
    expect(error).toMatchObject({ name: 'UnknownOutcome', operation: 'post', set: ORDERS });
    expect(waits).toEqual([]);
  });

  it('a connection broken after the whole write has an unknown outcome', async () => {
    await using server = await startOnec(reset);
    expect(await failure(calls.write(server.root))).toMatchObject({
      name: 'UnknownOutcome',
      operation: 'create',
    });
    expect(server.seen).toHaveLength(1);
  });

  it('a connection broken before the body of a write arrived has one too: nobody can tell the two apart', async () => {
    await using server = await startBreaking();
    expect(await failure(calls.write(server.root))).toMatchObject({
      name: 'UnknownOutcome',
      operation: 'create',
    });
    expect(server.seen).toHaveLength(1);
  });

  it('a write that reached nobody is repeated and then reported as not done', async () => {
    const { onec, waits } = clientOf(await closedRoot());
    const error = await failure(onec.create(orders, {}));
    expect(error).toMatchObject({ code: 'onecUnavailable', retryable: true });
    expect(waits).toEqual([500, 1000]);
  });

  it('a read that reached nobody is repeated too', async () => {
    const { onec, waits } = clientOf(await closedRoot());
    expect(await failure(onec.list(orders))).toMatchObject({ code: 'onecUnavailable' });
    expect(waits).toHaveLength(2);
  });
});
