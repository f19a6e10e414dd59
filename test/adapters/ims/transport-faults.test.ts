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
const unavailable = { name: 'PolicySystemUnavailable' };
const contractBroken = { name: 'PolicySystemContractError' };
const unknownAtOnce = { name: 'OutcomeUnknown', settleMs: 0 };
const unknownAndRunning = { name: 'OutcomeUnknown', settleMs: SETTLE_MS };

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

function faulted(message: string): Answer {
  return raw(500, xml, fault(`Server was unable to process request. ---&gt; ${message}`));
}

/** What happened on the wire, what it is for a read, and what it is for a write. */
const CASES: readonly (readonly [string, Answer, object, object])[] = [
  ['a reset before the answer', resetBefore, unavailable, unknownAndRunning],
  ['a reset within the answer', resetAfter, unavailable, unknownAndRunning],
  ['no answer at all', never, unavailable, unknownAndRunning],
  ['an answer that drips for ever', dripping, unavailable, unknownAndRunning],
  [
    '502 from a gateway',
    raw(502, html, '<html>Bad gateway</html>'),
    unavailable,
    unknownAndRunning,
  ],
  ['503 from the web server', raw(503, html, '<html></html>'), unavailable, unknownAtOnce],
  ['504 from a gateway', raw(504, html, ''), unavailable, unknownAndRunning],
  ['500 with HTML', raw(500, html, '<html>Runtime error</html>'), unavailable, unknownAtOnce],
  ['500 with an envelope but no fault', raw(500, xml, controlNumber), unavailable, unknownAtOnce],
  [
    'a fault of a deadlock victim',
    faulted(
      'System.Data.SqlClient.SqlException: Transaction (Process ID 55) was deadlocked on lock resources with another process and has been chosen as the deadlock victim.',
    ),
    unavailable,
    unavailable,
  ],
  [
    'a fault because SQL Server is not reachable',
    faulted(
      'System.Data.SqlClient.SqlException: A network-related or instance-specific error occurred while establishing a connection to SQL Server. The server was not found or was not accessible.',
    ),
    unavailable,
    unavailable,
  ],
  [
    'a fault of a SQL time-out',
    faulted('System.Data.SqlClient.SqlException: Execution Timeout Expired.'),
    unavailable,
    unknownAtOnce,
  ],
  [
    'a fault because ASP.NET gave up',
    faulted('System.Web.HttpException: Request timed out.'),
    unavailable,
    unknownAndRunning,
  ],
  [
    'a fault because the thread was stopped',
    faulted('System.Threading.ThreadAbortException: Thread was being aborted.'),
    unavailable,
    unknownAndRunning,
  ],
  [
    'a fault because the connection to SQL Server broke',
    faulted(
      'System.Data.SqlClient.SqlException: A transport-level error has occurred when receiving results from the server. (provider: TCP Provider, error: 0)',
    ),
    unavailable,
    unknownAndRunning,
  ],
  ['429', raw(429, html, ''), unavailable, unavailable],
  ['404', raw(404, html, ''), contractBroken, contractBroken],
  ['401', raw(401, html, ''), contractBroken, contractBroken],
  ['a redirect', raw(307, { location: 'http://127.0.0.1:1/' }, ''), contractBroken, unknownAtOnce],
  ['202 with nothing', raw(202, xml, ''), contractBroken, unknownAtOnce],
  ['200 with HTML', raw(200, html, '<html>Please wait</html>'), unavailable, unknownAtOnce],
  [
    '200 with XHTML as XML',
    raw(200, xml, '<html xmlns="x"><body/></html>'),
    unavailable,
    unknownAtOnce,
  ],
  ['a comment that never ends', raw(200, xml, `<!-- ${controlNumber}`), unavailable, unknownAtOnce],
  ['200 with nothing', raw(200, xml, ''), unavailable, unknownAtOnce],
  ['XML that is cut off', raw(200, xml, controlNumber.slice(0, -40)), unavailable, unknownAtOnce],
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
    unavailable,
    unknownAtOnce,
  ],
  ['an empty body', raw(200, xml, envelope('')), contractBroken, unknownAtOnce],
  ['an empty fault', raw(200, xml, envelope('<soap:Fault/>')), contractBroken, unknownAtOnce],
  [
    'an answer that nobody knows',
    raw(200, xml, envelope('<Other xmlns="x"/>')),
    contractBroken,
    unknownAtOnce,
  ],
  [
    'a document type',
    raw(200, xml, `<!DOCTYPE a [<!ENTITY b "c">]>${controlNumber}`),
    unavailable,
    unknownAtOnce,
  ],
  [
    'a document type behind the prolog',
    raw(200, xml, controlNumber.replace('<soap:Body>', '<!DOCTYPE a><soap:Body>')),
    contractBroken,
    unknownAtOnce,
  ],
  [
    'an id that is the prototype',
    raw(
      200,
      xml,
      controlNumber.replace('<GetControlNumberResult>', '<GetControlNumberResult id="__proto__">'),
    ),
    contractBroken,
    unknownAtOnce,
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
    contractBroken,
    unknownAtOnce,
  ],
  [
    'an element called constructor',
    raw(200, xml, envelope('<constructor/>')),
    contractBroken,
    unknownAtOnce,
  ],
  [
    'bytes that are not UTF-8',
    raw(200, xml, Buffer.from(controlNumber.replace('7<', 'é<'), 'latin1')),
    contractBroken,
    unknownAtOnce,
  ],
  [
    'a gzip bomb',
    raw(200, { ...xml, 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(50_000_000, 32))),
    contractBroken,
    unknownAtOnce,
  ],
  [
    'more than an answer may be, announced',
    raw(
      200,
      { ...xml, 'content-length': String(TOO_MANY_BYTES) },
      Buffer.alloc(TOO_MANY_BYTES, 32),
    ),
    contractBroken,
    unknownAtOnce,
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
    await expect(ims.readControlNumber(QUOTE)).rejects.toMatchObject(contractBroken);
  });

  it('is unavailable for a write too when nothing listens', async () => {
    server = await startScriptedServer(never);
    const { baseUrl } = server;
    await server.close();
    ims = await connect(baseUrl);
    await expect(ims.issue(QUOTE)).rejects.toMatchObject(unavailable);
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
      name: 'PolicySystemRejection',
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
    await expect(write).rejects.toMatchObject(unknownAndRunning);
  });
});
