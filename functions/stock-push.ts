import { jobHandler } from '../lib/composition/job-handler.ts';
import type { JobHandler } from '../lib/journal/job-event.ts';

/** The cloud's entry, woken each minute: what is free in 1C goes to the CRM. */
export const handler: JobHandler = jobHandler('stock-push', () => process.env);
