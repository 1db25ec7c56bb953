import { BridgeError, type ErrorDetails } from '../platform/errors.ts';
import { type LinkKind, type LinkRef, nameOfRef } from './links.ts';
import type { Key } from './table.ts';

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
        'Если это длится дольше часа, проверьте таблицу DynamoDB и права функций на неё.',
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
  readonly key: Key;

  constructor({ pk, sk }: Key, why: string) {
    super(`state table: item ${pk} / ${sk} is not readable: ${why}`, {
      code: 'stateUnreadable',
      retryable: false,
      scope: 'order',
      advice:
        `Запись «${pk}» в таблице состояния обмена повреждена или создана другой версией обмена. ` +
        'Установите версию, которая её записала, или удалите эту запись и восстановите связи командой links rebuild.',
      details: { pk, sk },
    });
    this.key = { pk, sk };
  }
}

/** Another subject took the document first: two orders of one number and day. Searching anew leaves it out. */
export class DocumentTaken extends BridgeError {
  readonly holder: LinkRef;

  constructor(ref: LinkRef, documentKey: string, holder: LinkRef) {
    super(`document ${documentKey} belongs to ${nameOfRef(holder)} and is not taken for ${nameOfRef(ref)}`, {
      code: 'documentTaken',
      retryable: true,
      advice: `Документ 1С с этим номером и датой уже занят: ${SUBJECTS[holder.kind]} с id ${holder.id}. Загрузка повторится сама и заведёт свой документ.`,
      details: { subject: nameOfRef(ref), documentKey, holder: nameOfRef(holder) },
    });
    this.holder = holder;
  }
}

const SUBJECTS: Readonly<Record<LinkKind, string>> = {
  order: 'заказ RetailCRM',
  partner: 'партнёр покупателя',
  counterparty: 'контрагент покупателя',
  contact: 'контактное лицо',
  account: 'расчётный счёт контрагента',
  payment: 'оплата RetailCRM',
  shipment: 'отгрузка заказа',
  return: 'возврат по отгрузке',
};

/**
 * A subject that is linked to one 1C object was about to be linked to another: there are two 1C objects for one (design,
 * principle 3), and only a person can say which one stays.
 */
export class LinkConflict extends BridgeError {
  readonly linkedKey: string;

  constructor(ref: LinkRef, linkedKey: string, newKey: string) {
    super(`${nameOfRef(ref)} is linked to ${linkedKey} and cannot be linked to ${newKey}`, {
      code: 'linkConflict',
      retryable: false,
      scope: 'order',
      advice:
        `У объекта «${SUBJECTS[ref.kind]}» с id ${ref.id} уже есть объект 1С ${linkedKey}, а найден ещё один: ${newKey}. ` +
        'Оставьте в 1С один из них, второй пометьте на удаление, затем выполните links rebuild.',
      details: { kind: ref.kind, id: ref.id, linkedKey, newKey },
    });
    this.linkedKey = linkedKey;
  }
}

function nameOf(cause: unknown): string {
  return cause instanceof Error ? cause.name : 'unknown';
}
