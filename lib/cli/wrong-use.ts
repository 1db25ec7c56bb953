import type { CommanderError } from 'commander';
import type { Failure } from './failure.ts';

/** Sentences by the code of commander's error; `name` is what its English message quotes. */
const SENTENCES: Readonly<Record<string, (name: string) => string>> = {
  'commander.help': () => 'Команда не названа целиком.',
  'commander.unknownCommand': (name) => `Неизвестная команда «${name}».`,
  'commander.unknownOption': (name) => `Неизвестный параметр «${name}».`,
  'commander.missingArgument': (name) => `Не хватает аргумента «${name}».`,
  'commander.excessArguments': (name) => `У команды «${name}» лишние аргументы.`,
  'commander.optionMissingArgument': (name) => `Параметру «${name}» нужно значение.`,
  'commander.invalidArgument': (name) => `Неверное значение параметра «${name}»`,
};

/** What was wrong with the words typed, for people and for programs. */
export function wrongUse(error: CommanderError): Failure {
  const text = wrongUseText(error);
  const { message } = error;
  return {
    text,
    exitCode: 2,
    data: { ok: false, error: { code: 'wrongUse', message, advice: text.trimEnd(), retryable: false } },
  };
}

/** In Russian, and where help is to be found. */
function wrongUseText({ code, message }: CommanderError): string {
  const name = /'([^']*)'/.exec(message)?.[1] ?? '';
  const sentence = SENTENCES[code]?.(name) ?? message;
  return [sentence, reasonOf(code, message), suggestionOf(message), 'Справка: добавьте --help.\n']
    .filter((part) => part !== '')
    .join(' ');
}

/** The reason that our own parser of the value gave. */
const reasonOf = (code: string, message: string): string =>
  code === 'commander.invalidArgument'
    ? `— ${message.split(/ is invalid(?: for argument '[^']*')?\. /).at(1) ?? message}.`
    : '';

function suggestionOf(message: string): string {
  const suggested = /\(Did you mean (?:one of )?([^?]+)\?\)/.exec(message)?.[1];
  return suggested === undefined ? '' : `Возможно, имелось в виду: ${suggested}.`;
}
