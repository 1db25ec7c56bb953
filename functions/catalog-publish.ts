import { jobHandler } from '../lib/composition/job-handler.ts';
import type { JobHandler } from '../lib/journal/job-event.ts';

/** The cloud's entry, woken each minute: the ICML files of the sites are made anew when they are due. */
// biome-ignore lint/style/noProcessEnv: the entry of a function is the place that reads the environment
export const handler: JobHandler = jobHandler('catalog-publish', () => process.env);
