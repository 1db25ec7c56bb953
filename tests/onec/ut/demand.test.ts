import { describe, expect, it } from 'vitest';
import { inAnyRelease } from '../../../lib/onec/ut/any-release.ts';
import { neededOf, placeOf, releaseOf } from '../../../lib/onec/ut/base-facts.ts';
import { BaseLacks, gapsOf } from '../../../lib/onec/ut/demand.ts';
import type { SeenBase } from '../../../lib/onec/ut/known-base.ts';
import type { Release } from '../../../lib/onec/ut/release.ts';
import { RELEASES, release114, release11520, release11527 } from '../../../lib/onec/ut/releases.ts';
import { type Flow, type Part, REQUIREMENTS } from '../../../lib/onec/ut/requirements.ts';
import { clientOf, failure } from '../support/onec-server.ts';
import { factsOf } from '../support/speaking.ts';

const ALL_PARTS: ReadonlySet<Part> = new Set(['agreements', 'contracts', 'characteristics', 'departments']);
const ORDER = 'Document_ЗаказКлиента';

/** A base that has all of its release but the named sets and properties. */
function baseOf(release: Release, lacking: { sets?: string[]; properties?: string[] } = {}): SeenBase {
  const { sets = [], properties = [] } = lacking;
  const needed = [...neededOf(release)].flatMap(([set, names]) => names.map((name) => placeOf(set, name)));
  const facts = factsOf(release);
  return {
    release,
    facts: {
      published: new Set([...facts.published].filter((set) => !sets.includes(set))),
      properties: new Map([
        ...facts.properties,
        ...needed.map((name) => [name, !properties.includes(name)] as const),
      ]),
    },
  };
}

describe.each(Object.keys(REQUIREMENTS) as Flow[])('the flow %s', (flow) => {
  it.each(RELEASES)('lacks nothing in UT $name', (release) => {
    expect(gapsOf(flow, ALL_PARTS, baseOf(release))).toEqual([]);
  });

  it('needs properties that every release has, by the name that it has there', () => {
    for (const release of RELEASES) {
      const properties = [...(neededOf(release).get(ORDER) ?? [])];
      expect(properties.length).toBeGreaterThan(20);
    }
  });
});

describe('what is missing', () => {
  it('is named in the words of the build', () => {
    const rate = `${ORDER}.Товары/СтавкаНДС`;
    expect(gapsOf('orderImport', new Set(), baseOf(release114, { properties: [rate] }))).toEqual([
      { set: ORDER, property: 'Товары/СтавкаНДС', cause: 'notInBuild' },
    ]);
  });

  it('is not taken for an older build’s way where its sign is hidden', () => {
    const hidden = baseOf(release11520, { sets: ['Catalog_Номенклатура', 'Catalog_СтавкиНДС'] });
    const properties = new Map(
      [...hidden.facts.properties].filter(([name]) => !name.startsWith('Catalog_Номенклатура')),
    );
    const facts = { ...hidden.facts, properties };
    expect(gapsOf('orderImport', new Set(), { release: releaseOf(facts), facts })).toEqual([
      { set: 'Catalog_Номенклатура', cause: 'notPublished' },
      { set: 'Catalog_СтавкиНДС', cause: 'notPublished' },
    ]);
  });

  it('of "доставка 2.5" matters only to bases that have it', () => {
    const point = { properties: [`${ORDER}.ТочкаДоставки_Key`] };
    expect(gapsOf('orderImport', new Set(), baseOf(release11520, point))).toEqual([]);
    expect(gapsOf('orderImport', new Set(), baseOf(release11527, point))).toEqual([
      { set: ORDER, property: 'ТочкаДоставки_Key', cause: 'notInBuild' },
    ]);
  });

  it('matters only where its part is in use', () => {
    const contracts = { sets: ['Catalog_ДоговорыКонтрагентов'] };
    expect(gapsOf('orderImport', new Set(), baseOf(release11520, contracts))).toEqual([]);
    expect(gapsOf('orderImport', new Set(['contracts']), baseOf(release11520, contracts))).toEqual([
      { set: 'Catalog_ДоговорыКонтрагентов', cause: 'notPublished' },
    ]);
  });

  it('is one of several objects: all are named, and each of them would do', () => {
    const registers = [
      'AccumulationRegister_ЗапасыИПотребности',
      'InformationRegister_ДоступныеОстаткиТоваров',
      'InformationRegister_РаспределениеЗапасов',
      'AccumulationRegister_СвободныеОстатки',
      'AccumulationRegister_ТоварыНаСкладах',
    ];
    const [set = '', ...or] = registers;
    const gaps = gapsOf('stockPush', new Set(), baseOf(release11520, { sets: registers }));
    expect(gaps).toEqual([{ set, or, cause: 'notPublished' }]);
    expect(new BaseLacks('stockPush', '11.5.20', gaps).advice).toContain(registers.join(' или '));
    for (const kept of release11520.objects.has(set) ? [set, 'AccumulationRegister_ТоварыНаСкладах'] : []) {
      const base = baseOf(release11520, { sets: registers.filter((name) => name !== kept) });
      expect(gapsOf('stockPush', new Set(), base)).toEqual([]);
    }
  });

  it('is a property of the goods: the flows that read goods are named it, the others are not stopped', () => {
    const base = baseOf(release11520, { properties: ['Catalog_Номенклатура.Артикул'] });
    const gap = { set: 'Catalog_Номенклатура', property: 'Артикул', cause: 'notInBuild' };
    for (const flow of ['catalogPublish', 'stockPush', 'pricePush'] as const) {
      expect(gapsOf(flow, new Set(), base)).toEqual([gap]);
    }
    expect(gapsOf('linksRebuild', new Set(), base)).toEqual([]);
  });

  it('stops the flow that needs it and no other', async () => {
    const base = baseOf(release11520, { sets: ['Catalog_СтавкиНДС', 'Catalog_ВидыКонтактнойИнформации'] });
    const { onec } = clientOf('http://127.0.0.1:9');
    const client = inAnyRelease(onec, { current: async () => base, refresh: async () => base });
    expect(await client.demand('linksRebuild', new Set())).toBe(release11520);
    const error = await failure(client.demand('orderImport', new Set()));
    expect(error).toBeInstanceOf(BaseLacks);
    expect(error).toMatchObject({
      code: 'onecBaseLacks',
      scope: 'exchange',
      retryable: false,
      message: expect.stringContaining('Catalog_ВидыКонтактнойИнформации, Catalog_СтавкиНДС'),
      advice: expect.stringMatching(
        /загрузка заказов.*Catalog_СтавкиНДС.*publish-onec\.md, раздел 4.*Остальные части обмена работают/s,
      ),
    });
  });

  it('that the build cannot have is told from what is only not published', () => {
    const { advice } = new BaseLacks('orderImport', '11.5.8', [
      { set: 'Catalog_Партнеры', cause: 'notPublished' },
      { set: ORDER, property: 'Товары/СуммаНДС', cause: 'notInBuild' },
    ]);
    expect(advice).toContain('Не входит в состав интерфейса OData: Catalog_Партнеры');
    expect(advice).toContain(`Нет в этом выпуске УТ: ${ORDER}.Товары/СуммаНДС`);
  });
});
