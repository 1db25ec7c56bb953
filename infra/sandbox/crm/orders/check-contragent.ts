import { badEntity } from '../refusal.ts';

const OF_ALL = [
  'legalName',
  'legalAddress',
  'INN',
  'OKPO',
  'BIK',
  'bank',
  'bankAddress',
  'corrAccount',
  'bankAccount',
];

/** Legal details by type (retailcrm-api 3.3); `enterpreneur` is the CRM's own spelling. */
const DETAILS: ReadonlyMap<string, readonly string[]> = new Map([
  ['individual', []],
  ['legal-entity', [...OF_ALL, 'KPP', 'OGRN']],
  ['enterpreneur', [...OF_ALL, 'OGRNIP', 'certificateNumber', 'certificateDate']],
]);

/**
 * The legal details of an order after a save. Whoever changes the type loses the details that the new one lacks.
 *
 * @throws {Refusal} 400 for an unknown type and for a detail that its type does not have.
 */
export function applyContragent(
  stored: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const contragentType = given.contragentType ?? stored.contragentType ?? 'individual';
  const details = DETAILS.get(contragentType);
  if (details === undefined) {
    throw badEntity({ 'contragent.contragentType': 'The value you selected is not a valid choice.' });
  }
  const foreign = Object.keys(given).filter((name) => name !== 'contragentType' && !details.includes(name));
  if (foreign.length > 0) {
    throw badEntity(
      Object.fromEntries(
        foreign.map((name) => [`contragent.${name}`, `Not a detail of "${contragentType}".`]),
      ),
    );
  }
  const kept = Object.entries({ ...stored, ...given }).filter(
    ([name, value]) => details.includes(name) && value !== '',
  );
  return { contragentType, ...Object.fromEntries(kept) };
}
