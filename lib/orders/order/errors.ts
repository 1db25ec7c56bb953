import { BridgeError } from '../../platform/errors.ts';

/** The document that was just written is not there any more; the message comes back and is worked on anew. */
export class DocumentVanished extends BridgeError {
  constructor(key: string) {
    super(`document ${key} vanished right after it was written`, {
      code: 'documentVanished',
      retryable: true,
      advice:
        'Документ исчез из 1С сразу после записи: его удалил другой пользователь. Загрузка повторится сама.',
      details: { key },
    });
  }
}
