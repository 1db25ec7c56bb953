import { once } from 'node:events';
import { createServer, type OutgoingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listen } from 'soap';
import { createTriggerHandler } from '../../functions/trigger.ts';
import { isAuthorized, type Login } from '../../lib/platform/basic-auth.ts';
import { systemClock } from '../../lib/platform/clock.ts';
import { createLog } from '../../lib/platform/log.ts';
import type { OrderItem } from '../../lib/queue/order-item.ts';
import { wsdlOf } from '../../lib/soap/wsdl.ts';
import { eventOf } from '../functions/http-event.ts';

/**
 * One of the two servers of the SOAP bench in a process of its own, told by its argument: `trigger` is the trigger function
 * behind Node's HTTP server, `npm-soap` the server of the package `soap`. Both check the login, wait for the same queue
 * that does nothing, and log one line a call. The parent is sent the port, and then, whenever it sends a message, the
 * processor time used so far, microseconds.
 */
const login: Login = { user: 'crm', password: 'crm' };
const queue = { send: async (_item: OrderItem) => undefined };
const log = createLog('bench', { LOG_LEVEL: 'info' });

async function serveTrigger(): Promise<Server> {
  const handler = createTriggerHandler({ login, publicUrl: undefined, queue, log, clock: systemClock });
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const headers = request.headers as Record<string, string>;
      const answer = await handler(
        eventOf({ path: request.url ?? '', headers, body: Buffer.concat(chunks) }),
      );
      const body = answer.body ?? '';
      const length = { 'content-length': Buffer.byteLength(body) };
      response
        .writeHead(answer.statusCode ?? 200, { ...answer.headers, ...length } as OutgoingHttpHeaders)
        .end(body);
    });
  });
  return listening(server);
}

async function serveNpmSoap(): Promise<Server> {
  const server = createServer();
  const EditOrder = async ({ Order }: { Order: string }) => {
    const startedAt = systemClock.now();
    const orderId = Number(Order);
    await queue.send({ orderId });
    log.info('order queued', { orderId, status: 200, durationMs: systemClock.now() - startedAt });
    return { return: Order };
  };
  const ports = { crm_WebRetailCRMSoap: { EditOrder }, crm_WebRetailCRMSoap12: { EditOrder } };
  const service = { crm_WebRetailCRM: ports };
  const soap = listen(server, '/ws/ws1.1cws', service, wsdlOf('http://127.0.0.1/ws/ws1.1cws'));
  soap.authorizeConnection = ({ headers }) => isAuthorized(headers.authorization, login);
  return listening(server);
}

async function listening(server: Server): Promise<Server> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const server = process.argv[2] === 'trigger' ? await serveTrigger() : await serveNpmSoap();
process.send?.((server.address() as AddressInfo).port);
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.(user + system);
});
process.once('disconnect', () => process.exit());
