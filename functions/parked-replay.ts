import { jobHandler } from '../lib/composition/job-handler.ts';
import type { JobHandler } from '../lib/journal/job-event.ts';

/** The cloud's entry, woken each minute: parked orders come back when what they wait for has appeared. */
// biome-ignore lint/style/noProcessEnv: the entry of a function is the place that reads the environment
export const handler: JobHandler = jobHandler('parked-replay', () => process.env);
