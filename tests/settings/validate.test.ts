import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathText } from '../../lib/settings/faults.ts';
import { validateSettings } from '../../lib/settings/validate.ts';
import { fullDocument, keys, validSettings } from './valid-settings.ts';

type Step = string | number;
type Path = readonly Step[];

/** Every place of the document: objects, lists and leaves. */
function places(value: unknown, path: Path = []): { path: Path; value: unknown }[] {
  const inside =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, child]) =>
          places(child, [...path, Array.isArray(value) ? Number(key) : key]),
        )
      : [];
  return [{ path, value }, ...inside];
}

/** The document with what is at `path` replaced, or taken out. */
function changed(path: Path, value?: unknown): unknown {
  const document: unknown = fullDocument();
  const [last, ...before] = [...path].reverse();
  if (last === undefined) {
    return value;
  }
  const parent = before.reverse().reduce<unknown>((at, step) => Reflect.get(Object(at), step), document);
  if (value === undefined) {
    Reflect.deleteProperty(Object(parent), last);
  } else {
    Reflect.set(Object(parent), last, value);
  }
  return document;
}

const dates = (...days: readonly string[]) => days.map((from) => ({ from, value: true }));

const faultPaths = (value: unknown): string[] => {
  const validation = validateSettings(value);
  return validation.ok ? [] : validation.faults.map(({ path }) => path);
};

const PLACES = places(fullDocument());
const OBJECTS = PLACES.filter(
  ({ value }) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

const DATED = new Set(['taxation', 'vatIncluded']);

/** Values of other types than the one that stands there. */
function wrongTypesFor(value: unknown): unknown[] {
  if (typeof value === 'string') {
    return [7, true, {}, [], [value]];
  }
  if (typeof value === 'object') {
    return ['text', 7, true, Array.isArray(value) ? {} : []];
  }
  return ['7', 'true', {}, [], [value]];
}

describe('a valid document', () => {
  it('is accepted with every key written out, without warnings', () => {
    const validation = validateSettings(fullDocument());

    expect(validation).toEqual({ ok: true, settings: fullDocument(), warnings: [] });
  });

  it('may leave out every key that has a default, and gets the defaults of the contract', () => {
    const {
      catalog,
      codes,
      customFields,
      exceptCounterparties,
      unlinkedPartners,
      ut,
      limits,
      schedules,
      ...rest
    } = fullDocument();
    const { reservations, vatRate, deletedOrders, defaultUser, cancelReason, ...others } = rest;
    const { firstImport, otherSites, customers, ...required } = others;
    const document = {
      ...required,
      prices: { sale: keys.priceSale, purchase: null, types: [] },
      sites: required.sites.map(({ newOrders, ...site }) => site),
      payments: required.payments.map(({ export: _, ...row }) => row),
    };

    expect(validateSettings(document)).toMatchObject({
      ok: true,
      settings: {
        reservations: false,
        vatRate: 'product',
        deletedOrders: 'report',
        firstImport: { statuses: [], paidOnly: false },
        otherSites: 'park',
        customers: { ignoredContacts: [] },
        defaultUser: null,
        cancelReason: null,
        prices: { zero: 'send' },
        catalog: { imageBaseUrl: null, maxShrinkPercent: 30, purchasePrice: true },
        codes,
        sites: [{ newOrders: null }, { newOrders: null }],
        payments: [{ export: true }, { export: true }, { export: true }],
        customFields: [],
        exceptCounterparties: [],
        unlinkedPartners: [],
        ut,
        limits,
        schedules,
      },
    });
  });

  it('may write out some keys of a section with defaults only', () => {
    const validation = validateSettings({
      ...fullDocument(),
      limits: { crmRps: 4 },
      ut: { contracts: true },
    });

    expect(validation).toMatchObject({
      ok: true,
      settings: { limits: { crmRps: 4, onecParallel: 3 }, ut: { contracts: true, pricing: 'auto' } },
    });
  });

  it('may write GUIDs in capitals; they become what 1C writes', () => {
    const key = 'ABCDEF01-0000-4000-8000-00000000000F';

    expect(validSettings({ deliveryItem: key }).deliveryItem).toBe(key.toLowerCase());
  });

  it.each([
    ['a start without limit', { startDate: null }],
    ['a leap day', { startDate: '2024-02-29' }],
    ['a schedule that is off', { schedules: { 'order-poll': 0 } }],
    ['a zone east of Moscow', { timeZone: 'Asia/Vladivostok' }],
    ['no references that may be null', { accessGroup: null, defaultUser: null, cancelReason: null }],
    [
      'codes that start with a hyphen or hold digits only',
      {
        itemStatuses: [
          { crm: '-1', supply: 'Отгрузить', cancel: false },
          { crm: '4', supply: 'Отгрузить', cancel: false },
        ],
      },
    ],
    [
      'a state that only UT 11.5.27 knows',
      {
        states: [{ state: 'ОжидаетсяПереходПраваСобственности', crm: 'delivering', shipped: true }],
      },
    ],
  ] as const)('may hold %s', (_, changes) => {
    expect(faultPaths({ ...fullDocument(), ...changes })).toEqual([]);
  });
});

describe('a document that is not valid', () => {
  it('is refused for an unknown key at any depth, at that key', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...OBJECTS),
        fc.oneof(fc.constantFrom('typo', '__proto__', 'constructor', 'Code', 'два слова', ''), fc.string()),
        ({ path, value }, key) => {
          fc.pre(
            !(
              Object.hasOwn(Object(value), key) ||
              (path[0] === 'states' && ['state', 'status', 'allRowsShipping'].includes(key)) ||
              (path[0] === 'payments' && ['cashDesk', 'bankAccount', 'terminal'].includes(key))
            ),
          );
          // The way of JSON.parse: `__proto__` becomes a key of its own.
          const withKey = Object.defineProperty({ ...Object(value) }, key, { value: 1, enumerable: true });

          expect(faultPaths(changed(path, withKey))).toContain(pathText([...path, key]));
        },
      ),
      { numRuns: 500 },
    ));

  it('is refused for a wrong type of any value, at that value', () => {
    for (const { path, value } of PLACES) {
      for (const wrong of wrongTypesFor(value)) {
        // A dated value may be a list as well: what is wrong then is the row.
        const isDated = DATED.has(String(path.at(-1)));
        if (isDated && typeof wrong === 'boolean') {
          continue;
        }
        const isRow = isDated && Array.isArray(wrong) && wrong.length > 0;
        expect(faultPaths(changed(path, wrong))).toContain(pathText(isRow ? [...path, 0] : path));
      }
    }
  });

  it('is refused for a missing key that has no default, at that key', () => {
    for (const key of [
      'timeZone',
      'startDate',
      'exchange',
      'offers',
      'sites',
      'statuses',
      'states',
      'payments',
    ]) {
      expect(faultPaths(changed([key]))).toContain(key);
    }
    expect(validateSettings(changed(['sites', 1, 'warehouse']))).toEqual({
      ok: false,
      faults: [
        {
          path: 'sites[1].warehouse',
          problem: expect.stringMatching(/^Не хватает обязательного ключа\. Нужен GUID \(Склады\)/),
        },
      ],
    });
  });

  it.each([
    [['timeZone'], 'Europe/Moskva'],
    [['timeZone'], ''],
    [['startDate'], '2026-02-30'],
    [['startDate'], '01.02.2026'],
    [['startDate'], '2026-01-01T00:00:00'],
    [['sites', 0, 'organization'], '00000000-0000-0000-0000-000000000000'],
    [['sites', 0, 'organization'], 'Торговый дом'],
    [['sites', 0, 'organization'], ` ${keys.organization1}`],
    [['sites', 0, 'organization'], null],
    [['sites', 0, 'code'], 'магазин'],
    [['sites', 0, 'code'], 'shop/1'],
    [['sites', 0, 'code'], 'сancel'],
    [['sites', 0, 'name'], ' '],
    [['sites', 0, 'taxation'], 'НДС20'],
    [['sites', 0, 'deliveryMethod'], 'Курьер'],
    [['statuses', 0, 'onec'], 'КВыполнению'],
    [['statuses', 0, 'supply'], 'Требуется'],
    [['itemStatuses', 0, 'supply'], null],
    [['states', 0, 'state'], 'Отгружен'],
    [['payments', 0, 'document'], 'ПриходныйКассовыйОрдер'],
    [['payments', 0, 'cashDesk'], null],
    [['customFields', 0, 'onec'], 'комментарий'],
    [['managers', 0, 'crm'], 0],
    [['managers', 0, 'crm'], 8.5],
    [['paymentDelayDays'], -1],
    [['catalog', 'maxShrinkPercent'], 101],
    [['catalog', 'imageBaseUrl'], 'ftp://img.example.ru/'],
    [['catalog', 'imageBaseUrl'], 'https://user:secret@img.example.ru/'],
    [['limits', 'crmRps'], 0],
    [['limits', 'onecParallel'], 0],
    [['schedules', 'stock-push'], 0.5],
    [['schedules', 'stock-push'], -5],
    [['orderUse'], 'счёт'],
    [['otherSites'], 'ignore'],
    [['firstImport', 'statuses', 0], 'not-in-the-table'],
    [['firstImport', 'statuses', 0], 'новый заказ'],
    [['customers', 'ignoredContacts', 0], ' '],
    [['customers', 'ignoredContacts', 0], 'нет телефона'],
    [['sites', 0, 'taxation'], []],
    [['sites', 0, 'vatIncluded'], 'да'],
    [['sites', 1, 'vatIncluded', 0, 'value'], 'да'],
    [['sites', 1, 'vatIncluded', 1, 'from'], '2026-02-30'],
    [['sites', 1, 'vatIncluded'], dates('2026-01-01', '2025-01-01')],
    [['sites', 1, 'vatIncluded'], dates('2026-01-01', '2026-01-01')],
  ] as const)('is refused at %j for %j', (path, value) => {
    expect(faultPaths(changed(path, value))).toEqual([pathText(path)]);
  });

  it('never repeats the value in the sentence: it may be a secret', () => {
    const validation = validateSettings(changed(['sites', 0, 'organization'], 'sk-very-secret-key'));

    expect(JSON.stringify(validation)).not.toContain('secret');
  });

  it('names every fault at once, those between the sections too', () => {
    const document = { ...fullDocument(), timeZone: 'Луна', extra: 1 };
    document.managers = [...document.managers, ...document.managers];
    document.deliveries = [];

    expect(faultPaths(document).sort()).toEqual(['extra', 'managers[1].crm', 'timeZone']);
  });

  it.each([[null], [7], ['text'], [[]], [undefined]])('is refused as a whole if it is %j', (value) => {
    expect(faultPaths(value)).toContain('$');
  });
});
