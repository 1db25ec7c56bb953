import type { Json } from '../json.ts';
import { renderCorporate, renderPerson } from '../orders/render-parties.ts';
import { type Parameters, textOf } from '../parameters.ts';
import { badInput, notFound, Refusal } from '../refusal.ts';
import type { CrmStore } from '../store.ts';

/**
 * `GET /customers/{id}` and `GET /customers-corporate/{id}`: by externalId unless told otherwise. A card that was merged is gone, and
 * the answer names the survivor.
 *
 * @throws {Refusal} 404, 400.
 */
export function customerAnswer(
  store: CrmStore,
  kind: string,
  identifier: string,
  parameters: Parameters,
): Json {
  const by = textOf(parameters.by) ?? 'externalId';
  if (by !== 'id' && by !== 'externalId') {
    throw badInput('by', 'The value you selected is not a valid choice.');
  }
  const isCorporate = kind === 'customers-corporate';
  const customer = store
    .customers()
    .find(
      ({ id, externalId, type }) =>
        (type === 'customer_corporate') === isCorporate &&
        (by === 'id' ? String(id) : externalId) === identifier,
    );
  if (customer === undefined) {
    throw notFound();
  }
  if (customer.mergedInto !== undefined) {
    throw new Refusal(404, 'Not found', {}, { combinedTo: { id: customer.mergedInto } });
  }
  return isCorporate
    ? { customerCorporate: renderCorporate(customer) }
    : { customer: renderPerson(customer) };
}
