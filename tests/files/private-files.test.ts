import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startStandIns } from '../../infra/local/stand-ins.ts';
import type { PrivateFiles } from '../../lib/files/private-files.ts';
import { createPrivateFiles } from '../../lib/files/s3-private-files.ts';
import { FAULTS, startHostileServer } from '../infra/local/hostile-server.ts';
import { createMemoryPrivateFiles } from './memory-private-files.ts';

interface TestFiles {
  readonly files: PrivateFiles;
  readonly client?: S3Client;
  close(): Promise<void>;
}

describe.each([
  { name: 'S3 stand-in', open: openS3 },
  {
    name: 'memory',
    open: async (): Promise<TestFiles> => ({
      files: createMemoryPrivateFiles(),
      close: async () => undefined,
    }),
  },
])('private files in $name', ({ open }) => {
  let opened: TestFiles;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  it('has no body under an unknown key', async () => {
    expect(await opened.files.read('settings/1.json')).toBeUndefined();
  });

  it.each([
    ['settings/000001.json', '{"timeZone":"Europe/Moscow"}'],
    ['снимки/заказ 138+%.json', 'Заказ 🙂'],
    ['empty', ''],
    ['with-bom', '\uFEFF{}'],
    ['large', 'я'.repeat(3_000_000)],
  ])('gives back %s as it was written', async (key, body) => {
    await opened.files.write(key, body, 'application/json');
    expect((await opened.files.read(key)) === body).toBe(true);
  });

  it('replaces a body', async () => {
    await opened.files.write('replaced', 'old', 'text/plain');
    await opened.files.write('replaced', 'new', 'text/plain');
    expect(await opened.files.read('replaced')).toBe('new');
  });
});

describe('private files on S3', () => {
  const closers: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) {
      await close();
    }
  });

  it('keep the content type', async () => {
    const { files, client, close } = await openS3();
    closers.push(close);
    await files.write('a.json', '{}', 'application/json; charset=utf-8');

    const stored = await client.send(new GetObjectCommand({ Bucket: 'private', Key: 'a.json' }));
    expect(stored.ContentType).toBe('application/json; charset=utf-8');
    await stored.Body?.transformToString();
  });

  it('take a missing bucket for a fault, not for a missing file', async () => {
    const { client, close } = await openS3();
    closers.push(close);
    const files = createPrivateFiles({ bucket: 'elsewhere', client });

    await expect(files.read('a')).rejects.toMatchObject({ details: { failure: 'NoSuchBucket' } });
    await expect(files.write('a', '', 'text/plain')).rejects.toMatchObject({ code: 'filesUnreachable' });
  });

  // A file may hold any text, so a page of HTML in place of a file cannot be told from one.
  it.each(FAULTS.filter((fault) => fault !== 'html' && fault !== 'brokenJson'))(
    'report a server that fails (%s) as unreachable, to be tried again',
    async (fault) => {
      const server = await startHostileServer(fault);
      const client = s3Client(server.url);
      closers.push(
        () => server.close(),
        () => client.destroy(),
      );
      const files = createPrivateFiles({ bucket: 'private', client });

      await expect(files.read('a')).rejects.toMatchObject({ code: 'filesUnreachable', retryable: true });
      if (fault !== 'stalls') {
        await expect(files.write('a', 'b', 'text/plain')).rejects.toMatchObject({ code: 'filesUnreachable' });
      }
    },
  );
});

async function openS3(): Promise<TestFiles & { client: S3Client }> {
  const standIns = await startStandIns();
  const client = s3Client(standIns.addresses.fauxqs, 120_000);
  return {
    client,
    files: createPrivateFiles({ bucket: standIns.addresses.privateBucket, client }),
    close: async () => {
      client.destroy();
      await standIns.close();
    },
  };
}

function s3Client(endpoint: string, timeoutMs = 400): S3Client {
  return new S3Client({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    forcePathStyle: true,
    maxAttempts: 1,
    requestHandler: { requestTimeout: timeoutMs, socketTimeout: timeoutMs, throwOnRequestTimeout: true },
  });
}
