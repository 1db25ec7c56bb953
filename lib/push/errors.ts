import { BridgeError } from '../platform/errors.ts';

/** What was remembered of the last pushes cannot be read; everything is sent anew instead of differences. */
export class PushMemoryUnreadable extends BridgeError {
  constructor(what: string, cause?: unknown) {
    super(`the memory of a push cannot be read: ${what}`, {
      code: 'pushMemoryUnreadable',
      retryable: false,
      scope: 'exchange',
      advice:
        'Запись о том, что уже передано в RetailCRM, не читается. Обмен передаст всё заново, делать ничего не нужно.',
      cause,
    });
  }
}
