/** More conditions than this are not joined in one request, however short they are (onec-odata F4). */
const MOST_VALUES = 40;

/**
 * Cuts a list of values into runs that fit into one request each, as long as possible. A value that does not even fit
 * alone makes a run of its own: the server is to decide.
 */
export function splitValues<Value>(
  values: readonly Value[],
  fits: (run: readonly Value[]) => boolean,
): Value[][] {
  const runs: Value[][] = [];
  for (const value of values) {
    const run = runs.at(-1);
    if (run !== undefined && run.length < MOST_VALUES && fits([...run, value])) {
      run.push(value);
    } else {
      runs.push([value]);
    }
  }
  return runs;
}
