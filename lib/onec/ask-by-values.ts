import { OnecAddressTooLong } from './errors.ts';
import type { Literal } from './filter.ts';
import { splitValues } from './split-values.ts';

interface ValueRequests<Item> {
  readonly values: readonly Literal[];
  /** Whether the address of a request for these values is short enough for web servers. */
  readonly fits: (run: readonly Literal[]) => boolean;
  readonly ask: (run: readonly Literal[]) => Promise<readonly Item[]>;
  /** Told of a server that takes still shorter addresses. @param values how many it refused at once. */
  readonly onSplit: (values: number) => void;
}

/**
 * Asks for many values in as few requests as the length of an address allows, one after another; a value that is named
 * twice is asked for once. A server that takes still shorter addresses gets halves of the run that it refused.
 *
 * @throws what `ask` throws; `OnecAddressTooLong` only for a single value.
 */
export async function askByValues<Item>(requests: ValueRequests<Item>): Promise<readonly Item[]> {
  const found: Item[] = [];
  for (const run of splitValues([...new Set(requests.values)], requests.fits)) {
    found.push(...(await askForRun(requests, run)));
  }
  return found;
}

async function askForRun<Item>(
  requests: ValueRequests<Item>,
  run: readonly Literal[],
): Promise<readonly Item[]> {
  try {
    return await requests.ask(run);
  } catch (error) {
    if (!(error instanceof OnecAddressTooLong) || run.length === 1) {
      throw error;
    }
    requests.onSplit(run.length);
    const middle = Math.ceil(run.length / 2);
    const first = await askForRun(requests, run.slice(0, middle));
    return [...first, ...(await askForRun(requests, run.slice(middle)))];
  }
}
