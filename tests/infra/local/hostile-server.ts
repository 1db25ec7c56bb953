import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** Ways in which a server can fail that a client must survive. */
export const FAULTS = [
  'refused',
  'reset',
  'hangs',
  'trickles',
  'stalls',
  'status500',
  'html',
  'brokenJson',
] as const;
export type Fault = (typeof FAULTS)[number];

export interface TestServer {
  readonly url: string;
  close(): Promise<void>;
}

const ANSWERS: Readonly<Record<Fault, (request: IncomingMessage, response: ServerResponse) => void>> = {
  refused: () => undefined,
  reset: (request) => request.socket.resetAndDestroy(),
  hangs: () => undefined,
  trickles: ({ socket }) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    const lines = setInterval(() => socket.write('x-slow: yes\r\n'), 100);
    socket.once('close', () => clearInterval(lines));
  },
  stalls: (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0', 'content-length': '100' });
    response.write('{"Item"');
  },
  status500: (_request, response) => response.writeHead(500).end('{}'),
  html: (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
  brokenJson: (_request, response) =>
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{"Item":'),
};

/** A server on the loopback that fails in one way, whatever is asked. */
export async function startHostileServer(fault: Fault): Promise<TestServer> {
  const server = await startTestServer(ANSWERS[fault]);
  if (fault === 'refused') {
    await server.close();
  }
  return server;
}

/** A server on a free port of the loopback. */
export async function startTestServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<TestServer> {
  const server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      if (server.listening) {
        const closed = once(server, 'close');
        server.close();
        server.closeAllConnections();
        await closed;
      }
    },
  };
}
