import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ONEC_LOGIN } from '../../../lib/composition/guarded-systems.ts';
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
  OnecAddressTooLong,
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
import { DocumentVanished } from '../../../lib/orders/order/errors.ts';
import { ConfigurationFault } from '../../../lib/platform/config.ts';
import { BridgeError } from '../../../lib/platform/errors.ts';
import { NoAnswer, RequestMalformed } from '../../../lib/platform/http.ts';
import { DigestKeyMissing, SecretsUnreadable } from '../../../lib/platform/secrets.ts';
import { ForeignMessage, QueueUnreachable } from '../../../lib/queue/errors.ts';
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
import { NoTimeLeft, OnecSlotsBusy } from '../../../lib/state/slots.ts';
import { LoginOnHold } from '../../../lib/state/with-login-breaker.ts';
import { LinkedMeanwhile } from '../../../lib/writes/errors.ts';

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
  new NoTimeLeft(),
  new LoginOnHold(ONEC_LOGIN, 0, 'Europe/Moscow'),
  new SecretsUnreadable('/retailcrm-1c/prod'),
  new DigestKeyMissing('/retailcrm-1c/prod', new Error('denied')),
  new NoAnswer('1c.example.ru', true, new Error('reset')),
  new QueueUnreachable({ queueName: 'order queue', unreachableAdvice: 'совет' }, 'send', new Error('down')),
  new DocumentVanished('a'),
  new LinkedMeanwhile({ ref: refTo('order', 138) }),
  new LeaseOver({ name: 'order-138', owner: 'a', expiresAt: 0 }),
];

/** They say nothing of the order, and are free to repeat. */
const ALL_REFUSED_READS: readonly BridgeError[] = [
  new OnecRefused(read, 'внутренняя ошибка', 'an inner error'),
  new OnecRequestFault(read, 'a condition', { status: 400, onecCode: '10' }),
  new OnecAddressTooLong(read),
];

/** What an import cannot meet: who raises it. */
const NOT_OF_AN_IMPORT: Readonly<Record<string, string>> = {
  AwsLoginMissing: 'a command in a terminal',
  FileNotUtf8: 'a command that reads a file',
  FileUnreadable: 'a command that reads a file',
  FolderUnwritable: 'a command that writes a file',
  JobsStale: 'the watch over the jobs',
  RecordsUnreadable: 'the watch over the jobs',
  PositionAhead: 'a person who names a position of the history',
  CursorAhead: 'the pass over the history',
  PushMemoryUnreadable: 'the pushes',
  StockNotPublished: 'the pushes',
  SetupImpossible: 'settings init',
};

/** Raised in the one file that knows them: their source is read instead of making one. */
const HIDDEN = ['CustomerBusy', 'OrderBusy'];

/** Only derived from. */
const BASES = ['BridgeError', 'CrmError', 'OnecError', 'SettingsError'];

/** Source of every class of lib that derives from BridgeError, at any remove, by its name. */
function errorClasses(): ReadonlyMap<string, string> {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const classes = globSync('lib/**/*.ts', { cwd: root }).flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split(/^(?=(?:export )?(?:abstract )?class )/m)
      .flatMap((source) => {
        const [, name, base] = /^(?:export )?(?:abstract )?class (\w+) extends (\w+)/.exec(source) ?? [];
        return name === undefined || base === undefined ? [] : [{ name, base, source }];
      }),
  );
  const derived = new Set(['BridgeError']);
  for (let before = 0; before < derived.size; ) {
    before = derived.size;
    for (const { name } of classes.filter(({ base }) => derived.has(base))) {
      derived.add(name);
    }
  }
  const ours = classes.filter(({ name }) => derived.has(name) && !BASES.includes(name));
  return new Map(ours.map(({ name, source }) => [name, source]));
}

describe('afterFailure', () => {
  it('knows every error that lib has: a new one does not pass before it is said here whose it is', () => {
    const tried = [...OF_THE_EXCHANGE, ...OF_THE_ORDER, ...OF_THE_MOMENT, ...ALL_REFUSED_READS];
    const named = [...new Set(tried.map(({ name }) => name)), ...HIDDEN, ...Object.keys(NOT_OF_AN_IMPORT)];
    expect([...errorClasses().keys()].toSorted()).toEqual(named.toSorted());
  });

  it.each(HIDDEN)('tries for ever what passes by itself: %s', (name) => {
    expect(errorClasses().get(name)).toMatch(/retryable: true,/);
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

  it.each(ALL_REFUSED_READS)(
    'tries a refused read five times: it says nothing of the order (%s)',
    (error) => {
      const verdicts = [1, 4, 5].map((tries) => afterFailure(error, tries));
      expect(verdicts).toEqual([
        { verdict: 'retry' },
        { verdict: 'retry' },
        { verdict: 'park', reason: 'importFailed' },
      ]);
    },
  );

  it('gives a defect five tries before it is a person’s', () => {
    const verdicts = [1, 2, 3, 4, 5].map((tries) => afterFailure(new TypeError('oops'), tries).verdict);
    expect(verdicts).toEqual(['retry', 'retry', 'retry', 'retry', 'park']);
  });
});
