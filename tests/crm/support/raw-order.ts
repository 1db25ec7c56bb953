/** An order as the CRM answers it; people are invented. */
export function rawOrder(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    slug: 42,
    id: 42,
    number: '42A',
    site: 'shop1',
    status: 'assembling',
    createdAt: '2026-02-01 10:00:00',
    totalSumm: 480.5,
    items: [rawItem()],
    ...changes,
  };
}

export function rawItem(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { id: 900, initialPrice: 100, quantity: 2, ...changes };
}
