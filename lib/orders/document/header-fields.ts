import type { OrderDocument } from './facts.ts';

/** Properties of the order's header that the bridge decides. */
export type HeaderFields = {
  readonly [Name in keyof Omit<OrderDocument, 'Товары' | 'ЭтапыГрафикаОплаты'>]?: OrderDocument[Name];
};
