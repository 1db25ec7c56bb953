import type { Json } from '../json.ts';

/** Raw JSON put over an order by hand, for shapes that the API cannot make; applied in order at every reading. */
export type Overlay =
  /** JSON merge patch (RFC 7396): null removes a key, maps merge, anything else replaces. */
  { readonly kind: 'patch'; readonly value: Json } | { readonly kind: 'replace'; readonly value: Json };

export function applyOverlays(order: Json, overlays: readonly Overlay[]): Json {
  return overlays.reduce<Json>(
    (current, { kind, value }) => (kind === 'replace' ? value : mergePatch(current, value)),
    order,
  );
}

function mergePatch(target: unknown, patch: Json): Json {
  const merged: Record<string, unknown> = isMap(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) {
      delete merged[key];
    } else {
      merged[key] = isMap(value) ? mergePatch(merged[key], value) : value;
    }
  }
  return merged;
}

function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
