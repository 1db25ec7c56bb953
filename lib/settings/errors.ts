import { BridgeError, type BridgeErrorFacts } from '../platform/errors.ts';
import type { Fault } from './faults.ts';

/** Base of the errors around stored settings, which decide for all orders alike. */
class SettingsError extends BridgeError {
  constructor(message: string, facts: Omit<BridgeErrorFacts, 'scope'>) {
    super(message, { ...facts, scope: 'exchange' });
  }
}

/** A document breaks the contract; nothing of it was stored or used. `faults` are all of them. */
export class SettingsRefused extends SettingsError {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    const [first] = faults;
    super(`settings refused, ${faults.length} fault(s), the first at ${first?.path ?? '$'}`, {
      code: 'settingsRefused',
      advice:
        `Настройки не приняты, ничего не изменено. Ошибок: ${faults.length}` +
        `${first === undefined ? '' : `; первая — ${first.path}: ${first.problem}`}. ` +
        'Исправьте документ и сохраните его снова.',
      retryable: false,
    });
    this.faults = faults;
  }
}

/** No settings have been stored yet. */
export class SettingsMissing extends SettingsError {
  constructor() {
    super('no settings are stored', {
      code: 'settingsMissing',
      advice: 'Настройки обмена ещё не сохранены, обмен стоит. Загрузите их командой «settings import ФАЙЛ».',
      retryable: false,
    });
  }
}

/** Somebody else stored another version meanwhile; nothing of this save was applied. */
export class SettingsConflict extends SettingsError {
  constructor(basedOn: number | undefined, current: number) {
    super(`settings changed meanwhile: based on ${basedOn ?? 'any'}, current ${current}`, {
      code: 'settingsConflict',
      advice:
        basedOn === undefined
          ? 'Настройки одновременно сохраняет кто-то ещё, ваши не записаны. Повторите сохранение.'
          : `Пока вы правили версию ${basedOn}, сохранена версия ${current}; ваши правки не записаны. Откройте настройки заново и внесите правки в новую версию.`,
      retryable: basedOn === undefined,
    });
  }
}

/** There is no version of that number. */
export class SettingsVersionUnknown extends SettingsError {
  /** @param newest number of the version in force; they run from 1. */
  constructor(version: number, newest: number) {
    super(`settings version ${version} does not exist, the newest is ${newest}`, {
      code: 'settingsVersionUnknown',
      advice: `Версии настроек ${version} нет. Есть ${newest === 1 ? 'только версия 1' : `версии 1–${newest}`}.`,
      retryable: false,
    });
  }
}

/** The body of a stored version is lost or was changed from outside. */
export class SettingsUnreadable extends SettingsError {
  constructor(version: number, key: string, cause?: unknown) {
    super(`settings version ${version} cannot be read from ${key}`, {
      code: 'settingsUnreadable',
      advice: `Файл «${key}» с версией ${version} настроек пропал или повреждён в закрытом хранилище. Верните его из резервной копии или загрузите настройки заново.`,
      retryable: false,
      cause,
    });
  }
}
