// biome-ignore lint/suspicious/noDeprecatedImports: the validator's new package would be one more dependency with the same code
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { scanMarkup } from './scan-markup.ts';
import { SoapFault } from './soap-fault.ts';

/** A qualified name: `namespace` is the URI as written in the document, '' for none. */
interface XmlName {
  readonly namespace: string;
  readonly name: string;
}

interface XmlAttribute extends XmlName {
  /** As written; references are not resolved. */
  readonly value: string;
}

export interface XmlElement extends XmlName {
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** The element's own text, CDATA sections included, blanks and all; references are not resolved. */
  readonly text: string;
}

const ATTRIBUTES = ':@';
const TEXT = '#text';

/** Keeps the order of elements and every character of text and values; converts and resolves nothing. */
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  jPath: false,
});

type Nodes = readonly Readonly<Record<string, unknown>>[];
type Values = Readonly<Record<string, string>>;
/** Namespace by prefix; the default namespace under ''. */
type Scope = ReadonlyMap<string, string>;

const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
const OUTERMOST: Scope = new Map([
  ['', ''],
  ['xml', XML_NAMESPACE],
]);

/**
 * Reads an untrusted document (after its XML declaration) into elements with resolved names (Namespaces in XML 1.0).
 *
 * @throws {SoapFault} what {@link scanMarkup} says, and `notXml` for anything not well-formed or a prefix not declared.
 */
export function readXml(document: string): XmlElement {
  scanMarkup(document);
  if (XMLValidator.validate(document) !== true) {
    throw new SoapFault('notXml');
  }
  const root = parse(document).find((node) => nameOf(node) !== TEXT);
  if (root === undefined) {
    throw new SoapFault('notXml');
  }
  return elementOf(root, OUTERMOST);
}

function parse(document: string): Nodes {
  try {
    return parser.parse(document);
  } catch (cause) {
    // The parser refuses names that JavaScript objects react to (`__proto__`); no such name belongs into a call.
    throw new SoapFault('notXml', { cause });
  }
}

function elementOf(node: Readonly<Record<string, unknown>>, outer: Scope): XmlElement {
  const tag = nameOf(node);
  const values = (node[ATTRIBUTES] ?? {}) as Values;
  const scope = scopeOf(values, outer);
  const children: XmlElement[] = [];
  let text = '';
  for (const child of node[tag] as Nodes) {
    if (nameOf(child) === TEXT) {
      text += child[TEXT];
    } else {
      children.push(elementOf(child, scope));
    }
  }
  return { ...resolve(tag, scope), attributes: attributesOf(values, scope), children, text };
}

function nameOf(node: Readonly<Record<string, unknown>>): string {
  for (const key in node) {
    if (key !== ATTRIBUTES) {
      return key;
    }
  }
  throw new SoapFault('notXml');
}

function scopeOf(values: Values, outer: Scope): Scope {
  let scope: Map<string, string> | undefined;
  for (const name in values) {
    const prefix = declaredPrefix(name);
    if (prefix === undefined) {
      continue;
    }
    const namespace = values[name] ?? '';
    if (
      prefix === 'xmlns' ||
      (prefix !== '' && namespace === '') ||
      (prefix === 'xml') !== (namespace === XML_NAMESPACE)
    ) {
      throw new SoapFault('notXml');
    }
    scope ??= new Map(outer);
    scope.set(prefix, namespace);
  }
  return scope ?? outer;
}

/** The prefix that an attribute of this name declares ('' for the default namespace), or undefined. */
function declaredPrefix(attribute: string): string | undefined {
  if (attribute === 'xmlns') {
    return '';
  }
  return attribute.startsWith('xmlns:') ? attribute.slice('xmlns:'.length) : undefined;
}

function attributesOf(values: Values, scope: Scope): XmlAttribute[] {
  const attributes: XmlAttribute[] = [];
  for (const name in values) {
    if (declaredPrefix(name) === undefined) {
      // An attribute without a prefix is in no namespace, whatever the default one is.
      const qualified = name.includes(':') ? resolve(name, scope) : { namespace: '', name };
      attributes.push({ ...qualified, value: values[name] ?? '' });
    }
  }
  return attributes;
}

function resolve(qualified: string, scope: Scope): XmlName {
  const [first = '', second, ...more] = qualified.split(':');
  const [prefix, name] = second === undefined ? ['', first] : [first, second];
  const namespace = scope.get(prefix);
  if (namespace === undefined || name === '' || (second !== undefined && first === '') || more.length > 0) {
    throw new SoapFault('notXml');
  }
  return { namespace, name };
}
