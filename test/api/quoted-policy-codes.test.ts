import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleNoticeRules } from '../support/notice-rules.js';
import { bindElsewhere } from '../support/policies-elsewhere.js';
import { aRequest, codeOf, errorsOf, products, runApp } from './running-app.js';
import { runChanges, type RunningChanges } from './running-changes.js';

const quoted = (policyCode: string, changes = {}) =>
  aRequest({ policyCode, ...changes }, 'premium-quote');
const PATH = '/api/policies/quote/2027-03-01';

describe('"Note that if a policy code is specified in the request, it must be unique (that is, it must not match the code of any existing policy)."', () => {
  let running: RunningChanges;
  let bound: string;
  beforeAll(async () => {
    running = await runChanges('PQ', sampleNoticeRules(), { alsoSold: products });
    bound = await running.bind('PQ-1');
  });
  afterAll(() => running[Symbol.asyncDispose]());

  const quote = (body: unknown) => running.app.post(PATH, body);

  it('a code that no policy has is taken, and stays free', async () => {
    expect((await quote(quoted('QUOTE-1'))).status).toBe(200);
    expect((await quote(quoted('QUOTE-1'))).status).toBe(200);
    expect((await running.app.send('/api/policies/QUOTE-1')).status).toBe(404);
  });

  it('the code of a policy that is bound here is refused', async () => {
    expect(errorsOf(await quote(quoted(bound)))).toMatchObject([
      { field: 'policyCode', reason: 'is that of a policy' },
    ]);
  });

  it('the code of a policy that the policy system alone knows is refused, together with all else that is wrong', async () => {
    const policyNumber = await bindElsewhere(running, 'PQ-2');
    const answer = await quote(quoted(policyNumber, { state: 'NY' }));
    expect(errorsOf(answer).map(({ field }) => field)).toEqual(['state', 'policyCode']);
  });

  it('is asked of nobody where the request has none, so that Temporal may be away', async () => {
    await using app = await runApp();
    app.temporal.isDown = true;
    const body = aRequest({}, 'premium-quote');
    expect((await app.post(PATH, body)).status).toBe(200);
    expect(codeOf(await app.post(PATH, quoted('QUOTE-1')))).toBe('temporal-unavailable');
    const faulty = await app.post(PATH, quoted('QUOTE-1', { state: 'NY' }));
    expect(errorsOf(faulty).map(({ field }) => field)).toEqual(['state']);
  });
});
