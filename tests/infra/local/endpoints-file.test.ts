import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Endpoints,
  readEndpoints,
  removeEndpoints,
  writeEndpoints,
} from '../../../infra/local/endpoints-file.ts';
import { startTestServer, type TestServer } from './hostile-server.ts';

let dataDir: string;
let server: TestServer;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'endpoints-'));
  server = await startTestServer((_request, response) => response.end());
});
afterEach(async () => {
  await server.close();
  await rm(dataDir, { recursive: true });
});

function endpoints(changes: Partial<Endpoints> = {}): Endpoints {
  return {
    pid: process.pid,
    url: server.url,
    systems: { crmUrl: 'http://127.0.0.1:3', onecUrl: 'http://127.0.0.1:4/ut' },
    standIns: {
      fauxqs: 'http://127.0.0.1:1',
      dynamo: 'http://127.0.0.1:2',
      orderQueue: { url: 'http://127.0.0.1:1/000000000000/orders.fifo', arn: 'arn' },
      deadLetters: { url: 'http://127.0.0.1:1/000000000000/orders-dead.fifo', arn: 'arn' },
      tableName: 'state',
      privateBucket: 'private',
      catalogBucket: 'catalog',
    },
    ...changes,
  };
}

describe('endpoints file', () => {
  it('tells where a running stack is', async () => {
    expect(await readEndpoints(dataDir)).toBeUndefined();
    await writeEndpoints(dataDir, endpoints());

    expect(await readEndpoints(dataDir)).toEqual(endpoints());
    expect(await readdir(dataDir)).toEqual(['endpoints.json']);
  });

  it('is replaced by the next stack and taken away by a stop', async () => {
    await writeEndpoints(dataDir, endpoints({ url: 'http://127.0.0.1:9' }));
    await writeEndpoints(dataDir, endpoints());
    expect(await readEndpoints(dataDir)).toEqual(endpoints());

    await removeEndpoints(dataDir);
    await removeEndpoints(dataDir);
    expect(await readEndpoints(dataDir)).toBeUndefined();
  });

  it('is stale when its process is gone, even if another has the port', async () => {
    const child = spawn(process.execPath, ['--version']);
    await once(child, 'exit');
    await writeEndpoints(dataDir, endpoints({ pid: child.pid ?? 0 }));

    expect(await readEndpoints(dataDir)).toBeUndefined();
  });

  it('is stale when its port is closed, even if another has the process id', async () => {
    await writeEndpoints(dataDir, endpoints());
    await server.close();

    expect(await readEndpoints(dataDir)).toBeUndefined();
  });

  it.each(['', '{"pid":1', '{}', '{"pid":"1"}'])('is ignored when it is unreadable: %j', async (content) => {
    await writeFile(join(dataDir, 'endpoints.json'), content);

    expect(await readEndpoints(dataDir)).toBeUndefined();
  });
});
