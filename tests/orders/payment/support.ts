import type { TestBridge } from '../support/bridge.ts';
import type { HeldEntity } from '../support/imports.ts';

export const CASH = 'Document_ПриходныйКассовыйОрдер';
export const BANK = 'Document_ПоступлениеБезналичныхДенежныхСредств';
export const CARD = 'Document_ОперацияПоПлатежнойКарте';

/** Documents of payments in the base, of one set or of all. */
export const payments = (bridge: TestBridge, ...sets: readonly string[]): readonly HeldEntity[] =>
  (sets.length === 0 ? [CASH, BANK, CARD] : sets).flatMap(
    (set) => bridge.onec.control.entities(set) as unknown as readonly HeldEntity[],
  );

/** What a test says of a payment in the CRM. */
export const paid = (id: number, amount: number, changes: Readonly<Record<string, unknown>> = {}) => ({
  id,
  type: 'cash',
  status: 'paid',
  amount,
  paidAt: '2026-03-05 12:00:00',
  ...changes,
});

/** Rows of a payment. */
export const settledRows = (document: HeldEntity | undefined) =>
  (document?.РасшифровкаПлатежа ?? []) as readonly Readonly<Record<string, unknown>>[];
