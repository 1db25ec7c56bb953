import type { Schema } from '../schema/schema.ts';
import { type Entity, textOf } from '../store/entity.ts';
import type { Store } from '../store/store.ts';

/** The presentation of an element, by which 1C sorts references to it; '' of one that does not exist. */
export function presentationOf(
  set: string,
  key: string,
  { schema, store }: { readonly schema: Schema; readonly store: Pick<Store, 'get'> },
): string {
  const entity = store.get(set, key.toLowerCase());
  return entity === undefined ? '' : presented(schema.sets.get(set)?.description.kind, entity);
}

function presented(kind: string | undefined, entity: Readonly<Entity>): string {
  return kind === 'document'
    ? `${textOf(entity, 'Number')} от ${textOf(entity, 'Date')}`
    : textOf(entity, 'Description');
}
