import * as z from 'zod/mini';
import { fieldErrors } from '../field-errors.ts';
import { badEntity, missingParameter } from '../refusal.ts';

/** What a field may belong to (retailcrm-api 6). */
export const ENTITIES = ['order', 'customer', 'customer_corporate', 'company', 'loyalty_account'] as const;

const type = z.enum(
  ['boolean', 'date', 'datetime', 'email', 'integer', 'numeric', 'string', 'text'],
  'not a type that the sandbox has',
);

const common = {
  name: z.string('not a text').check(z.minLength(1, 'must not be blank')),
  required: z._default(z.boolean(), false),
  inFilter: z._default(z.boolean(), true),
  inList: z._default(z.boolean(), true),
  inGroupActions: z._default(z.boolean(), false),
  default: z.optional(z.string()),
  ordering: z._default(z.number().check(z.int()), 50),
  displayArea: z._default(
    z.enum([
      'address',
      'customer',
      'delivery',
      'dimensions',
      'legal_details',
      'main_data',
      'payment',
      'shipment',
    ]),
    'customer',
  ),
  viewMode: z._default(z.enum(['miss', 'editable', 'not_editable']), 'editable'),
};

const NEW_FIELD = z.strictObject({
  ...common,
  code: z
    .string('not a text')
    .check(z.regex(/^[a-z0-9_]+$/, 'lower-case latin, digits and underscores only')),
  type,
});
/** Code and type stay: what is stored under them would lose its meaning. */
const CHANGES = z.partial(z.strictObject(common));

/** A custom field as the API answers it, without `defaultTyped`. */
export type CustomField = z.infer<typeof NEW_FIELD> & { readonly entity: string };

/** The parameter `customField` of a create. @throws {Refusal} 400 naming the wrong fields. */
export function parseNewField(json: string | undefined, entity: string): CustomField {
  const read = z.safeParse(NEW_FIELD, jsonOf(json));
  if (!read.success) {
    throw badEntity(fieldErrors(read.error));
  }
  return { ...read.data, entity };
}

/** The field after an edit. @throws {Refusal} 400: wrong fields, or a new `code` or `type`. */
export function editField(field: CustomField, json: string | undefined): CustomField {
  const given = jsonOf(json);
  const read = z.safeParse(CHANGES, given);
  if (!read.success) {
    throw badEntity(fieldErrors(read.error));
  }
  const named = Object.keys(given ?? {});
  const changes = Object.entries(read.data).filter(([name]) => named.includes(name));
  return { ...field, ...Object.fromEntries(changes) };
}

function jsonOf(json: string | undefined): object | null {
  if (json === undefined || json === '') {
    throw missingParameter('customField');
  }
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' ? value : null;
  } catch {
    throw badEntity({ customField: 'This value is not valid JSON.' });
  }
}
