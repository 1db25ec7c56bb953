import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Branch, covers, selectGoods } from '../../lib/goods/selection.ts';
import { EMPTY_KEY } from '../../lib/onec/values.ts';
import { testKey } from '../settings/valid-settings.ts';
import { item } from './support/products.ts';

const branch = (key: string, parent: string = EMPTY_KEY): Branch => ({
  key,
  code: '',
  name: key,
  parent,
  isMarked: false,
});
/** A over B over C, and D beside them. */
const TREE = [branch('c', 'b'), branch('b', 'a'), branch('a'), branch('d')];
const anyForest = fc
  .array(fc.nat(), { minLength: 1, maxLength: 30 })
  .map((parents) =>
    parents.map((parent, index) => branch(`k${index}`, index === 0 ? EMPTY_KEY : `k${parent % index}`)),
  );
const anyChoice = fc.array(fc.nat(29), { minLength: 1 });
const keys = (groups: readonly string[]) => [...selectGoods('groups', TREE, groups).branches.keys()];

describe('what the groups of a site cover', () => {
  it('E-29: a folder with everything below it, parents first', () => {
    expect(keys(['a'])).toEqual(['a', 'b', 'c']);
    expect(keys(['b'])).toEqual(['b', 'c']);
  });

  it('no groups are everything, the root included', () => {
    expect(keys([])).toEqual(['a', 'b', 'c', 'd']);
    expect(covers(selectGoods('groups', TREE, []), item())).toBe(true);
  });

  it('a folder and another one below it are covered once', () => {
    expect(keys(['c', 'a'])).toEqual(['a', 'b', 'c']);
    expect(keys(['d', 'c'])).toEqual(['d', 'c']);
  });

  it('E-21: a single item counts too, and its folder does not', () => {
    const selection = selectGoods('groups', TREE, [item().Ref_Key]);
    expect(selection.items).toEqual([item().Ref_Key]);
    expect(covers(selection, item({ Parent_Key: 'a' }))).toBe(true);
    expect(covers(selection, item({ Ref_Key: testKey(102), Parent_Key: 'a' }))).toBe(false);
  });

  it('E-30: by kinds it is the kind of an item that counts', () => {
    const selection = selectGoods('kinds', TREE, ['b']);
    expect(covers(selection, item({ ВидНоменклатуры_Key: 'c', Parent_Key: 'd' }))).toBe(true);
    expect(covers(selection, item({ ВидНоменклатуры_Key: 'd', Parent_Key: 'c' }))).toBe(false);
  });

  it('a circle of parents ends', () => {
    const circle = [branch('x', 'y'), branch('y', 'x')];
    expect([...selectGoods('groups', circle, ['x']).branches.keys()]).toEqual(['x', 'y']);
    expect([...selectGoods('groups', circle, []).branches.keys()]).toEqual([]);
  });

  it('every branch below a chosen one is there, once, after its parent if that is there', () => {
    fc.assert(
      fc.property(anyForest, anyChoice, (branches, chosen) => {
        const groups = chosen.map((index) => `k${index % branches.length}`);
        const covered = [...selectGoods('groups', branches, groups).branches.values()];
        const isBelow = ({ key, parent }: Branch): boolean =>
          groups.includes(key) || branches.some((other) => other.key === parent && isBelow(other));
        expect(new Set(covered)).toEqual(new Set(branches.filter(isBelow)));
        expect(covered).toHaveLength(new Set(covered).size);
        for (const [index, { parent }] of covered.entries()) {
          expect(covered.findIndex(({ key }) => key === parent)).toBeLessThan(index);
        }
      }),
    );
  });
});
