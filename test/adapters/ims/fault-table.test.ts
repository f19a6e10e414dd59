import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectIms, type ImsConnection } from '../../../src/adapters/ims/ims-policy-system.js';
import { escapeXml } from '../../../src/xml/writer.js';
import { products, sandboxInstallation } from './sandbox-set-up.js';
import { fault, sendXml, startScriptedServer, type ScriptedServer } from './scripted-server.js';

const QUOTE = 'a0000000-0000-4000-8000-000000000001';
const PATIENCE_MS = 60_000;
const ROWS = readFileSync(new URL('fault-texts.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map(
    (line) => line.split('\t') as [string, keyof typeof OUTCOMES, keyof typeof OUTCOMES, 'soon'?],
  );

const OUTCOMES = {
  unavailable: { name: 'SystemUnavailable' },
  inDoubt: { name: 'OutcomeUnknown', settleMs: sandboxInstallation().settleMs },
  rejected: { name: 'SystemRejection', mayHaveHappened: false, settleMs: 0 },
  rejectedInDoubt: {
    name: 'SystemRejection',
    mayHaveHappened: true,
    settleMs: sandboxInstallation().settleMs,
  },
} as const;

describe('a fault of the policy system', () => {
  let server: ScriptedServer;
  let ims: ImsConnection;
  let [status, text] = [500, ''];

  beforeAll(async () => {
    server = await startScriptedServer((_, response) => {
      sendXml(response, status, fault(escapeXml(text)));
    });
    ims = await connectIms({
      baseUrl: server.baseUrl,
      userName: 'user',
      encryptedPassword: 'c2VjcmV0',
      context: 'tests',
      maxConcurrentCalls: 8,
      installation: sandboxInstallation(),
      products: products(),
      oddAnswerPatienceMs: PATIENCE_MS,
      log: () => undefined,
    });
  });
  afterAll(async () => {
    await ims.close();
    await server.close();
  });

  const ask = async (
    httpStatus: number,
    faultText: string,
  ): Promise<readonly [unknown, unknown]> => {
    [status, text] = [httpStatus, faultText];
    const caught = (call: Promise<unknown>): Promise<unknown> =>
      call.catch((error: unknown) => error);
    return [await caught(ims.readControlNumber(QUOTE)), await caught(ims.issue(QUOTE))];
  };
  const asAspNetWritesIt = (message: string): string =>
    'System.Web.Services.Protocols.SoapException: Server was unable to process request. ---> ' +
    `${message}\r\n   at Ims.QuoteFunctions.IssuePolicy(Guid quoteGuid)\r\n   --- End of inner exception stack trace ---`;

  it.each(ROWS)('is taken for what it proves: %s', async (message, ofWrite, ofRead, soon) => {
    const [read, write] = await ask(500, asAspNetWritesIt(message));
    const patienceMs = soon === 'soon' ? PATIENCE_MS : undefined;
    expect(read).toMatchObject({ ...OUTCOMES[ofRead], patienceMs });
    expect(write).toMatchObject({ ...OUTCOMES[ofWrite], patienceMs });
  });

  it.each(ROWS)(
    'is taken for the same under another status of HTTP: %s',
    async (message, ofWrite) => {
      const [, write] = await ask(400, asAspNetWritesIt(message));
      // In words that nobody knows it may be a gateway's, and proves nothing.
      const expected = ofWrite === 'rejectedInDoubt' ? OUTCOMES.inDoubt : OUTCOMES[ofWrite];
      expect(write).toMatchObject(expected);
    },
  );

  it.each([
    'Effective date exceeds the maximum backdate allowance (30 days) for this company/line setup.',
    'No producer line setup could be found for this producer location or it is outside of the Effective Period.',
    'Installment billing information not found for quote ID 4711',
    'Invalid OptionID specified',
  ])('proves that nothing was written where it is known to be said before: %s', async (words) => {
    [status, text] = [500, asAspNetWritesIt(`System.InvalidOperationException: ${words}`)];
    await expect(ims.bind(QUOTE, -1)).rejects.toMatchObject(OUTCOMES.rejected);
    await expect(ims.createBinderDocument(QUOTE)).rejects.toMatchObject(OUTCOMES.rejectedInDoubt);
  });

  it('is no proof when its words stand in the stack only', async () => {
    const stack =
      'System.Exception: The flux is not in order\r\n   at Ims.Deadlock.WasDeadlockedOn(String)';
    const [, write] = await ask(500, stack);
    expect(write).toMatchObject(OUTCOMES.rejectedInDoubt);
  });

  it.each([
    'Server was unable to read request. ---> System.InvalidOperationException: There is an error in XML document (1, 1). ---> System.FormatException: Input string was not in a correct format.',
    'Server did not recognize the value of HTTP Header SOAPAction: http://tempuri.org/x.',
  ])('is a refusal when the request never reached the service: %s', async (message) => {
    const [, write] = await ask(500, `System.Web.Services.Protocols.SoapException: ${message}`);
    expect(write).toMatchObject(OUTCOMES.rejected);
  });

  it('is read in no time, however long it is', async () => {
    const started = performance.now();
    await ask(500, `System.Exception: ${'database transaction commit a.'.repeat(50_000)}`);
    expect(performance.now() - started).toBeLessThan(1_500);
  });

  it('names the site procedure that failed, and what it served', async () => {
    [status, text] = [
      500,
      asAspNetWritesIt(
        'System.NullReferenceException: Object reference not set to an instance of an object.',
      ),
    ];
    const { procedures } = sandboxInstallation();
    await expect(ims.listDocuments(QUOTE)).rejects.toMatchObject({
      name: 'SystemRejection',
      operation: `ExecuteDataSet ${String(procedures.documentsOfQuote)}`,
      reason: `The procedure ${String(procedures.documentsOfQuote)} failed: Object reference not set to an instance of an object.`,
    });
  });
});
