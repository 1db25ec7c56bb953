import * as z from 'zod/mini';
import type { Subject } from '../state/keys.ts';

/** A kind of subject: how one is addressed, and what every record about it says of it. */
export interface SubjectKind<Id, Identity extends object> {
  readonly kind: Subject['kind'];
  readonly schema: z.ZodMiniType<Identity>;
  subject(id: Id): Subject;
  idOf(identity: Identity): Id;
}

const orderIdentity = z.object({ orderId: z.number(), number: z.exactOptional(z.string()) });

/** An order by its id in the CRM, with its number if the CRM knows the order. */
export type OrderIdentity = Readonly<z.output<typeof orderIdentity>>;

/** Orders of the CRM, on their way into 1C. */
export const ORDERS: SubjectKind<number, OrderIdentity> = {
  kind: 'order',
  schema: orderIdentity,
  subject: (id) => ({ kind: 'order', id }),
  idOf: ({ orderId }) => orderId,
};

const documentIdentity = z.object({ key: z.string(), type: z.string() });

/** A document by its key in 1C and the set that holds it, `Document_ЗаказКлиента`. */
export type DocumentIdentity = Readonly<z.output<typeof documentIdentity>>;

/** Documents of 1C, on their way into the CRM. */
export const DOCUMENTS: SubjectKind<string, DocumentIdentity> = {
  kind: 'document',
  schema: documentIdentity,
  subject: (id) => ({ kind: 'document', id }),
  idOf: ({ key }) => key,
};
