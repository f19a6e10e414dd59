import { MockActivityEnvironment, type TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRenewalStarts } from '../../../src/activities/renewal/start-for-term.js';
import type { TransactionRecord } from '../../../src/domain/transaction/record.js';
import { policyTermId, renewalId } from '../../../src/domain/workflow-ids.js';
import { withBoundPolicy } from '../../support/bound-policies.js';
import { readTermOf, untilAtRest, type ChangeHandle } from '../../support/changes.js';
import { sampleNoticeRules } from '../../support/notice-rules.js';
import { aRenewal, RULES, startRenewal } from '../../support/renewals.js';
import { aProduct, aProductBilling } from '../../support/submissions.js';
import { temporalEnvironment } from '../../support/temporal.js';

/** Due long before anybody runs this. */
const DUE = { ...RULES, practiceDays: 400, issueDaysBefore: 1 };

describe('a term whose renewal is due', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  const renewalOf = (policyNumber: string): ChangeHandle =>
    env.client.workflow.getHandle<() => Promise<TransactionRecord>>(
      renewalId({ policyNumber, termNumber: 1 }),
    );
  const startAgain = (policyNumber: string, startsByItself = true) => {
    const product = aProduct({
      billing: aProductBilling(),
      renewal: { ...DUE, startsByItself },
    });
    const steps = createRenewalStarts({
      products: new Map([[product.key, product]]),
      noticeRules: sampleNoticeRules(),
    });
    const wanted = { policyNumber, termNumber: 1, requestId: 'term-1-renewal', by: 'the term' };
    return new MockActivityEnvironment({}, { client: env.client }).run(() =>
      steps.startRenewal(wanted),
    );
  };

  it('starts it under its own name, to its end, and knows of it', async () => {
    await withBoundPolicy(
      env,
      'RI',
      async ({ policyNumber }) => {
        await expect
          .poll(async () => (await readTermOf(env, policyNumber)).isRenewalStarted, {
            timeout: 30_000,
          })
          .toBe(true);
        const record = await untilAtRest(renewalOf(policyNumber));
        expect(record).toMatchObject({
          kind: 'renewal',
          state: 'quoted',
          reference: { system: 'bindery', id: 'term-1-renewal' },
          advanceTo: 'completed',
        });
        expect((await readTermOf(env, policyNumber)).tasks).toEqual([]);
        await renewalOf(policyNumber).terminate();
        await env.client.workflow.getHandle(policyTermId(policyNumber, 1)).terminate();
      },
      {},
      { renewal: DUE },
    );
  });

  it('takes one that somebody has begun for the renewal of the term', async () => {
    await withBoundPolicy(
      env,
      'RK',
      async ({ policyNumber }) => {
        const byHand = await startRenewal(env, aRenewal(policyNumber));
        const { runId } = await byHand.describe();
        expect(await startAgain(policyNumber)).toBeNull();
        expect((await renewalOf(policyNumber).describe()).runId).toBe(runId);
        await byHand.terminate();
        await env.client.workflow.getHandle(policyTermId(policyNumber, 1)).terminate();
      },
      {},
      { renewal: { ...DUE, startsByItself: false } },
    );
  });
});
