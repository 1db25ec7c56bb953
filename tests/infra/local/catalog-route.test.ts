import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { catalogRoute } from '../../../infra/local/catalog-route.ts';
import { startStandIns } from '../../../infra/local/stand-ins.ts';
import { writeWhole } from '../../../infra/local/write-whole.ts';
import { type HttpGateway, startHttpGateway } from '../../../lib/server/http-gateway.ts';
import { counter, testClock } from '../../state/tables.ts';
import { recordingLog } from './recording-log.ts';

const PATH = '/a-token/shop1_catalog_icml.xml';
const FILE = '<?xml version="1.0" encoding="UTF-8"?>\n<yml_catalog>Каталог</yml_catalog>\n';

describe('contract 2: the address of a catalogue', () => {
  let gateway: HttpGateway;
  let standIns: Awaited<ReturnType<typeof startStandIns>>;
  beforeAll(async () => {
    vi.stubEnv('AWS_REGION', 'us-east-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
    standIns = await startStandIns();
    const { fauxqs: endpoint, catalogBucket: bucket } = standIns.addresses;
    const client = new S3Client({ endpoint, forcePathStyle: true });
    for (const key of ['a-token/shop1_catalog_icml.xml', 'a-token/secret.json']) {
      await client.send(
        new PutObjectCommand({ Bucket: bucket, Key: key, Body: FILE, ContentType: 'application/xml' }),
      );
    }
    client.destroy();
    gateway = await startHttpGateway({
      routes: [catalogRoute({ endpoint, bucket })],
      port: 0,
      log: recordingLog().log,
      clock: testClock(),
      makeId: counter('request'),
    });
  });
  afterAll(async () => {
    await gateway.close();
    await standIns.close();
    vi.unstubAllEnvs();
  });
  const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${gateway.url}${path}`, { headers });

  it('answers the file with ETag and Last-Modified', async () => {
    const response = await get(PATH);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(FILE);
    expect(response.headers.get('content-type')).toBe('application/xml');
    expect(response.headers.get('etag')).toMatch(/^".+"$/);
    expect(Date.parse(response.headers.get('last-modified') ?? '')).toBeGreaterThan(0);
  });

  it('304 to whoever has it already', async () => {
    const { headers } = await get(PATH);
    const [etag, modified] = [headers.get('etag') ?? '', headers.get('last-modified') ?? ''];
    for (const condition of [
      { 'if-none-match': etag },
      { 'if-none-match': `"other", W/${etag}` },
      { 'if-none-match': '*' },
      { 'if-modified-since': modified },
    ]) {
      const response = await get(PATH, condition);
      expect(response.status, JSON.stringify(condition)).toBe(304);
      expect(await response.text()).toBe('');
    }
    for (const condition of [
      { 'if-none-match': '"other"', 'if-modified-since': modified },
      { 'if-modified-since': 'Thu, 01 Jan 1970 00:00:00 GMT' },
      { 'if-modified-since': 'yesterday' },
    ]) {
      expect((await get(PATH, condition)).status, JSON.stringify(condition)).toBe(200);
    }
  });

  it.each([
    '/a-token/shop9_catalog_icml.xml',
    '/other/shop1_catalog_icml.xml',
    '/a-token/secret.json',
    '/a-token/',
  ])('nothing at %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });
});

describe('a file that is written as it comes', () => {
  async function* chunks(failAt: number): AsyncGenerator<Uint8Array> {
    for (const [index, text] of ['one', 'two'].entries()) {
      if (index === failAt) {
        throw new RangeError('1C is away');
      }
      yield Buffer.from(text);
    }
  }

  it('E-37: takes the place of the old one when all of it is there, and leaves nothing if it breaks off', async () => {
    const folder = join(await mkdtemp(join(tmpdir(), 'catalog-')), 'new');
    await writeWhole(folder, 'a.xml', chunks(2));
    await expect(writeWhole(folder, 'a.xml', chunks(1))).rejects.toThrow('1C is away');
    expect(await readFile(join(folder, 'a.xml'), 'utf8')).toBe('onetwo');
    expect(await readdir(folder)).toEqual(['a.xml']);
  });
});
