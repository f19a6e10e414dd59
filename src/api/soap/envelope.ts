export const SOAP_NAMESPACE = 'http://schemas.xmlsoap.org/soap/envelope/';
export const RENEWAL_NAMESPACE =
  'http://guidewire.com/pc/ws/gw/webservice/pc/pc1000/job/PolicyRenewalAPI';

/** A SOAP 1.1 envelope. @param body XML, escaped where needed */
export function soapEnvelope(body: string): string {
  return `<?xml version="1.0" encoding="utf-8"?><soapenv:Envelope xmlns:soapenv="${SOAP_NAMESPACE}"><soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`;
}
