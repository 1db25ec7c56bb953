import type * as z from 'zod/mini';

/** Faults of an entity by field, named as the CRM names them: `items[0].offer.id`. */
export function fieldErrors(error: z.core.$ZodError): Record<string, string> {
  return Object.fromEntries(error.issues.map((issue) => [fieldPath(issue.path), issue.message]));
}

function fieldPath(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`))
    .join('');
}
