import * as z from 'zod/mini';
import { fieldErrors } from '../field-errors.ts';
import type { Json } from '../json.ts';
import { type Parameters, textOf } from '../parameters.ts';
import { badEntity, badInput, missingParameter, notFound } from '../refusal.ts';
import type { CrmStore } from '../store.ts';

/** An integration module as an edit sends it (retailcrm-api 7). */
const moduleInput = z.looseObject({
  code: z.string(),
  integrationCode: z.string(),
  active: z.boolean(),
  name: z.string(),
  clientId: z.string(),
  baseUrl: z.string(),
});

/** Body of `GET /integration-modules/{code}`. @throws {Refusal} 404. */
export function moduleAnswer(store: CrmStore, code: string): Json {
  const integrationModule = store.record('module', code);
  if (integrationModule === undefined) {
    throw notFound();
  }
  return { integrationModule };
}

/** Body of `POST /integration-modules/{code}/edit`, which creates as well. @throws {Refusal} 400. */
export function editModule(store: CrmStore, code: string, parameters: Parameters): Json {
  const value = entityParameter(parameters, 'integrationModule', moduleInput);
  if (value.code !== code) {
    throw badInput('code', 'This value should be the code of the address.');
  }
  store.commit({ records: [{ kind: 'module', key: code, value }] });
  return { info: {} };
}

/** A site's settings that an edit may change; what else it has comes with the shop. */
const siteInput = z.strictObject({
  code: z.string(),
  name: z.exactOptional(z.string()),
  url: z.exactOptional(z.string()),
  ymlUrl: z.exactOptional(z.string()),
  loadFromYml: z.exactOptional(z.boolean()),
});

/** Body of `POST /reference/sites/{code}/edit`. @throws {Refusal} 400, 404. */
export function editSite(
  store: CrmStore,
  siteCodes: ReadonlySet<string>,
  code: string,
  parameters: Parameters,
): Json {
  if (!siteCodes.has(code)) {
    throw notFound();
  }
  const value = entityParameter(parameters, 'site', siteInput);
  store.commit({
    records: [{ kind: 'site', key: code, value: { ...store.record('site', code), ...value } }],
  });
  return {};
}

function entityParameter<Entity>(
  parameters: Parameters,
  name: string,
  schema: z.ZodMiniType<Entity>,
): Entity {
  const text = textOf(parameters[name]);
  if (text === undefined) {
    throw missingParameter(name);
  }
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    throw badInput(name, 'This value is not valid JSON.');
  }
  const parsed = z.safeParse(schema, input);
  if (!parsed.success) {
    throw badEntity(fieldErrors(parsed.error));
  }
  return parsed.data;
}
