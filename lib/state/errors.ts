import { BridgeError, type ErrorDetails } from '../platform/errors.ts';

/**
 * The state table gave no usable answer: no connection, a time-out, a throttle, missing rights, a missing table. Nothing
 * is known about a write that ended so; all writes of the bridge may be repeated.
 */
export class StateUnreachable extends BridgeError {
  constructor(operation: string, cause: unknown) {
    super(`state table: ${operation} failed: ${nameOf(cause)}`, {
      code: 'stateUnreachable',
      retryable: true,
      advice:
        'Таблица состояния обмена не отвечает. Заказы остаются в очереди, обмен повторит попытку сам. ' +
        'Если это длится дольше часа, проверьте таблицу DynamoDB и права функций на нее.',
      details: { operation, failure: nameOf(cause) },
      cause,
    });
  }
}

/** The item can never be stored as it is: a value that is not JSON, or more than DynamoDB's 400 KB. */
export class StateRefused extends BridgeError {
  constructor(why: string, details: ErrorDetails, cause?: unknown) {
    super(`state table: the item is refused: ${why}`, {
      code: 'stateRefused',
      retryable: false,
      scope: 'order',
      advice:
        'Запись не помещается в таблицу состояния обмена. Это ошибка программы: передайте журнал разработчику.',
      details,
      cause,
    });
  }
}

/** A stored item does not have the shape that this version of the bridge writes. */
export class StateUnreadable extends BridgeError {
  constructor(key: { readonly pk: string; readonly sk: string }, why: string) {
    super(`state table: item ${key.pk} / ${key.sk} is not readable: ${why}`, {
      code: 'stateUnreadable',
      retryable: false,
      scope: 'order',
      advice:
        `Запись «${key.pk}» в таблице состояния обмена повреждена или создана другой версией обмена. ` +
        'Установите версию, которая ее записала, или удалите эту запись и восстановите связи командой links rebuild.',
      details: { pk: key.pk, sk: key.sk },
    });
  }
}

/** Another order of the CRM took the document first: two orders of one number and day. Searching anew leaves it out. */
export class DocumentTaken extends BridgeError {
  constructor(orderId: number, documentKey: string, holder: number) {
    super(`document ${documentKey} belongs to order ${holder} and is not taken for order ${orderId}`, {
      code: 'documentTaken',
      retryable: true,
      advice: `Документ 1С с этим номером и датой занят другим заказом RetailCRM (id ${holder}). Загрузка повторится сама и заведет для заказа свой документ.`,
      details: { orderId, documentKey, holder },
    });
  }
}

/**
 * A CRM object that is linked to one 1C object was about to be linked to another: there are two 1C objects for one CRM
 * object (design, principle 3), and only a person can say which one stays.
 */
export class LinkConflict extends BridgeError {
  constructor(kind: string, crmId: number, linkedKey: string, newKey: string) {
    super(`${kind} ${crmId} is linked to ${linkedKey} and cannot be linked to ${newKey}`, {
      code: 'linkConflict',
      retryable: false,
      scope: 'order',
      advice:
        `Объект CRM ${crmId} уже связан с объектом 1С ${linkedKey}, а найден еще один: ${newKey}. ` +
        'Оставьте в 1С один из них, второй пометьте на удаление, затем выполните links rebuild.',
      details: { kind, crmId, linkedKey, newKey },
    });
  }
}

function nameOf(cause: unknown): string {
  return cause instanceof Error ? cause.name : 'unknown';
}
