import { jobHandler } from '../lib/composition/job-handler.ts';
import type { JobHandler } from '../lib/journal/job-event.ts';

/** The cloud's entry, woken each minute: orders that the CRM's history names go to the queue, lost triggers or not. */
export const handler: JobHandler = jobHandler('order-poll', () => process.env);
