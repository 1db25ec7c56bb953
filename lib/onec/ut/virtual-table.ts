import type { BalanceDescription, EntityOf, PeriodicDescription, WireOf } from './describe.ts';

/** A dimension as `Dimensions` names it: `Склад`, not `Склад_Key`. */
export type DimensionOf<D extends BalanceDescription> = D['dimensions'][number];

type DimensionsOf<D extends BalanceDescription, Dimension extends string> = WireOf<
  Pick<D['properties'], Dimension & keyof D['properties']>
>;

type BalancesOf<D extends BalanceDescription> = {
  readonly [Resource in D['resources'][number] as `${Resource}Balance`]: number;
};

/** A row of the balances of `D` by some of its dimensions: these as on the wire, and `<resource>Balance` (onec-odata A5). */
export type BalanceOf<D extends BalanceDescription, Dimension extends string> =
  string extends DimensionOf<D>
    ? Readonly<Record<string, unknown>>
    : DimensionsOf<D, Dimension> & BalancesOf<D>;

/** Wire names of such a row. */
export type BalanceColumnOf<D extends BalanceDescription, Dimension extends string> = keyof BalanceOf<
  D,
  Dimension
> &
  string;

/** Wire names of some dimensions. */
export type WireDimensionOf<D extends BalanceDescription, Dimension extends string> =
  string extends DimensionOf<D> ? string : keyof DimensionsOf<D, Dimension> & string;

/** Wire names of a record of `D`. */
export type RecordColumnOf<D extends PeriodicDescription> = keyof EntityOf<D> & string;
