import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { WorkflowFailedError } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SystemRejection, SystemUnavailable } from '../../../src/ports/call-errors.js';
import type {
  ConversionCheckInput,
  ConversionCheckOutcome,
} from '../../../src/workflows/conversion/messages.js';
import { WORKFLOW_TASK_QUEUE } from '../../../src/workflows/task-queues.js';
import { InMemoryBilling } from '../../support/in-memory-billing.js';
import { withPolicyWorkers } from '../../support/policy-workers.js';
import { anInstallation, aSubmission, inMemoryPolicySystem } from '../../support/submissions.js';
import { temporalEnvironment } from '../../support/temporal.js';

const GUID = '11111111-1111-4111-8111-111111111111';

const asked = (its: Partial<ConversionCheckInput> = {}): ConversionCheckInput => ({
  accountNumber: 'ACC-1',
  isBilled: true,
  product: 'general-liability',
  producer: { contactGuid: '4b9b3b8a-9c67-58a6-980d-8ac59b4e89ad' },
  policyNumber: 'LEGACY-1',
  ...its,
});

describe('what a policy of another system names', () => {
  let env: TestWorkflowEnvironment;
  const policySystem = inMemoryPolicySystem();
  const billing = new InMemoryBilling();
  let insuredGuid: string;
  beforeAll(async () => {
    env = await temporalEnvironment();
    insuredGuid = await policySystem.addInsured(aSubmission().insured);
  });
  afterAll(() => env.teardown());

  const check = (input: unknown, over = policySystem): Promise<ConversionCheckOutcome> =>
    withPolicyWorkers(
      env,
      over,
      () =>
        env.client.workflow.execute<(input: unknown) => Promise<ConversionCheckOutcome>>(
          'conversionCheck',
          { workflowId: randomUUID(), taskQueue: WORKFLOW_TASK_QUEUE, args: [input] },
        ),
      billing,
    );

  it('is there where the account is that of an insured on file, whatever the case of its letters', async () => {
    const accountNumber = insuredGuid.toUpperCase();
    expect(await check(asked({ accountNumber, isBilled: false }))).toEqual({
      kind: 'known',
      insuredGuid,
      isNumberTaken: false,
    });
    expect(billing.calls.get('accountExists')).toBeUndefined();
  });

  it.each([
    [true, 'is neither an account that billing knows nor an insured'],
    [false, 'is no insured on file in the policy system, which alone bills'],
  ])('is not there where nobody knows the account, billed: %s', async (isBilled, reason) => {
    for (const accountNumber of ['ACC-1', GUID]) {
      expect(await check(asked({ accountNumber, isBilled }))).toMatchObject({
        kind: 'refused',
        faults: [{ field: 'accountNumber', reason: expect.stringContaining(reason) as string }],
      });
    }
  });

  it('tells every fault, in the words of the policy system', async () => {
    const producer = { contactGuid: GUID };
    const outcome = await check(asked({ producer }));
    if (outcome.kind !== 'refused') throw new Error(outcome.kind);
    expect(outcome.faults.map(({ field }) => field)).toEqual([
      'accountNumber',
      'producer.contactGuid',
    ]);
    expect(outcome.faults[1]?.reason).toBe('cannot be used');
  });

  it('does not know whether a number is taken where nobody can look', async () => {
    const { procedures } = anInstallation();
    const installation = anInstallation({
      procedures: { ...procedures, quoteByPolicyNumber: null },
    });
    const blind = inMemoryPolicySystem({ installation });
    const accountNumber = await blind.addInsured(aSubmission().insured);
    expect(await check(asked({ accountNumber }), blind)).toMatchObject({
      kind: 'known',
      isNumberTaken: null,
    });
  });

  it('is refused where the insured cannot be used', async () => {
    const call = { system: 'policySystem', operation: 'GetInsured' } as const;
    const why = { reason: 'it has no primary location', remedy: 'Give it one.' };
    policySystem.failNext('readInsured', new SystemRejection(call, why), 'before');
    expect(await check(asked({ accountNumber: insuredGuid }))).toMatchObject({
      kind: 'refused',
      faults: [
        {
          field: 'accountNumber',
          reason: 'cannot be used',
          remedy: 'It has no primary location. Give it one.',
        },
      ],
    });
  });

  it('waits for a system that comes back', async () => {
    const call = { system: 'policySystem', operation: 'GetInsured' } as const;
    policySystem.failNext('readInsured', new SystemUnavailable(call, 'not now'), 'before');
    expect(await check(asked({ accountNumber: insuredGuid }))).toMatchObject({ kind: 'known' });
  });

  it.each([
    [{ ...asked(), producer: {} }, 'producer.contactGuid'],
    [{ ...asked(), policyNumber: 7 }, 'policyNumber'],
    [null, 'it is not an object'],
  ])('fails with a word where another client sends %j', async (input, text) => {
    const failure = await check(input).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(WorkflowFailedError);
    expect(String((failure as WorkflowFailedError).cause?.message)).toContain(text);
  });
});
