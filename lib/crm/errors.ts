import { BridgeError, type ErrorScope } from '../platform/errors.ts';
import type { NoAnswer } from '../platform/http.ts';
import { outsideText } from '../platform/outside-text.ts';
import { silenceText } from '../platform/silence-text.ts';

/** One entry of the CRM's `errors`: without a field when the CRM sent a plain list (retailcrm-api 1.2). */
export interface FieldError {
  readonly field?: string;
  readonly message: string;
}

/** What the CRM said when it refused a request. */
export interface Refusal {
  readonly status: number;
  /** Method and path, without the query: ids, no secrets. */
  readonly request: string;
  readonly errorMsg: string;
  readonly fieldErrors: readonly FieldError[];
  /** Id of the record into which the one that was asked for was merged. */
  readonly mergedInto?: number;
}

/** Base of everything that a `CrmClient` throws. Texts of the CRM are masked before they enter a message or an advice. */
export class CrmError extends BridgeError {}

/**
 * The key is wrong or missing, lacks the right that the method needs (retailcrm-api 1.2: 403, also 400 without a key), or
 * cannot be sent at all (then there is no `answer`).
 */
export class CrmKeyRefused extends CrmError {
  /** The key as such is good, only this method or shop is closed to it. */
  readonly isRightMissing: boolean;

  constructor(said: string, answer?: Pick<Refusal, 'request' | 'status'>) {
    const safe = outsideText(said);
    const isRightMissing = /access denied/i.test(said);
    super(answer === undefined ? `API key: ${safe}` : `${answer.request}: ${answer.status} ${safe}`, {
      code: 'crmKeyRefused',
      retryable: false,
      scope: 'exchange',
      advice: isRightMissing
        ? `У ключа API нет права на запрос ${answer?.request}. Откройте ключ в RetailCRM (Настройки → Интеграция → Ключи доступа к API), добавьте ему доступ к этому методу и нужным магазинам и повторите обмен.`
        : `Ключ API не принят: «${safe}». Обмен с CRM стоит. Проверьте ключ в RetailCRM (Настройки → Интеграция → Ключи доступа к API) и значение CRM_API_KEY.`,
      details: { ...answer },
    });
    this.isRightMissing = isRightMissing;
  }
}

/** There is no such account, or what answers at its address is not the CRM's API: 404 with that text, HTML, a redirect. */
export class CrmAccountUnknown extends CrmError {
  constructor(request: string, status: number, what: string) {
    super(`${request}: ${status} ${what}`, {
      code: 'crmAccountUnknown',
      retryable: false,
      scope: 'exchange',
      advice:
        'По адресу CRM_URL нет аккаунта RetailCRM. Обмен с CRM стоит. Проверьте адрес: он выглядит как https://имя.retailcrm.ru и не содержит пути.',
      details: { request, status },
    });
  }
}

/** The CRM understood the request and refused it (400, 404, a 2xx with `success: false`); the same request will fail again. */
export class CrmRequestRefused extends CrmError {
  readonly status: number;
  readonly errorMsg: string;
  readonly fieldErrors: readonly FieldError[];
  /** Id of the record into which the one that was asked for was merged, if the CRM said so. */
  readonly mergedInto: number | undefined;

  constructor(refusal: Refusal, facts: RefusalFacts = refusedFacts(refusal)) {
    super(`${refusal.request}: ${refusal.status} ${outsideText(refusal.errorMsg)}${fieldNames(refusal)}`, {
      ...facts,
      retryable: false,
      details: { request: refusal.request, status: refusal.status },
    });
    this.status = refusal.status;
    this.errorMsg = outsideText(refusal.errorMsg);
    this.mergedInto = refusal.mergedInto;
    this.fieldErrors = refusal.fieldErrors.map((entry) => ({
      ...entry,
      message: outsideText(entry.message),
    }));
  }

  /** The object asked for does not exist; an unknown method or account says it in other words (retailcrm-api 1.2). */
  get isNotFound(): boolean {
    return this.status === 404 && /^not found\.?$/i.test(this.errorMsg.trim());
  }
}

/** An upload was carried out for a part of its records (460); `answer` names the carried out and the failed ones. */
export class CrmUploadPartlyRefused extends CrmRequestRefused {
  readonly answer: Readonly<Record<string, unknown>>;

  constructor(refusal: Refusal, answer: Readonly<Record<string, unknown>>) {
    super(refusal, {
      code: 'crmUploadPartlyRefused',
      scope: 'order',
      advice: `RetailCRM приняла только часть записей: ${reasons(refusal)}. Исправьте названные записи; принятые повторять не нужно.`,
    });
    this.answer = answer;
  }
}

/** The limit of requests per second was still exceeded after all tries (503, 429; retailcrm-api 1.3). */
export class CrmOverloaded extends CrmError {
  /** How long the CRM asked to wait, milliseconds; undefined if it did not say. */
  readonly retryAfterMs: number | undefined;

  constructor(request: string, status: number, retryAfterMs: number | undefined) {
    super(`${request}: ${status} the CRM limits the rate of requests`, {
      code: 'crmOverloaded',
      retryable: true,
      advice:
        'RetailCRM просит обращаться реже. Обмен повторит попытку сам; если это длится дольше часа, уменьшите limits.crmRps или проверьте, кто ещё пользуется этим ключом API.',
      details: { request, status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
    });
    this.retryAfterMs = retryAfterMs;
  }
}

/** The requests that this key may send are spoken for, for longer than the caller can wait; nothing was sent. */
export class CrmBudgetExhausted extends CrmError {
  constructor(request: string, patienceMs: number) {
    super(`${request}: not sent, the request budget is spoken for longer than ${patienceMs} ms`, {
      code: 'crmBudgetExhausted',
      retryable: true,
      advice:
        'Разрешённые запросы к RetailCRM (limits.crmRps) сейчас заняты другими заказами и заданиями, или RetailCRM попросила паузу. Обмен повторит попытку сам; если это длится дольше часа, проверьте, кто ещё пользуется этим ключом API.',
      details: { request, patienceMs },
    });
  }
}

/** True of the running exchange and of a command that has ended with this error alike. */
const WHILE_RUNNING = 'Пока обмен работает, попытки повторяются сами';

/** The CRM failed (5xx) or gave no complete answer, also after all tries; `cause` tells whether the request was sent. */
export class CrmUnavailable extends CrmError {
  constructor(request: string, failure: number | NoAnswer) {
    super(
      `${request}: ${typeof failure === 'number' ? `${failure} the CRM failed` : 'the CRM gave no answer'}`,
      {
        code: 'crmUnavailable',
        retryable: true,
        advice:
          typeof failure === 'number'
            ? `RetailCRM отвечает ошибкой сервера (${failure}). ${WHILE_RUNNING}; если это длится дольше часа, проверьте, открывается ли CRM в браузере, и напишите в её поддержку.`
            : `RetailCRM не отвечает: ${silenceText(failure, 'CRM_URL')}. ${WHILE_RUNNING}.`,
        details: { request, ...(typeof failure === 'number' ? { status: failure } : { sent: failure.sent }) },
        ...(typeof failure === 'number' ? {} : { cause: failure }),
      },
    );
  }
}

/**
 * An answer that the API does not give: not JSON (worth another try, something on the way spoilt it), or JSON of another
 * shape (not worth one). `problem` names fields and never carries values.
 */
export class CrmAnswerMalformed extends CrmError {
  constructor(request: string, problem: string, retryable = false) {
    super(`${request}: malformed answer: ${problem}`, {
      code: 'crmAnswerMalformed',
      retryable,
      scope: 'exchange',
      advice: `Ответ RetailCRM на запрос ${request} не удалось разобрать (${problem}). Если ошибка повторяется, передайте этот текст разработчику обмена.`,
      details: { request },
    });
  }
}

interface RefusalFacts {
  readonly code: string;
  readonly scope: ErrorScope;
  readonly advice: string;
}

/** Orders are asked for by their ids alone, so what the CRM says of the request it says of none of them. */
function refusedFacts(refusal: Refusal): RefusalFacts {
  return {
    code: 'crmRequestRefused',
    scope: 'exchange',
    advice: `RetailCRM отклонила запрос ${refusal.request}: ${reasons(refusal)}. Повтор не поможет: исправьте названное и повторите обмен этой записи.`,
  };
}

function reasons({ errorMsg, fieldErrors }: Refusal): string {
  const parts = fieldErrors.map(({ field, message }) =>
    field === undefined ? message : `${field}: ${message}`,
  );
  return `«${outsideText([errorMsg, ...parts].join('; '))}»`;
}

/** The log gets the names of the fields only: their messages may quote what people typed. */
function fieldNames({ fieldErrors }: Refusal): string {
  const names = fieldErrors.flatMap(({ field }) => (field === undefined ? [] : [field]));
  return names.length === 0 ? '' : ` (${outsideText(names.join(', '))})`;
}
