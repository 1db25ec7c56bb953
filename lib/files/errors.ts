import { BridgeError } from '../platform/errors.ts';

/** The bucket did not answer, is missing, or the function has no right to it. A write may have happened; repeat it. */
export class FilesUnreachable extends BridgeError {
  constructor(operation: string, key: string, cause: unknown) {
    const failure = cause instanceof Error ? cause.name : 'unknown';
    super(`private files: ${operation} of ${key} failed: ${failure}`, {
      code: 'filesUnreachable',
      retryable: true,
      advice:
        'Хранилище файлов обмена не отвечает. Заказы остаются в очереди, обмен повторит попытку сам. ' +
        'Если это длится дольше часа, проверьте корзину S3 и права функций на неё.',
      details: { operation, key, failure },
      cause,
    });
  }
}
