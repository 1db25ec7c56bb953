import type { NoAnswer } from './http.ts';

/** Codes of the system and of TLS, and what they mean to whoever has typed the address. */
const MEANINGS: readonly (readonly [code: RegExp, text: (host: string, variable: string) => string])[] = [
  [
    /^ENOTFOUND$/,
    (host, variable) =>
      `сервера с именем ${host} нет. Скорее всего, в ${variable} опечатка: исправьте адрес; если он верен, проверьте DNS`,
  ],
  [
    /^EAI_AGAIN$/,
    (host, variable) =>
      `имя ${host} не удалось узнать, так как эта машина не связалась с DNS. Проверьте её сеть и адрес в ${variable}`,
  ],
  [
    /^ECONNREFUSED$/,
    (host, variable) =>
      `${host} не принимает соединений. Проверьте адрес и порт в ${variable} и запущен ли сервер`,
  ],
  [
    /^(E(HOST|NET)UNREACH|ENETDOWN|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/,
    (host, variable) =>
      `до ${host} нет связи. Проверьте сеть этой машины, межсетевой экран и адрес в ${variable}`,
  ],
  [
    /^(CERT_|ERR_TLS_CERT|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN)/,
    (host, variable) =>
      `сертификат ${host} не принят. Проверьте срок и имя сертификата и адрес в ${variable}; своему корневому сертификату нужна переменная NODE_EXTRA_CA_CERTS`,
  ],
  [
    /^ERR_SSL_/,
    (host, variable) =>
      `${host} отвечает не по TLS. Проверьте в ${variable}, не должно ли вместо https:// стоять http:// и верен ли порт`,
  ],
];

/**
 * Why a server gave no answer, for the administrator: its host, the cause and the variable that names it (N-7).
 *
 * @param variable the one that holds the address: `CRM_URL`.
 * @returns one sentence or two, without a full stop at the end.
 */
export function silenceText({ host, reason }: Pick<NoAnswer, 'host' | 'reason'>, variable: string): string {
  const [, text] = MEANINGS.find(([code]) => code.test(reason)) ?? [];
  return text === undefined
    ? `${host} не отвечает (${reason}). Адрес взят из ${variable}`
    : `${text(host, variable)} (${reason})`;
}
