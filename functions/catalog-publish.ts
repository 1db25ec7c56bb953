import { jobHandler } from '../lib/composition/job-handler.ts';
import type { JobHandler } from '../lib/journal/job-event.ts';

/** The cloud's entry, woken each minute: the ICML files of the sites are made anew when they are due. */
export const handler: JobHandler = jobHandler('catalog-publish', () => process.env);
