/** SQS hides a message for at most twelve hours. */
const LONGEST_SECONDS = 43_200;

/** @throws {RangeError} unless `seconds` is a whole number for which SQS can hide a message. */
export function checkedSeconds(seconds: number): number {
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > LONGEST_SECONDS) {
    throw new RangeError(`a message cannot be hidden for ${seconds} seconds`);
  }
  return seconds;
}
