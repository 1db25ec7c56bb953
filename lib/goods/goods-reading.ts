import type { OnecClient } from '../onec/client.ts';
import type { AskAbout } from './ask-about.ts';

/** Runs requests to 1C in one of its shared slots; requests of one piece of work follow one another. */
export type InSlot = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** What goods are read with. */
export interface GoodsReading {
  readonly onec: OnecClient;
  readonly about: AskAbout;
  readonly inSlot: InSlot;
}
