import { BridgeError } from '../platform/errors.ts';

/** Something without which no settings can be valid is not to be had of the two systems. */
export class SetupImpossible extends BridgeError {
  /** @param missing Russian, what there is none of. */
  constructor(missing: readonly string[]) {
    super(`settings cannot be proposed, ${missing.length} thing(s) are missing`, {
      code: 'setupImpossible',
      retryable: false,
      scope: 'exchange',
      advice: `Настройки составить не из чего. Не нашлось: ${missing.join('; ')}. Заведите это (или опубликуйте в OData: docs/guides/publish-onec.md, раздел 4) и повторите команду.`,
    });
  }
}
