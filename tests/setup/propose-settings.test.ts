import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CrmDictionaries } from '../../lib/crm/dictionaries.ts';
import { simplePreset } from '../../lib/settings/presets.ts';
import type { Settings } from '../../lib/settings/schema.ts';
import { validateSettings } from '../../lib/settings/validate.ts';
import { type BaseDictionaries, readBase } from '../../lib/setup/base-dictionaries.ts';
import { SetupImpossible } from '../../lib/setup/errors.ts';
import { byName } from '../../lib/setup/matching.ts';
import { proposeSettings } from '../../lib/setup/propose-settings.ts';
import { startBridge, type TestBridge } from '../orders/support/bridge.ts';
import { testKey } from '../settings/valid-settings.ts';

function valid(document: object): Settings {
  const validation = validateSettings(document);
  expect(validation.ok ? [] : validation.faults).toEqual([]);
  if (!validation.ok) {
    throw new Error('not valid');
  }
  return validation.settings;
}

describe('settings init between the sandboxes', () => {
  let bridge: TestBridge;
  let crm: CrmDictionaries;
  let base: BaseDictionaries;

  beforeEach(async () => {
    bridge = await startBridge();
    crm = await bridge.crmClient.dictionaries();
    base = await readBase(bridge.client);
  });

  afterEach(async () => {
    await bridge[Symbol.asyncDispose]();
  });

  it.each(['simple', 'reference'] as const)(
    '%s: proposes a valid document with the mapping by name',
    (preset) => {
      const settings = valid(proposeSettings(crm, base, preset, '2026-03-01').document);
      const { sites, managers, deliveryItem } = bridge.settings;
      expect(settings.sites.map(({ code }) => code)).toEqual(sites.map(({ code }) => code));
      expect(settings.sites.map(({ organization }) => organization)).toEqual(
        sites.map(({ organization }) => organization),
      );
      expect(settings.sites.map(({ currency }) => currency)).toEqual(sites.map(({ currency }) => currency));
      expect(settings.managers).toEqual(managers);
      expect(settings.deliveryItem).toBe(deliveryItem);
      expect(settings.timeZone).toBe('Europe/Moscow');
      expect(settings.startDate).toBe('2026-03-01');
    },
  );

  it('by default takes the fixed statuses of the manual, as far as the account has them', () => {
    const { document, remarks } = proposeSettings(crm, base, 'simple', '2026-03-01');
    const known = new Set(crm.statuses.map(({ code }) => code));
    const { statuses } = valid(document);
    expect(statuses.length).toBeGreaterThan(2);
    expect(statuses).toEqual(simplePreset('stockAndToOrder').statuses.filter((row) => known.has(row.crm)));
    const open = crm.statuses.filter(({ code }) => !statuses.some((row) => row.crm === code));
    const said = remarks
      .filter(({ path }) => path === 'statuses')
      .map(({ problem }) => problem)
      .join('\n');
    for (const { code } of open) {
      expect(said).toContain(code);
    }
  });

  it('switches nothing on before a person has looked', () => {
    const { exchange } = valid(proposeSettings(crm, base, 'simple', '2026-03-01').document);
    expect(Object.values(exchange)).not.toContain(true);
  });

  it('names no manager in its remarks, ids only', () => {
    const { remarks } = proposeSettings(crm, { ...base, users: [] }, 'simple', '2026-03-01');
    const said = JSON.stringify(remarks);
    for (const { id, name } of crm.managers) {
      expect(said).toContain(String(id));
      expect(said).not.toContain(name);
    }
  });

  it.each(['organizations', 'warehouses', 'currencies', 'services', 'priceKinds'] as const)(
    'says what there is none of: %s',
    (name) => {
      expect(() => proposeSettings(crm, { ...base, [name]: [] }, 'simple', '2026-03-01')).toThrow(
        SetupImpossible,
      );
    },
  );
});

describe('whatever the two systems hold', () => {
  const name = fc.oneof(fc.constantFrom('ООО «Ромашка»', 'Основной склад', 'Розничная', ''), fc.string());
  const code = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/);
  const key = fc.nat({ max: 999_999 }).map(testKey);
  const records = fc.array(fc.record({ key, name }), { minLength: 1, maxLength: 5 });
  const owned = fc.array(fc.record({ key, name, organization: key }), { maxLength: 5 });
  const coded = fc.uniqueArray(fc.record({ code, name }), { selector: (one) => one.code, maxLength: 8 });
  const crm: fc.Arbitrary<CrmDictionaries> = fc.record({
    timeZone: fc.constantFrom(undefined, 'Asia/Omsk'),
    sites: fc.uniqueArray(fc.record({ code, name }), {
      selector: (one) => one.code,
      minLength: 1,
      maxLength: 4,
    }),
    statuses: fc.uniqueArray(
      fc.record({ code: fc.oneof(code, fc.constantFrom('new', 'cancel', 'complete')), name, group: name }),
      { selector: (one) => one.code },
    ),
    itemStatuses: coded,
    stores: coded,
    priceTypes: coded,
    paymentTypes: coded,
    deliveryTypes: coded,
    managers: fc.uniqueArray(fc.record({ id: fc.nat({ max: 99 }).map((id) => id + 1), name }), {
      selector: ({ id }) => id,
    }),
  });
  const base: fc.Arbitrary<BaseDictionaries> = fc.record({
    organizations: records,
    warehouses: records,
    currencies: fc.array(fc.record({ key, name, code: fc.constantFrom('643', '840', '') }), {
      minLength: 1,
      maxLength: 3,
    }),
    priorities: records,
    users: records,
    priceKinds: records,
    accessGroups: records,
    cancelReasons: records,
    agreements: owned,
    bankAccounts: owned,
    cashDesks: owned,
    terminals: records,
    services: records,
    usesCharacteristics: fc.boolean(),
  });

  it('the proposal is a valid document', async () => {
    await fc.assert(
      fc.asyncProperty(crm, base, fc.constantFrom('simple', 'reference'), async (account, onec, preset) => {
        valid(proposeSettings(account, onec, preset as 'simple' | 'reference', '2026-03-01').document);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a name', () => {
  const records = [
    { name: 'Ромашка ООО' },
    { name: 'Торговый дом «Василёк»' },
    { name: 'Склад 1' },
    { name: 'Склад 11' },
    { name: 'Иванов Пример Примерович' },
  ];

  it.each([
    ['ООО «Ромашка»', 'Ромашка ООО'],
    ['торговый дом василек', 'Торговый дом «Василёк»'],
    ['Склад 1', 'Склад 1'],
    ['Пример Иванов', 'Иванов Пример Примерович'],
    ['Склад', undefined],
    ['Пион', undefined],
    ['', undefined],
    ['ООО', undefined],
  ])('%s means %s', (wanted, found) => {
    expect(byName(wanted, records)?.name).toBe(found);
  });
});
