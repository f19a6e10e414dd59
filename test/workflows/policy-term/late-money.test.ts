import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { productMidTerm } from '../../../src/config/product-mid-term.js';
import { changeId, policyTermId } from '../../../src/domain/workflow-ids.js';
import type { reinstatement } from '../../../src/workflows/index.js';
import { recordNoticeUpdate } from '../../../src/workflows/mid-term/messages.js';
import { recordPaymentUpdate } from '../../../src/workflows/policy-term/messages.js';
import { withBoundPolicy } from '../../support/bound-policies.js';
import {
  aCancellation,
  readTermOf,
  startCancellation,
  untilAtRest,
} from '../../support/changes.js';
import { temporalEnvironment } from '../../support/temporal.js';

describe('money that comes after a cancellation for non-payment', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  /** Cancelled from 2026-10-11, with 416.66 past due, that came ten days later. */
  const withLateMoney = (automatic: boolean, scenario: (policyNumber: string) => Promise<void>) => {
    const midTerm = productMidTerm.parse({ lateMoneyReinstates: { withinDays: 20, automatic } });
    return withBoundPolicy(
      env,
      'LM',
      async ({ policyNumber, billing }) => {
        billing.pastDueCents = 41_666;
        const asked = aCancellation(policyNumber, {
          source: 'insurer',
          reason: 'nonPayment',
          receivedOn: '2026-10-01',
          requestedOn: null,
        });
        const handle = await startCancellation(env, asked);
        await untilAtRest(handle);
        const sent = [{ to: 'insured', on: '2026-10-01', reference: 'L-1' }] as const;
        await handle.executeUpdate(recordNoticeUpdate, { args: [{ by: 'olga', proof: { sent } }] });
        expect(await handle.result()).toMatchObject({ state: 'completed' });
        await env.client.workflow
          .getHandle(policyTermId(policyNumber, 1))
          .executeUpdate(recordPaymentUpdate, {
            args: [
              {
                paymentId: `P-${policyNumber}`,
                policyNumber,
                termNumber: 1,
                amountCents: 41_666,
                currency: 'USD',
                receivedAt: '2026-10-21T12:00:00Z',
              },
            ],
          });
        await scenario(policyNumber);
      },
      {},
      { midTerm },
    );
  };

  it('waits for a person with what the product advises, until when', async () => {
    await withLateMoney(false, async (policyNumber) => {
      expect(await readTermOf(env, policyNumber)).toMatchObject({
        cancelledOn: '2026-10-11',
        tasks: [
          {
            code: 'lateMoney',
            due: '2026-11-10',
            text: expect.stringContaining(
              'The product advises to reinstate: 416.66 of 416.66 past due came by 2026-10-31.',
            ) as string,
          },
        ],
      });
    });
  });

  it('brings the term back without a gap and without a person where the product says so', async () => {
    await withLateMoney(true, async (policyNumber) => {
      const started = env.client.workflow.getHandle<typeof reinstatement>(
        changeId('reinstatement', policyNumber, 'term-1-lateMoney-1'),
      );
      await expect
        .poll(async () => (await readTermOf(env, policyNumber)).cancelledOn, { timeout: 60_000 })
        .toBeNull();
      expect(await started.result()).toMatchObject({ state: 'completed' });
      expect(await readTermOf(env, policyNumber)).toMatchObject({
        layers: [{ kind: 'bind' }, { kind: 'reinstatement', cancelledOn: '2026-10-11' }],
        tasks: [],
      });
    });
  });
});
