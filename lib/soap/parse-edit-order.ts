import { decodeBody } from './decode-body.ts';
import { guessSoapVersion, versionOfNamespace } from './envelope-namespaces.ts';
import { readXml, type XmlElement } from './read-xml.ts';
import { type FaultReason, SoapFault, type SoapVersion } from './soap-fault.ts';

/** A call `EditOrder(Order)`. */
export interface EditOrder {
  /** The CRM's internal order id, canonical: `00123` and `123` are one order. */
  readonly orderId: number;
  /** The parameter as it came, blanks and zeros included: the answer returns it. */
  readonly text: string;
  /** Namespace of the operation as written in the request (references not resolved), '' for none. */
  readonly namespace: string;
  readonly soapVersion: SoapVersion;
}

/** The id, with XML's blanks around it. Fifteen digits always fit into a double exactly. */
const ORDER_ID = /^[ \t\r\n]*([0-9]{1,15})[ \t\r\n]*$/;

/**
 * Reads the body of a call as contract 2 describes it: SOAP 1.1 or 1.2 with any prefixes, the operation in any namespace
 * (it is configurable in 1C), its `Order` in the same namespace or in none. Header blocks are passed over unless they are
 * marked `mustUnderstand`. The body is untrusted: nothing in it is expanded, converted or executed.
 *
 * @param body bytes, or the text that the gateway made of them.
 * @throws {SoapFault} and nothing else, in the caller's version of SOAP as far as the body tells it.
 */
export function parseEditOrder(body: string | Uint8Array): EditOrder {
  const document = decodeBody(body);
  let soapVersion = guessSoapVersion(document);
  try {
    const envelope = readXml(document);
    soapVersion = versionOf(envelope);
    return { ...readCall(bodyOf(envelope, soapVersion)), soapVersion };
  } catch (error) {
    throw error instanceof SoapFault ? error.in(soapVersion) : error;
  }
}

function versionOf(root: XmlElement): SoapVersion {
  const version = versionOfNamespace(root.namespace);
  if (version === undefined || root.name !== 'Envelope') {
    throw new SoapFault('notEnvelope');
  }
  return version;
}

function bodyOf(envelope: XmlElement, version: SoapVersion): XmlElement {
  const isPart = (element: XmlElement | undefined, name: string) =>
    element?.name === name && element.namespace === envelope.namespace;
  const [first, ...others] = envelope.children;
  const header = isPart(first, 'Header') ? first : undefined;
  const [body, ...trailers] = header === undefined ? envelope.children : others;
  if (body === undefined || !isPart(body, 'Body') || trailers.length > 0 || !isBlank(envelope)) {
    throw new SoapFault('notEnvelope');
  }
  if (header?.children.some((block) => mustBeUnderstood(block, envelope.namespace, version))) {
    throw new SoapFault('mustUnderstand');
  }
  return body;
}

/** Addressees of a header block that mean the service which finally answers (SOAP 1.1, 4.2.2; SOAP 1.2 part 1, 2.2). */
const OUR_ROLES = new Set([
  '',
  'http://schemas.xmlsoap.org/soap/actor/next',
  'http://www.w3.org/2003/05/soap-envelope/role/next',
  'http://www.w3.org/2003/05/soap-envelope/role/ultimateReceiver',
]);

function mustBeUnderstood(block: XmlElement, soapNamespace: string, version: SoapVersion): boolean {
  const soapAttribute = (name: string) =>
    block.attributes.find((attribute) => attribute.name === name && attribute.namespace === soapNamespace)
      ?.value;
  const role = soapAttribute(version === '1.1' ? 'actor' : 'role') ?? '';
  const flag = soapAttribute('mustUnderstand')?.trim();
  return (flag === '1' || flag === 'true') && OUR_ROLES.has(role.trim());
}

function readCall(body: XmlElement): Omit<EditOrder, 'soapVersion'> {
  const call = onlyChild(body, (child) => child.name === 'EditOrder', 'noEditOrder', 'manyCalls');
  const order = onlyChild(
    call,
    (child) => child.name === 'Order' && (child.namespace === call.namespace || child.namespace === ''),
    'noOrder',
    'manyOrders',
  );
  const digits = order.children.length === 0 ? ORDER_ID.exec(order.text)?.[1] : undefined;
  const orderId = Number(digits ?? 0);
  if (orderId === 0) {
    throw new SoapFault('orderId');
  }
  return { orderId, text: order.text, namespace: call.namespace };
}

function onlyChild(
  parent: XmlElement,
  isWanted: (child: XmlElement) => boolean,
  absent: FaultReason,
  accompanied: FaultReason,
): XmlElement {
  const wanted = parent.children.find(isWanted);
  if (wanted === undefined) {
    throw new SoapFault(absent);
  }
  if (parent.children.length > 1 || !isBlank(parent)) {
    throw new SoapFault(accompanied);
  }
  return wanted;
}

function isBlank(element: XmlElement): boolean {
  return element.text.trim() === '';
}
