import { parseArgs } from 'node:util';

export const USAGE = 'Использование: npm start -- [--once] [--order ID]';

/** All that `npm start -- --help` says. */
export const HELP = [
  USAGE,
  '',
  'Запускает обмен RetailCRM — 1С:УТ 11 на этом компьютере: между песочницами или, если заданы CRM_URL и ONEC_URL,',
  'между вашими системами.',
  '',
  'Параметры:',
  '  --once        завершиться, когда заказ загружен: код 0 — заказ в 1С верен, 1 — нет',
  '  --order ID    проследить за существующим заказом; ID — внутренний id из адреса страницы заказа',
  '  -h, --help    показать эту справку',
].join('\n');

export interface StartArguments {
  /** Show the help and do nothing else. */
  readonly help: boolean;
  /** End after the order's journey instead of serving on. */
  readonly once: boolean;
  /** An existing order to trigger. */
  readonly order: number | undefined;
}

/** The command line cannot be understood; `message` is Russian, for the person who typed it. */
export class WrongUse extends Error {}

/** Reads what was typed behind `npm start --`. @throws {WrongUse} */
export function readArguments(args: readonly string[]): StartArguments {
  const { order, ...flags } = valuesOf(args);
  if (order !== undefined && !/^(?!0+$)\d{1,15}$/.test(order)) {
    throw new WrongUse(`--order: нужен id заказа, а не ${JSON.stringify(order)}`);
  }
  return { ...flags, order: order === undefined ? undefined : Number(order) };
}

function valuesOf(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        once: { type: 'boolean', default: false },
        order: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw wrongUseOf(error) ?? error;
  }
}

/** Sentences by the code of Node's error; `name` is what its English message quotes. */
const SENTENCES: Readonly<Record<string, (name: string) => string>> = {
  ERR_PARSE_ARGS_UNKNOWN_OPTION: (name) => `Неизвестный параметр «${name}».`,
  ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL: (name) =>
    `Лишний аргумент «${name}». Заказ называют так: --order ID.`,
  ERR_PARSE_ARGS_INVALID_OPTION_VALUE: (name) =>
    name.includes('--order')
      ? 'Параметру «--order» нужно значение: id заказа.'
      : `У параметра «${name}» не бывает значения.`,
};

function wrongUseOf(error: unknown): WrongUse | undefined {
  if (!(error instanceof TypeError) || !('code' in error)) {
    return undefined;
  }
  const sentence = SENTENCES[String(error.code)];
  const [, name = ''] = /'([^']*)'/.exec(error.message) ?? [];
  return sentence && new WrongUse(sentence(name), { cause: error });
}
