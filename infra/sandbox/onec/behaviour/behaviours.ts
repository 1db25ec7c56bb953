import type { SetSchema } from '../schema/schema.ts';
import type { Behaviour } from './behaviour.ts';
import { catalog } from './catalog.ts';
import { contactInformation } from './contact-information.ts';
import { customerOrder } from './customer-order.ts';
import { document } from './document.ts';
import { goodsReturn } from './goods-return.ts';
import { SHIPMENT_SET } from './order-snapshot.ts';
import { payment } from './payment.ts';
import { PAYMENT_SETS, RETURN_SET } from './settlements.ts';
import { shipment } from './shipment.ts';

const BY_KIND: Readonly<Record<SetSchema['description']['kind'], readonly Behaviour[]>> = {
  catalog: [catalog, contactInformation],
  document: [document],
  informationRegister: [],
};

const BY_SET: ReadonlyMap<string, readonly Behaviour[]> = new Map([
  ['Document_ЗаказКлиента', [customerOrder]],
  ...PAYMENT_SETS.map((set): [string, readonly Behaviour[]] => [set, [payment]]),
  [SHIPMENT_SET, [shipment]],
  [RETURN_SET, [goodsReturn]],
]);

/** The handlers of an object, in the order in which they run. */
export function behavioursOf({ set, description }: SetSchema): readonly Behaviour[] {
  return [...BY_KIND[description.kind], ...(BY_SET.get(set) ?? [])];
}
