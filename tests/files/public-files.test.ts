import { GetObjectCommand, ListMultipartUploadsCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStandIns } from '../../infra/local/stand-ins.ts';
import { createPublicFiles } from '../../lib/files/s3-public-files.ts';
import { FAULTS, startHostileServer } from '../infra/local/hostile-server.ts';
import { createMemoryPublicFiles } from './memory-public-files.ts';

const MEGABYTE = 1024 * 1024;
const XML = 'application/xml; charset=utf-8';

async function* chunks(count: number, letter = 'я', failAt = count): AsyncGenerator<Uint8Array> {
  const chunk = Buffer.from(letter.repeat(MEGABYTE / Buffer.byteLength(letter)));
  for (let sent = 0; sent < count; sent += 1) {
    if (sent === failAt) {
      throw new RangeError('1C is away');
    }
    yield chunk;
  }
}

async function openS3() {
  const standIns = await startStandIns();
  const client = s3Client(standIns.addresses.fauxqs, 120_000);
  const bucket = standIns.addresses.privateBucket;
  return {
    client,
    bucket,
    files: createPublicFiles({ bucket, client }),
    read: async (key: string) => {
      const { Body, ContentType } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return { text: (await Body?.transformToString()) ?? '', type: ContentType };
    },
    close: async () => {
      client.destroy();
      await standIns.close();
    },
  };
}

/** @param timeoutMs short only where nobody answers: a busy machine takes its time. */
const s3Client = (endpoint: string, timeoutMs = 400) =>
  new S3Client({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    forcePathStyle: true,
    maxAttempts: 1,
    requestHandler: { requestTimeout: timeoutMs, socketTimeout: timeoutMs, throwOnRequestTimeout: true },
  });

describe('public files on S3', () => {
  let s3: Awaited<ReturnType<typeof openS3>>;
  beforeAll(async () => {
    s3 = await openS3();
  });
  afterAll(() => s3.close());

  it.each([
    ['nothing', 0],
    ['one small part', 1],
    ['many parts', 20],
  ])('keep a file of %s, and tell its size', async (_, count) => {
    const bytes = await s3.files.publish(`t/${count}.xml`, XML, chunks(count));
    expect(bytes).toBe(count * MEGABYTE);
    const { text, type } = await s3.read(`t/${count}.xml`);
    expect(Buffer.byteLength(text)).toBe(bytes);
    expect(type).toBe(XML);
  });

  it('E-37: keep the old file when the source fails, and nothing of the new one', async () => {
    await s3.files.publish('old.xml', XML, chunks(1, 'a'));
    await expect(s3.files.publish('old.xml', XML, chunks(30, 'b', 25))).rejects.toThrow('1C is away');
    expect((await s3.read('old.xml')).text).toMatch(/^a+$/);
    const { Uploads } = await s3.client.send(new ListMultipartUploadsCommand({ Bucket: s3.bucket }));
    expect(Uploads ?? []).toEqual([]);
  });

  it('report a missing bucket', async () => {
    const files = createPublicFiles({ bucket: 'elsewhere', client: s3.client });
    await expect(files.publish('a.xml', XML, chunks(1))).rejects.toMatchObject({ code: 'filesUnreachable' });
  });

  it.each(FAULTS.filter((fault) => !['html', 'brokenJson', 'stalls'].includes(fault)))(
    'report a server that fails (%s) as unreachable, to be tried again',
    async (fault) => {
      const server = await startHostileServer(fault);
      const client = s3Client(server.url);
      try {
        const files = createPublicFiles({ bucket: 'public', client });
        await expect(files.publish('a.xml', XML, chunks(1))).rejects.toMatchObject({
          code: 'filesUnreachable',
          retryable: true,
        });
      } finally {
        client.destroy();
        await server.close();
      }
    },
  );
});

describe('public files in memory', () => {
  it('keep the old file when the source fails', async () => {
    const files = createMemoryPublicFiles();
    await files.publish('a.xml', XML, chunks(1, 'a'));
    await expect(files.publish('a.xml', XML, chunks(2, 'b', 1))).rejects.toThrow('1C is away');
    expect(files.published.get('a.xml')).toMatch(/^a+$/);
  });
});
