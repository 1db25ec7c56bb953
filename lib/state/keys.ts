import type { LinkRef } from './links.ts';
import type { Key } from './table.ts';

/** What a journal is kept of: an order of the CRM by its id, or a document of 1C by its key. */
export type Subject =
  | { readonly kind: 'order'; readonly id: number }
  | { readonly kind: 'document'; readonly id: string };

/**
 * Every key of the state table, in one place. `pk` is the thing, `sk` is what is kept about it:
 *
 * | pk               | sk                 | item                                              |
 * |------------------|--------------------|---------------------------------------------------|
 * | `order#138`      | `link`             | the order's link to 1C                            |
 * | `order#138`      | `outcome`          | what became of the order last (30 days)           |
 * | `order#138`      | `absence`          | that the order has vanished from the CRM          |
 * | `timeline#138`   | `<end>`            | one attempt to import the order (30 days); sorts  |
 * | `document#<key>` | `holder`           | the subject that a document of 1C belongs to      |
 * | `document#<key>` | `outcome`          | what became of the document's export (30 days)    |
 * | `timeline#<key>` | `<end>`            | one attempt to export the document (30 days)      |
 * | `partner#39`     | `link`             | the customer's link to 1C's Партнер               |
 * | `counterparty#7` | `link`             | the payer's link to 1C's Контрагент               |
 * | `contact#1-corporate-9` | `link`       | the contact person's link to 1C's КонтактноеЛицоПартнера |
 * | `account#company-15` | `link`          | the link to the company's bank account in 1C      |
 * | `lease#<name>`   | `lease`            | who works on it alone, and until when             |
 * | `parked`         | `000000000000138`  | a parked order; padded, so that a query sorts     |
 * | `parked-documents` | `<key>`          | a document of 1C whose export is parked           |
 * | `jobs`           | `<job>`            | when a scheduled job is due and last succeeded    |
 * | `runs#<job>`     | `<start>#<id>`     | the record of one run (30 days); sorts by start   |
 * | `cursor#<name>`  | `cursor`           | up to where a history has been worked off         |
 * | `settings`       | `current`          | stamp of the settings version in force (ADR 0009) |
 * | `settings`       | `references`       | which of their references 1C does not have (N-1)  |
 * | `onec`           | `base`             | what the 1C base publishes, and when it was seen  |
 * | `onec`           | `refused-paths`    | requests that the base does not understand        |
 * | `budget#<name>`  | `budget`           | when the next request may be sent to the CRM      |
 * | `alerts`         | `told`             | what people were told of, and what was over       |
 * | `health`         | `probe`            | written to see that the table can be written      |
 * | `unreadable`     | `<pk>/<sk>`        | a record that somebody could not read (ADR 0017)  |
 * | `breaker#<name>` | `breaker`          | the login that a system refused, and until when   |
 * | `catalog`        | `token`            | the secret part of the catalogue's addresses      |
 *
 * What is read by id has a `pk` of its own, so that load spreads; what is listed whole is small and shares one.
 */
export const keys = {
  link: ({ kind, id }: LinkRef): Key => ({ pk: `${kind}#${id}`, sk: 'link' }),
  holder: (documentKey: string): Key => ({ pk: `document#${documentKey}`, sk: 'holder' }),
  outcome: ({ kind, id }: Subject): Key => ({ pk: `${kind}#${id}`, sk: 'outcome' }),
  absence: (orderId: number): Key => ({ pk: `order#${orderId}`, sk: 'absence' }),
  attempt: (subject: Subject, endedAt: number): Key => ({
    pk: timelineOf(subject),
    sk: String(endedAt).padStart(LONGEST_TIME, '0'),
  }),
  lease: (name: string): Key => ({ pk: `lease#${name}`, sk: 'lease' }),
  parked: ({ kind, id }: Subject): Key => ({ pk: PARKED[kind], sk: String(id).padStart(LONGEST_ID, '0') }),
  job: (job: string): Key => ({ pk: JOBS, sk: job }),
  run: (job: string, startedAt: string, id: string): Key => ({ pk: runsOf(job), sk: `${startedAt}#${id}` }),
  cursor: (name: string): Key => ({ pk: `cursor#${name}`, sk: 'cursor' }),
  settings: (): Key => ({ pk: 'settings', sk: 'current' }),
  references: (): Key => ({ pk: 'settings', sk: 'references' }),
  base: (): Key => ({ pk: 'onec', sk: 'base' }),
  refusedPaths: (): Key => ({ pk: 'onec', sk: 'refused-paths' }),
  budget: (name: string): Key => ({ pk: `budget#${name}`, sk: 'budget' }),
  alerts: (): Key => ({ pk: 'alerts', sk: 'told' }),
  probe: (): Key => ({ pk: 'health', sk: 'probe' }),
  unreadable: ({ pk, sk }: Key): Key => ({ pk: UNREADABLE, sk: `${pk}/${sk}` }),
  loginBreaker: (name: string): Key => ({ pk: `breaker#${name}`, sk: 'breaker' }),
  catalogToken: (): Key => ({ pk: 'catalog', sk: 'token' }),
};

/** The `pk` under which all parked subjects of a kind are. */
export const PARKED: Readonly<Record<Subject['kind'], string>> = {
  order: 'parked',
  document: 'parked-documents',
};

/** The `pk` under which all attempts to work on a subject are. */
export const timelineOf = ({ id }: Subject): string => `timeline#${id}`;

/** The `pk` under which all jobs are. */
export const JOBS = 'jobs';

/** The `pk` under which all notes of unreadable records are. */
export const UNREADABLE = 'unreadable';

/** The `pk` under which all runs of a job are. */
export const runsOf = (job: string): string => `runs#${job}`;

/** Digits of a time in milliseconds, until the year 5138. */
const LONGEST_TIME = 14;

/** Digits of the longest order id (contract 2). */
const LONGEST_ID = 15;
