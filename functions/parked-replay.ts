import { jobHandler } from '../lib/composition/job-handler.ts';
import type { JobHandler } from '../lib/journal/job-event.ts';

/** The cloud's entry, woken each minute: parked orders come back when what they wait for has appeared. */
export const handler: JobHandler = jobHandler('parked-replay', () => process.env);
