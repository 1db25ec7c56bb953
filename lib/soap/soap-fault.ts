/** The two envelope formats that the service speaks. */
export type SoapVersion = '1.1' | '1.2';

/** Whose mistake a fault is, in SOAP 1.1's words; SOAP 1.2 says Sender, Receiver and MustUnderstand. */
export type FaultCode = 'Client' | 'Server' | 'MustUnderstand';

interface FaultText {
  readonly code: FaultCode;
  /** For the log, English. */
  readonly message: string;
  /** For the administrator who reads the trigger's journal in the CRM, Russian. */
  readonly advice: string;
}

/** Every reason to refuse a call. The texts are constant: nothing of a hostile body ever comes back in an answer. */
const REASONS = {
  contentType: {
    code: 'Client',
    message: 'content type is not one of application/soap+xml, text/xml, application/xml',
    advice:
      'Запрос отправлен не как XML. Добавьте в триггер заголовок Content-Type: application/soap+xml; charset=utf-8.',
  },
  tooLarge: {
    code: 'Client',
    message: 'body is larger than 64 KiB',
    advice:
      'Тело запроса больше 64 КБ. Сервису нужен только id заказа: возьмите тело запроса из docs/guides/crm-trigger.md.',
  },
  tooDeep: {
    code: 'Client',
    message: 'elements are nested deeper than 32 levels',
    advice:
      'Слишком много вложенных элементов (больше 32). Возьмите тело запроса из docs/guides/crm-trigger.md.',
  },
  encoding: {
    code: 'Client',
    message: 'body is not valid UTF-8, or declares another encoding',
    advice:
      'Тело запроса не в кодировке UTF-8. Укажите encoding="UTF-8" и отправьте запрос в этой кодировке.',
  },
  doctype: {
    code: 'Client',
    message: 'body has a document type declaration',
    advice: 'В теле запроса есть DOCTYPE, в SOAP он запрещён. Удалите его.',
  },
  entity: {
    code: 'Client',
    message: 'body refers to an entity that XML does not predefine',
    advice:
      'В теле запроса есть ссылка на сущность (&имя;) или незаменённый знак &. Уберите её или напишите &amp;.',
  },
  notXml: {
    code: 'Client',
    message: 'body is not well-formed XML with declared prefixes',
    advice:
      'Тело запроса не является правильным XML. Проверьте, что все элементы закрыты, префиксы объявлены, а перед <?xml нет пробелов и пустых строк.',
  },
  notEnvelope: {
    code: 'Client',
    message: 'root is not a SOAP 1.1 or 1.2 envelope of an optional header and one body',
    advice:
      'Это не конверт SOAP: нужен элемент Envelope с одним Body в пространстве имён SOAP 1.1 или 1.2. Возьмите тело запроса из docs/guides/crm-trigger.md.',
  },
  mustUnderstand: {
    code: 'MustUnderstand',
    message: 'a header block marked mustUnderstand is not understood',
    advice:
      'Запрос требует обработать заголовок SOAP, который сервис не знает. Уберите Header или mustUnderstand.',
  },
  noEditOrder: {
    code: 'Client',
    message: 'body does not call EditOrder',
    advice: 'В теле запроса нет операции EditOrder. Других операций сервис не выполняет.',
  },
  manyCalls: {
    code: 'Client',
    message: 'body holds something beside one EditOrder',
    advice:
      'В Body должна быть одна операция EditOrder и ничего больше. Отправляйте на каждый заказ свой запрос.',
  },
  noOrder: {
    code: 'Client',
    message: 'EditOrder has no Order of its own namespace or of none',
    advice: 'В EditOrder нет параметра Order. Нужна строка <ns1:Order>{{order.id}}</ns1:Order>.',
  },
  manyOrders: {
    code: 'Client',
    message: 'EditOrder holds something beside one Order',
    advice:
      'В EditOrder должен быть один параметр Order и ничего больше. Отправляйте на каждый заказ свой запрос.',
  },
  orderId: {
    code: 'Client',
    message: 'Order is not a number of 1 to 15 digits above zero',
    advice:
      'В Order должен быть внутренний номер заказа RetailCRM: от 1 до 15 цифр. Проверьте, что в триггере написано {{order.id}}, а не {{order.number}}.',
  },
  notQueued: {
    code: 'Server',
    message: 'the order could not be queued',
    advice:
      'Номер заказа принят, но поставить его в очередь не удалось. Заказ не потерян: обмен найдёт его в истории изменений. Если ошибка повторяется, проверьте очередь и права функции триггера.',
  },
} as const satisfies Record<string, FaultText>;

export type FaultReason = keyof typeof REASONS;

/** A call that is answered with a SOAP fault. Speaks in two voices: `message` for the log, `advice` for the administrator. */
export class SoapFault extends Error {
  readonly reason: FaultReason;
  readonly code: FaultCode;
  readonly advice: string;
  /** The version that the caller understands; SOAP 1.1, which the CRM's trigger speaks, until the envelope is known. */
  readonly soapVersion: SoapVersion;

  constructor(reason: FaultReason, options: { soapVersion?: SoapVersion; cause?: unknown } = {}) {
    super(REASONS[reason].message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'SoapFault';
    this.reason = reason;
    this.code = REASONS[reason].code;
    this.advice = REASONS[reason].advice;
    this.soapVersion = options.soapVersion ?? '1.1';
  }

  /** The same fault for a caller that speaks `soapVersion`. */
  in(soapVersion: SoapVersion): SoapFault {
    return new SoapFault(this.reason, { soapVersion, cause: this.cause });
  }
}
