import { basicAuthorization, type Login } from '../../../lib/platform/basic-auth.ts';

/** The body that RetailCRM's trigger sends, as the manual of the former extension prescribes it (contract 2). */
function manualBody(orderId: number): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"
xmlns:ns1="http://127.0.0.1:8080">
  <SOAP-ENV:Body>
    <ns1:EditOrder>
      <ns1:Order>${orderId}</ns1:Order>
    </ns1:EditOrder>
  </SOAP-ENV:Body>
</SOAP-ENV:Envelope>`;
}

/** Does what the CRM's trigger does when an order changes. @returns the HTTP status of the answer. */
export async function sendTrigger(address: string, login: Login, orderId: number): Promise<number> {
  const response = await fetch(address, {
    method: 'POST',
    headers: {
      authorization: basicAuthorization(login),
      'content-type': 'application/soap+xml; charset=utf-8',
    },
    body: manualBody(orderId),
  });
  await response.text();
  return response.status;
}
