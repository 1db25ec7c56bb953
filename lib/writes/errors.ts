import { BridgeError } from '../platform/errors.ts';
import { nameOfRef } from '../state/links.ts';
import type { CreateWrite } from './write.ts';

/**
 * Somebody else created the object after this plan was made: the lease was over before the work was. Planning anew finds
 * the object.
 */
export class LinkedMeanwhile extends BridgeError {
  constructor({ ref }: Pick<CreateWrite, 'ref'>) {
    super(`${nameOfRef(ref)} was created by another worker meanwhile`, {
      code: 'linkedMeanwhile',
      retryable: true,
      advice: 'Этот объект только что завёл в 1С другой обработчик. Загрузка повторится сама и найдёт его.',
      details: { object: ref.kind, id: ref.id },
    });
  }
}
