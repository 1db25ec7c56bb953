import { jobHandler } from '../lib/composition/job-handler.ts';
import type { JobHandler } from '../lib/journal/job-event.ts';

/** The cloud's entry, woken each minute: prices of 1C go to the CRM. */
export const handler: JobHandler = jobHandler('price-push', () => process.env);
