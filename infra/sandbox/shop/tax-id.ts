/** Weights of the check digits of ИНН (order of ФНС ЕД-7-14/559@): one digit for companies, two for people. */
const COMPANY_WEIGHTS = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const PERSON_FIRST_WEIGHTS = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
const PERSON_SECOND_WEIGHTS = [3, ...PERSON_FIRST_WEIGHTS];

/**
 * Completes the first 9 digits of a company's ИНН (or 10 of a person's) with right check digits.
 *
 * @throws {RangeError} if `start` is neither 9 nor 10 digits.
 */
export function completeInn(start: string): string {
  if (/^\d{9}$/.test(start)) {
    return start + checkDigit(start, COMPANY_WEIGHTS);
  }
  if (/^\d{10}$/.test(start)) {
    const eleven = start + checkDigit(start, PERSON_FIRST_WEIGHTS);
    return eleven + checkDigit(eleven, PERSON_SECOND_WEIGHTS);
  }
  throw new RangeError('an ИНН starts with 9 digits (company) or 10 (person)');
}

/** Whether `inn` has 10 or 12 digits and its check digits are right. */
export function isValidInn(inn: string): boolean {
  const checkDigits = inn.length === 10 ? 1 : 2;
  return /^(\d{10}|\d{12})$/.test(inn) && completeInn(inn.slice(0, -checkDigits)) === inn;
}

function checkDigit(digits: string, weights: readonly number[]): string {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return String((sum % 11) % 10);
}
