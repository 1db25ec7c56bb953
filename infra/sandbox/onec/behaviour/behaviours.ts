import type { SetSchema } from '../schema/schema.ts';
import type { Behaviour } from './behaviour.ts';
import { catalog } from './catalog.ts';
import { contactInformation } from './contact-information.ts';
import { customerOrder } from './customer-order.ts';
import { document } from './document.ts';

const BY_KIND: Readonly<Record<SetSchema['description']['kind'], readonly Behaviour[]>> = {
  catalog: [catalog, contactInformation],
  document: [document],
  informationRegister: [],
};

const BY_SET: ReadonlyMap<string, readonly Behaviour[]> = new Map([
  ['Document_ЗаказКлиента', [customerOrder]],
]);

/** The handlers of an object, in the order in which they run. */
export function behavioursOf({ set, description }: SetSchema): readonly Behaviour[] {
  return [...BY_KIND[description.kind], ...(BY_SET.get(set) ?? [])];
}
