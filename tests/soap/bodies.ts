/** The trigger's body as the manual of the old extension prints it, with an id in the place of `{{order.id}}`. */
export const MANUAL_BODY = manualBody('138');

/** The manual's body around any content of `Order`. */
export function manualBody(order: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"
xmlns:ns1="http://127.0.0.1:8080">
  <SOAP-ENV:Body>
    <ns1:EditOrder>
      <ns1:Order>${order}</ns1:Order>
    </ns1:EditOrder>
  </SOAP-ENV:Body>
</SOAP-ENV:Envelope>
`;
}

export const SOAP_11 = 'http://schemas.xmlsoap.org/soap/envelope/';
export const SOAP_12 = 'http://www.w3.org/2003/05/soap-envelope';

/** An envelope of the given version around any header and any content of the body; the prefix `n` is declared. */
export function envelope(content: string, { soap = SOAP_11, header = '' } = {}): string {
  return `<s:Envelope xmlns:s="${soap}" xmlns:n="urn:shop">${header}<s:Body>${content}</s:Body></s:Envelope>`;
}

/** A good call for order 138. */
export const CALL = '<n:EditOrder><n:Order>138</n:Order></n:EditOrder>';
