const COUNTRY_CODE_LENGTH = 1;
const RUSSIAN_LENGTH = 11;
const SUBSCRIBER_LENGTH = 7;

/**
 * A Russian phone number as eleven digits that begin with 8, the form in which the former extension stored numbers
 * (original-import 5.5, I-25).
 *
 * @returns `""` for a number that is not a Russian one: it is neither stored nor searched.
 */
export function normalizePhone(phone: string | undefined): string {
  const digits = phone?.replace(/\D/g, '') ?? '';
  const full =
    digits.length === RUSSIAN_LENGTH - COUNTRY_CODE_LENGTH ? `8${digits}` : digits.replace(/^7/, '8');
  return full.length === RUSSIAN_LENGTH ? full : '';
}

/** The ways in which one number stands in 1C: its search columns without "+" (ut-filling 7) and the former extension's. */
export function storedForms(normalized: string): readonly string[] {
  const national = normalized.slice(COUNTRY_CODE_LENGTH);
  return [`7${national}`, `8${national}`, national, `+7${national}`];
}

/** The parts of a number that people's way of typing never splits differently: `3456789` and `345-67-89`. */
export function subscriberForms(normalized: string): readonly string[] {
  const last = normalized.slice(-SUBSCRIBER_LENGTH);
  return [last, `${last.slice(0, 3)}-${last.slice(3, 5)}-${last.slice(5)}`];
}

/** `+7 (912) 345-67-89`, as UT presents numbers (ut-filling 7). */
export function presentPhone(normalized: string): string {
  const [area, number] = [normalized.slice(1, 4), normalized.slice(4)];
  return `+7 (${area}) ${number.slice(0, 3)}-${number.slice(3, 5)}-${number.slice(5)}`;
}
