import * as z from 'zod/mini';
import { CrmAnswerMalformed, CrmRequestRefused } from './errors.ts';
import type { CrmGet, CrmUpload } from './transport.ts';
import type { IntegrationModule, SiteCatalog } from './warehouse-records.ts';
import { flag, problemText, text, tidied } from './wire-values.ts';

const sitesAnswer = z.object({
  sites: z.record(
    z.string(),
    z.object({ code: text, ymlUrl: z.exactOptional(text), loadFromYml: z.exactOptional(flag) }),
  ),
});

const record = z.object({ code: text, active: z.exactOptional(flag) });
const storesAnswer = z.object({ stores: z._default(z.array(record), []) });
const priceTypesAnswer = z.object({ priceTypes: z._default(z.array(record), []) });
const moduleAnswer = z.object({
  integrationModule: z.object({ clientId: z.exactOptional(text), active: z.exactOptional(flag) }),
});

async function read<Answer>(get: CrmGet, path: string, schema: z.ZodMiniType<Answer>): Promise<Answer> {
  const answer = z.safeParse(schema, tidied(await get(path)));
  if (!answer.success) {
    throw new CrmAnswerMalformed(`GET ${path}`, problemText(answer.error));
  }
  return answer.data;
}

/** Of every site that the key may see. @throws as the CRM client does. */
export async function readSiteCatalogs(get: CrmGet): Promise<readonly SiteCatalog[]> {
  const { sites } = await read(get, '/api/v5/reference/sites', sitesAnswer);
  return Object.values(sites).map(({ code, ymlUrl, loadFromYml }) => ({
    site: code,
    url: ymlUrl,
    isLoaded: loadFromYml === true,
  }));
}

const activeCodes = (records: readonly z.infer<typeof record>[]): ReadonlySet<string> =>
  new Set(records.filter(({ active }) => active !== false).map(({ code }) => code));

/** Codes of the stores that are in use. @throws as the CRM client does. */
export const readStoreCodes = async (get: CrmGet): Promise<ReadonlySet<string>> =>
  activeCodes((await read(get, '/api/v5/reference/stores', storesAnswer)).stores);

/** Codes of the price types that are in use. @throws as the CRM client does. */
export const readPriceTypeCodes = async (get: CrmGet): Promise<ReadonlySet<string>> =>
  activeCodes((await read(get, '/api/v5/reference/price-types', priceTypesAnswer)).priceTypes);

/** @returns undefined if the account has no such module. @throws as the CRM client does. */
export async function readModule(
  get: CrmGet,
  code: string,
): Promise<{ readonly clientId: string; readonly isActive: boolean } | undefined> {
  try {
    const { integrationModule } = await read(
      get,
      `/api/v5/integration-modules/${encodeURIComponent(code)}`,
      moduleAnswer,
    );
    return { clientId: integrationModule.clientId ?? '', isActive: integrationModule.active === true };
  } catch (error) {
    if (error instanceof CrmRequestRefused && error.isNotFound) {
      return undefined;
    }
    throw error;
  }
}

/** Creates or changes the module; repeated it changes nothing. @throws as the CRM client does. */
export async function registerModule(upload: CrmUpload, module: IntegrationModule): Promise<void> {
  await upload(`/api/v5/integration-modules/${encodeURIComponent(module.code)}/edit`, {
    integrationModule: JSON.stringify(module),
  });
}

/** Tells the CRM where a site's catalogue lies and that it is to be read. @throws as the CRM client does. */
export async function setCatalogUrl(upload: CrmUpload, site: string, url: string): Promise<void> {
  await upload(`/api/v5/reference/sites/${encodeURIComponent(site)}/edit`, {
    site: JSON.stringify({ code: site, ymlUrl: url, loadFromYml: true }),
  });
}
