import { text } from 'node:stream/consumers';
import { afterEach, expect, it } from 'vitest';
import type { Table } from '../../lib/state/table.ts';
import { startTestServer, type TestServer } from '../infra/local/hostile-server.ts';
import { dynamoClient, dynamoTable, testClock } from './tables.ts';

const KEY = { pk: 'order#1', sk: 'link' };

let server: TestServer;

afterEach(() => server.close());

it.each<[string, (table: Table) => Promise<unknown>]>([
  ['get', (table) => table.get(KEY)],
  ['getMany', (table) => table.getMany([KEY])],
  ['query', (table) => table.query(KEY.pk)],
  ['queryLast', (table) => table.queryLast(KEY.pk, 1)],
])(
  '%s sees what another process wrote a moment ago, which the stand-ins always do and DynamoDB only if asked',
  async (_, read) => {
    const asked: string[] = [];
    server = await startTestServer((request, response) => {
      const answering = text(request).then((body) => {
        asked.push(body);
        const answer = { Items: [], Responses: { state: [] } };
        response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(answer));
      });
      answering.catch(() => response.destroy());
    });
    const client = dynamoClient(server.url);
    await read(dynamoTable(client, testClock()));
    client.destroy();
    expect(asked).toEqual([expect.stringContaining('"ConsistentRead":true')]);
  },
);
