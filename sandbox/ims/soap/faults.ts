import { escapeXml } from '../../../src/xml/writer.js';

/**
 * The service's *no*: what business code behind it threw. Goes out as HTTP 500 with the exception's type and text
 * inside a fault string.
 */
export class ServiceFault extends Error {
  override readonly name = 'ServiceFault';
  readonly exceptionType: string;

  constructor(message: string, exceptionType = 'System.InvalidOperationException') {
    super(message);
    this.exceptionType = exceptionType;
  }
}

/** The request itself cannot be read: wrong action, wrong body element, or a value that is not of its type. */
export class RequestFault extends Error {
  override readonly name = 'RequestFault';
}

const SQL = 'System.Data.SqlClient.SqlException';

/** What SQL Server says when it was told to refer to a row that is not there. */
export function foreignKeyFault(constraint: string, table: string, column: string): ServiceFault {
  return new ServiceFault(
    `The INSERT statement conflicted with the FOREIGN KEY constraint "${constraint}". ` +
      `The conflict occurred in database "IMS_SANDBOX", table "dbo.${table}", column '${column}'.\r\n` +
      'The statement has been terminated.',
    SQL,
  );
}

export function sqlFault(message: string): ServiceFault {
  return new ServiceFault(message, SQL);
}

/** What .NET says where code behind the service used a row that it did not find. */
export function nullReferenceFault(): ServiceFault {
  return new ServiceFault(
    'Object reference not set to an instance of an object.',
    'System.NullReferenceException',
  );
}

/** Refuses a text longer than its column. */
export function checkLength(text: string | null, limit: number): void {
  if ((text ?? '').length > limit) {
    throw sqlFault(
      'String or binary data would be truncated.\r\nThe statement has been terminated.',
    );
  }
}

const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';

export function envelope(body: string): string {
  return (
    `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="${ENVELOPE}" ` +
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">' +
    `<soap:Body>${body}</soap:Body></soap:Envelope>`
  );
}

function faultEnvelope(code: string, text: string): string {
  return envelope(
    `<soap:Fault><faultcode>${code}</faultcode><faultstring>${escapeXml(text)}</faultstring><detail /></soap:Fault>`,
  );
}

/** The envelope of a business fault raised in an operation, in the form in which ASP.NET writes it. */
export function writeServiceFault(fault: ServiceFault, service: string, operation: string): string {
  return faultEnvelope(
    'soap:Server',
    'System.Web.Services.Protocols.SoapException: Server was unable to process request. ---> ' +
      `${fault.exceptionType}: ${fault.message}\r\n` +
      `   at Sandbox.IMSWebServices.${service}.${operation}()\r\n` +
      '   --- End of inner exception stack trace ---',
  );
}

/** The envelope for a request that could not be read. */
export function writeRequestFault(fault: RequestFault): string {
  return faultEnvelope(
    'soap:Client',
    `System.Web.Services.Protocols.SoapException: ${fault.message}\r\n` +
      '   at System.Web.Services.Protocols.SoapServerProtocol.ReadParameters()',
  );
}
