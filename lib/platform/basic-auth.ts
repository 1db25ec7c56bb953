import { createHash, timingSafeEqual } from 'node:crypto';

/** Name and password of HTTP Basic authentication (RFC 7617), UTF-8. */
export interface Login {
  readonly user: string;
  readonly password: string;
}

/** The value of an `Authorization` header for `login`; UTF-8, since 1C answers 401 to any other encoding (onec-odata A10). */
export function basicAuthorization(login: Login): string {
  return `Basic ${Buffer.from(`${login.user}:${login.password}`, 'utf8').toString('base64')}`;
}

/** Whether an `Authorization` header carries exactly `login`; takes the same time for every wrong answer. */
export function isAuthorized(header: string | undefined, login: Login): boolean {
  const expected = basicAuthorization(login);
  const given = header?.replace(/^basic\s+/i, 'Basic ').trim() ?? '';
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
