/** What a request to the HTTP address of the service asks for. */
export type Route = 'call' | 'wsdl' | 'methodNotAllowed' | 'notFound';

/** `/ws/ws1.1cws`, or behind the name of a base as in 1C's own publications: `/ut/ws/ws1.1cws` (contract 2). */
const SERVICE_PATH = /^(?:\/[^/]+)?\/ws\/ws1\.1cws$/;

/**
 * Tells the requests of contract 2 apart.
 *
 * @param rawQuery the query string without its question mark; `wsdl` in any case and with any value asks for the WSDL.
 */
export function routeOf(method: string, path: string, rawQuery: string): Route {
  if (!SERVICE_PATH.test(path)) {
    return 'notFound';
  }
  if (method === 'POST') {
    return 'call';
  }
  const asksForWsdl = [...new URLSearchParams(rawQuery).keys()].some((key) => key.toLowerCase() === 'wsdl');
  return method === 'GET' && asksForWsdl ? 'wsdl' : 'methodNotAllowed';
}

/**
 * Where callers find the service: under the public base address of the HTTP functions if that is configured, else where
 * this request came to, over HTTPS as every gateway in front of a function speaks it.
 */
export function serviceAddress(publicUrl: string | undefined, host: string, path: string): string {
  return publicUrl === undefined ? `https://${host}${path}` : `${publicUrl.replace(/\/+$/, '')}/ws/ws1.1cws`;
}
