import { readFile } from 'node:fs/promises';
import { utf8Text } from '../../lib/cli/text-file.ts';
import { SettingsMissing } from '../../lib/settings/errors.ts';
import type { SettingsVersions } from '../../lib/settings/versions.ts';
import { sandboxSettings } from '../sandbox/shop/settings.ts';
import type { Shop } from '../sandbox/shop/shop.ts';
import type { LocalConfig } from './local-config.ts';
import { UnusableVariable } from './unusable-variable.ts';

/** Settings in force and where they came from. */
export interface FirstSettings {
  readonly version: number;
  readonly source: 'stored' | 'file' | 'sandbox';
}

const NONE_STORED = 0;

/**
 * Puts the first settings in force where none are stored yet: those of `SETTINGS_FILE`, or the sandbox's own when both
 * systems are sandboxes (contract 1).
 *
 * @returns undefined if there is nothing to start with: real systems and no file.
 * @throws {SettingsRefused} with every fault of the file; {UnusableVariable} if it cannot be read or is not UTF-8.
 */
export async function storeFirstSettings(
  versions: SettingsVersions,
  config: LocalConfig,
  shop: Shop,
): Promise<FirstSettings | undefined> {
  const stored = await storedVersion(versions);
  if (stored !== undefined) {
    return { version: stored, source: 'stored' };
  }
  const first = await firstDocument(config, shop);
  if (first === undefined) {
    return undefined;
  }
  const { version } = await versions.save(first.text, NONE_STORED);
  return { version, source: first.source };
}

async function storedVersion(versions: SettingsVersions): Promise<number | undefined> {
  try {
    return (await versions.load()).version;
  } catch (error) {
    if (error instanceof SettingsMissing) {
      return undefined;
    }
    throw error;
  }
}

async function firstDocument(
  config: LocalConfig,
  shop: Shop,
): Promise<{ readonly text: string; readonly source: 'file' | 'sandbox' } | undefined> {
  if (config.settingsFile !== undefined) {
    return { text: await readSettingsFile(config.settingsFile), source: 'file' };
  }
  if (config.crmUrl !== undefined || config.onecUrl !== undefined) {
    return undefined;
  }
  return { text: JSON.stringify(sandboxSettings(shop), null, 2), source: 'sandbox' };
}

async function readSettingsFile(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new UnusableVariable('SETTINGS_FILE', `файл ${path} не читается`, error);
  });
  const text = utf8Text(bytes);
  if (text === undefined) {
    throw new UnusableVariable(
      'SETTINGS_FILE',
      `файл ${path} не в UTF-8, сохраните его в UTF-8`,
      'not UTF-8',
    );
  }
  return text;
}
