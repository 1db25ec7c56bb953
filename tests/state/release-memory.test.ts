import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReleaseMemory } from '../../lib/state/release-memory.ts';
import { TABLES, type TestTable } from './tables.ts';

const BASE = 'https://1c.example.ru/ut';

describe.each(TABLES)('the release of the base in $name', ({ open }) => {
  let opened: TestTable;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  it('is remembered with its age, the last one only, and of this base only', async () => {
    const memory = createReleaseMemory(opened.table, BASE);
    expect(await memory.read()).toBeUndefined();
    await memory.write({ name: '11.4', at: 1000 });
    await memory.write({ name: '11.5.20', at: 2000 });
    expect(await memory.read()).toEqual({ name: '11.5.20', at: 2000 });
    expect(await createReleaseMemory(opened.table, `${BASE}-test`).read()).toBeUndefined();
  });
});
