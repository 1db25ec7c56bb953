import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { composeDeadLetters } from '../lib/composition/dead-letters.ts';
import { readConfig } from '../lib/platform/config.ts';
import { lazily } from '../lib/platform/lazily.ts';
import { createLog } from '../lib/platform/log.ts';
import { withSecrets } from '../lib/platform/secrets.ts';

/**
 * The cloud's entry: messages that the order queue gave up become parked orders, so that people have one list to look at
 * (design, dead letters). A message that names no order stays among the dead letters, where an alarm watches.
 */
export const handler: (event: SQSEvent) => Promise<SQSBatchResponse> = lazily(async () => {
  // biome-ignore lint/style/noProcessEnv: the entry of a function is the place that reads the environment
  const { stage, environment } = await withSecrets(process.env);
  const config = readConfig(environment, stage, ['log', 'state']);
  const park = composeDeadLetters(config, createLog('dead-letters', config));
  return ({ Records }: SQSEvent) => park(Records);
});
