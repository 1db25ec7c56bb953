import { redactText } from './redact-text.ts';

const LONGEST = 300;

/**
 * Words of somebody else (the CRM, 1C, whoever typed an order) as a message may repeat them: without what looks like a
 * person's data or a secret, cut to a readable length.
 *
 * Messages that are kept are built of such words and of what the bridge knows itself: numbers, ids, sums, codes. So nothing
 * has to be masked in them afterwards, where an order's number `89001234567` cannot be told from a phone.
 */
export function outsideText(text: string, longest: number = LONGEST): string {
  const masked = redactText(text);
  return masked.length > longest ? `${masked.slice(0, longest)}…` : masked;
}
