import { describe, expect, it } from 'vitest';
import { readArguments, WrongUse } from '../../../infra/local/start-arguments.ts';

describe('what is typed behind npm start --', () => {
  it.each([
    [[], { help: false, once: false, order: undefined }],
    [['--once', '--order', '00138'], { help: false, once: true, order: 138 }],
    [['--help'], { help: true, once: false, order: undefined }],
    [['-h'], { help: true, once: false, order: undefined }],
  ])('%j is understood', (args, expected) => {
    expect(readArguments(args)).toEqual(expected);
  });

  it.each([
    [['--bogus'], 'Неизвестный параметр «--bogus».'],
    [['138'], 'Лишний аргумент «138». Заказ называют так: --order ID.'],
    [['--order'], 'Параметру «--order» нужно значение: id заказа.'],
    [['--order', '--once'], 'Параметру «--order» нужно значение: id заказа.'],
    [['--once=yes'], 'У параметра «--once» не бывает значения.'],
    [['--order', '138A'], '--order: нужен id заказа, а не "138A"'],
    [['--order', '0'], '--order: нужен id заказа, а не "0"'],
  ])('%j is wrong use, in Russian', (args, sentence) => {
    expect(() => readArguments(args)).toThrow(new WrongUse(sentence));
  });
});
