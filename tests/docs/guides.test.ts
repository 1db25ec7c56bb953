import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ObjectDescription } from '../../lib/onec/ut/describe.ts';
import type { Release } from '../../lib/onec/ut/release.ts';
import { release114, release1158 } from '../../lib/onec/ut/releases.ts';
import { REQUIREMENTS } from '../../lib/onec/ut/requirements.ts';
import { ConfigurationFault, readConfig } from '../../lib/platform/config.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Name of a description → name of its set, `заказКлиента` → `Document_ЗаказКлиента`. */
async function describedSets(): Promise<ReadonlyMap<string, string>> {
  const files = globSync('lib/onec/ut/objects/*.ts', { cwd: ROOT });
  const modules: object[] = await Promise.all(
    files.map((file) => import(pathToFileURL(join(ROOT, file)).href)),
  );
  return new Map(
    modules
      .flatMap((module) => Object.entries(module))
      .flatMap(([name, value]) => (typeof value?.set === 'string' ? [[name, value.set] as const] : [])),
  );
}

/** Sets whose descriptions the code outside of `lib/onec/ut` imports: what it asks 1C for. */
async function usedSets(): Promise<ReadonlySet<string>> {
  const described = await describedSets();
  const files = globSync(['lib/**/*.ts', 'infra/local/**/*.ts'], { cwd: ROOT });
  const imported = files
    .filter((file) => !file.startsWith('lib/onec/ut/'))
    .flatMap((file) => [...textOf(file).matchAll(/\{([^}]*)\} from '[^']*\/ut\/objects\//g)])
    .flatMap(([, names = '']) => names.split(/[\s,]+/));
  return new Set(imported.flatMap((name) => described.get(name) ?? []));
}

function variablesOf(...sections: Parameters<typeof readConfig>[2]): readonly string[] {
  try {
    readConfig({}, 'cloud', sections);
  } catch (error) {
    if (error instanceof ConfigurationFault) {
      return error.faults.map((fault) => fault.split(' ')[0] ?? '');
    }
    throw error;
  }
  return [];
}

/** What the guide calls the flows that not every shop has; what the others need is needed always. */
const WHEN: Readonly<Record<string, string>> = {
  payments: 'оплаты',
  catalogPublish: 'каталог',
  stockPush: 'остатки',
  pricePush: 'цены',
};

describe('the guide to the publication of 1C', () => {
  it('names every object that the bridge asks for', async () => {
    const guide = textOf('docs/guides/publish-onec.md');
    const used = await usedSets();
    expect(used).toContain('Document_ЗаказКлиента');
    const nameless = [...used].filter((set) => !guide.includes(`\`${set.slice(set.indexOf('_') + 1)}\``));
    expect(nameless).toEqual([]);
  });

  it.each(Object.entries(REQUIREMENTS))(
    'says when %s needs an object, and in which releases',
    (flow, { needs }) => {
      const guide = textOf('docs/guides/publish-onec.md');
      const rows = [...guide.matchAll(/^\| ([^|]+) \| (да|нет) +\| (да|нет|27) +\|[^|]*\| ([^|]+) \|$/gm)];
      const rowOf = ({ set }: ObjectDescription) =>
        rows.find(([, objects]) => objects?.includes(`\`${set.slice(set.indexOf('_') + 1)}\``));
      for (const { object, part, where } of needs.filter(({ or, where }) => !or && !where?.isPresent)) {
        const [, , in114, in115, when = ''] = rowOf(object) ?? [];
        const isNeeded = ({ objects, traits }: Release) =>
          objects.has(object.set) && (where === undefined || traits.has(where.trait) === where.isPresent);
        expect([object.set, in114]).toEqual([object.set, isNeeded(release114) ? 'да' : 'нет']);
        expect([object.set, in115]).toEqual([object.set, isNeeded(release1158) ? 'да' : 'нет']);
        const isSaid =
          when.startsWith('всегда') || (part === undefined && when.includes(WHEN[flow] ?? 'всегда'));
        expect([object.set, isSaid]).toEqual([object.set, part === undefined]);
      }
      // Which of them the bridge takes in which release is D-23's business.
      for (const { object, or = [] } of needs.filter((need) => need.or)) {
        expect(rowOf(object)?.[4]).toContain('достаточно одного');
        expect(or.filter((other) => rowOf(other) === undefined)).toEqual([]);
      }
    },
  );

  it('says "always" of what the import of orders always needs, and of nothing else', () => {
    const guide = textOf('docs/guides/publish-onec.md');
    const always = [...guide.matchAll(/^\| ([^|]+) \|[^|]+\|[^|]+\|[^|]*\| всегда[^|]*\|$/gm)].flatMap(
      ([, objects = '']) => [...objects.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
    );
    const needed = REQUIREMENTS.orderImport.needs
      .filter(({ part, where }) => part === undefined && where === undefined)
      .map(({ object }) => object.set.slice(object.set.indexOf('_') + 1));
    expect(always.toSorted()).toEqual(needed.toSorted());
  });

  it('opens in 11.4 what its table says that 11.4 needs', () => {
    const guide = textOf('docs/guides/publish-onec.md');
    const rows = [...guide.matchAll(/^\| (.+?) +\| (да|нет) +\| (да|нет|27) +\|.*\|$/gm)];
    const needed = rows
      .filter(([, , in114]) => in114 === 'да')
      .flatMap(([, objects = '']) => [...objects.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
    const opened = [...guide.matchAll(/Нужны\.Добавить\(Метаданные\.[^.]+\.([^)]+)\)/g)].map(
      ([, name]) => name,
    );
    expect(needed.length).toBeGreaterThan(20);
    expect(opened.toSorted()).toEqual(needed.toSorted());
  });
});

describe('the guide to the deployment', () => {
  const guide = textOf('docs/guides/deploy-aws.md');

  it('has a place for every parameter without which no function starts', () => {
    const variables = variablesOf('webhook', 'crm', 'onec');
    expect(variables).toHaveLength(7);
    expect(variables.filter((name) => !guide.includes(`\nput ${name}\n`))).toEqual([]);
  });

  it('explains every alarm', () => {
    const files = globSync('infra/deploy/alarms/*.yml', { cwd: ROOT });
    const alarms = files.flatMap((file) =>
      [...textOf(file).matchAll(/AlarmName: \$\{self:service\}-\$\{sls:stage\}-(.+)$/gm)].map(
        ([, name]) => name,
      ),
    );
    const ofFunctions = ['<функция>-errors', '<функция>-throttles'];
    expect(alarms).toContain('orders-late');
    expect([...alarms, ...ofFunctions].filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
  });

  it('names every output that it asks for as the stack does', () => {
    const asked = [...guide.matchAll(/\$\(output (\w+)\)/g)].map(([, name]) => name ?? '');
    const templates = globSync('infra/deploy/*.yml', { cwd: ROOT }).map(textOf).join('\n');
    expect(asked).toContain('StateTableName');
    // The framework itself adds the address of the API.
    expect(asked.filter((name) => name !== 'HttpApiUrl' && !templates.includes(`\n  ${name}:`))).toEqual([]);
  });
});
