import { createProgram, type ProgramParts } from '../../lib/cli/program.ts';

/** How a command ended and what it wrote. */
export interface Finished {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

const notHere = (): Promise<never> => Promise.reject(new Error('must not be opened'));

/** A command line over the given parts; whatever else a command asks for is not to be had. */
export function commandLine(parts: Partial<ProgramParts>): (...args: string[]) => Promise<Finished> {
  return async (...args) => {
    let out = '';
    let err = '';
    const program = createProgram({
      settings: notHere,
      orders: notHere,
      rebuildLinks: notHere,
      runs: notHere,
      failed: notHere,
      readFile: notHere,
      timeZone: 'Europe/Moscow',
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
