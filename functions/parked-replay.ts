import { composeParkedReplay } from '../lib/composition/parked-replay.ts';
import { type JobHandler, runOptionsOf } from '../lib/journal/job-event.ts';
import { readConfig } from '../lib/platform/config.ts';
import { lazily } from '../lib/platform/lazily.ts';
import { createLog } from '../lib/platform/log.ts';
import { withSecrets } from '../lib/platform/secrets.ts';

/** The cloud's entry, woken each minute: parked orders come back when what they wait for has appeared. */
export const handler: JobHandler = lazily(async () => {
  // biome-ignore lint/style/noProcessEnv: the entry of a function is the place that reads the environment
  const { stage, environment } = await withSecrets(process.env);
  const config = readConfig(environment, stage, ['log', 'crm', 'onec', 'queue', 'state', 'files', 'run']);
  const run = composeParkedReplay(config, createLog('parked-replay', config));
  return (event) => run(runOptionsOf(event));
});
