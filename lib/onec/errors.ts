import { BridgeError, type BridgeErrorFacts, type ErrorDetails } from '../platform/errors.ts';
import { NoAnswer } from '../platform/http.ts';
import { silenceText } from '../platform/silence-text.ts';

/** What was asked of 1C, as much as may stand in a log: no keys of the body, no values. */
export interface RequestName {
  readonly operation:
    | 'sets'
    | 'list'
    | 'count'
    | 'read'
    | 'balance'
    | 'sliceLast'
    | 'create'
    | 'update'
    | 'post'
    | 'unpost';
  readonly set: string;
}

/** Base of everything that goes wrong with 1C. */
export abstract class OnecError extends BridgeError {
  readonly operation: RequestName['operation'];
  readonly set: string;

  constructor(request: RequestName, happened: string, facts: BridgeErrorFacts) {
    super(`1C, ${request.operation} ${request.set}: ${happened}`, {
      ...facts,
      details: { ...facts.details, operation: request.operation, set: request.set },
    });
    this.operation = request.operation;
    this.set = request.set;
  }
}

/** 1C does not accept the login (401). Stop at once: repeated bad logins can lock the 1C user (onec-odata A9). */
export class OnecLoginRefused extends OnecError {
  constructor(request: RequestName) {
    super(request, 'login refused (401)', {
      code: 'onecLoginRefused',
      retryable: false,
      scope: 'exchange',
      advice:
        '1С не принимает имя или пароль пользователя обмена. Проверьте ONEC_USER и ONEC_PASSWORD, и что этому пользователю в 1С включена аутентификация «1С:Предприятия» и вход не запрещён. До исправления заказы не загружаются: неверные попытки могут заблокировать пользователя.',
    });
  }
}

/** The login is good, its rights are not enough (403, or code 20 with any status). */
export class OnecRightsMissing extends OnecError {
  constructor(request: RequestName, reason: string) {
    super(request, `rights are missing: ${reason}`, {
      code: 'onecRightsMissing',
      retryable: false,
      scope: 'exchange',
      advice: `Пользователю обмена не хватает прав в 1С на ${request.set}. Добавьте ему роль «Удаленный доступ OData» и права на этот объект; если включено ограничение на уровне записей, дайте доступ к нужным организациям и складам.`,
    });
  }
}

/** 1C could not open a session: no free licence, or the pool is exhausted (402, 406; onec-odata A10). Nothing was done. */
export class OnecLicenceMissing extends OnecError {
  constructor(request: RequestName, status: number) {
    super(request, `no session could be created (HTTP ${status})`, {
      code: 'onecLicenceMissing',
      retryable: true,
      advice:
        '1С не смогла открыть сеанс: скорее всего, заняты все клиентские лицензии. Обмен повторит попытку сам. Если это случается часто, уменьшите limits.onecParallel, включите повторное использование сеансов в публикации или добавьте лицензию.',
      details: { status },
    });
  }
}

/** 1C did not answer, or somebody else did in its place: the web server, a proxy, a login page. Nothing was changed. */
export class OnecUnavailable extends OnecError {
  constructor(request: RequestName, happened: string, cause?: unknown) {
    super(request, happened, {
      code: 'onecUnavailable',
      retryable: true,
      advice: `${cause instanceof NoAnswer ? `1С не отвечает: ${silenceText(cause, 'ONEC_URL')}` : '1С не отвечает или вместо неё отвечает веб-сервер'}. Пока обмен работает, попытки повторяются сами. Если это длится дольше часа, откройте в браузере адрес ONEC_URL с окончанием /odata/standard.odata: он должен спрашивать имя и показывать список объектов. Проверьте, что база запущена, не обновляется и что в публикации включён интерфейс OData.`,
      cause,
    });
  }
}

/** A list changed faster than its pages were read, so that nobody knows what is missing. Nothing was changed. */
export class OnecListUnstable extends OnecError {
  constructor(request: RequestName, seen: number, counted: number) {
    super(request, `the list keeps changing while it is read: ${seen} seen, ${counted} counted`, {
      code: 'onecListUnstable',
      retryable: true,
      advice: `Список ${request.set} в 1С меняется быстрее, чем обмен успевает его прочитать (прочитано ${seen}, в 1С ${counted}), поэтому прочитанное не используется. Обмен прочитает его снова сам. Если это длится дольше часа, посмотрите, не идёт ли в 1С массовая загрузка или перепроведение, и дождитесь их конца.`,
      details: { seen, counted },
    });
  }
}

/** Somebody else is writing the same data; 1C rolled our change back. Nothing was changed. */
export class OnecBusy extends OnecError {
  constructor(request: RequestName) {
    // 1C's own words name the person who holds the lock.
    super(request, 'the data are locked by another user or job', {
      code: 'onecBusy',
      retryable: true,
      advice: `Данные в 1С сейчас заняты другим пользователем или заданием (${request.set}). Обмен повторит попытку сам.`,
    });
  }
}

/** 1C's configuration refused the change or the posting (code -1): nothing was changed, repeating does not help. */
export class OnecRefused extends OnecError {
  /** 1C's own words; they may name people. */
  readonly reason: string;

  /** @param logged 1C's words as far as the log may hold them. */
  constructor(request: RequestName, reason: string, logged: string) {
    super(request, `refused: ${logged}`, {
      code: 'onecRefused',
      retryable: false,
      scope: 'order',
      advice: `1С отказала (${REFUSED_OPERATION[request.operation]}, ${request.set}): «${reason}». Устраните причину в 1С или в заказе и повторите загрузку.`,
    });
    this.reason = reason;
  }
}

const REFUSED_OPERATION: Readonly<Record<RequestName['operation'], string>> = {
  sets: 'чтение состава OData',
  list: 'чтение списка',
  count: 'подсчёт списка',
  read: 'чтение',
  balance: 'чтение остатков',
  sliceLast: 'чтение среза последних',
  create: 'создание',
  update: 'изменение',
  post: 'проведение',
  unpost: 'отмена проведения',
};

/** 1C did not understand the request: the fault is the bridge's, or the base has another shape than was thought. */
export class OnecRequestFault extends OnecError {
  constructor(request: RequestName, reason: string, details: ErrorDetails) {
    super(request, `the request was not understood: ${reason}`, {
      code: 'onecRequestFault',
      retryable: false,
      scope: 'order',
      advice: `1С не поняла запрос обмена к ${request.set}. Проверьте, что выпуск УТ поддерживается и состав OData полон; если ошибка остаётся, передайте её разработчику.`,
      details,
    });
  }
}

/** Whether 1C does not know a property that a request names (code 10): the base has another shape than was thought. */
export function isUnknownProperty(error: unknown): boolean {
  return error instanceof OnecRequestFault && error.details.onecCode === PROPERTY_UNKNOWN;
}

/** A property that was asked for and not answered, which is how 1C may take an unknown name as well. */
export function unknownProperty(request: RequestName, name: string): OnecRequestFault {
  return new OnecRequestFault(request, `${name} was not answered`, { onecCode: PROPERTY_UNKNOWN });
}

const PROPERTY_UNKNOWN = 10;

/** The web server takes no address of this length (414): the request must be split. */
export class OnecAddressTooLong extends OnecRequestFault {
  constructor(request: RequestName) {
    super(request, 'the address is too long for the web server', { status: 414 });
  }
}

/** An object with the proposed key exists already (code 15): an earlier create did happen. Search finds it. */
export class OnecKeyTaken extends OnecError {
  constructor(request: RequestName) {
    super(request, 'an object with this key exists already', {
      code: 'onecKeyTaken',
      retryable: true,
      advice: `Этот объект (${request.set}) уже заведён в 1С раньше. Обмен найдёт его сам и продолжит, второй не появится.`,
    });
  }
}

/** The set is not in the base's OData composition (404, code 8; onec-odata A1, A11). */
export class OnecSetNotPublished extends OnecError {
  constructor(request: RequestName) {
    super(request, 'the set is not published', {
      code: 'onecSetNotPublished',
      retryable: false,
      scope: 'exchange',
      advice: `Объект ${request.set} не входит в состав интерфейса OData. Добавьте его в состав OData: docs/guides/publish-onec.md, раздел 4.`,
    });
  }
}

/** The entity that should be changed or posted is not there (404, code 9). */
export class OnecObjectMissing extends OnecError {
  constructor(request: RequestName) {
    super(request, 'there is no such object', {
      code: 'onecObjectMissing',
      retryable: false,
      scope: 'order',
      advice: `Объекта ${request.set}, который обмен хотел изменить, в 1С больше нет: его удалили. Проверьте в 1С; при необходимости загрузите заказ заново.`,
    });
  }
}

/**
 * A change was sent and what became of it is not known: the connection broke, the time ran out, a proxy answered in 1C's
 * place. Look before repeating: the change may have been made (onec-odata A9, design principle 3).
 */
export class UnknownOutcome extends OnecError {
  constructor(request: RequestName, happened: string, cause?: unknown) {
    super(request, `outcome unknown: ${happened}`, {
      code: 'onecUnknownOutcome',
      retryable: true,
      advice: `Связь с 1С прервалась во время записи (${request.set}), и неизвестно, сохранилась ли она. Обмен сам проверит это в 1С и продолжит, второй документ не появится.`,
      cause,
    });
  }
}
