import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  CrmAccountUnknown,
  CrmAnswerMalformed,
  CrmBudgetExhausted,
  CrmKeyRefused,
  CrmOverloaded,
  CrmRequestRefused,
  CrmUnavailable,
  CrmUploadPartlyRefused,
} from '../../../lib/crm/errors.ts';
import { FilesUnreachable } from '../../../lib/files/errors.ts';
import {
  OnecBusy,
  OnecKeyTaken,
  OnecLicenceMissing,
  OnecListUnstable,
  OnecLoginRefused,
  OnecObjectMissing,
  OnecRefused,
  OnecRequestFault,
  OnecRightsMissing,
  OnecSetNotPublished,
  OnecUnavailable,
  UnknownOutcome,
} from '../../../lib/onec/errors.ts';
import { BaseLacks } from '../../../lib/onec/ut/demand.ts';
import { BaseUnknown } from '../../../lib/onec/ut/detect-base.ts';
import { afterFailure } from '../../../lib/orders/import/failure-policy.ts';
import { LeaseOver } from '../../../lib/orders/import/lease-guard.ts';
import { ConfigurationFault } from '../../../lib/platform/config.ts';
import { BridgeError } from '../../../lib/platform/errors.ts';
import { RequestMalformed } from '../../../lib/platform/http.ts';
import { ForeignMessage } from '../../../lib/queue/errors.ts';
import {
  SettingsConflict,
  SettingsMissing,
  SettingsRefused,
  SettingsUnreadable,
  SettingsVersionUnknown,
} from '../../../lib/settings/errors.ts';
import {
  DocumentTaken,
  LinkConflict,
  StateRefused,
  StateUnreachable,
  StateUnreadable,
} from '../../../lib/state/errors.ts';
import { refTo } from '../../../lib/state/links.ts';
import { OnecSlotsBusy } from '../../../lib/state/slots.ts';

const read = { operation: 'list', set: 'Catalog_Номенклатура' } as const;
const write = { operation: 'create', set: 'Document_ЗаказКлиента' } as const;
const refusal = { status: 400, request: 'GET /api/v5/orders', errorMsg: 'no', fieldErrors: [] };

const OF_THE_EXCHANGE: readonly BridgeError[] = [
  new OnecLoginRefused(read),
  new OnecRightsMissing(write, 'no role'),
  new OnecSetNotPublished(read),
  new BaseUnknown(0),
  new BaseLacks('orderImport', '11.5.20', [{ set: 'Catalog_Партнеры', cause: 'notPublished' }]),
  new CrmKeyRefused('Wrong "apiKey" value.'),
  new CrmAccountUnknown('GET /api/v5/orders', 404, 'HTML'),
  new CrmRequestRefused(refusal),
  new CrmAnswerMalformed('GET /api/v5/orders', 'orders: not a list'),
  new SettingsMissing(),
  new SettingsRefused([]),
  new SettingsUnreadable(3, 'settings/3.json'),
  new SettingsConflict(2, 3),
  new SettingsVersionUnknown(9, 3),
  new ConfigurationFault(['CRM_URL is missing']),
  new RequestMalformed('x-api-key'),
  new ForeignMessage('order queue', 'm-1', 'no body'),
];

const OF_THE_ORDER: readonly BridgeError[] = [
  new OnecRefused(write, 'закрыт период', 'refused'),
  new OnecRequestFault(write, 'a property', { status: 400 }),
  new OnecObjectMissing(write),
  new CrmUploadPartlyRefused(refusal, {}),
  new LinkConflict(refTo('order', 138), 'a', 'b'),
  new StateRefused('too large', {}),
  new StateUnreadable({ pk: 'order#138', sk: 'link' }, 'no key'),
];

const OF_THE_MOMENT: readonly BridgeError[] = [
  new OnecUnavailable(read, 'down'),
  new OnecLicenceMissing(read, 406),
  new OnecListUnstable(read, 1, 2),
  new OnecBusy(write),
  new OnecKeyTaken(write),
  new UnknownOutcome(write, 'no answer'),
  new CrmOverloaded('GET /api/v5/orders', 503, undefined),
  new CrmBudgetExhausted('GET /api/v5/orders', 1000),
  new CrmUnavailable('GET /api/v5/orders', 502),
  new StateUnreachable('get', new Error('down')),
  new DocumentTaken(refTo('order', 138), 'a', refTo('order', 139)),
  new OnecSlotsBusy(2),
  new FilesUnreachable('read', 'settings/3.json', new Error('down')),
  new LeaseOver({ name: 'order-138', owner: 'a', expiresAt: 0 }),
];

/** Codes of the permanent errors that lib can raise while it imports orders, as the sources have them. */
function permanentCodes(): readonly string[] {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const files = globSync('lib/{platform,crm,onec,state,queue,files,settings,orders}/**/*.ts', { cwd: root });
  return files
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .flatMap((source) => [...source.matchAll(/code: '(\w+)',\s+retryable(?:: (?!true)|,)/g)])
    .map(([, code = '']) => code);
}

describe('afterFailure', () => {
  it('knows a permanent error of every code', () => {
    const tried = [...OF_THE_EXCHANGE, ...OF_THE_ORDER].map(({ code }) => code);
    const codes = permanentCodes();
    expect(codes.length).toBeGreaterThan(15);
    // Positions in the history fail a command or the poll, never an order.
    expect(codes.filter((code) => !tried.includes(code)).toSorted()).toEqual([
      'cursorAhead',
      'positionAhead',
    ]);
  });

  it.each(OF_THE_MOMENT.map((error) => [error.code, error] as const))(
    'tries for ever what passes by itself: %s',
    (_, error) => {
      expect(error.retryable).toBe(true);
      expect(afterFailure(error, 500)).toEqual({ verdict: 'retry' });
    },
  );

  it.each(OF_THE_EXCHANGE.map((error) => [error.code, error] as const))(
    'never parks orders for a fault of the whole exchange: %s',
    (_, error) => {
      expect(error).toMatchObject({ retryable: false, scope: 'exchange' });
      expect([1, 5, 500].map((tries) => afterFailure(error, tries))).toEqual(
        Array(3).fill({ verdict: 'retry' }),
      );
    },
  );

  it.each(OF_THE_ORDER.map((error) => [error.code, error] as const))(
    'parks an order at once for a permanent fault of its own: %s',
    (_, error) => {
      expect(error).toMatchObject({ retryable: false, scope: 'order' });
      expect(afterFailure(error, 1)).toEqual({ verdict: 'park', reason: 'importFailed' });
    },
  );

  it('asks the error whose fault it is, not a list', () => {
    const facts = { code: 'ofTomorrow', retryable: false, advice: 'совет' } as const;
    expect(afterFailure(new BridgeError('x', { ...facts, scope: 'exchange' }), 1).verdict).toBe('retry');
    expect(afterFailure(new BridgeError('x', { ...facts, scope: 'order' }), 1).verdict).toBe('park');
  });

  it.each([
    new OnecRefused(read, 'внутренняя ошибка', 'an inner error'),
    new OnecRequestFault(read, 'a condition', { status: 400, onecCode: '10' }),
  ])('tries a refused read five times: it says nothing of the order (%s)', (error) => {
    const verdicts = [1, 4, 5].map((tries) => afterFailure(error, tries));
    expect(verdicts).toEqual([
      { verdict: 'retry' },
      { verdict: 'retry' },
      { verdict: 'park', reason: 'importFailed' },
    ]);
  });

  it('gives a defect five tries before it is a person’s', () => {
    const verdicts = [1, 2, 3, 4, 5].map((tries) => afterFailure(new TypeError('oops'), tries).verdict);
    expect(verdicts).toEqual(['retry', 'retry', 'retry', 'retry', 'park']);
  });
});
