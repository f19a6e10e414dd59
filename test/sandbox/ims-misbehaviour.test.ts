import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  envelopeOf,
  insuredParts,
  openCaller,
  quoteWithOptions,
  soapHeaders,
  type Caller,
} from './caller.js';

describe('misbehaviour on demand', () => {
  let caller: Caller;
  let name = 0;
  beforeAll(async () => {
    caller = await openCaller();
    await caller.login();
  });
  afterAll(() => caller.sandbox.close());
  afterEach(() => caller.admin('DELETE', '/faults'));

  const arm = async (fault: Record<string, unknown>) => {
    const armed = await caller.admin('POST', '/faults', fault);
    expect(armed.status).toBe(201);
  };
  const add = () =>
    caller.call('InsuredFunctions', 'AddInsuredWithLocation', ...insuredParts(`Insured ${++name}`));
  const insureds = async () =>
    ((await caller.admin('GET', '/counts')).body as { insureds: number }).insureds;
  const operation = 'AddInsuredWithLocation';

  it.each([
    ['before', 0],
    ['after', 1],
  ])('drops the connection %s the write', async (when, written) => {
    const there = await insureds();
    await arm({ operation, kind: 'drop', when });
    await expect(add()).rejects.toThrow('fetch failed');
    expect(await insureds()).toBe(there + written);
    expect((await add()).status).toBe(200);
  });

  it('answers late, having written at once or only then', async () => {
    const there = await insureds();
    await arm({ operation, kind: 'late', when: 'after', delayMs: 300 });
    const early = add();
    await expect.poll(insureds, { timeout: 250, interval: 20 }).toBe(there + 1);
    expect((await early).status).toBe(200);
    await arm({ operation, kind: 'late', when: 'before', delayMs: 200 });
    const late = add();
    expect(await insureds()).toBe(there + 1);
    expect((await late).status).toBe(200);
    expect(await insureds()).toBe(there + 2);
  });

  it('writes after the wait even when the caller has gone', async () => {
    const there = await insureds();
    await arm({ operation, kind: 'late', when: 'before', delayMs: 300 });
    const token = await caller.login();
    const gone = fetch(`${caller.sandbox.url}/ims_sandbox/InsuredFunctions.asmx`, {
      method: 'POST',
      headers: soapHeaders('InsuredFunctions', operation),
      body: envelopeOf('InsuredFunctions', operation, token, insuredParts(`Insured ${++name}`)),
      signal: AbortSignal.timeout(100),
    });
    await expect(gone).rejects.toThrow('timeout');
    expect(await insureds()).toBe(there);
    await expect.poll(insureds).toBe(there + 1);
  });

  it("is unavailable, answers the web server's page, or cuts the answer off", async () => {
    const there = await insureds();
    await arm({ operation, kind: 'unavailable' });
    const unavailable = await add();
    expect([unavailable.status, unavailable.text]).toEqual([503, '']);
    await arm({ operation, kind: 'html' });
    const html = await add();
    expect([html.status, html.type]).toEqual([500, 'text/html']);
    expect(await insureds()).toBe(there);
    await arm({ operation, kind: 'truncated' });
    const cut = await add();
    expect([cut.status, cut.text.endsWith('</soap:Envelope>')]).toEqual([200, false]);
    expect(await insureds()).toBe(there + 1);
  });

  it('is a deadlock victim, or says no in given or observed words', async () => {
    const there = await insureds();
    await arm({ operation, kind: 'deadlock' });
    expect((await add()).fault).toMatch(/^Transaction \(Process ID 61\) was deadlocked/);
    await arm({ operation, kind: 'fault', text: 'Not today', exceptionType: 'System.Exception' });
    const refused = await add();
    expect(refused.value('faultstring')).toContain('---> System.Exception: Not today\r\n');
    await arm({ operation: '*', kind: 'fault', text: 'option' });
    expect((await add()).fault).toBe('Invalid OptionID specified');
    expect(await insureds()).toBe(there);
  });

  it.each([
    ['sqlUnreachable', 'System.Data.SqlClient.SqlException: A network-related'],
    ['sqlTimeOut', 'System.Data.SqlClient.SqlException: Execution Timeout Expired.'],
    ['sqlConnectionLost', 'System.Data.SqlClient.SqlException: A transport-level error'],
    ['truncatedValue', 'System.Data.SqlClient.SqlException: String or binary data'],
    [
      'transactionInDoubt',
      'System.Transactions.TransactionInDoubtException: The transaction is in doubt.',
    ],
    ['sqlLockTimeOut', 'System.Data.SqlClient.SqlException: Lock request time out'],
    ['operationTimedOut', 'System.Net.WebException: The operation has timed out'],
    ['requestTimedOut', 'System.Web.HttpException: Request timed out.'],
    ['threadAborted', 'System.Threading.ThreadAbortException: Thread was being aborted.'],
  ])('fails for a technical reason, after the write too: %s', async (text, said) => {
    const there = await insureds();
    await arm({ operation, kind: 'fault', text, when: 'after' });
    expect((await add()).value('faultstring')).toContain(`---> ${said}`);
    expect(await insureds()).toBe(there + 1);
  });

  it.each([
    ['before', 0],
    ['after', 1],
  ])("answers a gateway's page of any status %s the write", async (when, written) => {
    for (const status of [200, 403, 408, 502, 520]) {
      const there = await insureds();
      await arm({ operation, kind: 'gateway', status, when });
      const { status: answered, type } = await add();
      expect([answered, type]).toEqual([status, 'text/html']);
      expect(await insureds()).toBe(there + written);
    }
  });

  it('gives up before it is done, while it goes on with the call', async () => {
    const there = await insureds();
    await arm({ operation, kind: 'gatewayGaveUp', status: 504, delayMs: 200 });
    expect((await add()).status).toBe(504);
    expect(await insureds()).toBe(there);
    await expect.poll(insureds).toBe(there + 1);
    const refused = { operation, kind: 'gatewayGaveUp', when: 'after' };
    expect((await caller.admin('POST', '/faults', refused)).status).toBe(400);
  });

  it('forgets all tokens, or holds a call for ever', async () => {
    await arm({ operation, kind: 'expireTokens' });
    expect((await add()).fault).toBe('Token is not valid');
    await caller.login();
    await arm({ operation, kind: 'hold' });
    const outcome = await Promise.race([
      add().then(
        () => 'answered',
        () => 'broken',
      ),
      new Promise((resolve) => setTimeout(resolve, 200, 'held')),
    ]);
    expect(outcome).toBe('held');
  });

  it('strikes as often as asked, after letting some pass, and tells how often it did', async () => {
    await arm({ operation, kind: 'unavailable', skip: 1, count: 2 });
    const statuses = [];
    for (let at = 0; at < 4; at += 1) statuses.push((await add()).status);
    expect(statuses).toEqual([200, 503, 503, 200]);
    const listed = await caller.admin('GET', '/faults');
    expect(listed.body).toMatchObject({ faults: [{ kind: 'unavailable', used: 2, passed: 1 }] });
  });

  it('misbehaves by chance in the same way for the same seed', async () => {
    const run = async (seed: number) => {
      await caller.admin('POST', '/faults/random', {
        seed,
        rate: 0.5,
        kinds: ['unavailable', 'html', 'deadlock'],
        operations: [operation],
      });
      const statuses = [];
      for (let at = 0; at < 12; at += 1) {
        const { status, type } = await add();
        statuses.push(`${status} ${type}`);
      }
      return statuses;
    };
    const once = await run(7);
    expect(await run(7)).toEqual(once);
    expect(await run(8)).not.toEqual(once);
    expect(new Set(once).size).toBeGreaterThan(1);
  });

  it('refuses unknown keys, kinds and settings in words', async () => {
    const typo = await caller.admin('POST', '/faults', { operation, kind: 'drop', cuont: 2 });
    expect([typo.status, JSON.stringify(typo.body)]).toEqual([
      400,
      expect.stringContaining('Unrecognized key: \\"cuont\\"') as string,
    ]);
    expect((await caller.admin('POST', '/faults', { operation, kind: 'explode' })).status).toBe(
      400,
    );
    const late = await caller.admin('POST', '/faults', {
      operation,
      kind: 'deadlock',
      when: 'after',
    });
    expect(late.status).toBe(400);
    expect((await caller.admin('POST', '/settings', { latency: 5 })).status).toBe(400);
    expect((await caller.admin('POST', '/nonsense', {})).status).toBe(404);
  });

  it('records a call when it arrives and its outcome when it ends', async () => {
    await arm({ operation, kind: 'late', delayMs: 300 });
    const before = (await caller.admin('GET', '/calls')).body as { n: number }[];
    const after = before.at(-1)?.n ?? 0;
    const list = async () =>
      (await caller.admin('GET', `/calls?after=${after}&operation=${operation}`)).body as {
        service: string;
        outcome: string | null;
        durationMs: number | null;
      }[];
    const call = add();
    await expect
      .poll(list, { timeout: 250, interval: 20 })
      .toMatchObject([{ service: 'InsuredFunctions', outcome: null, durationMs: null }]);
    await call;
    expect(await list()).toMatchObject([{ outcome: 'ok', misbehaviour: 'late' }]);
  });

  it('shows its books and empties them', async () => {
    await quoteWithOptions(caller);
    const state = await caller.admin('GET', '/state');
    expect(state.body).toMatchObject({
      quotes: [{ status: 1, policyNumber: null, options: [{ premiums: [] }] }],
    });
    await caller.admin('DELETE', '/state');
    expect((await caller.admin('GET', '/counts')).body).toEqual({
      insureds: 0,
      submissions: 0,
      quotes: 0,
      invoices: 0,
      documents: 0,
      links: 0,
    });
  });
});
