import { ENVELOPE_NAMESPACE } from './envelope-namespaces.ts';
import { escapeXml } from './escape-xml.ts';
import type { EditOrder } from './parse-edit-order.ts';
import type { FaultCode, SoapFault, SoapVersion } from './soap-fault.ts';

/** A SOAP message with the content type of its version. */
export interface SoapMessage {
  readonly contentType: string;
  readonly body: string;
}

/** The fault codes of SOAP 1.1 in the words of SOAP 1.2 (part 1, 5.4.6). */
const CODE_IN_12: Readonly<Record<FaultCode, string>> = {
  Client: 'Sender',
  Server: 'Receiver',
  MustUnderstand: 'MustUnderstand',
};

/**
 * The answer to a call that was queued: `EditOrderResponse` in the request's namespace and version of SOAP, whose
 * `return` holds the text that came (contract 2; the old extension's service did the same, original-import 2).
 */
export function editOrderAnswer(call: EditOrder): SoapMessage {
  const [prefix, declaration] =
    call.namespace === '' ? ['', ''] : ['m:', ` xmlns:m="${quotable(call.namespace)}"`];
  return message(
    call.soapVersion,
    `<${prefix}EditOrderResponse${declaration}><${prefix}return>${escapeXml(call.text)}</${prefix}return></${prefix}EditOrderResponse>`,
  );
}

/**
 * A fault in the caller's version of SOAP. The reason is Russian, for the administrator who reads it in the CRM; SOAP 1.2,
 * which knows languages, gets the English line of the log too.
 */
export function faultAnswer(fault: SoapFault): SoapMessage {
  return message(fault.soapVersion, fault.soapVersion === '1.1' ? fault11(fault) : fault12(fault));
}

function fault11({ code, advice }: SoapFault): string {
  return `<soap:Fault><faultcode>soap:${code}</faultcode><faultstring xml:lang="ru">${escapeXml(advice)}</faultstring></soap:Fault>`;
}

function fault12({ code, advice, message: english }: SoapFault): string {
  return [
    `<soap:Fault><soap:Code><soap:Value>soap:${CODE_IN_12[code]}</soap:Value></soap:Code><soap:Reason>`,
    `<soap:Text xml:lang="ru">${escapeXml(advice)}</soap:Text>`,
    `<soap:Text xml:lang="en">${escapeXml(english)}</soap:Text>`,
    '</soap:Reason></soap:Fault>',
  ].join('');
}

function message(version: SoapVersion, content: string): SoapMessage {
  return {
    contentType: `${version === '1.1' ? 'text/xml' : 'application/soap+xml'}; charset=utf-8`,
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<soap:Envelope xmlns:soap="${ENVELOPE_NAMESPACE[version]}"><soap:Body>${content}</soap:Body></soap:Envelope>`,
  };
}

/** A namespace as it was written between quotes of either kind; its references stay as they are. */
function quotable(namespace: string): string {
  return namespace.replaceAll('"', '&quot;');
}
