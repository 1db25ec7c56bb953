import { Agent, request as send } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { ensureStateTable, startDynamo } from '../../infra/local/state-table.ts';
import { StateUnreachable } from '../../lib/state/errors.ts';
import { createLeases } from '../../lib/state/table-leases.ts';
import {
  FAULTS,
  startHostileServer,
  startTestServer,
  type TestServer,
} from '../infra/local/hostile-server.ts';
import { counter, dynamoClient, dynamoTable, testClock } from './tables.ts';

const key = { pk: 'order#1', sk: 'link' };
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) {
    await close();
  }
});

function tableAt(server: TestServer, maxAttempts = 1, timeoutMs?: number) {
  const client = dynamoClient(server.url, maxAttempts, timeoutMs);
  closers.push(
    () => server.close(),
    () => client.destroy(),
  );
  return dynamoTable(client, testClock());
}

describe('state table on DynamoDB', () => {
  it.each(FAULTS)('reports a server that fails (%s) as unreachable, to be tried again', async (fault) => {
    const table = tableAt(await startHostileServer(fault), 1, 400);

    const calls = [
      table.get(key),
      table.getMany([key]),
      table.query('jobs'),
      table.queryLast('jobs', 1),
      table.put(key),
      table.delete(key),
    ];
    for (const call of await Promise.allSettled(calls)) {
      expect(call).toMatchObject({
        status: 'rejected',
        reason: { code: 'stateUnreachable', retryable: true },
      });
    }
  });

  it('reports a table that is missing as unreachable: the administrator must act, not the order', async () => {
    const server = await startDynamo();
    const table = tableAt({ url: server.endpoint, close: server.close });

    await expect(table.put(key)).rejects.toMatchObject({
      code: 'stateUnreachable',
      details: { operation: 'put', failure: 'ResourceNotFoundException' },
    });
  });

  it('takes a lease whose first answer was lost for its own', async () => {
    const server = await startDynamo();
    closers.push(() => server.close());
    const client = dynamoClient(server.endpoint);
    closers.push(() => client.destroy());
    await ensureStateTable(client, 'state');
    const lossy = await startLossyProxy(server.endpoint);
    const leases = createLeases({ table: tableAt(lossy, 2), clock: testClock(), makeId: counter('owner') });

    expect(await leases.acquire('order-1', 1000)).toMatchObject({ owner: 'owner-1' });
    expect(lossy.lost()).toBe(1);
    expect(await leases.acquire('order-1', 1000)).toBeUndefined();
  });

  it('asks again for keys that were left unprocessed', async () => {
    const wanted = Array.from({ length: 150 }, (_, n) => ({ pk: `order#${n}`, sk: 'link' }));
    const partial = await startPartialServer(40);
    const table = tableAt(partial);

    const found = await table.getMany(wanted);
    expect(found.map((item) => item.pk).sort()).toEqual(wanted.map((one) => one.pk).sort());
    expect(Math.max(...partial.sizes())).toBe(100);
  });

  it('gives up on a batch that makes no progress', async () => {
    const stuck = await startPartialServer(0);

    await expect(tableAt(stuck).getMany([key])).rejects.toBeInstanceOf(StateUnreachable);
    expect(stuck.sizes()).toHaveLength(5);
  });
});

/** Passes everything on, but loses the first answer after the server has done its work. */
async function startLossyProxy(target: string): Promise<TestServer & { lost(): number }> {
  let lost = 0;
  const agent = new Agent({ keepAlive: false });
  const server = await startTestServer((request, response) => {
    const { method, headers } = request;
    const forwarded = send(target, { method, headers, agent }, (answer) => {
      if (lost === 0) {
        lost += 1;
        answer.resume().once('end', () => request.socket.resetAndDestroy());
        return;
      }
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    request.pipe(forwarded);
  });
  return { ...server, lost: () => lost };
}

interface BatchRequest {
  readonly RequestItems: { readonly state: { readonly Keys: readonly Record<string, unknown>[] } };
}

/** Answers at most `atMost` keys of each BatchGetItem, as DynamoDB does when it is throttled. */
async function startPartialServer(atMost: number): Promise<TestServer & { sizes(): readonly number[] }> {
  const sizes: number[] = [];
  const server = await startTestServer((request, response) => {
    const answering = text(request).then((body) => {
      const { Keys: asked } = (JSON.parse(body) as BatchRequest).RequestItems.state;
      sizes.push(asked.length);
      const left = asked.slice(atMost);
      const answer = {
        Responses: { state: asked.slice(0, atMost) },
        UnprocessedKeys: left.length === 0 ? {} : { state: { Keys: left } },
      };
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(answer));
    });
    answering.catch(() => response.destroy());
  });
  return { ...server, sizes: () => sizes };
}
