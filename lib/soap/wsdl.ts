import { escapeXml } from './escape-xml.ts';

/** The namespace of the service as the old extension delivers it (original-import 2); calls may come in any other. */
const NAMESPACE = 'http://127.0.0.1:8080';
const SERVICE = 'crm_WebRetailCRM';
const HTTP_TRANSPORT = 'http://schemas.xmlsoap.org/soap/http';

/**
 * WSDL 1.1 of the service, document/literal wrapped, with the names that 1C gives to the parts of a published web
 * service, so that clients generated against 1C keep working: ports `crm_WebRetailCRMSoap` and `crm_WebRetailCRMSoap12`.
 *
 * @param address where calls are to be posted, `https://…/ws/ws1.1cws`.
 */
export function wsdlOf(address: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tns="${NAMESPACE}" name="${SERVICE}" targetNamespace="${NAMESPACE}">
  <types>
    <xs:schema targetNamespace="${NAMESPACE}" attributeFormDefault="unqualified" elementFormDefault="qualified">
${wrapperElement('EditOrder', 'Order')}
${wrapperElement('EditOrderResponse', 'return')}
    </xs:schema>
  </types>
  <message name="EditOrderRequestMessage">
    <part name="parameters" element="tns:EditOrder"/>
  </message>
  <message name="EditOrderResponseMessage">
    <part name="parameters" element="tns:EditOrderResponse"/>
  </message>
  <portType name="${SERVICE}PortType">
    <operation name="EditOrder">
      <input name="EditOrderRequest" message="tns:EditOrderRequestMessage"/>
      <output name="EditOrderResponse" message="tns:EditOrderResponseMessage"/>
    </operation>
  </portType>
${binding('Soap', 'soap')}
${binding('Soap12', 'soap12')}
  <service name="${SERVICE}">
${port('Soap', 'soap', address)}
${port('Soap12', 'soap12', address)}
  </service>
</definitions>
`;
}

function wrapperElement(name: string, parameter: string): string {
  return `      <xs:element name="${name}">
        <xs:complexType>
          <xs:sequence>
            <xs:element name="${parameter}" type="xs:string"/>
          </xs:sequence>
        </xs:complexType>
      </xs:element>`;
}

function binding(suffix: string, prefix: string): string {
  return `  <binding name="${SERVICE}${suffix}Binding" type="tns:${SERVICE}PortType">
    <${prefix}:binding style="document" transport="${HTTP_TRANSPORT}"/>
    <operation name="EditOrder">
      <${prefix}:operation style="document" soapAction="${NAMESPACE}#${SERVICE}:EditOrder"/>
      <input name="EditOrderRequest">
        <${prefix}:body use="literal"/>
      </input>
      <output name="EditOrderResponse">
        <${prefix}:body use="literal"/>
      </output>
    </operation>
  </binding>`;
}

function port(suffix: string, prefix: string, address: string): string {
  return `    <port name="${SERVICE}${suffix}" binding="tns:${SERVICE}${suffix}Binding">
      <${prefix}:address location="${escapeXml(address)}"/>
    </port>`;
}
