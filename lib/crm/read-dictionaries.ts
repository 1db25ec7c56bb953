import * as z from 'zod/mini';
import type { CrmDictionaries, CrmManager } from './dictionaries.ts';
import { CrmAnswerMalformed } from './errors.ts';
import type { QueryParameters } from './query-string.ts';
import { PAGE_LIMIT } from './read-orders.ts';
import type { CrmGet } from './transport.ts';
import { flag, id, list, problemText, text, tidied } from './wire-values.ts';

const active = z._default(flag, true);
const record = { code: text, name: z._default(text, ''), active };

const SITE = z.pipe(
  z.object({
    ...record,
    currency: z.optional(text),
    contragent: z.optional(z.object({ legalName: z.optional(text) })),
  }),
  z.transform(({ contragent, currency, ...site }) => ({
    ...site,
    ...(currency === undefined ? {} : { currency }),
    ...(contragent?.legalName === undefined ? {} : { legalName: contragent.legalName }),
  })),
);
const RECORD = z.object(record);
const STATUS = z.object({ ...record, group: z._default(text, '') });

const USER = z.pipe(
  z.object({ id, active, firstName: z.optional(text), lastName: z.optional(text) }),
  z.transform(({ firstName = '', lastName = '', ...user }) => ({
    ...user,
    name: `${firstName} ${lastName}`.trim(),
  })),
);

/**
 * Reads the dictionaries of the account, one request each.
 *
 * @throws {CrmAnswerMalformed} naming what of an answer cannot be read; beside it whatever `get` throws.
 */
export async function readDictionaries(get: CrmGet): Promise<CrmDictionaries> {
  const reference = <Schema extends z.ZodMiniType<{ readonly active: boolean }>>(
    path: string,
    field: string,
    schema: Schema,
  ) => readActive(get, `/api/v5/reference/${path}`, field, schema);
  return {
    timeZone: await readTimeZone(get),
    sites: await reference('sites', 'sites', SITE),
    statuses: await reference('statuses', 'statuses', STATUS),
    itemStatuses: await reference('product-statuses', 'productStatuses', RECORD),
    stores: await reference('stores', 'stores', RECORD),
    priceTypes: await reference('price-types', 'priceTypes', RECORD),
    paymentTypes: await reference('payment-types', 'paymentTypes', RECORD),
    deliveryTypes: await reference('delivery-types', 'deliveryTypes', RECORD),
    managers: await readUsers(get),
  };
}

/** Dictionaries come as maps by code or as lists, whichever the CRM likes (retailcrm-api 5). */
async function readActive<Schema extends z.ZodMiniType<{ readonly active: boolean }>>(
  get: CrmGet,
  path: string,
  field: string,
  schema: Schema,
  query?: QueryParameters,
): Promise<readonly Omit<z.output<Schema>, 'active'>[]> {
  const body = tidied(await get(path, query));
  const result = z.safeParse(z.object({ [field]: list(schema) }), body);
  if (!result.success) {
    throw new CrmAnswerMalformed(`GET ${path}`, problemText(result.error));
  }
  const records = (result.data[field] ?? []) as z.output<Schema>[];
  return records.filter((one) => one.active).map(({ active: _, ...rest }) => rest);
}

/** Users are read in pages; those who may not be given orders any more are left out. */
async function readUsers(get: CrmGet): Promise<readonly CrmManager[]> {
  const managers: CrmManager[] = [];
  let found: readonly CrmManager[];
  let page = 1;
  do {
    found = await readActive(get, '/api/v5/users', 'users', USER, {
      limit: PAGE_LIMIT,
      page,
      filter: { active: 1 },
    });
    managers.push(...found);
    page += 1;
  } while (found.length === PAGE_LIMIT);
  return managers;
}

const SETTINGS = z.object({ settings: z.object({ timezone: z.optional(z.object({ value: text })) }) });

async function readTimeZone(get: CrmGet): Promise<string | undefined> {
  const result = z.safeParse(SETTINGS, tidied(await get('/api/v5/settings')));
  return result.data?.settings.timezone?.value;
}
