import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { composeDeadLetters } from '../lib/composition/dead-letters.ts';
import { processStage } from '../lib/composition/process-stage.ts';
import { lazily } from '../lib/platform/lazily.ts';
import { createLog } from '../lib/platform/log.ts';

/**
 * The cloud's entry: messages that the order queue gave up become parked orders, so that people have one list to look at
 * (design, dead letters). A message that names no order stays among the dead letters, where an alarm watches.
 */
export const handler: (event: SQSEvent) => Promise<SQSBatchResponse> = lazily(async () => {
  const stage = await processStage(process.env, 'dead-letters', ['log', 'state']);
  const park = composeDeadLetters(stage, createLog('dead-letters', stage.config(['log'])));
  return ({ Records }: SQSEvent) => park(Records);
});
