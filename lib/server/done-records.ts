import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';

/** What a function on the queue may return; nothing at all means that every record is done. */
export type BatchAnswer = SQSBatchResponse | undefined | null;

/**
 * The records that may be deleted, by the cloud's rules for `ReportBatchItemFailures`: those not named as failures; none
 * at all if the answer names an unknown record or has another shape.
 */
export function doneRecords(records: readonly SQSRecord[], answer: BatchAnswer): readonly SQSRecord[] {
  const failures: unknown = answer?.batchItemFailures ?? [];
  if (!Array.isArray(failures)) {
    return [];
  }
  const failed = new Set(failures.map((failure: unknown) => identifierOf(failure)));
  const known = new Set<unknown>(records.map((record) => record.messageId));
  const isUnderstood = [...failed].every((identifier) => known.has(identifier));
  return isUnderstood ? records.filter((record) => !failed.has(record.messageId)) : [];
}

function identifierOf(failure: unknown): unknown {
  return typeof failure === 'object' && failure !== null && 'itemIdentifier' in failure
    ? failure.itemIdentifier
    : undefined;
}
