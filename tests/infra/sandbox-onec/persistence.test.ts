import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JournalDamaged } from '../../../infra/sandbox/common/journal.ts';
import { ORDERS, orderBody, person, startBase } from './support.ts';

let folder: string;
let storage: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-onec-'));
  storage = join(folder, 'onec', 'journal.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the journal', () => {
  it('brings back what was written, changed and removed, with numbering and versions going on', async () => {
    const before = await startBase({ storage });
    const key = await before.create(ORDERS, orderBody());
    await before.post(key);
    await before.call('DELETE', `Catalog_Контрагенты(guid'${person.counterpartyKey}')`);
    const order = (await before.read(ORDERS, key)).json;
    await before.close();

    await using after = await startBase({ storage });
    const restored = (await after.read(ORDERS, key)).json;
    expect({ ...restored, 'odata.metadata': '' }).toMatchObject({ ...order, 'odata.metadata': '' });
    expect((await after.read('Catalog_Контрагенты', person.counterpartyKey)).code).toBe('9');
    expect(after.control.entities('InformationRegister_СостоянияЗаказовКлиентов')).toHaveLength(1);
    const next = (await after.read(ORDERS, await after.create(ORDERS, orderBody()))).json;
    expect(next.Number).toBe('ТД00-000002');
    expect(String(next.DataVersion) > String(order.DataVersion)).toBe(true);
  });

  it('a transaction is one line: an order never comes back without what was written with it', async () => {
    const base = await startBase({ storage });
    const key = await base.create(ORDERS, orderBody());
    await base.post(key);
    await base.close();
    const lines = readFileSync(storage, 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    const sets = (JSON.parse(lines[1] ?? '') as { set: string }[]).map(({ set }) => set);
    expect(sets).toEqual([
      ORDERS,
      'Catalog_ОбъектыРасчетов',
      'sandbox_posted',
      'InformationRegister_СостоянияЗаказовКлиентов',
      'InformationRegister_РаспределениеЗапасов',
    ]);
  });

  it('a torn last line is forgotten, and what follows is written after a whole one', async () => {
    const before = await startBase({ storage });
    const key = await before.create(ORDERS, orderBody());
    await before.close();
    appendFileSync(storage, '[{"set":"Document_ЗаказКлиента","key":"x","ent');
    const torn = await startBase({ storage });
    const second = await torn.create(ORDERS, orderBody());
    await torn.close();
    await using after = await startBase({ storage });
    expect(after.control.entities(ORDERS).map(({ Ref_Key }) => Ref_Key)).toEqual([key, second]);
  });

  it('a damaged line in the middle stops the start and names the line', async () => {
    await (await startBase({ storage })).close();
    writeFileSync(storage, '[]\n{broken\n[]\n');
    await expect(startBase({ storage })).rejects.toThrow(JournalDamaged);
    await expect(startBase({ storage })).rejects.toThrow('line 2');
    writeFileSync(storage, '[]\n{}\n[]\n');
    await expect(startBase({ storage })).rejects.toThrow('line 2');
  });

  it('without storage nothing is kept', async () => {
    const before = await startBase();
    await before.create(ORDERS, orderBody());
    await before.close();
    await using after = await startBase();
    expect(after.control.entities(ORDERS)).toEqual([]);
  });
});
