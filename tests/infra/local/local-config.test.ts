import { describe, expect, it } from 'vitest';
import { readLocalConfig } from '../../../infra/local/local-config.ts';
import { ConfigurationFault } from '../../../lib/platform/config.ts';

const SECRET = 'secret-3Fd6';
const CRM = { CRM_URL: 'https://demo.example.ru', CRM_API_KEY: SECRET };
const ONEC = { ONEC_URL: 'https://1c.example.ru/ut', ONEC_USER: 'odata', ONEC_PASSWORD: SECRET };

function faultOf(environment: Readonly<Record<string, string>>): ConfigurationFault {
  try {
    readLocalConfig(environment);
  } catch (error) {
    if (error instanceof ConfigurationFault) {
      return error;
    }
    throw error;
  }
  throw new Error('the environment was accepted');
}

describe('an empty environment', () => {
  it('means the sandboxes and the defaults of contract 1', () => {
    expect(readLocalConfig({})).toMatchObject({
      port: 3000,
      dataDir: '.local',
      isScheduleOn: true,
      settingsFile: undefined,
      crmUrl: undefined,
      onecUrl: undefined,
      LOG_LEVEL: 'info',
      WEBHOOK_USER: 'crm',
      WEBHOOK_PASSWORD: 'crm',
      CONSOLE_PASSWORD: 'console',
    });
  });

  it('may also be one of empty variables', () => {
    const empty = { PORT: '', DATA_DIR: '', CRM_URL: '', SETTINGS_FILE: '', WEBHOOK_PASSWORD: '' };
    expect(readLocalConfig(empty)).toMatchObject({ port: 3000, crmUrl: undefined, settingsFile: undefined });
  });
});

describe('a real system', () => {
  it('is used when it is named completely', () => {
    expect(readLocalConfig({ ...CRM, ...ONEC })).toMatchObject({
      crmUrl: CRM.CRM_URL,
      onecUrl: ONEC.ONEC_URL,
      environment: expect.objectContaining({ CRM_API_KEY: SECRET, ONEC_PASSWORD: SECRET }),
    });
  });

  it('never gets the login of a sandbox', () => {
    expect(faultOf({ CRM_URL: CRM.CRM_URL }).message).toContain('CRM_API_KEY');
    const fault = faultOf({ ONEC_URL: ONEC.ONEC_URL });
    expect(fault.faults).toHaveLength(2);
    expect(fault.message).toMatch(/ONEC_USER.*ONEC_PASSWORD/);
  });

  it('may be one of the two; the other one is its sandbox', () => {
    expect(readLocalConfig(CRM)).toMatchObject({
      onecUrl: undefined,
      environment: expect.objectContaining({ ONEC_USER: 'odata' }),
    });
  });
});

describe('a faulty variable is named', () => {
  it.each<[string, Record<string, string>]>([
    ['PORT', { PORT: 'abc' }],
    ['PORT', { PORT: '65536' }],
    ['PORT', { PORT: '-1' }],
    ['PORT', { PORT: '30.5' }],
    ['SCHEDULE', { SCHEDULE: 'maybe' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'bridge.example.ru' }],
    ['CRM_URL', { ...CRM, CRM_URL: 'http://demo.example.ru' }],
    ['CRM_URL', { ...CRM, CRM_URL: `https://user:${SECRET}@demo.example.ru` }],
    ['ONEC_URL', { ...ONEC, ONEC_URL: 'http://1c.example.ru/ut' }],
    ['ONEC_URL', { ...ONEC, ONEC_URL: 'ut' }],
  ])('%s of %j', (variable, environment) => {
    const { faults, advice, message } = faultOf(environment);
    expect(faults).toEqual([expect.stringMatching(new RegExp(`^${variable} `))]);
    expect(advice).toContain(variable);
    expect(advice).not.toContain('\n');
    expect(`${advice} ${message}`).not.toContain(SECRET);
  });

  it('together with all others, in one line', () => {
    const { faults, advice } = faultOf({ PORT: 'abc', LOG_LEVEL: 'loud', CRM_URL: CRM.CRM_URL });
    expect(faults).toHaveLength(3);
    expect(advice).toMatch(/PORT.*LOG_LEVEL.*CRM_API_KEY/);
  });
});

it('plain http is for 1C only, and only when it is allowed', () => {
  const http = { ...ONEC, ONEC_URL: 'http://1c.example.ru/ut' };
  expect(readLocalConfig({ ...http, ONEC_ALLOW_HTTP: 'yes' }).onecUrl).toBe(http.ONEC_URL);
  const fault = faultOf({ ...CRM, CRM_URL: 'http://demo.example.ru', ONEC_ALLOW_HTTP: 'yes' });
  expect(fault.message).toContain('CRM_URL');
});
