import type { SoapVersion } from './soap-fault.ts';

/** Namespace of the envelope per version (SOAP 1.1 section 4, SOAP 1.2 part 1 section 5.1). */
export const ENVELOPE_NAMESPACE: Readonly<Record<SoapVersion, string>> = {
  '1.1': 'http://schemas.xmlsoap.org/soap/envelope/',
  '1.2': 'http://www.w3.org/2003/05/soap-envelope',
};

/** The version whose envelope namespace this is, or undefined. */
export function versionOfNamespace(namespace: string): SoapVersion | undefined {
  switch (namespace) {
    case ENVELOPE_NAMESPACE['1.1']:
      return '1.1';
    case ENVELOPE_NAMESPACE['1.2']:
      return '1.2';
    default:
      return undefined;
  }
}

/**
 * The version that the author of a text probably speaks, for answering a text that cannot be read as XML: the one whose
 * namespace comes first, SOAP 1.1 if neither does.
 */
export function guessSoapVersion(text: string): SoapVersion {
  const at12 = text.indexOf(ENVELOPE_NAMESPACE['1.2']);
  const at11 = text.indexOf(ENVELOPE_NAMESPACE['1.1']);
  return at12 !== -1 && (at11 === -1 || at12 < at11) ? '1.2' : '1.1';
}
