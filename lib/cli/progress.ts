import { visibleInLine } from './visible.ts';

/** One line that tells how far long work has come. */
export interface Progress {
  /** Puts this line in place of the one before. */
  show(line: string): void;
  /** Takes the line away; what is written next stands in its place. */
  clear(): void;
}

/**
 * How fast work goes and how long the rest takes at this pace, to stand behind what is done: `, 420 в секунду, осталось 12 с`.
 *
 * @param done since the time began. @param left undefined if nobody knows. @param milliseconds that it took; 0 tells nothing.
 */
export function paceText(done: number, left: number | undefined, milliseconds: number): string {
  const rate = milliseconds > 0 ? done / (milliseconds / 1000) : 0;
  if (rate <= 0) {
    return '';
  }
  const time = left === undefined || left <= 0 ? '' : `, осталось ${Math.ceil(left / rate)} с`;
  return `, ${rate.toFixed(0)} в секунду${time}`;
}

const START_OF_LINE = '\r';
const REST_OF_LINE = '\u001b[K';

/** Progress on a terminal; nothing where nobody watches, so that a file or a pipe gets no half-written lines. */
export function terminalProgress(stream: {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}): Progress {
  if (stream.isTTY !== true) {
    return { show: () => undefined, clear: () => undefined };
  }
  return {
    show: (line) => stream.write(`${START_OF_LINE}${visibleInLine(line)}${REST_OF_LINE}`),
    clear: () => stream.write(`${START_OF_LINE}${REST_OF_LINE}`),
  };
}
