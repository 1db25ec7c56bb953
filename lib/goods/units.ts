import { divide, multiply, type Ratio, ratioOf } from '../money/ratio.ts';

/** A unit of measure or a package of Catalog_УпаковкиЕдиницыИзмерения. */
export interface UnitRecord {
  readonly Ref_Key: string;
  readonly Code: string;
  readonly Description: string;
  readonly НаименованиеПолное: string;
  readonly ТипИзмеряемойВеличины: string;
  readonly Числитель: number;
  readonly Знаменатель: number;
}

/** What an item says of its own weight: `ВесЗнаменатель` base units weigh `ВесЧислитель` of the unit (ut-filling 8). */
export interface WeightRecord {
  readonly ВесИспользовать: boolean;
  readonly ВесЧислитель: number;
  readonly ВесЗнаменатель: number;
  readonly ВесЕдиницаИзмерения_Key: string;
}

export type Units = ReadonlyMap<string, UnitRecord>;

/**
 * Kilograms of one base unit (ut-filling 8).
 *
 * @returns undefined where 1C does not say, or says something that cannot be.
 */
export function weightOf(item: WeightRecord, units: Units): Ratio | undefined {
  if (!item.ВесИспользовать) {
    return undefined;
  }
  return measured(
    ratioOf(item.ВесЧислитель, item.ВесЗнаменатель),
    units.get(item.ВесЕдиницаИзмерения_Key),
    'Вес',
  );
}

/** A quantity of a unit in the base unit of its kind: kilograms, metres … */
export function measured(
  quantity: Ratio | undefined,
  unit: UnitRecord | undefined,
  kind: string,
): Ratio | undefined {
  if (quantity === undefined || unit?.ТипИзмеряемойВеличины !== kind) {
    return undefined;
  }
  const factor = ratioOf(unit.Числитель, unit.Знаменатель);
  return factor && multiply(quantity, factor);
}

/**
 * Base units in one package (ut-filling 8): its own coefficient, or for a unit of weight that serves as a package its weight
 * in kilograms by that of a base unit.
 *
 * @param weight kilograms of one base unit.
 * @returns undefined where nobody can tell.
 */
export function unitsInPackage(unit: UnitRecord | undefined, weight: Ratio | undefined): Ratio | undefined {
  const coefficient = unit && ratioOf(unit.Числитель, unit.Знаменатель);
  if (unit === undefined || coefficient === undefined) {
    return undefined;
  }
  switch (unit.ТипИзмеряемойВеличины) {
    case 'Упаковка':
      return coefficient;
    case 'Вес':
      return weight && divide(coefficient, weight);
    default:
      return undefined;
  }
}
