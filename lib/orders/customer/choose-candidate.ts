/** Somebody of 1C who shares a contact with the order. */
export interface Candidate<Held> {
  readonly candidate: Held;
  readonly hasEmail: boolean;
  readonly hasPhone: boolean;
}

/** Who was chosen, if anybody was. */
export interface CandidateChoice<Held> {
  readonly found: Held | undefined;
  /** Several people agree, and nothing says which of them it is. */
  readonly isAmbiguous: boolean;
}

/**
 * Who is found by contacts (B-17): a candidate agrees in a phone, or in an e-mail and the surname, since colleagues and
 * families share e-mails. The only one is taken; of several the one with e-mail and surname (I-31).
 *
 * @param surname of the customer, or the whole name where no surname is known; nobody agrees in `""`.
 */
export function chooseCandidate<Held extends { readonly Description: string }>(
  candidates: readonly Candidate<Held>[],
  surname: string,
): CandidateChoice<Held> {
  const byEmail = candidates.filter(
    ({ candidate, hasEmail }) => hasEmail && isCalled(candidate.Description, surname),
  );
  const agreeing = [
    ...new Set([...byEmail, ...candidates.filter(({ hasPhone }) => hasPhone)].map((one) => one.candidate)),
  ];
  if (agreeing.length <= 1) {
    return { found: agreeing[0], isAmbiguous: false };
  }
  const [chosen, another] = byEmail;
  return chosen !== undefined && another === undefined
    ? { found: chosen.candidate, isAmbiguous: false }
    : { found: undefined, isAmbiguous: true };
}

/** Whether a name holds the surname as whole words, however it is written: `Иванов Иван`, `Иван ИВАНОВ`. */
export function isCalled(name: string, surname: string): boolean {
  const words = plainWords(surname);
  return words !== '' && ` ${plainWords(name)} `.includes(` ${words} `);
}

const plainWords = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('ё', 'е')
    .split(/[^\p{L}\p{N}-]+/u)
    .filter((word) => word !== '')
    .join(' ');
