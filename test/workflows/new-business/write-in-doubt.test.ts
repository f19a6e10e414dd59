import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SystemRejection } from '../../../src/ports/call-errors.js';
import { withPolicyWorkers } from '../../support/policy-workers.js';
import { aSubmission, inMemoryPolicySystem } from '../../support/submissions.js';
import { temporalEnvironment } from '../../support/temporal.js';
import { correct, startTransaction, untilStopped } from '../../support/transactions.js';
import { premiumKey } from '../../../src/domain/new-business/premium-key.js';

const ONE_OF_EACH = { insureds: 1, submissions: 1, quotes: 1, policies: 1, invoices: 1 };

describe('a write that was refused in words that nobody knows', () => {
  let env: TestWorkflowEnvironment;
  let lastId = 0;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  const next = () => aSubmission({ reference: { system: 'triton', id: `D-${(lastId += 1)}` } });
  const inUnknownWords = (operation: string, mayHaveHappened = true) =>
    new SystemRejection(
      { system: 'policySystem', operation },
      { reason: 'The flux is not in order.', remedy: 'Ask.', mayHaveHappened },
    );
  const [charge] = aSubmission().premium;
  const PREMIUM = charge ? premiumKey(charge) : '';

  it.each([
    ['addQuote', 'quote'],
    ['addPremium', PREMIUM],
    ['bind', 'bind'],
  ] as const)(
    'A32: stays in doubt, and is looked up when the step is run again (%s)',
    async (operation, write) => {
      const policySystem = inMemoryPolicySystem();
      policySystem.failNext(operation, inUnknownWords(operation), 'after');
      // A bind is looked up at once; that look breaks.
      if (operation === 'bind') {
        policySystem.failNext('readQuote', inUnknownWords('readQuote', false), 'before');
      }
      const { stopped, record } = await withPolicyWorkers(env, policySystem, async () => {
        const handle = await startTransaction(env, next());
        const stopped = await untilStopped(handle);
        await correct(handle);
        return { stopped, record: await handle.result() };
      });
      expect(stopped.attention).toMatchObject({ cause: 'rejected', inDoubt: [{ write }] });
      expect(record).toMatchObject({ state: 'completed', attention: null });
      expect(policySystem.calls.get(operation)).toBe(1);
      expect(policySystem.book).toMatchObject(ONE_OF_EACH);
    },
  );

  it('takes the word of a person on the write that he names, and on no other', async () => {
    const policySystem = inMemoryPolicySystem();
    policySystem.failNext('addPremium', inUnknownWords('addPremium'), 'after');
    const record = await withPolicyWorkers(env, policySystem, async () => {
      const handle = await startTransaction(env, next());
      await untilStopped(handle);
      const refusalOf = async (write: string) => {
        const error: unknown = await correct(handle, {
          outcome: { write, written: true },
        }).catch((thrown: unknown) => thrown);
        const cause = error instanceof WorkflowUpdateFailedError ? error.cause : null;
        return cause instanceof ApplicationFailure ? [cause.type, cause.message] : error;
      };
      const no = ['outcomeNotNeeded', expect.stringMatching(/No write .* is open/)];
      // Made long ago; never attempted; no write at all.
      for (const write of ['quote', 'bind', 'premium']) expect(await refusalOf(write)).toEqual(no);
      await correct(handle, { outcome: { write: PREMIUM, written: true } });
      return handle.result();
    });
    expect(record.state).toBe('completed');
    expect(policySystem.calls.get('addPremium')).toBe(1);
    expect(policySystem.book).toMatchObject(ONE_OF_EACH);
  });
});
