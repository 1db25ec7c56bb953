import type { LinkKind } from './links.ts';
import type { Key } from './table.ts';

/**
 * Every key of the state table, in one place. `pk` is the thing, `sk` is what is kept about it:
 *
 * | pk               | sk                 | item                                              |
 * |------------------|--------------------|---------------------------------------------------|
 * | `order#138`      | `link`             | the order's link to 1C                            |
 * | `order#138`      | `outcome`          | what became of the order last (30 days)           |
 * | `order#138`      | `absence`          | that the order has vanished from the CRM          |
 * | `partner#39`     | `link`             | the customer's link to 1C's Партнер               |
 * | `counterparty#7` | `link`             | the payer's link to 1C's Контрагент               |
 * | `lease#<name>`   | `lease`            | who works on it alone, and until when             |
 * | `parked`         | `000000000000138`  | a parked order; padded, so that a query sorts     |
 * | `jobs`           | `<job>`            | when a scheduled job last succeeded               |
 * | `cursor#<name>`  | `cursor`           | up to where a history has been worked off         |
 * | `settings`       | `current`          | number of the settings version in force           |
 *
 * What is read by id has a `pk` of its own, so that load spreads; what is listed whole is small and shares one.
 */
export const keys = {
  link: (kind: LinkKind, crmId: number): Key => ({ pk: `${kind}#${crmId}`, sk: 'link' }),
  outcome: (orderId: number): Key => ({ pk: `order#${orderId}`, sk: 'outcome' }),
  absence: (orderId: number): Key => ({ pk: `order#${orderId}`, sk: 'absence' }),
  lease: (name: string): Key => ({ pk: `lease#${name}`, sk: 'lease' }),
  parked: (orderId: number): Key => ({ pk: PARKED, sk: String(orderId).padStart(LONGEST_ID, '0') }),
  job: (job: string): Key => ({ pk: JOBS, sk: job }),
  cursor: (name: string): Key => ({ pk: `cursor#${name}`, sk: 'cursor' }),
  settings: (): Key => ({ pk: 'settings', sk: 'current' }),
};

/** The `pk` under which all parked orders are. */
export const PARKED = 'parked';

/** The `pk` under which all jobs are. */
export const JOBS = 'jobs';

/** Digits of the longest order id (contract 2). */
const LONGEST_ID = 15;
