import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConfigurationFault } from '../../lib/platform/config.ts';
import { BridgeError } from '../../lib/platform/errors.ts';
import { createLog, type Log } from '../../lib/platform/log.ts';

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

let written: string[];

beforeEach(() => {
  written = [];
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      written.push(String(text));
      return true;
    });
  }
  vi.stubEnv('POWERTOOLS_DEV', undefined);
  vi.stubEnv('AWS_LAMBDA_LOG_LEVEL', undefined);
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const records = (): Record<string, unknown>[] =>
  written.flatMap((text) => text.trimEnd().split('\n')).map((line) => JSON.parse(line));

const logAtEveryLevel = (log: Log) => {
  for (const level of LEVELS) {
    log[level](`at ${level}`);
  }
};

describe('the log', () => {
  it('is one JSON object a line, with level, service, time and fields', () => {
    const log = createLog('trigger', { LOG_LEVEL: 'info' });
    log.info('order queued', { orderId: 138, why: 'two\nlines' });
    expect(written).toEqual([expect.stringMatching(/^\{.*\}\n$/)]);
    expect(records()).toEqual([
      {
        level: 'INFO',
        message: 'order queued',
        service: 'trigger',
        sampling_rate: 0,
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        orderId: 138,
        why: 'two\nlines',
      },
    ]);
  });

  it.each(LEVELS)('at %s it leaves out what is less', (level) => {
    logAtEveryLevel(createLog('trigger', { LOG_LEVEL: level }));
    expect(records().map(({ message }) => message)).toEqual(
      LEVELS.slice(LEVELS.indexOf(level)).map((shown) => `at ${shown}`),
    );
  });

  it('does not even look at the fields of a record that nobody asked for', () => {
    const fields = {
      get orderId(): number {
        throw new Error('looked at');
      },
    };
    const log = createLog('trigger', { LOG_LEVEL: 'info' });
    expect(() => log.debug('1C answered', fields)).not.toThrow();
    expect(() => log.info('1C answered', fields)).toThrow('looked at');
  });

  it("the level of the function's own log settings in the cloud goes before LOG_LEVEL", () => {
    vi.stubEnv('AWS_LAMBDA_LOG_LEVEL', 'DEBUG');
    logAtEveryLevel(createLog('trigger', { LOG_LEVEL: 'error' }));
    expect(records()).toHaveLength(LEVELS.length);
  });

  it('masks secrets and people in the message and in the fields', () => {
    const log = createLog('trigger', { LOG_LEVEL: 'info' });
    log.warn('sent to a@example.ru with Basic Y3JtOmNybQ==', {
      password: 'hidden',
      request: { headers: { Authorization: 'hidden' }, url: 'https://u:hidden@1c.example.ru' },
      reason: 'Клиент +7 (900) 000-00-01',
    });
    expect(records()).toMatchObject([
      {
        message: 'sent to *** with Basic ***',
        password: '***',
        request: { headers: { Authorization: '***' }, url: 'https://***@1c.example.ru' },
        reason: 'Клиент ***',
      },
    ]);
  });

  it('tells errors inside fields by their fields', () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED'), { config: { headers: 'hidden' } });
    const error = new BridgeError('no answer', { code: 'unreachable', retryable: true, advice: 'x', cause });
    createLog('trigger', { LOG_LEVEL: 'info' }).error('failed', { failure: error, all: [cause] });
    expect(records()).toMatchObject([
      {
        failure: { error: 'BridgeError', code: 'unreachable', cause: 'Error: connect ECONNREFUSED' },
        all: [{ error: 'Error', reason: 'connect ECONNREFUSED' }],
      },
    ]);
    expect(written.join('')).not.toContain('hidden');
  });

  it('holds figures that JSON does not know', () => {
    createLog('trigger', { LOG_LEVEL: 'info' }).info('counted', { kopecks: 12n, never: undefined });
    expect(records()).toMatchObject([{ kopecks: '12' }]);
  });

  it("a field cannot pose as the record's own", () => {
    createLog('trigger', { LOG_LEVEL: 'info' }).info('real', {
      message: 'posed',
      level: 'DEBUG',
      service: 'x',
    });
    expect(records().at(-1)).toMatchObject({ message: 'real', level: 'INFO', service: 'trigger' });
  });
});

describe('the log of the local stack', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bridge-log-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('goes to its file, line after line, several functions together, and nowhere else', () => {
    const file = join(folder, 'bridge.log');
    createLog('trigger', { LOG_LEVEL: 'info', LOG_FILE: file }).info('order queued', { phone: 'hidden' });
    createLog('order-worker', { LOG_LEVEL: 'debug', LOG_FILE: file }).debug('order read');
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'INFO', service: 'trigger', message: 'order queued', phone: '***' },
      { level: 'DEBUG', service: 'order-worker', message: 'order read' },
    ]);
    expect(written).toEqual([]);
  });

  it('keeps what is in the file', () => {
    const file = join(folder, 'bridge.log');
    createLog('trigger', { LOG_LEVEL: 'info', LOG_FILE: file }).info('first');
    createLog('trigger', { LOG_LEVEL: 'info', LOG_FILE: file });
    expect(readFileSync(file, 'utf8')).toContain('first');
  });

  it('stops the start when the file cannot be written', () => {
    const create = () =>
      createLog('trigger', { LOG_LEVEL: 'info', LOG_FILE: join(folder, 'absent', 'a.log') });
    expect(create).toThrow(ConfigurationFault);
    expect(create).toThrow('configuration: LOG_FILE cannot be written: ENOENT');
  });
});
