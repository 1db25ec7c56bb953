import type { Sourced } from '../../../writes/sources.ts';
import type { OrderDocument } from '../facts.ts';

/** Properties of the order's header that the bridge decides. */
export type HeaderFields = {
  readonly [Name in keyof Omit<OrderDocument, 'Товары' | 'ЭтапыГрафикаОплаты'>]?: OrderDocument[Name];
};

/** Some of them, and where they come from. */
export type HeaderPart = Sourced<HeaderFields>;
