import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Expression, Operator } from '../../../infra/sandbox/onec/filter/ast.ts';
import { parseCondition } from '../../../infra/sandbox/onec/filter/parser.ts';
import { ODataFault } from '../../../infra/sandbox/onec/odata/fault.ts';
import { ORDERS, orderBody, orderRow, person, shop, startBase, type TestBase } from './support.ts';

describe('parsing', () => {
  const operators: Operator[] = ['or', 'and', 'eq', 'ne', 'gt', 'ge', 'lt', 'le', 'add', 'sub', 'mul', 'div'];
  const reserved = new Set([...operators, 'not', 'true', 'false', 'any', 'all', 'guid', 'datetime']);
  const name = fc
    .stringMatching(/^[A-Za-zА-Яа-я_][A-Za-zА-Яа-я0-9_]{0,8}$/u)
    .filter((text) => !reserved.has(text));
  const literal: fc.Arbitrary<Expression> = fc.oneof(
    fc.string().map((value) => ({ kind: 'literal', type: 'text', value }) as const),
    fc.uuid().map((value) => ({ kind: 'literal', type: 'guid', value }) as const),
    fc.nat(1_000_000).map((value) => ({ kind: 'literal', type: 'number', value: value / 100 }) as const),
    fc.boolean().map((value) => ({ kind: 'literal', type: 'flag', value }) as const),
  );
  const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      literal,
      fc.array(name, { minLength: 1, maxLength: 3 }).map((segments) => ({ kind: 'path', segments }) as const),
      fc.record({ kind: fc.constant('not' as const), operand: tie('expression') }),
      fc.record({ kind: fc.constant('minus' as const), operand: tie('expression') }),
      fc.record({
        kind: fc.constant('binary' as const),
        operator: fc.constantFrom(...operators),
        left: tie('expression'),
        right: tie('expression'),
      }),
      fc.record({
        kind: fc.constant('call' as const),
        name,
        parameters: fc.array(tie('expression'), { minLength: 1, maxLength: 3 }),
      }),
      fc.record({
        kind: fc.constant('quantified' as const),
        table: name,
        quantifier: fc.constantFrom('any' as const, 'all' as const),
        variable: name,
        condition: tie('expression'),
      }),
    ),
  }));

  it('reads back whatever was written', async () => {
    await fc.assert(
      fc.property(expression, (tree) => {
        expect(parseCondition(write(tree))).toEqual(tree);
      }),
    );
  });

  it('refuses garbage with an OData fault and never hangs', async () => {
    await fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...`ab'(),/: 10eq not-datetime'`) }), (source) => {
        try {
          parseCondition(source);
        } catch (error) {
          expect(error).toBeInstanceOf(ODataFault);
        }
      }),
    );
  });

  it('not binds looser than a comparison and tighter than and', () => {
    const bare = (kind: string) => ({ kind: 'path', segments: [kind] });
    expect(parseCondition('not a eq b and c')).toMatchObject({
      operator: 'and',
      left: { kind: 'not', operand: { operator: 'eq', left: bare('a'), right: bare('b') } },
      right: bare('c'),
    });
  });

  it('and binds tighter than or, mul tighter than add', () => {
    expect(parseCondition('a or b and c')).toMatchObject({ operator: 'or', right: { operator: 'and' } });
    expect(parseCondition('1 add 2 mul 3 eq 7')).toMatchObject({
      left: { operator: 'add', right: { operator: 'mul' } },
    });
  });

  it('A1: a plus is not a space', () => {
    expect(() => parseCondition("Code+eq+'1'")).toThrow(ODataFault);
  });

  it.each(["guid'123'", "datetime'2026-01-10'", "datetime'2026-02-30T00:00:00'", "time'12:00'"])(
    'A2: the literal %s is refused with code 1',
    (source) => {
      expect(() => parseCondition(`a eq ${source}`)).toThrow(
        expect.objectContaining({ status: 400, code: 1 }),
      );
    },
  );

  function write(tree: Expression): string {
    switch (tree.kind) {
      case 'literal':
        return writeLiteral(tree);
      case 'path':
        return tree.segments.join('/');
      case 'not':
        return `(not (${write(tree.operand)}))`;
      case 'minus':
        return `(-(${write(tree.operand)}))`;
      case 'binary':
        return `(${write(tree.left)} ${tree.operator} ${write(tree.right)})`;
      case 'call':
        return `${tree.name}(${tree.parameters.map(write).join(',')})`;
      case 'through':
        return `${write(tree.of)}/${tree.segments.join('/')}`;
      case 'quantified':
        return `${tree.table}/${tree.quantifier}(${tree.variable}: ${write(tree.condition)})`;
    }
  }

  function writeLiteral({ type, value }: Extract<Expression, { kind: 'literal' }>): string {
    if (type === 'text') {
      return `'${value.replaceAll("'", "''")}'`;
    }
    return type === 'guid' ? `guid'${value}'` : String(value);
  }
});

describe('asking', () => {
  let base: TestBase;
  let [dear, cheap] = ['', ''];
  const partner = person.partnerKey;

  beforeAll(async () => {
    base = await startBase({ shop });
    dear = await base.create(
      ORDERS,
      orderBody({
        НомерПоДаннымКлиента: "O'Hara 1",
        ДатаПоДаннымКлиента: '2026-03-15T00:00:00',
        Товары: [orderRow(1, { Цена: 500, СуммаСНДС: 1000 }), orderRow(2, { Цена: 5 })],
      }),
    );
    cheap = await base.create(ORDERS, orderBody({ НомерПоДаннымКлиента: 'ЗАКАЗ-2%' }));
    await base.post(cheap);
  });
  afterAll(() => base.close());

  it.each<[string, (keys: { dear: string; cheap: string }) => string[]]>([
    ["НомерПоДаннымКлиента eq 'O''Hara 1'", ({ dear }) => [dear]],
    ["НомерПоДаннымКлиента eq 'заказ-2%'", ({ cheap }) => [cheap]],
    ['Posted eq true', ({ cheap }) => [cheap]],
    ['not Posted', ({ dear }) => [dear]],
    ['СуммаДокумента gt 190.5', ({ dear }) => [dear]],
    ['СуммаДокумента sub 190 eq 0', ({ cheap }) => [cheap]],
    ['МаксимальныйКодСтроки eq 2', ({ dear }) => [dear]],
    ["ДатаПоДаннымКлиента ge datetime'2026-03-01T00:00:00'", ({ dear }) => [dear]],
    ['month(ДатаПоДаннымКлиента) eq 3 and day(ДатаПоДаннымКлиента) eq 15', ({ dear }) => [dear]],
    ["substringof('hara',НомерПоДаннымКлиента)", ({ dear }) => [dear]],
    [
      "startswith(НомерПоДаннымКлиента,'O') or endswith(НомерПоДаннымКлиента,'%')",
      ({ dear, cheap }) => [dear, cheap],
    ],
    ["like(НомерПоДаннымКлиента,'ЗАКАЗ-_[%]')", ({ cheap }) => [cheap]],
    ["concat(НомерПоДаннымКлиента,'!') eq 'ЗАКАЗ-2%!'", ({ cheap }) => [cheap]],
    ['Товары/any(d: d/Цена gt 100)', ({ dear }) => [dear]],
    ['Товары/all(d: d/Цена gt 10)', ({ cheap }) => [cheap]],
    [`Партнер/Ref_Key eq guid'${partner}' and Партнер/Клиент eq true`, ({ dear, cheap }) => [dear, cheap]],
    [`Партнер_Key eq cast(guid'${partner}','Catalog_Партнеры')`, ({ dear, cheap }) => [dear, cheap]],
    [`Партнер_Key eq guid'${partner.toUpperCase()}'`, ({ dear, cheap }) => [dear, cheap]],
  ])('%s', async (filter, expected) => {
    expect(await base.find(ORDERS, filter)).toEqual(expected({ dear, cheap }));
  });

  it('A6: a composite reference is found by cast and silently not by a bare guid', async () => {
    const states = 'InformationRegister_СостоянияЗаказовКлиентов';
    const find = async (filter: string) =>
      (await base.call('GET', states, { query: { $filter: filter } })).json.value;
    const expected = [expect.objectContaining({ Заказ: cheap, Заказ_Type: `StandardODATA.${ORDERS}` })];
    expect(await find(`Заказ eq cast(guid'${cheap}','${ORDERS}')`)).toEqual(expected);
    expect(await find(`isof(Заказ,'${ORDERS}')`)).toEqual(expected);
    expect(await find(`Заказ eq guid'${cheap}'`)).toEqual([]);
    expect(await find(`Заказ eq cast(guid'${cheap}','Catalog_Партнеры')`)).toEqual([]);
    expect(await find(`Заказ eq cast(guid'${dear}','${ORDERS}')`)).toEqual([]);
  });

  it.each([
    ["contains(Number,'1')", 400, '14'],
    ['length(Number) eq 1', 400, '14'],
    ["indexof(Number,'1') eq 1", 400, '14'],
    ["tolower(Number) eq 'a'", 400, '14'],
    ["Number in ('1')", 400, '14'],
    ['Number', 400, '14'],
    ['Number eq 1', 400, '14'],
    ["Партнер_Key eq '11111111-2222-4333-8444-555555555555'", 400, '14'],
    ["Статус add 1 eq 'x'", 400, '14'],
    ["Неизвестное eq 'x'", 400, '10'],
    ["Партнер/Неизвестное eq 'x'", 400, '10'],
    ["Партнер eq guid'11111111-2222-4333-8444-555555555555'", 400, '10'],
    ['Товары/Цена eq 1', 400, '10'],
    ['Неизвестная/any(d: d/Цена gt 1)', 400, '10'],
    ["Ref_Key gt guid'11111111-2222-4333-8444-555555555555'", 500, '-1'],
    ['Posted lt true', 500, '-1'],
    ["Автор eq cast(guid'11111111-2222-4333-8444-555555555555','Catalog_Нет')", 400, '14'],
  ])('A6: %s is refused', async (filter, status, code) => {
    const reply = await base.call('GET', ORDERS, { query: { $filter: filter } });
    expect([reply.status, reply.code]).toEqual([status, code]);
  });

  it('a condition on an empty set is checked too', async () => {
    const reply = await base.call('GET', 'Catalog_ДоговорыКонтрагентов', { query: { $filter: "Нет eq ''" } });
    expect(reply.code).toBe('10');
  });

  it('the comparison of texts follows the switch', async () => {
    base.control.switches.textComparison = 'exact';
    expect(await base.find(ORDERS, "НомерПоДаннымКлиента eq 'заказ-2%'")).toEqual([]);
    base.control.switches.textComparison = 'ignoreCase';
  });

  it('a negated condition finds what a plain loop over the shop finds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...shop.goods), fc.boolean(), async (good, negated) => {
        const filter = `${negated ? 'not ' : ''}(Артикул eq '${good.article}') and IsFolder eq false`;
        const expected = [...shop.goods, ...shop.services]
          .filter(({ article }) => (article === good.article) !== negated)
          .map(({ key }) => key);
        expect((await base.find('Catalog_Номенклатура', filter)).toSorted()).toEqual(expected.toSorted());
      }),
      { numRuns: 10 },
    );
  });
});
