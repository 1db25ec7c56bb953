import { expect, it } from 'vitest';
import { CrmUnavailable } from '../../lib/crm/errors.ts';
import { OnecUnavailable } from '../../lib/onec/errors.ts';
import { createHttp, NoAnswer } from '../../lib/platform/http.ts';
import { silenceText } from '../../lib/platform/silence-text.ts';

const caused = (code: string, syscall = 'connect') =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code, syscall }) });

const CODES = [
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ECONNRESET',
  'EPROTO',
];

it.each(CODES)('N-7: %s is told with the host, the cause and the variable', (code) => {
  const failure = new NoAnswer('demo.retailrcm.ru', false, caused(code));
  const texts = [
    [silenceText(failure, 'CRM_URL'), 'CRM_URL'],
    [new CrmUnavailable('GET /api/v5/orders', failure).advice, 'CRM_URL'],
    [new OnecUnavailable({ operation: 'list', set: 'x' }, failure.message, failure).advice, 'ONEC_URL'],
  ];
  for (const [text, variable] of texts) {
    expect(text).toContain('demo.retailrcm.ru');
    expect(text).toContain(code);
    expect(text).toContain(variable);
    expect(text).not.toMatch(/поддержк|Обмен повторит/);
  }
});

it('N-7: a name that nobody has is called a mistake in the variable', () => {
  const failure = new NoAnswer('demo.retailrcm.ru', false, caused('ENOTFOUND', 'getaddrinfo'));
  expect(silenceText(failure, 'CRM_URL')).toMatch(/нет\. Скорее всего, в CRM_URL опечатка/);
});

it('N-7: a real request to a host that does not exist names it', async () => {
  const deps = { fetch, clock: { now: () => 0 }, sleep: async () => undefined, random: () => 0 };
  const once = { tries: 1, timing: { baseMs: 1, capMs: 1 }, onStatus: () => false, onNoAnswer: () => false };
  const request = { method: 'GET', url: 'https://no-such-host.invalid/x', headers: {}, timeoutMs: 20_000 };
  const failure = await createHttp(deps)({ ...request, method: 'GET' }, once).catch(
    (error: unknown) => error,
  );
  expect(failure).toMatchObject({
    host: 'no-such-host.invalid',
    sent: false,
    reason: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/),
  });
});
