import * as z from 'zod/mini';
import type { Credentials, CrmClient } from './client.ts';
import { decodeHistory } from './decode-history.ts';
import { CrmAnswerMalformed } from './errors.ts';
import type { HistoryPage, HistoryPosition } from './history.ts';
import { readSurvivor } from './read-customers.ts';
import { readDictionaries } from './read-dictionaries.ts';
import { PAGE_LIMIT, readOrder, readOrdersByIds, readOrdersByNumbers } from './read-orders.ts';
import { type CrmGet, type CrmTransportDeps, createCrmTransport } from './transport.ts';
import { uploadInventories, uploadPrices } from './uploads.ts';
import {
  readModule,
  readPriceTypeCodes,
  readSiteCatalogs,
  readStoreCodes,
  registerModule,
  setCatalogUrl,
} from './warehouse.ts';
import { dateTime, list, problemText, text, tidied } from './wire-values.ts';

/**
 * RetailCRM's API v5 over HTTP. Reads are repeated on passing faults; the budget of requests per second is kept by
 * the given `http`, which is shared by everything that uses the key.
 *
 * @throws {CrmKeyRefused} if the key has characters that no header can carry.
 */
export function createCrmClient(deps: CrmTransportDeps): CrmClient {
  const { get, upload } = createCrmTransport(deps);
  return {
    order: (orderId) => readOrder(get, orderId),
    ordersByIds: (ids) => readOrdersByIds(get, ids),
    ordersByNumbers: (numbers) => readOrdersByNumbers(get, numbers),
    history: (from) => readHistory(get, from),
    survivorOf: (card) => readSurvivor(get, card),
    credentials: () => readCredentials(get),
    dictionaries: () => readDictionaries(get),
    uploadInventories: (site, offers) => uploadInventories(upload, site, offers),
    uploadPrices: (offers) => uploadPrices(upload, offers),
    siteCatalogs: () => readSiteCatalogs(get),
    setCatalogUrl: (site, url) => setCatalogUrl(upload, site, url),
    storeCodes: () => readStoreCodes(get),
    priceTypeCodes: () => readPriceTypeCodes(get),
    integrationModule: (code) => readModule(get, code),
    registerModule: (module) => registerModule(upload, module),
  };
}

async function readHistory(get: CrmGet, from: HistoryPosition): Promise<HistoryPage> {
  assertPosition(from);
  const path = '/api/v5/orders/history';
  const decoded = decodeHistory(await get(path, { filter: { ...from }, limit: PAGE_LIMIT }), from);
  if ('problem' in decoded) {
    throw new CrmAnswerMalformed(`GET ${path}`, decoded.problem);
  }
  return decoded.page;
}

const credentials: z.ZodMiniType<Credentials> = z.object({
  scopes: list(text),
  siteAccess: z.exactOptional(text),
  sitesAvailable: list(text),
});

async function readCredentials(get: CrmGet): Promise<Credentials> {
  const path = '/api/credentials';
  const result = z.safeParse(credentials, tidied(await get(path)));
  if (!result.success) {
    throw new CrmAnswerMalformed(`GET ${path}`, problemText(result.error));
  }
  return result.data;
}

function assertPosition(from: HistoryPosition): void {
  const isOne =
    'sinceId' in from
      ? Number.isSafeInteger(from.sinceId) && from.sinceId >= 0
      : z.safeParse(dateTime, from.startDate).success;
  if (!isOne) {
    throw new TypeError(`not a position in the history: ${JSON.stringify(from)}`);
  }
}
