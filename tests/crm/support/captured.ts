import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../data/retailcrm/', import.meta.url));

/** Names of all captured answers, `references/sites.json` among them. */
export const capturedNames = (): string[] =>
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));

export const capturedText = (name: string): string => readFileSync(`${FOLDER}${name}`, 'utf8');

/** The orders of an answer: one, a list, or the full orders of a history's `created` records. */
export function ordersIn(answer: Record<string, unknown>): unknown[] {
  if (Array.isArray(answer.history)) {
    return answer.history.filter((record) => record.created === true).map((record) => record.order);
  }
  return Array.isArray(answer.orders) ? answer.orders : [answer.order];
}
