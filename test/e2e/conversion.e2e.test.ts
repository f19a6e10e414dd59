import { readFileSync } from 'node:fs';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporalEnvironment } from '../support/temporal.js';
import { ownRequest } from './own-request.js';
import { isCompleted, runningSystem, type Answer, type WholeSystem } from './whole-system.js';

interface Draft extends Answer {
  readonly heldAt: string | null;
}
interface Term {
  readonly isConfirmed: boolean;
}

describe('a policy of another system, all processes', { timeout: 120_000 }, () => {
  let env: TestWorkflowEnvironment;
  let system: WholeSystem;
  let insuredGuid: string;

  beforeAll(async () => {
    env = await temporalEnvironment();
    system = await runningSystem(env);
    const { body } = await system.post('/api/submissions', ownRequest());
    ({
      ids: { insuredGuid },
    } = (await system.untilSo(body.id, isCompleted)) as { ids: { insuredGuid: string } });
  });
  afterAll(async () => {
    await system.close();
    await env.teardown();
  });

  it('is imported for an insured on file, accepted, billed as a renewal and paid', async () => {
    const conversion = JSON.parse(readFileSync('examples/conversion.json', 'utf8')) as object;
    const posted = { ...conversion, accountNumber: insuredGuid };
    const before = await system.admin.state();
    const { status, body } = await system.post<Draft>('/api/conversion-renewals?wait=20', posted);
    expect([status, body.id]).toEqual([202, 'new-business:legacy:LEGACY-4711']);
    await system.untilSo(body.id, (answer) => (answer as Draft).heldAt === 'validated');
    expect(await system.admin.state()).toEqual(before);

    const accepted = await system.post(`/api/transactions/${body.id}/accept?wait=30`, {
      by: 'Pat Doe',
    });
    expect(accepted.body.attention).toBeNull();
    const { policyNumber } = await system.untilSo(body.id, isCompleted);
    expect(policyNumber).toBe('LEGACY-4711');
    const { quotes, insureds } = await system.admin.state();
    expect(insureds).toEqual(before.insureds);
    expect(quotes.filter((quote) => quote.policyNumber === policyNumber)).toMatchObject([
      { insuredGuid, reference: { externalSystemId: 'legacy', externalQuoteId: 'LEGACY-4711' } },
    ]);

    const { bookings, periods } = await system.billing.state();
    const own = bookings.filter(({ transactionId }) => transactionId.startsWith(`${body.id}/`));
    expect(own.map(({ operation }) => operation)).toEqual(['renewPolicyPeriod']);
    const [period] = periods.filter((one) => one.policyNumber === policyNumber);
    expect(period).toMatchObject({
      termNumber: 1,
      accountNumber: insuredGuid,
      jobNumber: body.id,
      term: { effectiveDate: '2027-02-01', expirationDate: '2028-02-01' },
      isTermConfirmed: false,
    });

    await system.billing.pay({
      policyNumber: String(policyNumber),
      termNumber: 1,
      amount: String(period?.firstInvoice),
    });
    await expect
      .poll(async () => {
        const path = `/api/policies/${String(policyNumber)}/terms/1`;
        return (await system.get<Term>(path)).body.isConfirmed;
      })
      .toBe(true);
  });
});
