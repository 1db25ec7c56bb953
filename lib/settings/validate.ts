import * as z from 'zod/mini';
import { type Fault, faultsOf, pathText } from './faults.ts';
import { jsonTextFaults } from './json-text.ts';
import { referenceFaults } from './references.ts';
import { type Settings, settingsSchema } from './schema.ts';
import { warningsOf } from './warnings.ts';

export type Validation =
  | { readonly ok: true; readonly settings: Settings; readonly warnings: readonly Fault[] }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** A validation of a text; `document` is what the text says, before defaults are filled in. */
export type ParsedText =
  | (Extract<Validation, { ok: true }> & { readonly document: unknown })
  | Extract<Validation, { ok: false }>;

/**
 * Checks a settings document (contract 3): keys, types and values, and references inside it. Whether a GUID exists in
 * 1C or a code in the CRM is not asked here.
 *
 * @param value the parsed JSON.
 * @returns the settings with defaults filled in, or every fault at once.
 */
export function validateSettings(value: unknown): Validation {
  const result = z.safeParse(settingsSchema, value);
  const faults = result.success
    ? referenceFaults(result.data)
    : [...faultsOf(result.error.issues, value), ...referenceFaults(validSections(value))];
  return result.success && faults.length === 0
    ? { ok: true, settings: result.data, warnings: warningsOf(result.data) }
    : { ok: false, faults };
}

/** Far more than any settings have; checking another document that long would take minutes, or all memory. */
const MOST_BYTES = 1024 * 1024;

/**
 * Reads a settings document from its text. A byte order mark is accepted, as Notepad writes one; comments are not.
 *
 * @returns as `validateSettings`; a text that is no JSON is one fault with line and column.
 */
export function parseSettingsText(text: string): ParsedText {
  const json = text.replace(/^\uFEFF/, '');
  if (json.length > MOST_BYTES || Buffer.byteLength(json) > MOST_BYTES) {
    return {
      ok: false,
      faults: [{ path: pathText([]), problem: 'Документ больше 1 МиБ: это не настройки обмена' }],
    };
  }
  const faults = jsonTextFaults(json);
  if (faults.length > 0) {
    return { ok: false, faults };
  }
  const document: unknown = JSON.parse(json);
  const validation = validateSettings(document);
  return validation.ok ? { ...validation, document } : validation;
}

/** The top-level sections that are valid by themselves, so that contradictions between them are found in the same go. */
function validSections(value: unknown): Partial<Settings> {
  if (typeof value !== 'object' || value === null) {
    return {};
  }
  const sections = Object.entries(settingsSchema.shape).flatMap(([name, schema]) => {
    const result = z.safeParse(schema, Reflect.get(value, name));
    return result.success ? [[name, result.data]] : [];
  });
  return Object.fromEntries(sections) as Partial<Settings>;
}
