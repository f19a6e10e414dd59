import { gzipSync } from 'node:zlib';
import { createClientAsync } from 'soap';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, type RunningApp, KEYS, runApp } from './running-app.js';
import { inMs, type RunningTerms, runTerms } from './running-terms.js';
import { signatureHeaders } from './signing.js';

const PATH = '/soap/PolicyRenewalAPI';
const RENEWAL = 'http://guidewire.com/pc/ws/gw/webservice/pc/pc1000/job/PolicyRenewalAPI';
const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';

const envelope = (body: string, namespace = SOAP) =>
  `<s:Envelope xmlns:s="${namespace}"><s:Body>${body}</s:Body></s:Envelope>`;
const confirmation = (policyNumber: string, termNumber = '1', transactionId = 'c1') =>
  `<confirmTerm xmlns="${RENEWAL}"><policyNumber>${policyNumber}</policyNumber><termNumber>${termNumber}</termNumber><transactionId>${transactionId}</transactionId></confirmTerm>`;
const basic = (key: string, user = 'billing') => ({
  Authorization: `Basic ${btoa(`${user}:${key}`)}`,
});

interface Call {
  readonly key?: string | null;
  readonly headers?: Record<string, string>;
}

const callOf =
  (app: RunningApp) =>
  (raw: string | Uint8Array, { key = KEYS.billing, headers = {} }: Call = {}) =>
    app.send(PATH, {
      raw,
      key,
      headers: { 'Content-Type': 'text/xml; charset=utf-8', ...headers },
    });

/** Code, exception and text of a fault. */
function faultOf({ text, headers }: Answer) {
  expect(headers.get('Content-Type')).toBe('text/xml; charset=utf-8');
  const part = (form: RegExp) => form.exec(text)?.[1] ?? null;
  return {
    code: part(/<faultcode>soapenv:([\w.]+)<\/faultcode>/),
    exception: part(/<detail><pr:(\w+) xmlns:pr="[^"]*"><pr:message>/),
    text: part(/<faultstring>([^<]*)<\/faultstring>/),
  };
}

function expectFault(
  answer: Answer,
  status: number,
  code: string,
  exception: string | null = null,
): void {
  const fault = faultOf(answer);
  expect([answer.status, fault.code, fault.exception]).toEqual([status, code, exception]);
}

describe('PolicyRenewalAPI over a term', () => {
  let terms: RunningTerms;
  beforeAll(async () => {
    terms = await runTerms();
  });
  afterAll(() => terms[Symbol.asyncDispose]());
  const call = (raw: string, options: Call = {}) => callOf(terms.app)(raw, options);
  const statusOf = async (policy: string) =>
    (await terms.app.send(`/api/policies/${policy}/terms/1`)).json['status'];

  it('is called by a client that knows nothing but the WSDL', async () => {
    await terms.bind('SOAP-1');
    const client = await createClientAsync(`${terms.app.url}${PATH}?wsdl`, {
      disableCache: true,
    });
    client.addHttpHeader('X-API-Key', KEYS.billing);
    const confirmTerm = client['confirmTermAsync'] as (
      message: Record<string, unknown>,
    ) => Promise<unknown[]>;
    const message = { policyNumber: 'SOAP-1', termNumber: 1, transactionId: 'c1' };
    const first = await confirmTerm(message);
    expect(first[1]).toContain('confirmTermResponse');
    expect(await statusOf('SOAP-1')).toBe('confirmed');
    expect((await confirmTerm(message))[1]).toBe(first[1]);
    const refusal = confirmTerm({ ...message, policyNumber: 'SOAP-0' });
    await expect(refusal).rejects.toMatchObject({
      root: {
        Envelope: {
          Body: { Fault: { detail: { BadIdentifierException: expect.anything() as object } } },
        },
      },
    });
    await expect(confirmTerm({ ...message, transactionId: undefined })).rejects.toMatchObject({
      root: {
        Envelope: {
          Body: { Fault: { detail: { RequiredFieldException: expect.anything() as object } } },
        },
      },
    });
  });

  it('takes the key as the password of HTTP Basic, or a signature', async () => {
    await terms.bind('SOAP-2');
    const body = envelope(confirmation('SOAP-2'));
    const action = `"${RENEWAL}/confirmTerm"`;
    for (const headers of [
      { ...basic(KEYS.billing), SOAPAction: action },
      { ...basic(KEYS.billing, ''), SOAPAction: '""' },
      signatureHeaders(body),
    ]) {
      const answer = await call(body, { key: null, headers });
      expect(answer.status).toBe(200);
      expect(answer.text).toContain('confirmTermResponse');
    }
  });

  it('does not know a term that is not bound, and starts none', async () => {
    await terms.app.send('/api/policies/SOAP-3/terms/1/payments', {
      key: KEYS.billing,
      body: {
        paymentId: 'p1',
        amount: '1.00',
        currency: 'USD',
        receivedAt: '2026-11-01T12:00:00Z',
      },
    });
    const body = envelope(confirmation('SOAP-3'));
    expectFault(await call(body), 500, 'Client', 'BadIdentifierException');
    expectFault(
      await call(envelope(confirmation('SOAP-4'))),
      500,
      'Client',
      'BadIdentifierException',
    );
    expect((await terms.app.send('/api/policies/SOAP-4/terms/1')).status).toBe(404);
    await terms.bind('SOAP-3');
    expect((await call(body)).status).toBe(200);
  });

  it('A58: names the policy that a mis-spelt number resembles', async () => {
    await terms.bind('SOAP-5O');
    const body = envelope(confirmation('SOAP-50'));
    await expect
      .poll(async () => faultOf(await call(body)).text, { timeout: 20_000 })
      .toContain('resembles that of SOAP-5O');
    await terms.app.send('/api/policies/SOAP-50/terms/1/payments', {
      key: KEYS.billing,
      body: {
        paymentId: 'p1',
        amount: '1.00',
        currency: 'USD',
        receivedAt: '2026-11-01T12:00:00Z',
      },
    });
    const unbound = await call(body);
    expectFault(unbound, 500, 'Client', 'BadIdentifierException');
    expect(faultOf(unbound).text).toContain('resembles that of SOAP-5O');
  });

  it.each([
    ['SOAP\u201311', '1', /policyNumber is not a policy number. Use 1 to 60 printable ASCII/],
    ['SOAP-1', '10000', /termNumber is not the number of a term. Use a whole number from 1/],
  ])('says which part of %s, term %s, cannot be a name', async (policy, term, rule) => {
    const answer = await call(envelope(confirmation(policy, term)));
    expectFault(answer, 500, 'Client', 'BadIdentifierException');
    expect(faultOf(answer).text).toMatch(rule);
  });

  it('does not know a term that is over', async () => {
    const nothingToPay = { rule: { kind: 'fixed', amountCents: 0 } } as const;
    await terms.bind('SOAP-7', { endOfTerm: inMs(200), event: nothingToPay });
    await terms.handle('SOAP-7').result();
    const answer = await call(envelope(confirmation('SOAP-7')));
    expectFault(answer, 500, 'Client', 'BadIdentifierException');
    expect(faultOf(answer).text).toContain('expired');
  });

  it('says why a term of the offer flow cannot be confirmed so', async () => {
    await terms.bind('SOAP-5', { event: { flow: 'offer' } });
    const answer = await call(envelope(confirmation('SOAP-5')));
    expectFault(answer, 500, 'Client');
    expect(faultOf(answer).text).toContain('wrongFlow');
  });

  it('reads arguments as XML writes them', async () => {
    await terms.bind('SOAP&6');
    const written = [
      confirmation('SOAP&amp;6', ' +01 ', '\n c1 \t'),
      confirmation('<![CDATA[SOAP&6]]>', '1', 'c1'),
      confirmation('SOAP&#38;6', '1<!-- one -->', 'c1'),
      confirmation('SOAP&amp;6')
        .replaceAll(/(<\/?)(?=\w)/g, '$1x:')
        .replace('xmlns=', 'xmlns:x='),
    ];
    for (const operation of written) {
      const answer = await call(envelope(operation));
      expect(answer.status, answer.text).toBe(200);
    }
  });

  it('is not troubled by hostile names', async () => {
    const before = Object.getOwnPropertyNames(Object.prototype).sort();
    for (const name of ['__proto__', 'constructor', 'toString', 'prototype']) {
      await terms.bind(name);
      const body = envelope(
        confirmation(name, '1', name)
          .replace('<confirmTerm ', `<confirmTerm id="${name}" ${name}="${name}" href="#${name}" `)
          .replace('</confirmTerm>', `<${name} id="__proto__">x</${name}></confirmTerm>`),
      );
      const answer = await call(body);
      expect(answer.status, answer.text).toBe(200);
    }
    expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(before);
    expect((await call(envelope(confirmation('constructor')))).status).toBe(200);
  });
});

describe('PolicyRenewalAPI', () => {
  let app: RunningApp;
  beforeEach(async () => {
    app = await runApp();
  });
  afterEach(async () => {
    await app[Symbol.asyncDispose]();
  });
  const call = (raw: string | Uint8Array, options: Call = {}) => callOf(app)(raw, options);

  it('shows its WSDL with the address under which it was asked for', async () => {
    for (const query of ['wsdl', 'WSDL', 'wsdl=']) {
      const answer = await app.send(`${PATH}?${query}`, { key: null });
      expect(answer.status).toBe(200);
      expect(answer.text).toContain(`<soap11:address location="${app.url}${PATH}"/>`);
    }
    const behindTls = await app.send(`${PATH}?wsdl`, {
      key: null,
      headers: { 'X-Forwarded-Proto': 'https' },
    });
    expect(behindTls.text).toContain('location="https://127.0.0.1');
    expect((await app.send(PATH, { key: null })).status).toBe(405);
  });

  it('lets nobody in without a key, a signature or the scope', async () => {
    const body = envelope(confirmation('P-1'));
    const refused: Call[] = [
      { key: null },
      { key: 'wrong' },
      { key: null, headers: basic('wrong') },
      { key: null, headers: { Authorization: 'Basic !!!' } },
      { key: null, headers: { Authorization: `Basic ${btoa('no colon')}` } },
      { key: null, headers: { Authorization: `Bearer ${KEYS.billing}` } },
      { key: null, headers: signatureHeaders(`${body} `) },
      { key: null, headers: signatureHeaders(body, { at: '2026-01-01T11:00:00Z' }) },
    ];
    for (const options of refused) {
      const answer = await call(body, options);
      expectFault(answer, 401, 'Client.Authentication');
      expect(answer.headers.get('WWW-Authenticate')).toContain('Basic realm="bindery"');
    }
    expectFault(await call(body, { key: KEYS.everything }), 403, 'Client');
  });

  it.each<[string, string]>([
    ['policyNumber', confirmation('')],
    ['policyNumber', confirmation('  ')],
    ['termNumber', confirmation('P-1', '')],
    ['transactionId', confirmation('P-1', '1', '')],
    ['transactionId', confirmation('P-1').replace(/<transactionId>.*<\/transactionId>/, '')],
    [
      'policyNumber',
      confirmation('P-1').replace(
        '<policyNumber>',
        '<policyNumber xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true">',
      ),
    ],
    [
      'offerID',
      `<notifyPaymentReceivedForRenewalOffer xmlns="${RENEWAL}"><transactionId>t</transactionId></notifyPaymentReceivedForRenewalOffer>`,
    ],
  ])('misses %s', async (field, operation) => {
    const answer = await call(envelope(operation));
    expectFault(answer, 500, 'Client', 'RequiredFieldException');
    expect(faultOf(answer).text).toBe(`${field} must not be null.`);
  });

  it.each(['0', '-1', '1.0', 'one', '10000', '2147483648', '99999999999999999999', '0x1'])(
    'knows no term %s',
    async (termNumber) => {
      const answer = await call(envelope(confirmation('P-1', termNumber)));
      expectFault(answer, 500, 'Client', 'BadIdentifierException');
    },
  );

  const paymentOf = (parts: Readonly<Record<string, string>>): string => {
    const all = {
      offerID: 'renewal:P-1:2/v1',
      paymentAmount: '<Amount>1.00</Amount><Currency>USD</Currency>',
      transactionId: 't1',
      ...parts,
    };
    const elements = Object.entries(all).filter(([, content]) => content !== '');
    return `<notifyPaymentReceivedForRenewalOffer xmlns="${RENEWAL}">${elements
      .map(([name, content]) => `<${name}>${content}</${name}>`)
      .join('')}</notifyPaymentReceivedForRenewalOffer>`;
  };

  it.each<[string, Readonly<Record<string, string>>]>([
    ['offerID', { offerID: '' }],
    ['paymentAmount', { paymentAmount: '' }],
    ['paymentAmount.Amount', { paymentAmount: '<Currency>USD</Currency>' }],
    ['transactionId', { transactionId: '' }],
  ])('misses %s of money for an offer', async (field, parts) => {
    const answer = await call(envelope(paymentOf(parts)));
    expectFault(answer, 500, 'Client', 'RequiredFieldException');
    expect(faultOf(answer).text).toBe(`${field} must not be null.`);
  });

  it.each(['renewal:P-1:2/v1', 'renewal:P-1:2', 'OFFER-7', 'two words', 'x'.repeat(301)])(
    'does not know the offer %s',
    async (offerID) => {
      const answer = await call(envelope(paymentOf({ offerID })));
      expectFault(answer, 500, 'Client', 'BadIdentifierException');
      expect(faultOf(answer).text).toBe('There is no such offer.');
    },
  );

  it.each(['0', '0.00', '-1.00', '-0', '1.001', '1e3', '1,000.00', '.', 'ten', '100000000000.00'])(
    'takes no amount of %s for an offer',
    async (amount) => {
      const paymentAmount = `<Amount>${amount}</Amount><Currency>USD</Currency>`;
      const answer = await call(envelope(paymentOf({ paymentAmount })));
      expectFault(answer, 500, 'Client');
      expect(faultOf(answer).text).toContain('paymentAmount.Amount must be');
    },
  );

  it.each(['US', 'dollars', 'JPY'])('takes no money in %s for an offer', async (currency) => {
    const paymentAmount = `<Amount>1.00</Amount><Currency>${currency}</Currency>`;
    const answer = await call(envelope(paymentOf({ paymentAmount })));
    expectFault(answer, 500, 'Client');
    expect(faultOf(answer).text).toContain('paymentAmount.Currency must be');
  });

  const good = envelope(confirmation('P-1'));
  const bomb = Array.from(
    { length: 20 },
    (_, level) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`,
  ).join('');

  it.each<[string, string | Uint8Array]>([
    ['nothing', ''],
    ['no XML', '{"policyNumber":"P-1"}'],
    ['a page', '<!DOCTYPE html><html><body>Hello</body></html>'],
    ['an envelope that breaks off', good.slice(0, -20)],
    ['two roots', `${good}${good}`],
    ['an unbound prefix', '<s:Envelope/>'],
    ['broken UTF-8', new Uint8Array([0x3c, 0xc3, 0x28, 0x3e])],
    ['UTF-16', Buffer.from(`\ufeff${good}`, 'utf16le')],
    ['NUL', good.replace('P-1', 'P\0-1')],
    ['a NUL by number', good.replace('P-1', 'P&#0;-1')],
    ['an empty DTD', `<!DOCTYPE s>${good}`],
    ['an entity bomb', `<!DOCTYPE s [<!ENTITY e0 "ha">${bomb}]>${good.replace('P-1', '&e20;')}`],
    [
      'an outside entity',
      `<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]>${good.replace('P-1', '&x;')}`,
    ],
    ['an outside DTD', `<!DOCTYPE s SYSTEM "http://127.0.0.1:1/x.dtd">${good}`],
    ['an entity of nobody', good.replace('P-1', '&x;')],
    ['great depth', envelope('<a>'.repeat(10_000))],
    ['depth that closes', envelope(`${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}`)],
    ['many elements', envelope('<a/>'.repeat(12_000))],
    [
      'many attributes',
      envelope(`<a ${Array.from({ length: 4_000 }, (_, i) => `a${i}=""`).join(' ')}/>`),
    ],
    ['the same attribute twice', envelope('<a b="" b=""/>')],
    ['a comment without an end', `<!--${'-'.repeat(60_000)}`],
    ['many opening brackets', '<'.repeat(60_000)],
    ['no body', `<s:Envelope xmlns:s="${SOAP}"/>`],
    ['an empty body', envelope('')],
    ['two operations', envelope(confirmation('P-1').repeat(2))],
    [
      'two bodies',
      good
        .replace('</s:Envelope>', '<s:Body/></s:Envelope>')
        .replace('<s:Body/>', `<s:Body>${confirmation('P-1')}</s:Body>`),
    ],
    ['another namespace', envelope('<confirmTerm xmlns="urn:other"/>')],
    ['no namespace', envelope('<confirmTerm/>')],
    ['an unknown operation', envelope(`<endRenewals xmlns="${RENEWAL}"/>`)],
    ['an operation called __proto__', envelope(`<__proto__ xmlns="${RENEWAL}"/>`)],
    [
      'an argument given twice',
      good.replace('<termNumber>', '<policyNumber>P-2</policyNumber><termNumber>'),
    ],
    ['an argument of elements', good.replace('P-1', '<b>P-1</b>')],
    ['a transaction id of two words', envelope(confirmation('P-1', '1', 'a b'))],
    ['a long transaction id', envelope(confirmation('P-1', '1', 'x'.repeat(201)))],
  ])('refuses %s at once', async (_what, raw) => {
    const startedAt = performance.now();
    const answer = await call(raw);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expectFault(answer, 500, 'Client');
    expect(answer.text).not.toMatch(/root:|\bat \//);
  });

  it('refuses SOAP 1.2 and headers that it must understand', async () => {
    const soap12 = envelope(confirmation('P-1'), 'http://www.w3.org/2003/05/soap-envelope');
    expectFault(await call(soap12), 500, 'VersionMismatch');
    const header = '<s:Header><x s:mustUnderstand="1"/></s:Header><s:Body>';
    expectFault(await call(good.replace('<s:Body>', header)), 500, 'MustUnderstand');
    const ignored = '<s:Header><x s:mustUnderstand="0"/><y/></s:Header><s:Body>';
    expectFault(
      await call(good.replace('<s:Body>', ignored)),
      500,
      'Client',
      'BadIdentifierException',
    );
  });

  it('refuses an action that is not the operation', async () => {
    const headers = { SOAPAction: `"${RENEWAL}/notifyPaymentReceivedForRenewalOffer"` };
    expectFault(await call(good, { headers }), 500, 'Client');
    expectFault(
      await call(good, { headers: { SOAPAction: '"' } }),
      500,
      'Client',
      'BadIdentifierException',
    );
  });

  it.each<[number, string, string | Uint8Array, Record<string, string>]>([
    [415, 'JSON', good, { 'Content-Type': 'application/json' }],
    [415, 'SOAP 1.2', good, { 'Content-Type': 'application/soap+xml' }],
    [415, 'Latin-1', good, { 'Content-Type': 'text/xml; charset=iso-8859-1' }],
    [415, 'gzip', gzipSync(good), { 'Content-Encoding': 'gzip' }],
    [415, 'a gzip bomb', gzipSync(Buffer.alloc(8_000_000)), { 'Content-Encoding': 'gzip' }],
    [415, 'gzip that is none', good, { 'Content-Encoding': 'gzip' }],
    [413, 'more than 64 KiB', envelope(' '.repeat(65_536)), {}],
  ])('answers %i to %s', async (status, _what, raw, headers) => {
    expectFault(await call(raw, { headers }), status, 'Client');
  });

  it('says nothing of what went wrong inside, and logs it once', async () => {
    app.expectErrors();
    app.temporal.refusal = new TypeError('secret of the house');
    app.temporal.workflows.set('policy-term:P-1:1', {} as never);
    const answer = await call(good);
    expectFault(answer, 500, 'Server');
    expect(answer.text).not.toContain('secret');
    expect(app.logLines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  it('answers 503 when Temporal is away', async () => {
    app.temporal.isDown = true;
    const answer = await call(good);
    expectFault(answer, 503, 'Server');
    expect(answer.headers.get('Retry-After')).toBe('5');
  });
});
