import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  envelopeOf,
  insuredParts,
  LIABILITY,
  namespaceOf,
  openCaller,
  soapHeaders,
  ZERO,
  type Caller,
} from './caller.js';

describe('the protocol of the policy system sandbox', () => {
  let caller: Caller;
  let now = Date.parse('2026-12-01T18:00:00Z');
  beforeAll(async () => {
    caller = await openCaller({ now: () => now });
  });
  afterAll(() => caller.sandbox.close());

  const getControlNumber = (token: string | null, quote = ZERO): string =>
    envelopeOf('QuoteFunctions', 'GetControlNumber', token, [['quoteGuid', quote]]);
  const postControlNumber = (body: string | Buffer, headers: Record<string, string> = {}) =>
    caller.post(
      'QuoteFunctions',
      { ...soapHeaders('QuoteFunctions', 'GetControlNumber'), ...headers },
      body,
    );

  it('answers a wrong password with zero GUIDs and HTTP 200', async () => {
    const parts = [
      ['userName', 'bindery'],
      ['tripleDESEncryptedPassword', 'wrong'],
    ] as const;
    const answer = await caller.post(
      'Logon',
      soapHeaders('Logon', 'LoginIMSUser'),
      envelopeOf('Logon', 'LoginIMSUser', null, parts),
    );
    expect([answer.status, answer.value('UserGuid'), answer.value('Token')]).toEqual([
      200,
      ZERO,
      ZERO,
    ]);
  });

  it('serves the WSDL with the address it was asked at, whatever the case of the path', async () => {
    const url = `${caller.sandbox.url}/IMS_Sandbox/quotefunctions.ASMX`;
    const wsdl = await (await fetch(`${url}?wsdl`)).text();
    expect(wsdl).toContain(`location="${url}"`);
  });

  it('refuses a call without a token, with an unknown one and with one in another namespace', async () => {
    const missing = await postControlNumber(getControlNumber(null));
    expect([missing.status, missing.fault]).toEqual([500, 'TokenHeader is missing']);
    const unknown = await postControlNumber(getControlNumber(ZERO));
    expect([unknown.status, unknown.fault]).toEqual([500, 'Token is not valid']);
    const elsewhere = getControlNumber(await caller.login()).replace(
      `TokenHeader xmlns="${namespaceOf('QuoteFunctions')}"`,
      `TokenHeader xmlns="${namespaceOf('InsuredFunctions')}"`,
    );
    expect((await postControlNumber(elsewhere)).fault).toMatch(/not in the namespace/);
  });

  it('lets a token live an hour from its login', async () => {
    const token = await caller.login();
    now += 3_599_000;
    expect((await postControlNumber(getControlNumber(token))).fault).toMatch(/no row at position/);
    now += 1_000;
    expect((await postControlNumber(getControlNumber(token))).fault).toBe('Token is not valid');
    await caller.login();
  });

  it('writes business faults as ASP.NET does', async () => {
    const answer = await caller.call('QuoteFunctions', 'IssuePolicy', ['quoteGuid', ZERO]);
    expect([answer.status, answer.type, answer.value('faultcode')]).toEqual([
      500,
      'text/xml; charset=utf-8',
      'soap:Server',
    ]);
    expect(answer.value('faultstring')).toMatch(
      /^System\.Web\.Services\.Protocols\.SoapException: Server was unable to process request\. ---> System\.NullReferenceException: Object reference not set to an instance of an object\.\r\n {3}at /,
    );
    expect(answer.all('detail')).toHaveLength(1);
  });

  it('takes the action with or without quotes and refuses one that the body contradicts', async () => {
    const token = await caller.login();
    const action = `${namespaceOf('QuoteFunctions')}/GetControlNumber`;
    const unquoted = await postControlNumber(getControlNumber(token), { soapaction: action });
    expect(unquoted.fault).toMatch(/no row at position/);
    const other = await postControlNumber(getControlNumber(token), {
      soapaction: `"${namespaceOf('QuoteFunctions')}/BindQuote"`,
    });
    expect([other.status, other.value('faultcode')]).toEqual([500, 'soap:Client']);
    const unknown = await postControlNumber(getControlNumber(token), { soapaction: '"x/Y"' });
    expect(unknown.value('faultstring')).toMatch(
      /did not recognize the value of HTTP Header SOAPAction/,
    );
  });

  it('reads a misspelt element as if it were not there', async () => {
    const { text } = await caller.call('QuoteFunctions', 'AddPremium', [
      'QuoteOptionGUID',
      LIABILITY,
    ]);
    expect(text).toContain('FK_tblQuoteOptionPremiums_tblQuoteOptions');
    const producer = await caller.call(
      'ProducerFunctions',
      'GetProducerUnderwriter',
      ['producerEntity', LIABILITY],
      ['lineguid', LIABILITY],
    );
    expect(producer.value('GetProducerUnderwriterResult')).toBe(ZERO);
  });

  it('cannot read an empty or malformed value', async () => {
    for (const [name, value] of [
      ['quoteGuid', ''],
      ['quoteGuid', 'x'],
      ['statusID', '1.5'],
    ] as const) {
      const answer = await caller.call('QuoteFunctions', 'UpdateQuoteStatus', [name, value]);
      expect([answer.status, answer.value('faultcode')]).toEqual([500, 'soap:Client']);
      expect(answer.value('faultstring')).toContain('Server was unable to read request');
    }
  });

  it('answers HTTP 400 to broken XML and to a DOCTYPE, 415 to another type, 413 to 3 MB', async () => {
    expect((await postControlNumber('<soap:Envelope')).status).toBe(400);
    const doctype = getControlNumber(ZERO).replace('?>', '?><!DOCTYPE a [<!ENTITY b "c">]>');
    expect((await postControlNumber(doctype)).status).toBe(400);
    const soap12 = { 'content-type': 'application/soap+xml' };
    expect((await postControlNumber(getControlNumber(ZERO), soap12)).status).toBe(415);
    expect((await postControlNumber(' '.repeat(3 * 1024 * 1024))).status).toBe(413);
  });

  it('reads text/xml without a charset as ASCII', async () => {
    const token = await caller.login();
    const name = 'Müller Söhne';
    const add = envelopeOf('InsuredFunctions', 'AddInsuredWithLocation', token, insuredParts(name));
    const nameOf = async (contentType: string): Promise<string | undefined> => {
      const headers = {
        ...soapHeaders('InsuredFunctions', 'AddInsuredWithLocation'),
        'content-type': contentType,
      };
      const added = await caller.post('InsuredFunctions', headers, Buffer.from(add, 'utf8'));
      const guid = added.value('AddInsuredWithLocationResult') ?? '';
      const insured = await caller.call('InsuredFunctions', 'GetInsured', ['insuredGuid', guid]);
      return insured.value('CorporationName');
    };
    expect(await nameOf('text/xml; charset=utf-8')).toBe(name);
    expect(await nameOf('text/xml')).toBe('M??ller S??hne');
  });
});
