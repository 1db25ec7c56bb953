const SECRET_KEYS = /pass(word)?|secret|token|api[-_]?key|authorization|cookie|credential/i;

/** Field names under which the CRM and 1C keep people's data: contacts, names, addresses, free texts. */
const PERSONAL_KEYS =
  /^(e-?mail|phone|additionalPhone|phones|firstName|lastName|patronymic|fullName|nickName|address|customerComment|managerComment|comment|АдресЭП|НомерТелефона|НомерТелефонаБезКодов|Представление|Значение|АдресДоставки|Комментарий|Description|НаименованиеПолное|КонтактнаяИнформация)$/i;

const MASK = '***';
const DEEPEST_LEVEL = 6;

/**
 * A copy of `value` that is fit for a log: values under secret-sounding keys and under the field names of people's data
 * are masked, and so are credentials inside URLs and bearer or basic tokens inside texts.
 */
export function redact(value: unknown, level = 0): unknown {
  if (typeof value === 'string') {
    return redactText(value);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (level >= DEEPEST_LEVEL) {
    return '…';
  }
  if (Array.isArray(value)) {
    return value.map((item) => redact(item, level + 1));
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mustMask(key) ? MASK : redact(item, level + 1)]),
  );
}

/** Masks what a text may carry by accident: `user:password@` in URLs, `apiKey=…`, `Basic …`, `Bearer …`, e-mails, phones. */
export function redactText(text: string): string {
  return text
    .replace(/\/\/[^/\s:@]+:[^/\s@]+@/g, `//${MASK}@`)
    .replace(/([?&](?:api_?key|token|password)=)[^&\s"]+/gi, `$1${MASK}`)
    .replace(/\b(Basic|Bearer)\s+[A-Za-z0-9+/=._-]{4,}/g, `$1 ${MASK}`)
    .replace(/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, MASK)
    .replace(/(?<![\w-])(?:\+7|8)[\s(-]*\d{3}[\s)-]*\d{3}[\s-]?\d{2}[\s-]?\d{2}(?![\w-])/g, MASK);
}

function mustMask(key: string): boolean {
  return SECRET_KEYS.test(key) || PERSONAL_KEYS.test(key);
}
