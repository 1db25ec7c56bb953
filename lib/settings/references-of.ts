import type * as z from 'zod/mini';
import { pathText } from './faults.ts';
import { type Settings, settingsSchema } from './schema.ts';
import { isReference, type ReferenceTarget, referenceTargets } from './values.ts';

/** A GUID that the settings name, and what 1C must hold under it. */
export interface SettingsReference extends ReferenceTarget {
  /** JSON path: `sites[0].warehouse`. */
  readonly path: string;
  readonly key: string;
  /** Index in `sites`, of a reference that is a site's own. */
  readonly site: number | undefined;
}

/**
 * Every reference to 1C that a document of settings makes, in the order of the schema: a key that is added there as a
 * `reference` is found here by itself.
 */
export const referencesOf = (settings: Settings): readonly SettingsReference[] => [
  ...referencesIn(settingsSchema, settings, []),
];

type Step = string | number;

function* referencesIn(
  schema: z.core.$ZodType,
  value: unknown,
  path: readonly Step[],
): Generator<SettingsReference> {
  const target = referenceTargets.get(schema);
  if (target !== undefined) {
    if (isReference(value)) {
      yield { ...target, path: pathText(path), key: value, site: siteOf(path) };
    }
    return;
  }
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'object') {
    for (const [name, part] of Object.entries(def.shape)) {
      yield* referencesIn(part, Reflect.get(Object(value), name), [...path, name]);
    }
  } else if (def.type === 'array' && Array.isArray(value)) {
    for (const [index, element] of value.entries()) {
      yield* referencesIn(def.element, element, [...path, index]);
    }
  } else if ('innerType' in def) {
    yield* referencesIn(def.innerType, value, path);
  }
}

const siteOf = ([section, index]: readonly Step[]): number | undefined =>
  section === 'sites' && typeof index === 'number' ? index : undefined;
