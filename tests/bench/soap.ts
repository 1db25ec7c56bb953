import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { basicAuthorization } from '../../lib/platform/basic-auth.ts';
import { parseEditOrder } from '../../lib/soap/parse-edit-order.ts';
import { MANUAL_BODY } from '../soap/bodies.ts';
import { atLeast, type BenchRow, median, tableOf } from './bench-row.ts';
import { type Load, sendAll } from './http-load.ts';

const PARSE_ROUNDS = 7;
const PARSES = 20_000;
const SERVER_ROUNDS = 7;
const REQUESTS = 6_000;

/** The SOAP bars: reading a call, and serving it beside the server of the package `soap` in the same run. */
export async function run(): Promise<BenchRow[]> {
  return [await parseRow(), await serverRow()];
}

/** Per second of processor time, all threads of the process counted, so that a busy machine does not change the figure. */
async function parseRow(): Promise<BenchRow> {
  const body = Buffer.from(MANUAL_BODY);
  const rounds = Array.from({ length: PARSE_ROUNDS }, () => {
    const before = process.cpuUsage();
    for (let count = 0; count < PARSES; count += 1) {
      parseEditOrder(body);
    }
    const { user, system } = process.cpuUsage(before);
    return (PARSES / (user + system)) * 1e6;
  });
  // The first round is the compiler's.
  return atLeast(25_000, {
    name: "SOAP: the manual's call, validated and read",
    figure: median(rounds.slice(1)),
    unit: 'calls/s/core',
  });
}

/**
 * Both servers in turn under the same load, and again; per second of the server's own processor time, so that neither the
 * client nor a busy machine has a part in it.
 */
async function serverRow(): Promise<BenchRow> {
  const [trigger, npmSoap] = await Promise.all([startServer('trigger'), startServer('npm-soap')]);
  try {
    const ratios: number[] = [];
    for (let round = 0; round <= SERVER_ROUNDS; round += 1) {
      const ours = await callsPerSecond(trigger);
      const theirs = await callsPerSecond(npmSoap);
      ratios.push(ours / theirs);
    }
    return atLeast(1, {
      name: 'SOAP: trigger function : npm soap',
      figure: median(ratios.slice(1)),
      unit: 'times its calls/s/core',
    });
  } finally {
    trigger.process.disconnect();
    npmSoap.process.disconnect();
  }
}

interface BenchServer {
  readonly process: ChildProcess;
  readonly port: number;
}

async function startServer(which: string): Promise<BenchServer> {
  const file = new URL('soap-server.ts', import.meta.url);
  const child = fork(file, [which], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const [port] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  if (child.exitCode !== null) {
    throw new Error(`the server ${which} did not start`);
  }
  return { process: child, port };
}

async function callsPerSecond(server: BenchServer): Promise<number> {
  const before = await processorTime(server);
  await sendAll(loadOn(server.port));
  return (REQUESTS / ((await processorTime(server)) - before)) * 1e6;
}

/** Microseconds that the server has used so far. */
async function processorTime({ process: child }: BenchServer): Promise<number> {
  child.send('processorTime');
  const [microseconds] = await once(child, 'message');
  return microseconds;
}

function loadOn(port: number): Load {
  const head = [
    'POST /ws/ws1.1cws HTTP/1.1',
    'Host: 127.0.0.1',
    `Authorization: ${basicAuthorization({ user: 'crm', password: 'crm' })}`,
    'Content-Type: application/soap+xml; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(MANUAL_BODY)}`,
  ].join('\r\n');
  const request = Buffer.from(`${head}\r\n\r\n${MANUAL_BODY}`);
  return { port, request, expected: 'return>138<', connections: 16, requests: REQUESTS };
}

if (import.meta.main) {
  console.log(tableOf(await run()));
}
