import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonTextFaults } from '../../lib/settings/json-text.ts';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const damaged = fc
  .tuple(
    fc.jsonValue({ maxDepth: 3 }),
    fc.nat(),
    fc.nat(3),
    fc.constantFrom('', ',', '"', '}', '0', '-', '\\', 'e', '.', ' ', '\t', '\u0001'),
  )
  .map(([value, at, cut, sign]) => {
    const text = JSON.stringify(value);
    const place = at % (text.length + 1);
    return text.slice(0, place) + sign + text.slice(place + cut);
  });

describe('faults of a JSON text', () => {
  it.each([
    ['', 'Документ пуст (строка 1, столбец 1)'],
    ['{\n  "a": 1\n  "b": 2\n}', 'Здесь нужна запятая или «}» (строка 3, столбец 3)'],
    ['{"a": 1,}', 'Лишняя запятая перед «}» (строка 1, столбец 9)'],
    ['[1, ]', 'Лишняя запятая перед «]» (строка 1, столбец 5)'],
    ['{"a": [1, 2}', 'Здесь нужна запятая или «]» (строка 1, столбец 12)'],
    ['{"a": {"b": 1}', 'Документ оборван: не хватает «}» (строка 1, столбец 15)'],
    ['{"a":', 'Документ оборван: не хватает значения (строка 1, столбец 6)'],
    ['{"a" 1}', 'После имени ключа нужно двоеточие (строка 1, столбец 6)'],
    ["{'a': 1}", 'Здесь нужно имя ключа в двойных кавычках (строка 1, столбец 2)'],
    ['{"a": "b\n"}', 'Строка не закрыта или содержит недопустимый знак'],
    ['{"a": 01}', 'Здесь нужно значение'],
    ['{"a": 1} x', 'После конца документа есть лишний текст (строка 1, столбец 10)'],
    ['{ // заметка\n}', 'Комментарии в JSON не допускаются: удалите их (строка 1, столбец 3)'],
    ['{"a": 1, /* b */ "b": 2}', 'Комментарии в JSON не допускаются: удалите их (строка 1, столбец 10)'],
    ['{"a": 1 // b\n}', 'Комментарии в JSON не допускаются: удалите их (строка 1, столбец 9)'],
  ])('says where %j breaks and how', (text, problem) => {
    expect(jsonTextFaults(text)).toEqual([{ path: '$', problem: expect.stringContaining(problem) }]);
  });

  it('finds a key that one object has twice, escapes looked through', () => {
    expect(jsonTextFaults('{"sites":[{"code":"a",\n"c\\u006fde":"b"}],"ut":{"code":1}}')).toEqual([
      {
        path: 'sites[0].code',
        problem: expect.stringMatching(/дважды.*строка 2/),
      },
    ]);
  });

  it('refuses nesting that no settings have instead of exhausting the stack', () => {
    expect(jsonTextFaults('['.repeat(100_000))).toEqual([
      { path: '$', problem: expect.stringContaining('Вложенность больше 32 уровней') },
    ]);
  });

  it('accepts every JSON text that has no doubled keys', () =>
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(0, 2), (value, indent) => {
        expect(jsonTextFaults(JSON.stringify(value, null, indent))).toEqual([]);
      }),
    ));

  it('agrees with JSON.parse on whether a damaged text is JSON', () =>
    fc.assert(
      fc.property(damaged, (text) => {
        const syntax = jsonTextFaults(text).filter(({ problem }) => !problem.includes('дважды'));

        expect(syntax.length === 0).toBe(isJson(text));
      }),
      { numRuns: 2000 },
    ));
});
