import { describe, expect, it } from 'vitest';
import { LOCKS } from '../../infra/sandbox/onec/faults/lock-texts.ts';
import { startSandboxOnec } from '../../infra/sandbox/onec/sandbox.ts';
import { makeShop } from '../../infra/sandbox/shop/make-shop.ts';
import { OnecBusy } from '../../lib/onec/errors.ts';
import { партнеры } from '../../lib/onec/ut/objects/customers.ts';
import { release11520 } from '../../lib/onec/ut/releases.ts';
import { errorFields } from '../../lib/platform/errors.ts';
import {
  clientOf,
  failure,
  json,
  KEY,
  odataError,
  type Reply,
  raw,
  startOnec,
} from './support/onec-server.ts';
import { openDocument } from './support/open-objects.ts';

const shop = { ...makeShop(), goods: makeShop().goods.slice(0, 1) };
const orders = openDocument('Document_ЗаказКлиента');

const writes = {
  create: (root: string) => clientOf(root).onec.create(orders, {}),
  update: (root: string) => clientOf(root).onec.update(orders, KEY, {}),
  post: (root: string) => clientOf(root).onec.post(orders, KEY),
  unpost: (root: string) => clientOf(root).onec.unpost(orders, KEY),
};

/** What 1C and the databases below it say of a lock; people and machines are invented. */
const LOCK_TEXTS = [
  'Конфликт блокировок при выполнении транзакции',
  '{Документ.ЗаказКлиента.МодульОбъекта(12)}: Неразрешимый конфликт  блокировок',
  'Превышено максимальное время ожидания предоставления блокировки',
  'Истекло время ожидания блокировки',
  'Ошибка СУБД: Транзакция выбрана жертвой взаимоблокировки',
  'Ошибка блокировки объекта. Объект уже заблокирован: компьютер: PC, пользователь: Примеров, сеанс: 12',
  'Не удалось заблокировать запись',
  'Документ «Заказ клиента ТД00-000001» заблокирован пользователем Примеров',
  'Объект редактируется другим пользователем',
  'Данные были изменены или удалены другим пользователем',
  'Объект был удалён другим пользователем',
  'Конфликт версий объекта',
  'Версия объекта базы данных не совпадает с прочитанной',
  'Lock conflict during transaction execution',
  'DBMS error: Transaction (Process ID 52) was deadlocked on lock resources with another process',
  'Lock request time out period exceeded',
  'Lock wait timeout exceeded; try restarting transaction',
  'Object lock error. The object is already locked: computer: PC, user: Sample, session: 12',
  'Unable to lock the record',
  'The document is being edited by another user',
  'The data was changed or deleted by another user',
  'Version conflict',
  'Object versions in the database do not match',
];

/** What the configuration says of matters that no waiting mends. */
const REFUSALS = [
  'Товара не хватает на складе',
  'Партнёр заблокирован: отгрузка запрещена',
  'Изменение данных запрещено: дата запрета изменений 31.12.2025',
  'Документ помечен на удаление и не может быть проведён',
  'Заблокированные скидки не применяются',
  'The period is closed for changes',
  'The customer is blocked for shipping',
  'Not enough goods in the warehouse',
  'Указана неверная версия формата',
];

const platform = (descr: string): Reply => json(500, { exception: { descr: 'Ошибка', inner: { descr } } });
const xml = (message: string): Reply =>
  raw(
    500,
    'application/xml',
    `<m:error xmlns:m="urn:m"><m:code>-1</m:code><m:message>${message.replaceAll('&', '')}</m:message></m:error>`,
  );

describe('R-10: a write that meets a lock', () => {
  it.each(LOCK_TEXTS)('is tried again, whatever the words and the form they come in: %s', async (text) => {
    for (const [name, write] of Object.entries(writes)) {
      for (const reply of [
        odataError(500, '-1', text),
        odataError(500, '0', text),
        platform(text),
        xml(text),
      ]) {
        await using server = await startOnec(reply);
        const error = await failure(write(server.root));
        expect(error, name).toBeInstanceOf(OnecBusy);
        expect(error).toMatchObject({ code: 'onecBusy', retryable: true, scope: undefined });
        expect(server.seen).toHaveLength(1);
      }
    }
  });

  it.each(REFUSALS)('is not confused with a refusal: %s', async (text) => {
    for (const write of Object.values(writes)) {
      await using server = await startOnec(odataError(500, '-1', text));
      expect(await failure(write(server.root))).toMatchObject({ code: 'onecRefused', retryable: false });
    }
  });

  it('says nothing of who holds the lock', async () => {
    await using server = await startOnec(odataError(500, '-1', 'Объект заблокирован пользователем Примеров'));
    const error = await failure(writes.update(server.root));
    expect(`${String(error)} ${JSON.stringify(errorFields(error))}`).not.toContain('Примеров');
  });

  it.each(LOCKS.flatMap((by) => (['ru', 'en'] as const).map((language) => ({ by, language }))))(
    'has changed nothing, and the next try does it (the sandbox, $by, $language)',
    async ({ by, language }) => {
      await using base = await startSandboxOnec({
        shop,
        release: release11520,
        login: { user: 'Обмен', password: 'пароль' },
        clock: { now: () => 0 },
      });
      const { onec } = clientOf(base.url);
      const before = base.control.entities(партнеры.set).length;
      base.control.faults.add({
        times: 1,
        match: { method: 'POST' },
        action: { kind: 'locked', by, language },
      });
      expect(await failure(onec.create(партнеры, { Description: 'Пример' }))).toBeInstanceOf(OnecBusy);
      expect(base.control.entities(партнеры.set)).toHaveLength(before);
      await onec.create(партнеры, { Description: 'Пример' });
      expect(base.control.entities(партнеры.set)).toHaveLength(before + 1);
    },
  );
});

describe('D-42: a write to a 1C that is away', () => {
  const STATUSES = [502, 503, 504, 520, 522];
  const BODIES: readonly [string, (status: number) => Reply][] = [
    ['nothing', (status) => raw(status, 'text/plain', '')],
    ['a page', (status) => raw(status, 'text/html', '<html><body>Bad gateway</body></html>')],
    ['plain words', (status) => raw(status, 'text/plain', 'upstream connect error')],
    ['JSON of somebody else', (status) => json(status, { message: 'no healthy upstream' })],
    ['a refusal of 1C', (status) => odataError(status, '-1', 'Товара не хватает')],
    ['a lock', (status) => odataError(status, '-1', 'Конфликт блокировок при выполнении транзакции')],
    ['a code of 1C', (status) => odataError(status, '9', 'Экземпляр сущности не найден')],
    ['another code of 1C', (status) => odataError(status, '20', 'Недостаточно прав')],
    ['an exception of the platform', (status) => json(status, { exception: { descr: 'Сбой' } })],
    [
      'XML',
      (status) =>
        raw(status, 'application/xml', '<m:error><m:code>-1</m:code><m:message>Отказ</m:message></m:error>'),
    ],
    ['half an answer', (status) => raw(status, 'application/json', '{"odata.error":{"code":"-1",')],
  ];

  it.each(BODIES)('has an unknown outcome, whatever comes with the status: %s', async (_, body) => {
    for (const status of STATUSES) {
      for (const [operation, write] of Object.entries(writes)) {
        await using server = await startOnec(body(status));
        const error = await failure(write(server.root));
        expect(error, `${operation} ${status}`).toMatchObject({
          code: 'onecUnknownOutcome',
          retryable: true,
          operation,
        });
        expect(server.seen).toHaveLength(1);
      }
    }
  });

  it('did not begin where the platform found no licence for a session', async () => {
    for (const text of [
      'Не обнаружена свободная лицензия!',
      'No free licenses available',
      'License not found',
    ]) {
      await using server = await startOnec(json(503, { exception: { descr: text } }));
      expect(await failure(writes.create(server.root))).toMatchObject({ code: 'onecLicenceMissing' });
    }
  });

  it.each(BODIES)('a read of one is tried again and then told as unavailable: %s', async (_, body) => {
    await using server = await startOnec(body(503));
    expect(await failure(clientOf(server.root).onec.list(orders))).toMatchObject({ code: 'onecUnavailable' });
    expect(server.seen).toHaveLength(3);
  });
});
