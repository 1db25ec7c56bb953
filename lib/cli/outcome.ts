/** 0 done, 1 failed, 2 wrong use (contract 4). */
export type ExitCode = 0 | 1 | 2;

/** What a command has found out or done, for both of its readers. Goes to the standard output. */
export interface Outcome {
  /** 1 if the answer is a negative one: invalid settings, a failed check. */
  readonly exitCode: 0 | 1;
  /** For people, in Russian, with its line feeds. */
  readonly text: string;
  /** For programs (`--json`). */
  readonly data: unknown;
  /** For people beside the text, to the error output: where the text itself is meant for a file. */
  readonly remarks?: string;
}

/** Where a command writes; the texts carry their own line feeds. */
export interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** A value as the text that `--json` prints. */
export const jsonText = (data: unknown): string => `${JSON.stringify(data, null, 2)}\n`;
