import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import {
  connectIms,
  type ImsCallLog,
  type ImsConnection,
} from '../../../src/adapters/ims/ims-policy-system.js';
import { inCallContext } from '../../../src/ports/call-context.js';
import { products, sandboxInstallation } from './sandbox-set-up.js';
import {
  envelope,
  fault,
  sendXml,
  startScriptedServer,
  type Answer,
  type ScriptedServer,
} from './scripted-server.js';

const QUOTE = 'a0000000-0000-4000-8000-000000000001';
const NS = 'http://tempuri.org/IMSWebServices/QuoteFunctions';
const SETTLE_MS = 2_000;
const PATIENCE_MS = 60_000;
const TOO_MANY_BYTES = 33 * 1024 * 1024;

const controlNumber = envelope(
  `<GetControlNumberResponse xmlns="${NS}"><GetControlNumberResult>7</GetControlNumberResult></GetControlNumberResponse>`,
);

let server: ScriptedServer | undefined;
let ims: ImsConnection | undefined;
let calls: ImsCallLog[] = [];

afterEach(async () => {
  await ims?.close();
  await server?.close();
});

async function connectTo(answer: Answer): Promise<ImsConnection> {
  server = await startScriptedServer(answer);
  calls = [];
  ims = await connect(server.baseUrl);
  return ims;
}

function connect(baseUrl: string, timeoutMs = 700): Promise<ImsConnection> {
  return connectIms({
    baseUrl,
    userName: 'user',
    encryptedPassword: 'c2VjcmV0LXBhc3N3b3Jk',
    context: 'tests',
    maxConcurrentCalls: 8,
    installation: sandboxInstallation(),
    products: products(),
    readTimeoutMs: timeoutMs,
    writeTimeoutMs: timeoutMs,
    oddAnswerPatienceMs: PATIENCE_MS,
    log: (call) => calls.push(call),
  });
}

function raw(status: number, headers: Record<string, string>, body: string | Buffer): Answer {
  return (_, response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
}

const xml = { 'content-type': 'text/xml; charset=utf-8' };
const html = { 'content-type': 'text/html' };
const unavailable = { name: 'SystemUnavailable', patienceMs: undefined };
/** Asked for again for some minutes, then by a person. */
const askedSoon = { name: 'SystemContractError', patienceMs: PATIENCE_MS };
/** IMS did not write the answer, so it may be at work still. */
const inDoubt = { name: 'OutcomeUnknown', settleMs: SETTLE_MS, patienceMs: undefined };
const inDoubtAskedSoon = { ...inDoubt, patienceMs: PATIENCE_MS };

const resetBefore: Answer = (_, response) => response.socket?.destroy();
const resetAfter: Answer = (_, response) => {
  response.writeHead(200, { ...xml, 'content-length': '5000' });
  response.write(controlNumber.slice(0, 80));
  setTimeout(() => response.socket?.destroy(), 20);
};
const never: Answer = () => undefined;
const dripping: Answer = (_, response) => {
  response.writeHead(200, xml);
  const timer = setInterval(() => response.write(' '), 50);
  response.on('close', () => {
    clearInterval(timer);
  });
};

/** What happened on the wire, what it is for a read, and what it is for a write. */
const CASES: readonly (readonly [string, Answer, object, object])[] = [
  ['a reset before the answer', resetBefore, unavailable, inDoubt],
  ['a reset within the answer', resetAfter, unavailable, inDoubt],
  ['no answer at all', never, unavailable, inDoubt],
  ['an answer that drips for ever', dripping, unavailable, inDoubt],
  ['502 from a gateway', raw(502, html, '<html>Bad gateway</html>'), unavailable, inDoubt],
  ['503 from the web server', raw(503, html, '<html></html>'), unavailable, inDoubt],
  ['504 from a gateway', raw(504, html, ''), unavailable, inDoubt],
  ['500 with HTML', raw(500, html, '<html>Runtime error</html>'), unavailable, inDoubt],
  ['500 with an envelope but no fault', raw(500, xml, controlNumber), unavailable, inDoubt],
  ['429', raw(429, html, ''), unavailable, inDoubt],
  [
    '503 with a page in XHTML',
    raw(503, { 'content-type': 'application/xhtml+xml' }, '<!DOCTYPE html><html xmlns="x"/>'),
    unavailable,
    inDoubt,
  ],
  ['503 with an answer below it', raw(503, xml, controlNumber), unavailable, inDoubt],
  [
    '503, compressed',
    raw(503, { ...xml, 'content-encoding': 'gzip' }, gzipSync('<a/>')),
    unavailable,
    inDoubt,
  ],
  [
    '504 with a fault of the gateway',
    raw(504, xml, fault('Policy Falsified')),
    unavailable,
    inDoubt,
  ],
  [
    '500 with a fault that is cut off',
    raw(500, xml, fault('Bind refused').slice(0, -30)),
    askedSoon,
    inDoubtAskedSoon,
  ],
  [
    '408 from something before the service',
    raw(408, html, '<html>408</html>'),
    unavailable,
    inDoubt,
  ],
  [
    '425 from something before the service',
    raw(425, html, '<html>425</html>'),
    unavailable,
    inDoubt,
  ],
  [
    '501 from something before the service',
    raw(501, html, '<html>501</html>'),
    unavailable,
    inDoubt,
  ],
  [
    '520 from something before the service',
    raw(520, html, '<html>520</html>'),
    unavailable,
    inDoubt,
  ],
  [
    '522 from something before the service',
    raw(522, html, '<html>522</html>'),
    unavailable,
    inDoubt,
  ],
  [
    '523 from something before the service',
    raw(523, html, '<html>523</html>'),
    unavailable,
    inDoubt,
  ],
  [
    '524 from something before the service',
    raw(524, html, '<html>524</html>'),
    unavailable,
    inDoubt,
  ],
  [
    '525 from something before the service',
    raw(525, html, '<html>525</html>'),
    unavailable,
    inDoubt,
  ],
  [
    '530 from something before the service',
    raw(530, html, '<html>530</html>'),
    unavailable,
    inDoubt,
  ],
  [
    '598 from something before the service',
    raw(598, html, '<html>598</html>'),
    unavailable,
    inDoubt,
  ],
  [
    '203 from something before the service',
    raw(203, html, '<html>203</html>'),
    askedSoon,
    inDoubtAskedSoon,
  ],
  [
    '206 from something before the service',
    raw(206, html, '<html>206</html>'),
    askedSoon,
    inDoubtAskedSoon,
  ],
  [
    '299 from something before the service',
    raw(299, html, '<html>299</html>'),
    askedSoon,
    inDoubtAskedSoon,
  ],
  [
    '301 from something before the service',
    raw(301, html, '<html>301</html>'),
    askedSoon,
    inDoubtAskedSoon,
  ],
  [
    '302 from something before the service',
    raw(302, html, '<html>302</html>'),
    askedSoon,
    inDoubtAskedSoon,
  ],
  [
    '304 from something before the service',
    raw(304, html, '<html>304</html>'),
    askedSoon,
    inDoubtAskedSoon,
  ],
  [
    '400 from something before the service',
    raw(400, html, '<html>400</html>'),
    askedSoon,
    inDoubtAskedSoon,
  ],
  [
    '403 from something before the service',
    raw(403, html, '<html>403</html>'),
    askedSoon,
    inDoubtAskedSoon,
  ],
  [
    '405 from something before the service',
    raw(405, html, '<html>405</html>'),
    askedSoon,
    inDoubtAskedSoon,
  ],
  [
    '406 from something before the service',
    raw(406, html, '<html>406</html>'),
    askedSoon,
    inDoubtAskedSoon,
  ],
  [
    '407 from something before the service',
    raw(407, html, '<html>407</html>'),
    askedSoon,
    inDoubtAskedSoon,
  ],
  [
    '410 from something before the service',
    raw(410, html, '<html>410</html>'),
    askedSoon,
    inDoubtAskedSoon,
  ],
  [
    '413 from something before the service',
    raw(413, html, '<html>413</html>'),
    askedSoon,
    inDoubtAskedSoon,
  ],
  [
    '414 from something before the service',
    raw(414, html, '<html>414</html>'),
    askedSoon,
    inDoubtAskedSoon,
  ],
  [
    '421 from something before the service',
    raw(421, html, '<html>421</html>'),
    askedSoon,
    inDoubtAskedSoon,
  ],
  [
    '431 from something before the service',
    raw(431, html, '<html>431</html>'),
    askedSoon,
    inDoubtAskedSoon,
  ],
  [
    '451 from something before the service',
    raw(451, html, '<html>451</html>'),
    askedSoon,
    inDoubtAskedSoon,
  ],
  [
    '499 from something before the service',
    raw(499, html, '<html>499</html>'),
    askedSoon,
    inDoubtAskedSoon,
  ],
  [
    '600 from something before the service',
    raw(600, html, '<html>600</html>'),
    askedSoon,
    inDoubtAskedSoon,
  ],
  [
    '999 from something before the service',
    raw(999, html, '<html>999</html>'),
    askedSoon,
    inDoubtAskedSoon,
  ],
  ['404', raw(404, html, ''), askedSoon, inDoubtAskedSoon],
  ['401', raw(401, html, ''), askedSoon, inDoubtAskedSoon],
  ['a redirect', raw(307, { location: 'http://127.0.0.1:1/' }, ''), askedSoon, inDoubtAskedSoon],
  ['202 with nothing', raw(202, xml, ''), askedSoon, inDoubtAskedSoon],
  ['200 with HTML', raw(200, html, '<html>Please wait</html>'), askedSoon, inDoubtAskedSoon],
  [
    '200 with XHTML as XML',
    raw(200, xml, '<html xmlns="x"><body/></html>'),
    askedSoon,
    inDoubtAskedSoon,
  ],
  [
    'a comment that never ends',
    raw(200, xml, `<!-- ${controlNumber}`),
    askedSoon,
    inDoubtAskedSoon,
  ],
  ['200 with nothing', raw(200, xml, ''), askedSoon, inDoubtAskedSoon],
  ['XML that is cut off', raw(200, xml, controlNumber.slice(0, -40)), askedSoon, inDoubtAskedSoon],
  [
    'a SOAP 1.2 envelope',
    raw(
      200,
      xml,
      controlNumber.replace(
        'schemas.xmlsoap.org/soap/envelope/',
        'www.w3.org/2003/05/soap-envelope',
      ),
    ),
    askedSoon,
    inDoubtAskedSoon,
  ],
  ['an empty body', raw(200, xml, envelope('')), askedSoon, inDoubtAskedSoon],
  ['an empty fault', raw(200, xml, envelope('<soap:Fault/>')), askedSoon, inDoubtAskedSoon],
  [
    'an answer that nobody knows',
    raw(200, xml, envelope('<Other xmlns="x"/>')),
    askedSoon,
    inDoubtAskedSoon,
  ],
  [
    'a document type',
    raw(200, xml, `<!DOCTYPE a [<!ENTITY b "c">]>${controlNumber}`),
    askedSoon,
    inDoubtAskedSoon,
  ],
  [
    'a document type behind the prolog',
    raw(200, xml, controlNumber.replace('<soap:Body>', '<!DOCTYPE a><soap:Body>')),
    askedSoon,
    inDoubtAskedSoon,
  ],
  [
    'an id that is the prototype',
    raw(
      200,
      xml,
      controlNumber.replace('<GetControlNumberResult>', '<GetControlNumberResult id="__proto__">'),
    ),
    askedSoon,
    inDoubtAskedSoon,
  ],
  [
    'an id that hides the prototype',
    raw(
      200,
      xml,
      controlNumber.replace(
        '<GetControlNumberResult>',
        '<GetControlNumberResult id="_&#95;proto__">',
      ),
    ),
    askedSoon,
    inDoubtAskedSoon,
  ],
  [
    'an element called constructor',
    raw(200, xml, envelope('<constructor/>')),
    askedSoon,
    inDoubtAskedSoon,
  ],
  [
    'bytes that are not UTF-8',
    raw(200, xml, Buffer.from(controlNumber.replace('7<', 'é<'), 'latin1')),
    askedSoon,
    inDoubtAskedSoon,
  ],
  [
    'a gzip bomb',
    raw(200, { ...xml, 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(50_000_000, 32))),
    askedSoon,
    inDoubtAskedSoon,
  ],
  [
    'more than an answer may be, announced',
    raw(
      200,
      { ...xml, 'content-length': String(TOO_MANY_BYTES) },
      Buffer.alloc(TOO_MANY_BYTES, 32),
    ),
    askedSoon,
    inDoubtAskedSoon,
  ],
];

describe('a call that fails on the wire', () => {
  it.each(CASES)('%s', async (_, answer, ofRead, ofWrite) => {
    const connection = await connectTo(answer);
    await expect(connection.readControlNumber(QUOTE)).rejects.toMatchObject(ofRead);
    await expect(connection.issue(QUOTE)).rejects.toMatchObject(ofWrite);
    expect(({} as Record<string, unknown>)['hrefs']).toBeUndefined();
  });

  it('is not read any further than an answer may be long, when it does not say how long it is', async () => {
    server = await startScriptedServer(raw(200, xml, Buffer.alloc(TOO_MANY_BYTES, 32)));
    ims = await connect(server.baseUrl, 20_000);
    await expect(ims.readControlNumber(QUOTE)).rejects.toMatchObject(askedSoon);
  });

  it('is unavailable for a write too when nothing listens', async () => {
    server = await startScriptedServer(never);
    const { baseUrl } = server;
    await server.close();
    ims = await connect(baseUrl);
    await expect(ims.issue(QUOTE)).rejects.toMatchObject(unavailable);
  });

  it('is asked about soon when it alone is answered 500 with HTML while other calls succeed', async () => {
    const connection = await connectTo((call, response) => {
      if (call.operation === 'GetControlNumber') sendXml(response, 200, controlNumber);
      else raw(500, html, '<html>Runtime error</html>')(call, response);
    });
    await expect(connection.issue(QUOTE)).rejects.toMatchObject(inDoubt);
    await connection.readControlNumber(QUOTE);
    await expect(connection.issue(QUOTE)).rejects.toMatchObject(inDoubtAskedSoon);
  });

  it('reads the answer under any status of success', async () => {
    const connection = await connectTo(raw(203, xml, controlNumber));
    await expect(connection.readControlNumber(QUOTE)).resolves.toBe(7);
  });

  it('reads the answer after all of that', async () => {
    const connection = await connectTo(raw(200, xml, controlNumber));
    await expect(connection.readControlNumber(QUOTE)).resolves.toBe(7);
  });

  it('reads an answer with comments and processing instructions before its envelope', async () => {
    const prolog = '<!-- by <proxy> --><?route to="<a>"?>\r\n<!---->';
    const [declaration = ''] = /^<\?xml.*?\?>/.exec(controlNumber) ?? [];
    const answer = controlNumber.replace(declaration, `${declaration}\n${prolog}\n`);
    const connection = await connectTo(raw(200, xml, answer));
    await expect(connection.readControlNumber(QUOTE)).resolves.toBe(7);
  });

  it('reads an answer in the charset that it names', async () => {
    const latin = envelope(
      `<BindQuoteWithInstallmentResponse xmlns="${NS}"><BindQuoteWithInstallmentResult>É-1</BindQuoteWithInstallmentResult></BindQuoteWithInstallmentResponse>`,
    );
    const connection = await connectTo(
      raw(200, { 'content-type': 'text/xml; charset=iso-8859-1' }, Buffer.from(latin, 'latin1')),
    );
    await expect(connection.bind(QUOTE, -1)).resolves.toBe('É-1');
  });

  it('puts neither token nor password nor values into the error or the log', async () => {
    const connection = await connectTo((_, response) => {
      sendXml(response, 500, fault('System.Exception: no such thing for mary@example.com'));
    });
    const error: unknown = await connection.issue(QUOTE).catch((caught: unknown) => caught);
    const shown = JSON.stringify([error, String(error), (error as Error).stack, calls]);
    expect(shown).not.toMatch(/11111111-2222|c2VjcmV0|mary/);
    expect(calls.at(-1)).toMatchObject({
      operation: 'IssuePolicy',
      outcome: 'rejected',
      write: true,
      httpStatus: 500,
    });
  });

  it('refuses a control character, naming the field, and sends nothing', async () => {
    const connection = await connectTo(never);
    const [submission] = [{ system: 'triton', id: 'T-\u0001' }];
    await expect(connection.linkReference(QUOTE, submission)).rejects.toMatchObject({
      name: 'SystemRejection',
      field: 'externalId',
    });
    expect(server?.received.filter(({ operation }) => operation !== 'LoginIMSUser')).toEqual([]);
  });
});

describe('a step that is given up soon', () => {
  const at = (leftMs: number, work: () => Promise<unknown>): Promise<unknown> =>
    inCallContext(
      { transactionId: 't', step: 's', attempt: 1, deadline: Date.now() + leftMs },
      work,
    );

  it('begins no write whose end it could not wait for', async () => {
    const ims = await connectTo(never);
    await expect(at(SETTLE_MS + 600, () => ims.issue(QUOTE))).rejects.toMatchObject(unavailable);
    expect(server?.received.map(({ operation }) => operation)).not.toContain('IssuePolicy');
  });

  it('begins a write that has the time', async () => {
    const ims = await connectTo(never);
    const write = at(SETTLE_MS + 60_000, () => ims.issue(QUOTE));
    await expect(write).rejects.toMatchObject(inDoubt);
  });
});
