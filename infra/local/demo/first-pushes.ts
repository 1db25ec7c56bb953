import { catalogText } from '../../../lib/cli/catalog-text.ts';
import { pushText } from '../../../lib/cli/push-text.ts';
import type { RunRecord } from '../../../lib/journal/run-record.ts';

/** Jobs whose first runs a person sees, in the order in which one needs the other. */
const SHOWN = ['catalog-publish', 'stock-push', 'price-push'] as const;

export interface FirstPushesDeps {
  /** Runs a job of the stack now. */
  readonly run: (job: (typeof SHOWN)[number]) => Promise<RunRecord>;
  readonly isStopping: () => boolean;
  readonly say: (line: string) => void;
}

/**
 * Publishes the catalogue and sends stock and prices for the first time, and tells where the file lies and what was sent. One
 * that fails tells why and keeps none of the others from running; none begins while the stack is being stopped.
 */
export async function tellFirstPushes({ run, isStopping, say }: FirstPushesDeps): Promise<void> {
  for (const job of SHOWN) {
    if (isStopping()) {
      return;
    }
    const record = await run(job);
    for (const line of TEXTS[job](record).trimEnd().split('\n')) {
      say(line);
    }
  }
}

const TEXTS: Readonly<Record<(typeof SHOWN)[number], (record: RunRecord) => string>> = {
  'catalog-publish': (record) => `Каталог. ${publishedText(record)}`,
  'stock-push': (record) => `Остатки. ${pushText(record)}`,
  'price-push': (record) => `Цены. ${pushText(record)}`,
};

/** The record names the first site's address. */
const publishedText = (record: RunRecord): string =>
  catalogText({ record, files: record.url === undefined ? [] : [{ site: '', url: record.url }] }, false);
