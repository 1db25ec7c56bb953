import * as z from 'zod/mini';

/** What can be wrong with a variable: for the log, and for the administrator. The value itself is never repeated. */
const PROBLEMS = {
  notSet: ['is not set', 'не задана'],
  control: [
    'contains a line break or another control character',
    'содержит перевод строки или другой управляющий знак',
  ],
  blanks: ['begins or ends with a blank', 'начинается или кончается пробелом'],
  colon: ['must not contain a colon', 'не может содержать двоеточие'],
  keyCharacters: [
    'may hold Latin letters, digits and signs only',
    'может состоять только из латинских букв, цифр и знаков',
  ],
  localDefault: ['still has the default of the local stack', 'осталась такой, как в локальном стенде'],
  address: [
    'must be an https:// address without login, query or fragment (http:// only for this machine)',
    'должна быть адресом https:// без имени, пароля, запроса и решётки (http:// — только для этой машины)',
  ],
  addressOrHttp: [
    'must be an https:// address without login, query or fragment (http:// only for this machine, or with ONEC_ALLOW_HTTP=yes)',
    'должна быть адресом https:// без имени, пароля, запроса и решётки (http:// — только для этой машины или с ONEC_ALLOW_HTTP=yes)',
  ],
  logLevel: ['must be debug, info, warn or error', 'должна быть debug, info, warn или error'],
  yesNo: ['must be yes or no', 'должна быть yes или no'],
  onOff: ['must be on or off', 'должна быть on или off'],
  port: ['must be a whole number from 0 to 65535', 'должна быть целым числом от 0 до 65535'],
  seconds: ['must be a whole number of seconds from 1 to 900', 'должна быть целым числом секунд от 1 до 900'],
} as const;

type Problem = keyof typeof PROBLEMS;

const inRussian: ReadonlyMap<string, string> = new Map(Object.values(PROBLEMS));

const fault = (variable: string, problem: Problem): string => `${variable} ${PROBLEMS[problem][0]}`;

/** A fault, `VARIABLE what is wrong`, in the administrator's language, as far as it is known here. */
export function faultInRussian(fault: string): string {
  const [variable = '', ...words] = fault.split(' ');
  const problem = words.join(' ');
  return `${variable} ${inRussian.get(problem) ?? problem}`;
}

const unless = (variable: string, problem: Problem, isGood: (value: string) => boolean) =>
  z.refine<string>(isGood, { error: fault(variable, problem), abort: true });

/** Any text on one line. */
const text = (variable: string) =>
  z.string(fault(variable, 'notSet')).check(unless(variable, 'control', (value) => !/\p{Cc}/u.test(value)));

/** A name or an address: pasted blanks around it are never meant. */
export const name = (variable: string) =>
  text(variable).check(unless(variable, 'blanks', (value) => value === value.trim()));

/** The name of a Basic login, which ends at the first colon (RFC 7617). */
export const loginName = (variable: string) =>
  name(variable).check(unless(variable, 'colon', (value) => !value.includes(':')));

/** A secret; `refused` is the one that everybody knows from the local stack. */
export const secret = (variable: string, refused: string | undefined) =>
  text(variable).check(unless(variable, 'localDefault', (value) => value !== refused));

/** An API key: travels in a header, so it has no blanks and no letters but Latin ones. */
export const apiKey = (variable: string, refused: string | undefined) =>
  secret(variable, refused).check(unless(variable, 'keyCharacters', (value) => /^[\x21-\x7e]+$/.test(value)));

/** What people copy together with an address and the clients add themselves (contract 1, R-11). */
const KNOWN_TAIL = {
  crm: /(?:\/+api\/+v5)?\/*$/i,
  onec: /(?:\/+odata\/+standard\.odata)?\/*$/i,
  slash: /\/*$/,
} as const;

const withoutTail = (tail: keyof typeof KNOWN_TAIL) =>
  z.overwrite((value: string) => value.replace(KNOWN_TAIL[tail], ''));

/** The address of a server that gets a login: `https://`, or `http://` on this machine. No slash stands at its end. */
export const serverUrl = (variable: string) =>
  name(variable).check(
    unless(variable, 'address', (value) => isServerUrl(value, false)),
    withoutTail('slash'),
  );

/** The same for the CRM's account: a bare `demo.retailcrm.ru` is `https://`, and the path of the API is taken off. */
export const crmUrl = (variable: string) =>
  name(variable).check(
    z.overwrite((value) => (BARE_HOST.test(value) ? `https://${value}` : value)),
    unless(variable, 'address', (value) => isServerUrl(value, false)),
    withoutTail('crm'),
  );

/** A host with a dot in its name, before a port or a path: a single word is a mistake, not an account. */
const BARE_HOST = /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+(:\d+)?(\/|$)/u;

/**
 * The same for 1C, whose path of OData is taken off, and which may stand in a network of its own: `http://` anywhere if
 * `httpAllowed`.
 */
export const onecUrl = (variable: string, httpAllowed: boolean) =>
  name(variable).check(
    unless(variable, 'addressOrHttp', (value) => isServerUrl(value, httpAllowed)),
    withoutTail('onec'),
  );

/** The least level that is logged. */
export const logLevel = (variable: string) =>
  z.enum(['debug', 'info', 'warn', 'error'], fault(variable, 'logLevel'));

/** `yes` or `no`, nothing else: a mistyped permission must not count as one. */
export const yesNo = (variable: string) => z.enum(['yes', 'no'], fault(variable, 'yesNo'));

/** `on` or `off`. */
export const onOff = (variable: string) => z.enum(['on', 'off'], fault(variable, 'onOff'));

/** A TCP port; 0 takes any that is free. */
export const port = (variable: string) =>
  z.coerce
    .number(fault(variable, 'port'))
    .check(
      z.int(fault(variable, 'port')),
      z.minimum(0, fault(variable, 'port')),
      z.maximum(65_535, fault(variable, 'port')),
    );

/** How long a function may run, seconds; no platform lets one run longer than fifteen minutes. */
export const seconds = (variable: string) =>
  z.pipe(
    text(variable).check(
      unless(variable, 'seconds', (value) => /^[1-9]\d{0,2}$/.test(value) && Number(value) <= 900),
    ),
    z.transform(Number),
  );

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

function isServerUrl(value: string, httpAllowed: boolean): boolean {
  const url = URL.parse(value);
  if (url === null || url.username !== '' || url.password !== '' || /[?#]/.test(value)) {
    return false;
  }
  return (
    url.protocol === 'https:' || (url.protocol === 'http:' && (httpAllowed || LOOPBACK.test(url.hostname)))
  );
}
