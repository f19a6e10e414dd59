import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aWorkbook } from '../support/changes.js';
import { temporalEnvironment } from '../support/temporal.js';
import { changesOnFile } from './end-state.js';
import { ownRequest } from './own-request.js';
import { isCompleted, runningSystem, type Answer, type WholeSystem } from './whole-system.js';

const LIMIT_MS = 120_000;

interface Problem {
  readonly type: string;
}

describe('an endorsement by a workbook, all processes', { timeout: LIMIT_MS }, () => {
  let env: TestWorkflowEnvironment;
  let system: WholeSystem;
  beforeAll(async () => {
    env = await temporalEnvironment();
    system = await runningSystem(env);
  }, LIMIT_MS);
  afterAll(async () => {
    await system.close();
    await env.teardown();
  });

  it('is rated by IMS unbound, waits, is bound as that very transaction and billed; one that is withdrawn leaves nothing', async () => {
    const posted = await system.post('/api/submissions?wait=30', ownRequest('contractors'));
    const { policyNumber } = await system.untilSo(posted.body.id, isCompleted);
    const policy = `/api/policies/${policyNumber ?? ''}`;
    const price = { effectiveDate: '2027-05-01', workbook: aWorkbook('8700.00') };

    const preview = { policyNumber, ...price };
    const { status, body } = await system.post<Problem>('/api/previews/endorsement', preview);
    expect([status, body.type]).toEqual([409, 'urn:bindery:problem:no-preview']);

    const since = await system.admin.lastCall();
    const endorse = (requestId: string) =>
      system.post<Answer & { readonly total: string }>(`${policy}/endorsements?wait=30`, {
        requestId,
        ...price,
      });
    const { body: quoted } = await endorse('E-1');
    // 276 of 365 days of 1200.00 more than the 7500.00 of the submission, and the fee.
    expect(quoted).toMatchObject({ state: 'quoted', total: '932.40', needsAttention: false });
    const unbound = changesOnFile(await system.admin.state(), policyNumber ?? '');
    expect(unbound).toMatchObject([{ type: 'E', isBound: false, invoices: [] }]);
    const writes = (await system.admin.calls(since)).map(({ operation }) => operation);
    expect(writes.filter((name) => name === 'ImportExcelRater')).toHaveLength(1);
    expect(writes).not.toContain('BindQuote');

    const { body: done } = await system.post(`/api/transactions/${quoted.id}/accept?wait=30`, {
      by: 'pat',
    });
    expect(done).toMatchObject({ state: 'completed' });
    const bound = changesOnFile(await system.admin.state(), policyNumber ?? '');
    expect(bound).toMatchObject([{ type: 'E', isBound: true, invoices: ['932.40'] }]);
    const { periods } = await system.billing.state();
    const period = periods.find((one) => one.policyNumber === policyNumber);
    expect(period?.charged).toBe('8557.40');

    const { body: second } = await endorse('E-2');
    // The workbook changes nothing any more: the fee alone.
    expect(second).toMatchObject({ state: 'quoted', total: '25.00' });
    const withdrawal = { reason: 'Not wanted' };
    const withdrawn = await system.post(
      `/api/transactions/${second.id}/withdraw?wait=30`,
      withdrawal,
    );
    expect(withdrawn.body).toMatchObject({ state: 'withdrawn' });
    const chain = await system.get(policy);
    expect(chain.status).toBe(200);
    const open = (await system.admin.state()).quotes.filter(
      (quote) => quote.policyNumber === policyNumber && quote.dateBound === null,
    );
    expect(open).toMatchObject([{ status: 5 }]);
  });
});
