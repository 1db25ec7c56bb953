import { composeOrderPoll } from '../lib/composition/order-poll.ts';
import { type JobHandler, runOptionsOf } from '../lib/journal/job-event.ts';
import { readConfig } from '../lib/platform/config.ts';
import { lazily } from '../lib/platform/lazily.ts';
import { createLog } from '../lib/platform/log.ts';
import { withSecrets } from '../lib/platform/secrets.ts';

/** The cloud's entry, woken each minute: orders that the CRM's history names go to the queue, lost triggers or not. */
export const handler: JobHandler = lazily(async () => {
  // biome-ignore lint/style/noProcessEnv: the entry of a function is the place that reads the environment
  const { stage, environment } = await withSecrets(process.env);
  const config = readConfig(environment, stage, ['log', 'crm', 'queue', 'state', 'files', 'run']);
  const run = composeOrderPoll(config, createLog('order-poll', config));
  return (event) => run(runOptionsOf(event));
});
