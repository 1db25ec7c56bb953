import type { Prng } from '../../../../infra/sandbox/shop/prng.ts';
import type { Person } from '../../../../infra/sandbox/shop/shop.ts';

/** Name and contacts of an order's person, as the CRM takes them. */
type PersonFields = Readonly<Record<'lastName' | 'firstName' | 'phone' | 'email', string>>;

/** Somebody who buys; with the CRM's id of his card once he has bought. */
interface Shopper {
  readonly fields: Partial<PersonFields>;
  card?: number;
}

/** Who buys next: most come for the first time, some again, and some are known to 1C although the CRM has not met them. */
interface Shoppers {
  next(): Shopper;
  /** A number that nobody has. */
  freshPhone(): string;
}

const NEWCOMER = 'Дневной-';

/** Whether a name is that of somebody who came for the first time. */
export const isNewcomer = (name: string): boolean => name.startsWith(NEWCOMER);

const RETURNING_PERCENT = 40;
const KNOWN_PERCENT = 5;

export function createShoppers(prng: Prng, known: readonly Person[]): Shoppers {
  const strangers = [...known];
  const met: Shopper[] = [];
  let numbers = 0;

  const freshPhone = (): string => {
    numbers += 1;
    const digits = String(numbers).padStart(5, '0');
    return `+7 (90${digits[0]}) 001-${digits.slice(1, 3)}-${digits.slice(3)}`;
  };
  const newcomer = (): Shopper => {
    const person = prng.chance(KNOWN_PERCENT) ? strangers.pop() : undefined;
    return { fields: person === undefined ? invented() : namesOf(person) };
  };
  const invented = (): PersonFields => ({
    firstName: 'Пример',
    lastName: `${NEWCOMER}${met.length}`,
    phone: freshPhone(),
    email: `day-${met.length}@example.com`,
  });

  return {
    freshPhone,
    next: () => {
      if (met.length > 0 && prng.chance(RETURNING_PERCENT)) {
        return prng.pick(met);
      }
      const shopper = newcomer();
      met.push(shopper);
      return shopper;
    },
  };
}

function namesOf({ fullName, phone, email }: Person): Partial<PersonFields> {
  const [lastName = '', firstName = ''] = fullName.split(' ');
  return {
    lastName,
    firstName,
    ...(phone === undefined ? {} : { phone }),
    ...(email === undefined ? {} : { email }),
  };
}
