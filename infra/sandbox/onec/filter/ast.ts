export type Literal =
  | { readonly type: 'text' | 'guid' | 'date'; readonly value: string }
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'flag'; readonly value: boolean };

export type Operator = 'or' | 'and' | 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le' | 'add' | 'sub' | 'mul' | 'div';

/** A condition or a part of one, as written. */
export type Expression =
  | ({ readonly kind: 'literal' } & Literal)
  /** `Ref_Key`, `Контрагент/ИНН`. */
  | { readonly kind: 'path'; readonly segments: readonly string[] }
  | { readonly kind: 'not'; readonly operand: Expression }
  | { readonly kind: 'minus'; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'call'; readonly name: string; readonly parameters: readonly Expression[] }
  /** `cast(Owner,'Catalog_Номенклатура')/Code`: a way on from what a call gave. */
  | { readonly kind: 'through'; readonly of: Expression; readonly segments: readonly string[] }
  /** `Товары/any(d: d/Цена gt 100)`. */
  | {
      readonly kind: 'quantified';
      readonly table: string;
      readonly quantifier: 'any' | 'all';
      readonly variable: string;
      readonly condition: Expression;
    };
