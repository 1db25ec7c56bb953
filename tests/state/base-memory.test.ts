import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBaseMemory } from '../../lib/state/base-memory.ts';
import { TABLES, type TestTable } from './tables.ts';

const BASE = 'https://1c.example.ru/ut';
const facts = (...present: readonly string[]) => ({
  published: new Set(['Document_ЗаказКлиента']),
  properties: new Map([
    ...present.map((name) => [name, true] as const),
    ['Document_ЗаказКлиента.Нет', false],
  ]),
});

describe.each(TABLES)('what a base publishes, in $name', ({ open }) => {
  let opened: TestTable;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  it('is remembered with its age, the last time only, and of this base only', async () => {
    const memory = createBaseMemory(opened.table, BASE);
    expect(await memory.read()).toBeUndefined();
    await memory.write({ facts: facts(), at: 1000 });
    const seen = { facts: facts('Document_ЗаказКлиента.Товары/КодСтроки'), at: 2000 };
    await memory.write(seen);
    expect(await memory.read()).toEqual(seen);
    expect(await createBaseMemory(opened.table, `${BASE}-test`).read()).toBeUndefined();
  });
});
