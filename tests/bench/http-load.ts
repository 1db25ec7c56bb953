import { connect } from 'node:net';

export interface Load {
  readonly port: number;
  /** One whole HTTP request, head and body. */
  readonly request: Buffer;
  /** What every right answer holds. */
  readonly expected: string;
  /** How many connections send at a time, each its next request once the answer to the last one is whole. */
  readonly connections: number;
  readonly requests: number;
}

const END_OF_HEAD = Buffer.from('\r\n\r\n');
/** How a chunked body ends. */
const LAST_CHUNK = Buffer.from('0\r\n\r\n');

/**
 * Sends `requests` equal requests over keep-alive connections and waits for all answers. Written on bare sockets, so that
 * the client is not what a bench measures.
 *
 * @throws if an answer has another status than 200, or does not hold what is expected.
 */
export async function sendAll(load: Load): Promise<void> {
  const left = { count: load.requests };
  await Promise.all(Array.from({ length: load.connections }, () => runConnection(load, left)));
}

function runConnection({ port, request, expected }: Load, left: { count: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let received: Buffer = Buffer.alloc(0);
    const next = () => {
      left.count -= 1;
      if (left.count < 0) {
        socket.end();
        resolve();
        return;
      }
      socket.write(request);
    };
    socket.on('error', reject);
    socket.on('connect', next);
    socket.on('data', (chunk) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      if (!isWhole(received)) {
        return;
      }
      if (received.toString('latin1', 9, 12) !== '200' || !received.includes(expected)) {
        socket.destroy();
        reject(new Error(`unexpected answer: ${received.toString('utf8')}`));
        return;
      }
      received = Buffer.alloc(0);
      next();
    });
  });
}

function isWhole(answer: Buffer): boolean {
  const endOfHead = answer.indexOf(END_OF_HEAD);
  if (endOfHead === -1) {
    return false;
  }
  const head = answer.toString('latin1', 0, endOfHead);
  const length = /content-length: *(\d+)/i.exec(head)?.[1];
  return length === undefined
    ? answer.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK)
    : answer.length >= endOfHead + END_OF_HEAD.length + Number(length);
}
