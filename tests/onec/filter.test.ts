import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactAddress, isShort, setAddress } from '../../lib/onec/address.ts';
import {
  and,
  castKey,
  dateTime,
  eq,
  type Filter,
  filterText,
  flag,
  guid,
  le,
  or,
  substringOf,
  text,
} from '../../lib/onec/filter.ts';
import { splitValues } from '../../lib/onec/split-values.ts';

type Tree = {
  readonly all?: 'and' | 'or';
  readonly parts?: readonly Tree[];
  readonly is?: readonly [string, string];
};

/** A parser of conditions, as small as they are: comparisons with texts, joined in parentheses. */
function parse(filter: Filter): Tree {
  const condition = filterText(filter);
  let at = 0;
  const tree = expression();
  if (at !== condition.length) {
    throw new Error(`not understood from ${at}: ${condition.slice(at)}`);
  }
  return tree;

  function expression(): Tree {
    return condition[at] === '(' ? group() : comparison();
  }

  function group(): Tree {
    at += 1;
    const parts = [expression()];
    let all: 'and' | 'or' | undefined;
    while (condition[at] !== ')') {
      const operator: 'and' | 'or' = condition.startsWith(' and ', at) ? 'and' : 'or';
      if (!condition.startsWith(` ${operator} `, at) || (all !== undefined && all !== operator)) {
        throw new Error(`no operator at ${at}`);
      }
      all = operator;
      at += operator.length + 2;
      parts.push(expression());
    }
    at += 1;
    return { ...(all === undefined ? {} : { all }), parts };
  }

  function comparison(): Tree {
    const match = /^(\S+) eq '((?:[^']|'')*)'/.exec(condition.slice(at));
    if (match === null) {
      throw new Error(`no comparison at ${at}`);
    }
    const [whole, property = '', value = ''] = match;
    at += whole.length;
    return { is: [property, value.replaceAll("''", "'")] };
  }
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    "'",
    "''",
    "О'Генри",
    "') or (1 eq 1",
    "x' and 'y",
    '%27',
    '&$top=1',
    '#',
    '+',
    'а b',
    '\r\n',
    '😀',
  ),
);

describe('conditions', () => {
  it('give back any text that was put into them, however it is quoted', () => {
    fc.assert(
      fc.property(anyText, (value) => {
        expect(parse(eq('Description', text(value)))).toEqual({ is: ['Description', value] });
      }),
    );
  });

  it('keep their structure: alternatives inside a conjunction are one part of it', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 2 }), anyText, (values, further) => {
        const alternatives = values.map((value) => eq('Описание', text(value)));
        expect(parse(and(eq('Код', text(further)), or(...alternatives)))).toEqual({
          all: 'and',
          parts: [
            { is: ['Код', further] },
            { all: 'or', parts: values.map((value) => ({ is: ['Описание', value] })) },
          ],
        });
      }),
    );
  });

  it('survive the address: the server decodes exactly what was meant', () => {
    fc.assert(
      fc.property(anyText, anyText, (one, other) => {
        const filter = or(eq('Description', text(one)), eq('НаименованиеПолное', text(other)));
        const address = exactAddress(setAddress('https://1c.example.ru/ut', 'Catalog_Партнеры'), {
          filter,
          top: 2,
        });
        const { searchParams, pathname, hash } = new URL(address);
        expect(decodeURIComponent(pathname)).toBe('/ut/odata/standard.odata/Catalog_Партнеры');
        expect(hash).toBe('');
        expect([...searchParams.keys()]).toEqual(['$format', '$filter', '$top']);
        expect(searchParams.get('$filter')).toBe(filterText(filter));
        expect(address).not.toMatch(/[+\s]/);
      }),
    );
  });

  it('leave a single condition without parentheses', () => {
    expect(filterText(and(eq('Posted', flag(true))))).toBe('Posted eq true');
    expect(filterText(or(and(le('Date', dateTime('2026-01-10T12:00:00')))))).toBe(
      "Date le datetime'2026-01-10T12:00:00'",
    );
  });

  it('put parentheses around any number of alternatives, once', () => {
    const alternatives = Array.from({ length: 40 }, (_, index) => eq('Номер', text(String(index))));
    const written = `(${alternatives.map(filterText).join(' or ')})`;
    expect(filterText(or(...alternatives))).toBe(written);
    expect(filterText(and(or(...alternatives)))).toBe(written);
  });

  it('escape the needle of a search', () => {
    expect(filterText(substringOf("О'Г", 'Description'))).toBe("substringof('О''Г',Description)");
  });

  it.each([
    ['a key that is none', () => guid("0' or '1")],
    ['a key inside a cast that is none', () => castKey('Document_ЗаказКлиента', 'Document_ЗаказКлиента')],
    ['a date in another notation', () => dateTime('2026-01-10 12:00:00')],
    ['no conditions', () => and()],
  ])('refuse %s', (_, make: () => Filter | string) => {
    expect(make).toThrow(TypeError);
  });
});

describe('splitting values', () => {
  const address = setAddress('https://1c.example.ru/ut', 'Catalog_Номенклатура');
  const fits = (run: readonly string[]) =>
    isShort(exactAddress(address, { filter: or(...run.map((value) => eq('Артикул', text(value)))) }));

  it('loses no value, keeps the order and never makes an address that a server refuses', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 50 }), { maxLength: 120 }), (values) => {
        const runs = splitValues(values, fits);
        expect(runs.flat()).toEqual(values);
        for (const run of runs) {
          expect(run.length).toBeGreaterThan(0);
          expect(run.length).toBeLessThanOrEqual(40);
          expect(run.length === 1 || fits(run)).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('makes the runs as long as they can be', () => {
    const values = Array.from({ length: 100 }, (_, index) => `${index}`.padStart(50, '0'));
    const [first = []] = splitValues(values, fits);
    expect(first.length).toBeLessThan(40);
    expect(fits(values.slice(0, first.length + 1))).toBe(false);
  });

  it('never joins more than forty, however short they are', () => {
    const values = Array.from({ length: 100 }, (_, index) => String(index));
    expect(splitValues(values, () => true).map((run) => run.length)).toEqual([40, 40, 20]);
  });

  it('sends a value alone that does not fit even so: the server decides', () => {
    const long = 'ё'.repeat(1000);
    expect(splitValues(['a', long, 'b'], fits)).toEqual([['a'], [long], ['b']]);
  });
});
