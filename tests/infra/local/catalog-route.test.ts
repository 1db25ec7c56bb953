import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { catalogRoutes } from '../../../infra/local/catalog-route.ts';
import { startStandIns } from '../../../infra/local/stand-ins.ts';
import { writeWhole } from '../../../infra/local/write-whole.ts';
import { type HttpGateway, startHttpGateway } from '../../../lib/server/http-gateway.ts';
import { counter, testClock } from '../../state/tables.ts';
import { recordingLog } from './recording-log.ts';

const PATH = '/a-token/shop1_catalog_icml.xml';
const FILE = '<?xml version="1.0" encoding="UTF-8"?>\n<yml_catalog>Каталог</yml_catalog>\n';

const { log, entries } = recordingLog();

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
      routes: catalogRoutes({ endpoint, bucket }),
      port: 0,
      log,
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
    '/%/x',
    '/a-token/%_catalog_icml.xml',
    '/a-token/%zz_catalog_icml.xml',
    '/a-token/%ff_catalog_icml.xml',
    '/a-token/%00_catalog_icml.xml',
    '/a-token/%0a_catalog_icml.xml',
    '/a-token/..%2fx_catalog_icml.xml',
    '/a-token/%F0%9F%98%80_catalog_icml.xml',
    `/a-token/${'x'.repeat(2000)}_catalog_icml.xml`,
  ])('nothing at %s, and nothing to report', async (path) => {
    entries.length = 0;
    expect((await get(path)).status).toBe(404);
    expect(entries).toEqual([]);
  });

  it('HEAD describes the file and sends nothing of it', async () => {
    const whole = await get(PATH);
    const head = await fetch(`${gateway.url}${PATH}`, { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
    for (const name of ['etag', 'last-modified', 'content-type']) {
      expect(head.headers.get(name), name).toBe(whole.headers.get(name));
    }
    expect(head.headers.get('content-length')).toBe(String(Buffer.byteLength(FILE)));
    const missing = await fetch(`${gateway.url}/a-token/shop9_catalog_icml.xml`, { method: 'HEAD' });
    expect(missing.status).toBe(404);
  });

  it('the file is loaded for nobody who has it already or asks how it is', async () => {
    const etag = (await get(PATH)).headers.get('etag') ?? '';
    const loads = vi.spyOn(S3Client.prototype, 'send');
    expect((await get(PATH, { 'if-none-match': etag })).status).toBe(304);
    await fetch(`${gateway.url}${PATH}`, { method: 'HEAD' });
    const commands = loads.mock.calls.map(([command]) => command.constructor.name);
    loads.mockRestore();
    expect(commands).toEqual(['HeadObjectCommand', 'HeadObjectCommand']);
  });

  it('304 by date asks for whole seconds, which is all that a date in a header has', async () => {
    const modified = (await get(PATH)).headers.get('last-modified') ?? '';
    const LastModified = new Date(Date.parse(modified) + 789);
    const send = vi
      .spyOn(S3Client.prototype, 'send')
      .mockImplementation(async () => ({ ETag: '"x"', LastModified }));
    expect((await get(PATH, { 'if-modified-since': modified })).status).toBe(304);
    const second = new Date(Date.parse(modified) - 1000).toUTCString();
    expect((await get(PATH, { 'if-modified-since': second })).status).toBe(200);
    send.mockRestore();
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
