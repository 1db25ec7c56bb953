import { describe, expect, it } from 'vitest';
import { findPricingGeneration } from '../../lib/goods/prices/pricing-generation.ts';
import { chooseStockRegister } from '../../lib/goods/stock/registers.ts';
import type { OnecClient } from '../../lib/onec/client.ts';
import { RELEASES, release11527 } from '../../lib/onec/ut/releases.ts';

const REGISTERS = [
  'InformationRegister_ДоступныеОстаткиТоваров',
  'AccumulationRegister_ЗапасыИПотребности',
  'InformationRegister_РаспределениеЗапасов',
  'AccumulationRegister_СвободныеОстатки',
  'AccumulationRegister_ТоварыНаСкладах',
];

describe('D-23: the register of free stock', () => {
  it.each([
    ['11.5.27', 'InformationRegister_ДоступныеОстаткиТоваров'],
    ['11.5.20', 'AccumulationRegister_ЗапасыИПотребности'],
    ['11.5.8', 'InformationRegister_РаспределениеЗапасов'],
    ['11.4', 'AccumulationRegister_СвободныеОстатки'],
  ])('of %s is %s', (name, set) => {
    const release = RELEASES.find((one) => one.name === name) ?? release11527;
    const sets = new Set(release.objects.keys());
    expect(chooseStockRegister({ sets, release })).toMatchObject({ set, isPhysical: false });
  });

  it('is the first that is published, the physical one last and said to be so, and none where none is', () => {
    for (const [index, set] of REGISTERS.entries()) {
      const sets = new Set(REGISTERS.slice(index));
      const isPhysical = index === REGISTERS.length - 1;
      expect(chooseStockRegister({ sets, release: release11527 })).toMatchObject({ set, isPhysical });
    }
    expect(chooseStockRegister({ sets: new Set(), release: release11527 })).toBeUndefined();
  });
});

const RECORDS = 'InformationRegister_ЦеныНоменклатуры25_RecordType';
const PRICES = 'InformationRegister_ЦеныНоменклатуры25';
const USED = 'Constant_ИспользуетсяЦенообразование25';
const SINCE = 'Constant_ДатаПереходаНаЦенообразование25';

/** A base that answers each set with some entities, and publishes those sets. */
const publishing = (answers: Readonly<Record<string, readonly object[]>>) => ({
  sets: new Set(Object.keys(answers)),
  onec: { list: async ({ set }: { set: string }) => answers[set] ?? [] } as unknown as OnecClient,
});

describe('D-24: the pricing in force', () => {
  it.each([
    ['the settings say', '2.5', {}, '2.5'],
    [
      'the constants, used since yesterday',
      'auto',
      { [PRICES]: [], [USED]: [{ Value: true }], [SINCE]: [{ Value: '2026-01-09T00:00:00' }] },
      '2.5',
    ],
    [
      'the constants, used from tomorrow',
      'auto',
      { [PRICES]: [], [USED]: [{ Value: true }], [SINCE]: [{ Value: '2026-01-11T00:00:00' }] },
      '2.0',
    ],
    ['the constants, not used', 'auto', { [PRICES]: [], [USED]: [{ Value: false }], [RECORDS]: [{}] }, '2.0'],
    ['no constants, records', 'auto', { [PRICES]: [], [RECORDS]: [{}] }, '2.5'],
    ['no constants, no records', 'auto', { [PRICES]: [], [RECORDS]: [] }, '2.0'],
    [
      'the constants, of a base that keeps the register to itself',
      'auto',
      { [USED]: [{ Value: true }] },
      '2.5',
    ],
    ['no such register', 'auto', {}, '2.0'],
  ] as const)('%s', async (_, setting, answers, expected) => {
    const { sets, onec } = publishing(answers);
    expect(await findPricingGeneration({ setting, sets, today: '2026-01-10' }, onec)).toBe(expected);
  });
});
