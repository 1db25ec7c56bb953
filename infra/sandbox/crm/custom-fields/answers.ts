import type { Json } from '../json.ts';
import { type Parameters, textOf } from '../parameters.ts';
import { filterOf, pageOf } from '../reads/pagination.ts';
import { badEntity, badInput, notFound } from '../refusal.ts';
import type { CrmStore } from '../store.ts';
import { type CustomField, ENTITIES, editField, parseNewField } from './custom-field.ts';

const FILTERS = ['name', 'code', 'type', 'entity', 'viewMode', 'displayArea'] as const;

/** Body of `GET /custom-fields`. @throws {Refusal} 400 for unknown filters and wrong pages. */
export function customFieldsAnswer(store: CrmStore, parameters: Parameters): Json {
  const filter = filterOf(parameters, FILTERS);
  const found = store.customFields().filter((field) =>
    FILTERS.every((name) => {
      const wanted = textOf(filter[name]);
      return wanted === undefined || field[name] === wanted;
    }),
  );
  const { entries, pagination } = pageOf(found, parameters);
  return { customFields: entries.map(renderField), pagination };
}

/** Body of `GET /custom-fields/{entity}/{code}`. @throws {Refusal} 404. */
export const customFieldAnswer = (store: CrmStore, entity: string, code: string): Json => ({
  customField: renderField(demandField(store, entity, code)),
});

/** `POST /custom-fields/{entity}/create`. @throws {Refusal} 400, also for a code that the entity has. */
export function createCustomField(store: CrmStore, entity: string, parameters: Parameters): Json {
  if (!ENTITIES.some((known) => known === entity)) {
    throw badInput('entity', 'The value you selected is not a valid choice.');
  }
  const field = parseNewField(textOf(parameters.customField), entity);
  if (store.customFields().some((known) => known.entity === entity && known.code === field.code)) {
    throw badEntity({ code: `Custom field with code "${field.code}" already exists.` });
  }
  store.commit({ customFields: [field] });
  return { code: field.code };
}

/** `POST /custom-fields/{entity}/{code}/edit`. @throws {Refusal} 404, 400. */
export function editCustomField(store: CrmStore, entity: string, code: string, parameters: Parameters): Json {
  const field = editField(demandField(store, entity, code), textOf(parameters.customField));
  store.commit({ customFields: [field] });
  return { code };
}

function demandField(store: CrmStore, entity: string, code: string): CustomField {
  const field = store.customFields().find((known) => known.entity === entity && known.code === code);
  if (field === undefined) {
    throw notFound();
  }
  return field;
}

/** As in the captured answer: `default` is a text, `defaultTyped` its value. */
function renderField(field: CustomField): Json {
  if (field.default === undefined) {
    return field;
  }
  return { ...field, defaultTyped: typedDefault(field.type, field.default) };
}

function typedDefault(type: CustomField['type'], text: string): unknown {
  switch (type) {
    case 'boolean':
      return text === 'true' || text === '1';
    case 'integer':
    case 'numeric':
      return Number(text);
    default:
      return text;
  }
}
