import { type Command, Help, type Option } from 'commander';

const WORDS: Readonly<Record<string, string>> = {
  'Usage:': 'Использование:',
  'Arguments:': 'Аргументы:',
  'Options:': 'Параметры:',
  'Commands:': 'Команды:',
};

const translatedTerms = (usage: string): string =>
  usage.replaceAll('[options]', '[параметры]').replaceAll('[command]', '[команда]');

/**
 * Makes the help of `program`, and of the commands that are added to it afterwards, Russian.
 *
 * @param own options that only `program` itself has and commander does not know of.
 */
export function speakRussian(program: Command, own: readonly Option[]): Command {
  const help = new Help();
  return program
    .helpOption('-h, --help', 'показать эту справку')
    .helpCommand('help [команда]', 'показать справку по команде')
    .configureHelp({
      styleTitle: (title) => WORDS[title] ?? title,
      commandUsage: (command) => translatedTerms(help.commandUsage(command)),
      visibleOptions: (command) => [...(command === program ? own : []), ...help.visibleOptions(command)],
      subcommandTerm: (command) => translatedTerms(help.subcommandTerm(command)),
    });
}
