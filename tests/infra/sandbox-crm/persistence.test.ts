import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JournalDamaged, openJournal } from '../../../infra/sandbox/common/journal.ts';
import { createSandboxCrm, type SandboxCrm } from '../../../infra/sandbox/crm/sandbox-crm.ts';
import { START, shop, smallOrder } from './harness.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-crm-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const file = (): string => join(folder, 'state', 'crm.jsonl');

function openCrm(seed = false): SandboxCrm {
  return createSandboxCrm({ shop, clock: { now: () => START }, apiKey: 'k', storage: file(), seed });
}

const snapshot = (crm: SandboxCrm) => crm.orderIds().map((id) => crm.order(id));

describe('storage of the sandbox CRM', () => {
  it('brings back orders, patches and deletions, and goes on counting', async () => {
    const first = openCrm();
    const kept = Number(first.createOrder('shop1', smallOrder(first)).id);
    const gone = Number(first.createOrder('shop1', smallOrder(first)).id);
    first.editOrder(kept, { status: 'assembling' });
    first.patchOrder(kept, { marketplace: { code: 'market' } });
    first.deleteOrder(gone);
    const before = snapshot(first);
    await first.close();

    const second = openCrm();
    expect(snapshot(second)).toEqual(before);
    const next = second.createOrder('shop1', smallOrder(second));
    expect(next.id).toBe(gone + 1);
    await second.close();
  });

  it('does not fill an account again that was filled before', async () => {
    const first = openCrm(true);
    const before = snapshot(first);
    first.deleteOrder(Number(before[0]?.id));
    await first.close();
    const second = openCrm(true);
    expect(snapshot(second)).toEqual(before.slice(1));
    await second.close();
  });

  it('is not confused by a save that was torn by a crash', async () => {
    const first = openCrm();
    first.createOrder('shop1', smallOrder(first));
    const before = snapshot(first);
    await first.close();
    appendFileSync(file(), '{"orders":[{"state":{"id":4002,"number":"40');

    const second = openCrm();
    expect(snapshot(second)).toEqual(before);
    second.createOrder('shop1', smallOrder(second));
    await second.close();
    const third = openCrm();
    expect(third.orderIds()).toHaveLength(2);
    await third.close();
  });

  it('keeps no API key', async () => {
    const crm = createSandboxCrm({
      shop,
      clock: { now: () => START },
      apiKey: 'very-secret-key',
      storage: file(),
      seed: false,
    });
    const url = await crm.listen(0);
    await fetch(`${url}/api/v5/orders/create`, {
      method: 'POST',
      headers: { 'x-api-key': 'very-secret-key' },
      body: new URLSearchParams({ site: 'shop1', order: '{}' }),
    });
    await crm.close();
    expect(readFileSync(file(), 'utf8')).toContain('"source":"api"');
    expect(readFileSync(file(), 'utf8')).not.toContain('very-secret-key');
  });
});

describe('openJournal', () => {
  it('refuses a file with a broken line before its last, and leaves it as it is', () => {
    const path = join(folder, 'journal.jsonl');
    const text = '{"a":1}\nnot json\n{"a":3}\n';
    writeFileSync(path, text);
    expect(() => openJournal(path)).toThrow(JournalDamaged);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('cuts a torn line off at its byte, also inside a Cyrillic letter', () => {
    const path = join(folder, 'journal.jsonl');
    const whole = `${JSON.stringify({ имя: 'Анна' })}\n`;
    writeFileSync(path, Buffer.concat([Buffer.from(whole), Buffer.from('{"имя":"Я').subarray(0, -1)]));
    const journal = openJournal(path);
    expect(journal.records).toEqual([{ имя: 'Анна' }]);
    journal.append({ b: 2 });
    journal.close();
    expect(readFileSync(path, 'utf8')).toBe(`${whole}{"b":2}\n`);
  });
});
