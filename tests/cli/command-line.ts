import { createProgram, type ProgramParts } from '../../lib/cli/program.ts';
import type { OrderCommands } from '../../lib/usecases/order-commands.ts';
import { USE_CASE_NAMES, type UseCases } from '../../lib/usecases/use-cases.ts';

/** How a command ended and what it wrote. */
export interface Finished {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

const notHere = (): Promise<never> => Promise.reject(new Error('must not be opened'));

const nothingHere = Object.fromEntries(USE_CASE_NAMES.map((name) => [name, notHere])) as unknown as Readonly<
  Record<keyof UseCases, typeof notHere>
>;

/** A command line over the given parts; whatever else a command asks for is not to be had. */
export function commandLine(parts: Partial<ProgramParts>): (...args: string[]) => Promise<Finished> {
  return async (...args) => {
    let out = '';
    let err = '';
    const program = createProgram({
      ...nothingHere,
      version: '1.2.3',
      prepareFolder: async () => undefined,
      writeFile: notHere,
      clock: { now: () => 0 },
      readFile: notHere,
      orderRecords: notHere,
      queueState: async () => 'worked',
      timeZone: async () => 'Europe/Moscow',
      progress: { show: () => undefined, clear: () => undefined },
      ...parts,
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
    });
    return { exitCode: await program.run(args), out, err };
  };
}

const mustNotBeAsked = (): Promise<never> => Promise.reject(new Error('must not be asked'));

/** The work behind `orders`, none of which a test expects; a test puts in its place what it does expect. */
export const ordersNotAsked: OrderCommands = {
  poll: mustNotBeAsked,
  import: mustNotBeAsked,
  preview: mustNotBeAsked,
  report: mustNotBeAsked,
};
