import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { eventually } from './eventually.ts';

type Script = 'infra/local/start.ts' | 'infra/cli.ts';
type Variables = Readonly<Record<string, string>>;

const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));

/** What a finished command left behind. */
export interface Finished {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

/** A command that is still running, as a person at a terminal sees it. */
export interface Running {
  /** Waits until the standard output holds the text. @returns all of the output so far. */
  printed(text: string): Promise<string>;
  /** @returns what was left behind when the process has ended. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<Finished>;
}

/** For a test that runs commands: three starts of the local stack on a busy machine, milliseconds. */
export const COMMAND_TIMEOUT_MS = 90_000;

/** Runs a command of the project to its end, in an environment of nothing but `variables`. */
export async function runCommand(
  script: Script,
  args: readonly string[],
  variables: Variables,
): Promise<Finished> {
  const { child, finished } = start(script, args, variables);
  await once(child, 'close');
  return finished();
}

/** Starts a command that runs until it is ended. */
export function startCommand(script: Script, args: readonly string[], variables: Variables): Running {
  const { child, finished } = start(script, args, variables);
  return {
    printed: (text) =>
      eventually(`${script} prints ${text}`, () => {
        const { exitCode, out, err } = finished();
        if (exitCode !== null) {
          throw new Error(`${script} ended with ${exitCode}:\n${out}${err}`);
        }
        return out.includes(text) ? out : undefined;
      }),
    end: async (signal) => {
      const closed = once(child, 'close');
      child.kill(signal);
      await closed;
      return finished();
    },
  };
}

function start(
  script: Script,
  args: readonly string[],
  variables: Variables,
): { child: ChildProcess; finished: () => Finished } {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: PROJECT,
    env: variables,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text.out += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    text.err += chunk;
  });
  return { child, finished: () => ({ exitCode: child.exitCode, ...text }) };
}
