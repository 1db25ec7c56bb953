import { type Command, InvalidArgumentError } from 'commander';
import { BridgeError } from '../platform/errors.ts';
import { faultText } from '../references/reference-faults.ts';
import type { Fault } from '../settings/faults.ts';
import type { SavedSettings } from '../settings/save-version.ts';
import type { Settings } from '../settings/schema.ts';
import { parseSettingsText } from '../settings/validate.ts';
import type { SettingsVersions } from '../settings/versions.ts';
import type { PresetName } from '../setup/propose-settings.ts';
import type { SettingsSetup } from '../usecases/settings-setup.ts';
import { faultLines } from './fault-lines.ts';
import { jsonText, type Outcome } from './outcome.ts';
import { type ReadFile, readTextFile } from './text-file.ts';

export interface SettingsCommandParts {
  readonly readFile: ReadFile;
  /** Opened only by the commands that need stored settings: `validate` starts nothing. */
  readonly settings: () => Promise<SettingsVersions>;
  /** Opened only by the commands that look into the two systems. */
  readonly setup: () => Promise<SettingsSetup>;
}

/** Runs the work of a command and shows what came of it. */
export type Perform = (work: () => Promise<Outcome>) => Promise<void>;

/** Adds `settings validate FILE`, `import FILE`, `export` and `init [--preset simple|reference]` (contract 4). */
export function addSettingsCommands(program: Command, parts: SettingsCommandParts, perform: Perform): void {
  const settings = program
    .command('settings')
    .description('настройки обмена: составить, проверить, загрузить, выгрузить');

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

  settings
    .command('init')
    .description('составить первые настройки по справочникам RetailCRM и 1С; ничего не сохраняет')
    .option(
      '--preset <набор>',
      'таблицы статусов: simple — постоянные, как в прежнем расширении, reference — его «Эталонная»',
      presetName,
      'simple',
    )
    .action(({ preset }: { readonly preset: PresetName }) => perform(() => init(parts, preset)));
}

async function init({ setup }: SettingsCommandParts, preset: PresetName): Promise<Outcome> {
  const { document, remarks } = await (await setup()).propose(preset);
  return {
    exitCode: 0,
    text: jsonText(document),
    data: document,
    remarks: `Это предложение, оно нигде не сохранено. Проверьте в нём:\n${faultLines(remarks)}`,
  };
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

async function importFile(parts: SettingsCommandParts, path: string): Promise<Outcome> {
  const text = await readTextFile(parts.readFile, path);
  const versions = await parts.settings();
  const saved = await versions.save(text);
  const sentence = saved.created
    ? `Настройки сохранены, действует версия ${saved.version}.`
    : `Такие настройки уже действуют: версия ${saved.version}.`;
  const { settings } = await versions.load();
  const { warnings, unseen } = await referenceWarnings(settings, parts);
  const all = [...saved.warnings, ...warnings];
  return {
    exitCode: 0,
    text: [sentence, '\n', remarks({ warnings: all }), unseen, switchedOff(settings)].join(''),
    data: { ok: true, ...saved, warnings: all },
  };
}

/** N-11: whoever forgot the switch would wait for orders in vain. */
const switchedOff = ({ exchange }: Settings): string =>
  exchange.importOrders
    ? ''
    : 'Загрузка заказов выключена (exchange.importOrders: false): сам обмен ничего не загрузит, один заказ загружает orders import ID.\n';

interface ReferenceWarnings {
  readonly warnings: readonly Fault[];
  /** Why 1C could not be asked, a line; empty if it could. */
  readonly unseen: string;
}

/** The settings are saved by now, so whatever keeps 1C from being asked is only told (N-1). */
async function referenceWarnings(
  settings: Settings,
  { setup }: SettingsCommandParts,
): Promise<ReferenceWarnings> {
  try {
    const { faults } = await (await setup()).check(settings);
    const warnings = faults.map((fault) => ({
      path: fault.path,
      problem: `${faultText(fault)}; заказы, которым это нужно, будут отложены (settingsIncomplete)`,
    }));
    return { warnings, unseen: '' };
  } catch (error) {
    if (!(error instanceof BridgeError)) {
      throw error;
    }
    const unseen = `Есть ли в 1С то, что названо в настройках, не проверено. ${error.advice}\n`;
    return { warnings: [], unseen };
  }
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

function presetName(text: string): PresetName {
  if (text !== 'simple' && text !== 'reference') {
    throw new InvalidArgumentError('такого набора нет, есть: simple, reference');
  }
  return text;
}
