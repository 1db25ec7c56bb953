import { Command, CommanderError, Option } from 'commander';
import { addCatalogCommand, type CatalogCommandParts } from './catalog-command.ts';
import { addCrmCommands, type CrmCommandParts } from './crm-commands.ts';
import { addExchangeCommand, type ExchangeCommandParts } from './exchange-command.ts';
import { addFailedCommands, type FailedCommandParts } from './failed-commands.ts';
import { failureOf } from './failure.ts';
import { addLinksCommands, type LinksCommandParts } from './links-commands.ts';
import { addOrdersCommands, type OrdersCommandParts } from './orders-commands.ts';
import { type ExitCode, jsonText, type Outcome, type Output } from './outcome.ts';
import { addPushCommands, type PushCommandParts } from './push-commands.ts';
import { addRunsCommand, type RunsCommandParts } from './runs-command.ts';
import { speakRussian } from './russian-help.ts';
import { addSettingsCommands, type Perform, type SettingsCommandParts } from './settings-commands.ts';
import { visible } from './visible.ts';
import { wrongUse } from './wrong-use.ts';

export interface ProgramParts
  extends SettingsCommandParts,
    RunsCommandParts,
    FailedCommandParts,
    OrdersCommandParts,
    LinksCommandParts,
    PushCommandParts,
    ExchangeCommandParts,
    CrmCommandParts,
    CatalogCommandParts,
    Output {
  /** Of this program, `1.2.3`. */
  readonly version: string;
}

export interface Program {
  /**
   * Runs one command. Never ends the process and never rejects: an error of a command becomes its text and exit code 1,
   * words that make no command become exit code 2.
   *
   * @param args what was typed behind the name of the program.
   */
  run(args: readonly string[]): Promise<ExitCode>;
}

/** Commander's codes for help that was asked for or, as wrong use, is shown for want of a command. */
const HELP = ['commander.helpDisplayed', 'commander.help'];

/** Words that ask for the version; commander's own option would take `settings export --version 3` for it. */
const VERSION = ['-V', '--version'];

/**
 * The command line (contract 4). Results go to `out`, errors and wrong use to `err`; with `--json` a result and an error
 * alike are one JSON value on `out`. Whatever came from outside reaches neither unseen (B-11).
 */
export function createProgram(given: ProgramParts): Program {
  const parts: ProgramParts = {
    ...given,
    out: (text) => given.out(visible(text)),
    err: (text) => given.err(visible(text)),
  };
  return {
    run: async (args) => {
      const isForPrograms = args.includes('--json');
      const [word, ...others] = args.filter((arg) => arg !== '--json');
      if (word !== undefined && VERSION.includes(word) && others.length === 0) {
        parts.out(isForPrograms ? jsonText({ version: parts.version }) : `${parts.version}\n`);
        return 0;
      }
      let exitCode: ExitCode = 0;
      const root = rootCommand(parts);
      const performNoted: Perform = async (work) => {
        exitCode = await perform(work, parts, root.opts().json === true);
      };
      addSettingsCommands(root, parts, performNoted);
      addOrdersCommands(root, parts, performNoted);
      addLinksCommands(root, parts, performNoted);
      addPushCommands(root, parts, performNoted);
      addExchangeCommand(root, parts, performNoted);
      addCrmCommands(root, parts, performNoted);
      addCatalogCommand(root, parts, performNoted);
      addRunsCommand(root, parts, performNoted);
      addFailedCommands(root, parts, performNoted);
      try {
        await root.parseAsync(args, { from: 'user' });
        return exitCode;
      } catch (error) {
        return explain(error, parts, isForPrograms);
      }
    },
  };
}

/** Everything that later commands inherit is set here, before any is added. */
function rootCommand({ out, err }: Output): Command {
  const root = new Command('retailcrm-1c')
    .description('мост между RetailCRM и 1С: Управление торговлей 11')
    .option('--json', 'ответ для программ: одно значение JSON')
    .exitOverride()
    .configureOutput({ writeOut: out, writeErr: err, outputError: () => undefined });
  return speakRussian(root, [new Option('-V, --version', 'показать версию программы')]);
}

async function perform(work: () => Promise<Outcome>, { out, err }: Output, json: boolean): Promise<ExitCode> {
  try {
    const outcome = await work();
    out(json ? jsonText(outcome.data) : outcome.text);
    err(outcome.remarks ?? '');
    return outcome.exitCode;
  } catch (error) {
    const failure = failureOf(error);
    if (json) {
      out(jsonText(failure.data));
    } else {
      err(failure.text);
    }
    return failure.exitCode;
  }
}

/** Of help that was asked for, or is shown for want of a command, commander has written all that people need. */
function explain(error: unknown, { out, err }: Output, json: boolean): ExitCode {
  const isHelp = error instanceof CommanderError && HELP.includes(error.code);
  if (isHelp && error.exitCode === 0) {
    return 0;
  }
  const isWrongUse = error instanceof CommanderError;
  const failure = isWrongUse ? wrongUse(error) : failureOf(error);
  if (json) {
    out(jsonText(failure.data));
  } else if (!isHelp) {
    err(failure.text);
  }
  return failure.exitCode;
}
