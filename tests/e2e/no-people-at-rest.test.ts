import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListBucketsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newOrder } from '../orders/support/bridge.ts';
import { customerOf } from '../orders/support/imports.ts';
import { eventually } from './support/eventually.ts';
import { startTestStack, type TestStack } from './support/test-stack.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack({ LOG_LEVEL: 'debug' });
});

afterAll(() => stack[Symbol.asyncDispose]());

/** A person whose every word is found wherever it does not belong. */
const person = (serial: number) => ({
  lastName: `Выдайкин${serial}`,
  firstName: `Тайномир${serial}`,
  patronymic: `Секретович${serial}`,
  phone: `8 (900) 313-37-${serial} доб. 90${serial}, +374 91 313-3${serial}`,
  email: `telltale-${serial}@example.ru`,
  customerComment: `домофон ТТТ${serial}`,
  managerComment: `позвонить мужу Молчуну${serial}`,
  delivery: {
    cost: 350,
    address: {
      city: 'г. Примерск',
      text: `ул. Подглядная${serial}, д. 7`,
      notes: `вход со двора ЪЪ${serial}`,
    },
  },
});

/** What of people is looked for: in letters and digits only, so that no spelling and no escape hides it. */
const TELLTALES = [
  'выдайкин',
  'тайномир',
  'секретович',
  '90031337',
  '37491313',
  'telltale',
  'домофон',
  'молчун',
  'подглядн',
  'совдвора',
  'разоткровен',
  '771377137713',
  '313713771377',
  '408028101377',
];

/** A sole trader, whose legal details are a person's. */
const TRADER = {
  customer: { type: 'customer_corporate', nickName: 'Разоткровеннов' },
  contragent: {
    contragentType: 'enterpreneur',
    legalName: 'ИП «Разоткровенничались»',
    legalAddress: 'ул. Подглядная, д. 8',
    INN: '771377137713',
    OGRNIP: '313713771377137',
    BIK: '044525000',
    bankAccount: '40802810137713771377',
  },
};

/** An error of 1C in which it names the person, as it does. */
const naming = (
  { lastName, firstName, patronymic, phone, email, delivery }: ReturnType<typeof person>,
  details: string,
) =>
  JSON.stringify({
    'odata.error': {
      code: '-1',
      message: {
        lang: 'ru',
        value: `Контрагент ${lastName} ${firstName} ${patronymic}, тел. ${phone}, ${email}, ${delivery.address.text}${details}: запись запрещена`,
      },
    },
  });

const refuse = (
  people: ReturnType<typeof person>,
  match: { method: string; set: string; key?: string },
  details = '',
) =>
  stack.onec.control.faults.add({
    match,
    times: 1,
    action: { kind: 'status', status: 500, contentType: 'application/json', body: naming(people, details) },
  });

const ended = (orderId: number, kind: string) =>
  eventually(`order ${orderId} ${kind}`, async () =>
    (await stack.stores.outcomes.read(orderId))?.kind === kind ? true : undefined,
  );

it('principle 9: whatever happens to orders, nothing that is stored tells of a person: table, queues, buckets, files, log', async () => {
  const imported = newOrder(stack, person(11));
  await stack.trigger(imported.id);
  await stack.posted(imported.number);

  const moved = newOrder(stack, {
    ...person(11),
    phone: '+7 900 313-37-12',
    customer: customerOf(stack, imported.id),
  });
  await stack.trigger(moved.id);
  await stack.posted(moved.number);

  // Two of 1C's persons with the phones of one order: nobody is chosen, with a warning.
  const ambiguous = newOrder(stack, { ...person(13), phone: '8 900 313-37-11, 8 900 313-37-12', email: '' });
  await stack.trigger(ambiguous.id);
  await stack.posted(ambiguous.number);

  const long = newOrder(stack, { ...person(14), lastName: `Выдайкин${'о'.repeat(200)}` });
  await stack.trigger(long.id);
  await stack.posted(long.number);

  for (const [serial, match] of [
    [15, { method: 'POST', set: 'Catalog_Партнеры' }],
    [16, { method: 'POST', set: 'Catalog_Контрагенты' }],
    [17, { method: 'POST', set: 'Document_ЗаказКлиента' }],
  ] as const) {
    const refused = newOrder(stack, person(serial));
    refuse(person(serial), match);
    await stack.trigger(refused.id);
    await ended(refused.id, 'parked');
  }

  // The answer to the create is lost: the intent is what the next attempt goes by.
  const lost = newOrder(stack, person(18));
  stack.onec.control.faults.add({
    match: { method: 'POST', set: 'Catalog_Партнеры' },
    times: 1,
    action: { kind: 'dropAfter' },
  });
  await stack.trigger(lost.id);
  await ended(lost.id, 'failed');

  const company = newOrder(stack, { ...person(19), ...TRADER });
  await stack.trigger(company.id);
  await stack.posted(company.number);
  const refusedCompany = newOrder(stack, { ...person(22), ...TRADER });
  const { INN, bankAccount } = TRADER.contragent;
  refuse(
    person(22),
    { method: 'POST', set: 'Catalog_КонтактныеЛицаПартнеров' },
    `, ИНН ${INN}, счёт ${bankAccount}`,
  );
  await stack.trigger(refusedCompany.id);
  await ended(refusedCompany.id, 'parked');

  const malformed = newOrder(stack, person(20));
  stack.crm.patchOrder(malformed.id, { createdAt: 'Выдайкин родился 2026-02-31' });
  await stack.trigger(malformed.id);
  await ended(malformed.id, 'parked');

  await stack.call({ body: `<Выдайкин>${person(21).email}` });

  for (const job of ['order-poll', 'parked-replay']) {
    await (await fetch(`${stack.url}/local/jobs/${job}`, { method: 'POST' })).text();
  }

  const stored = await everythingStored(stack);
  expect([...stored.keys()]).toEqual(
    expect.arrayContaining(['table', 'queues', 'buckets', 'log.jsonl', 'digest.key', 'endpoints.json']),
  );
  expect(stored.get('table')).toContain(`partner#${customerOf(stack, imported.id).id}`);
  const found = [...stored].flatMap(([place, text]) =>
    TELLTALES.filter((telltale) => lettersOf(text).includes(telltale)).map(
      (telltale) => `${telltale} in ${place}`,
    ),
  );
  expect(found).toEqual([]);
});

const lettersOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\\u([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/[^\p{L}\p{N}]/gu, '');

/** All that the stack keeps, as text, by place: what its interfaces give, and every byte of its folder. */
async function everythingStored({ environment, dataDir }: TestStack): Promise<ReadonlyMap<string, string>> {
  const files = await readdir(dataDir, { recursive: true, withFileTypes: true });
  const texts = await Promise.all(
    files
      .filter((file) => file.isFile())
      .map(async (file) => [file.name, await readFile(join(file.parentPath, file.name), 'utf8')] as const),
  );
  return new Map([
    ['table', JSON.stringify(await itemsOf(String(environment.TABLE_NAME)))],
    ['queues', JSON.stringify(await messagesOf(String(environment.ORDER_QUEUE_URL)))],
    ['buckets', JSON.stringify(await objectsOfBuckets())],
    ...texts,
  ]);
}

async function itemsOf(TableName: string): Promise<readonly unknown[]> {
  const { Items = [] } = await new DynamoDBClient({}).send(new ScanCommand({ TableName }));
  return Items;
}

async function messagesOf(QueueUrl: string): Promise<readonly unknown[]> {
  const { Messages = [] } = await new SQSClient({}).send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }),
  );
  return Messages;
}

async function objectsOfBuckets(): Promise<readonly unknown[]> {
  const s3 = new S3Client({ forcePathStyle: true });
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const keyed = await Promise.all(
    Buckets.map(async ({ Name: Bucket }) => {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
      return Contents.map(({ Key }) => ({ Bucket, Key }));
    }),
  );
  return Promise.all(
    keyed.flat().map(async (object) => {
      const { Body } = await s3.send(new GetObjectCommand(object));
      return [object, await Body?.transformToString()];
    }),
  );
}
