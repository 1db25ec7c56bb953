import { type Command, InvalidArgumentError } from 'commander';
import type { SavedSettings } from '../settings/save-version.ts';
import { parseSettingsText } from '../settings/validate.ts';
import type { SettingsVersions } from '../settings/versions.ts';
import { faultLines } from './fault-lines.ts';
import type { Outcome } from './outcome.ts';
import { type ReadFile, readTextFile } from './text-file.ts';

export interface SettingsCommandParts {
  readonly readFile: ReadFile;
  /** Opened only by the commands that need stored settings: `validate` starts nothing. */
  readonly settings: () => Promise<SettingsVersions>;
}

/** Runs the work of a command and shows what came of it. */
export type Perform = (work: () => Promise<Outcome>) => Promise<void>;

/** Adds `settings validate FILE`, `settings import FILE` and `settings export` (contract 4). */
export function addSettingsCommands(program: Command, parts: SettingsCommandParts, perform: Perform): void {
  const settings = program
    .command('settings')
    .description('настройки обмена: проверить, загрузить, выгрузить');

  settings
    .command('validate')
    .description('проверить файл настроек, ничего не сохраняя')
    .argument('<файл>', 'настройки в JSON')
    .action((path: string) => perform(() => validateFile(parts, path)));

  settings
    .command('import')
    .description('проверить файл настроек и ввести его в действие новой версией')
    .argument('<файл>', 'настройки в JSON')
    .action((path: string) => perform(() => importFile(parts, path)));

  settings
    .command('export')
    .description('вывести действующие настройки')
    .option('--version <номер>', 'вывести прежнюю версию', versionNumber)
    .action(({ version }: { version?: number }) => perform(() => exportVersion(parts, version)));
}

async function validateFile({ readFile }: SettingsCommandParts, path: string): Promise<Outcome> {
  const parsed = parseSettingsText(await readTextFile(readFile, path));
  if (!parsed.ok) {
    const { faults } = parsed;
    return {
      exitCode: 1,
      text: `В настройках ошибки: ${faults.length}\n${faultLines(faults)}`,
      data: { ok: false, faults },
    };
  }
  const { sites, statuses } = parsed.settings;
  return {
    exitCode: 0,
    text: `Настройки верны: магазинов — ${sites.length}, статусов — ${statuses.length}.\n${remarks(parsed)}`,
    data: { ok: true, warnings: parsed.warnings },
  };
}

async function importFile({ readFile, settings }: SettingsCommandParts, path: string): Promise<Outcome> {
  const text = await readTextFile(readFile, path);
  const versions = await settings();
  const saved = await versions.save(text);
  const sentence = saved.created
    ? `Настройки сохранены, действует версия ${saved.version}.`
    : `Такие настройки уже действуют: версия ${saved.version}.`;
  return { exitCode: 0, text: `${sentence}\n${remarks(saved)}`, data: { ok: true, ...saved } };
}

async function exportVersion(
  { settings }: SettingsCommandParts,
  version: number | undefined,
): Promise<Outcome> {
  const versions = await settings();
  const text = await versions.exportText(version);
  return { exitCode: 0, text, data: JSON.parse(text) };
}

const remarks = ({ warnings }: Pick<SavedSettings, 'warnings'>): string =>
  warnings.length === 0 ? '' : `Стоит проверить:\n${faultLines(warnings)}`;

function versionNumber(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) {
    throw new InvalidArgumentError('нужен номер версии: 1, 2, 3…');
  }
  return Number(text);
}
