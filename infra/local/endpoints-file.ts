import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import * as z from 'zod/mini';

const endpointsSchema = z.object({
  pid: z.int().check(z.positive()),
  url: z.url(),
  /** The CRM and 1C that the stack works with, sandboxes or not. */
  systems: z.object({ crmUrl: z.url(), onecUrl: z.url() }),
  standIns: z.object({
    fauxqs: z.url(),
    dynamo: z.url(),
    orderQueue: z.object({ url: z.url(), arn: z.string() }),
    deadLetters: z.object({ url: z.url(), arn: z.string() }),
    tableName: z.string(),
    privateBucket: z.string(),
    catalogBucket: z.string(),
  }),
});

/** Where a running local stack can be reached: its process, its HTTP address, its stand-ins. Holds no secret. */
export type Endpoints = Readonly<z.output<typeof endpointsSchema>>;

const FILE = 'endpoints.json';

/** How long the loopback may take to accept a connection, milliseconds. */
const CONNECT_MS = 1000;

/** Notes the endpoints in `dataDir`, in one step, so that a reader never sees half a file. */
export async function writeEndpoints(dataDir: string, endpoints: Endpoints): Promise<void> {
  const draft = join(dataDir, `${FILE}.${endpoints.pid}`);
  await writeFile(draft, `${JSON.stringify(endpoints, null, 2)}\n`);
  await rename(draft, join(dataDir, FILE));
}

/**
 * The endpoints of the stack that runs on `dataDir`, so that the command line attaches to it.
 *
 * @returns undefined when no stack runs there: no file, an unreadable one, or one that a killed stack left behind (its
 *   process is gone or its port is closed).
 */
export async function readEndpoints(dataDir: string): Promise<Endpoints | undefined> {
  const endpoints = z.safeParse(endpointsSchema, await readJson(join(dataDir, FILE)));
  if (!endpoints.success) {
    return undefined;
  }
  const isRunning = isProcess(endpoints.data.pid) && (await isListening(endpoints.data.url));
  return isRunning ? endpoints.data : undefined;
}

/** Takes the note away when the stack stops. */
export async function removeEndpoints(dataDir: string): Promise<void> {
  await rm(join(dataDir, FILE), { force: true });
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (isAbsent || error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

/** Signal 0 asks whether the process exists; `EPERM` says that it does and is another user's. */
function isProcess(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function isListening(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = createConnection({ host: hostname, port: Number(port), timeout: CONNECT_MS });
    const settle = (isOpen: boolean) => () => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', settle(true)).once('timeout', settle(false)).once('error', settle(false));
  });
}
