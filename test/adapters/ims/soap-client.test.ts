import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeRequest } from '../../../src/adapters/ims/request-xml.js';
import { SERVICES } from '../../../src/adapters/ims/services.js';
import { createSoapClient, type SoapClient } from '../../../src/adapters/ims/soap-client.js';
import { envelope, sendXml, startScriptedServer, type ScriptedServer } from './scripted-server.js';

const { namespace } = SERVICES.QuoteFunctions;

function numbered(number: number): string {
  return `11111111-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

describe('the SOAP client', () => {
  let server: ScriptedServer;
  let soap: SoapClient;

  beforeAll(async () => {
    server = await startScriptedServer((call, response) => {
      const [, number = ''] = /<quoteGuid>[\w-]{24}0*(\d+)</.exec(call.body) ?? [];
      const answer = `<GetControlNumberResult>${number}</GetControlNumberResult>`;
      const body = `<GetControlNumberResponse xmlns="${namespace}">${answer}</GetControlNumberResponse>`;
      setTimeout(
        () => {
          sendXml(response, 200, envelope(body));
        },
        Number(number) % 7,
      );
    });
    soap = await createSoapClient({ baseUrl: server.baseUrl, context: '' });
  });

  afterAll(async () => {
    await soap.close();
    await server.close();
  });

  it('sends every call with its own token, and gives every caller its own answer', async () => {
    const numbers = Array.from({ length: 640 }, (_, index) => index + 1);
    const answers = await Promise.all(
      numbers.map((number) =>
        soap.call({
          service: 'QuoteFunctions',
          operation: 'GetControlNumber',
          body: writeRequest('GetControlNumber', namespace, { quoteGuid: numbered(number) }),
          token: numbered(number),
          timeoutMs: 20_000,
        }),
      ),
    );
    expect(answers).toEqual(numbers.map((number) => ({ GetControlNumberResult: String(number) })));
    const mixedUp = server.received.filter(({ body }) => {
      const sent = new Set(body.match(/11111111-0000-4000-8000-\d{12}/g));
      return sent.size !== 1;
    });
    expect(mixedUp).toEqual([]);
  });

  it('leaves an empty context out', () => {
    expect(server.received[0]?.body).not.toContain('Context');
  });

  it('refuses an operation that the WSDL does not have', () => {
    expect(() =>
      soap.call({ service: 'Logon', operation: 'Nothing', body: '', timeoutMs: 1 }),
    ).toThrow('has no operation Nothing');
  });
});

describe('a written request', () => {
  it('leaves out what is undefined or empty, and keeps the place of an empty item of a list', () => {
    expect(
      writeRequest('Op', 'ns', { a: undefined, b: '', c: 0, d: false, e: { string: ['x', ''] } }),
    ).toBe('<Op xmlns="ns"><c>0</c><d>false</d><e><string>x</string><string></string></e></Op>');
  });

  it.each(['\u0000', '\u001f', '\ufffe', '\uffff', '\ud800', 'a\udc00'])(
    'refuses %j, naming the element and not the value',
    (text) => {
      expect(() => writeRequest('Op', 'ns', { Name: `secret${text}` })).toThrow(
        /^Name holds a character that cannot be sent$/,
      );
    },
  );
});
