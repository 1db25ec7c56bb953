/** One measured figure beside the bar that it has to clear. */
export interface BenchRow {
  readonly name: string;
  readonly figure: number;
  readonly unit: string;
  /** The bar as a person reads it: `≥ 25,000`. */
  readonly bar: string;
  readonly passed: boolean;
  /** Why there is no figure. */
  readonly notMeasured?: string;
}

type Measured = Pick<BenchRow, 'name' | 'figure' | 'unit'>;

/** A figure that must not be lower than `bar`. */
export function atLeast(bar: number, measured: Measured): BenchRow {
  return { ...measured, bar: `≥ ${formatted(bar)}`, passed: measured.figure >= bar };
}

/** A figure that must not be higher than `bar`. */
export function atMost(bar: number, measured: Measured): BenchRow {
  return { ...measured, bar: `≤ ${formatted(bar)}`, passed: measured.figure <= bar };
}

/** A figure that says what a machine does, and nothing of the code. */
export function withoutBar(measured: Measured): BenchRow {
  return { ...measured, bar: 'none', passed: true };
}

/** A figure with a bar that this machine cannot measure: no bar is cleared unseen. */
export function notMeasured(row: BenchRow, why: string): BenchRow {
  return { ...row, figure: Number.NaN, passed: false, notMeasured: why };
}

/** The middle of a non-empty list; of an even one, the higher of the two in the middle. */
export function median(figures: readonly number[]): number {
  const middle = figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)];
  if (middle === undefined) {
    throw new RangeError('the median of nothing');
  }
  return middle;
}

/** The rows as an aligned table of text. */
export function tableOf(rows: readonly BenchRow[]): string {
  const cells = rows.map(({ name, figure, unit, bar, passed, notMeasured: why }) => [
    name,
    why === undefined ? formatted(figure) : '–',
    unit,
    bar,
    passed ? 'passed' : why === undefined ? 'FAILED' : `NOT MEASURED: ${why}`,
  ]);
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells
    .map((row) =>
      row.map((cell, column) =>
        column === 1 ? cell.padStart(widths[1] ?? 0) : cell.padEnd(widths[column] ?? 0),
      ),
    )
    .map((row) => row.join('  ').trimEnd())
    .join('\n');
}

function formatted(figure: number): string {
  const maximumFractionDigits = Math.abs(figure) < 100 ? 2 : 0;
  return figure.toLocaleString('en-US', { maximumFractionDigits });
}
