import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Installation } from '../../../src/domain/product/installation.js';
import type { Submission } from '../../../src/domain/new-business/submission.js';
import type { TransactionRecord } from '../../../src/domain/transaction/record.js';
import { OutcomeUnknown, SystemRejection } from '../../../src/ports/call-errors.js';
import type { newBusiness } from '../../../src/workflows/index.js';
import { correctUpdate, recordQuery } from '../../../src/workflows/transaction/messages.js';
import type { InMemoryPolicySystem } from '../../support/in-memory-policy-system.js';
import { withPolicyWorkers } from '../../support/policy-workers.js';
import {
  anInstallation,
  aSubmission,
  newBusinessInput,
  inMemoryPolicySystem,
} from '../../support/submissions.js';
import { temporalEnvironment } from '../../support/temporal.js';
import { WORKFLOW_TASK_QUEUE } from '../../../src/workflows/task-queues.js';
import { newBusinessId } from '../../../src/domain/workflow-ids.js';
import type { Insured } from '../../../src/domain/insured/insured.js';

type Handle = WorkflowHandle<typeof newBusiness>;

const withoutTaxId: Insured = {
  businessType: 'corporation',
  corporationName: 'ABC Corporation',
  nameOnPolicy: 'ABC Corporation',
  location: aSubmission().insured.location,
};

const lost = (operation: string) =>
  new OutcomeUnknown({ system: 'policySystem', operation }, 'reset', 0);

describe('who is insured', () => {
  let env: TestWorkflowEnvironment;
  let lastId = 0;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  function aPolicySystem(installation: Partial<Installation> = {}): InMemoryPolicySystem {
    return inMemoryPolicySystem({
      installation: anInstallation(installation),
      installmentPlans: [1],
    });
  }
  const withoutCandidates = () => {
    const { procedures } = anInstallation();
    return aPolicySystem({ procedures: { ...procedures, insuredCandidates: null } });
  };

  function next(insured: Partial<Insured> = {}): Submission {
    lastId += 1;
    const reference = { system: 'triton', id: `W-${lastId}` };
    return aSubmission({ reference, insured: { ...withoutTaxId, ...insured } });
  }
  /** Of the same name in the same town. */
  function aNamesake(): Insured {
    const { location } = withoutTaxId;
    return { ...withoutTaxId, location: { ...location, address1: '999 Other Road' } };
  }

  function start(submission: Submission): Promise<Handle> {
    return env.client.workflow.start<typeof newBusiness>('newBusiness', {
      workflowId: newBusinessId(submission.reference),
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [newBusinessInput(submission)],
    });
  }

  async function stopped(handle: Handle): Promise<TransactionRecord> {
    for (;;) {
      const record = await handle.query(recordQuery);
      if (record.attention !== null) return record;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async function decide(handle: Handle, onFile: string): Promise<void> {
    const { revision } = await handle.query(recordQuery);
    const correction = {
      by: 'olga',
      reason: 'compared',
      revision,
      changes: { insured: { onFile } },
    };
    await handle.executeUpdate(correctUpdate, { args: [correction] });
  }

  it('A36: is said by a person once, when a namesake of the same town is on file', async () => {
    const policySystem = aPolicySystem();
    const namesake = await policySystem.addInsured(aNamesake());
    await withPolicyWorkers(env, policySystem, async () => {
      const submission = next();
      const handle = await start(submission);
      const { attention } = await stopped(handle);
      expect(attention).toMatchObject({
        step: 'insured',
        cause: 'rejected',
        field: 'insured.onFile',
      });
      expect(attention?.reason).toContain(namesake);
      expect(JSON.stringify(attention)).not.toContain(submission.insured.corporationName);
      await decide(handle, 'nobody');
      expect(await handle.result()).toMatchObject({ state: 'completed' });

      const again = await (await start(next())).result();
      expect(again).toMatchObject({ state: 'completed', attention: null });
    });
    expect(policySystem.book).toMatchObject({ insureds: 2, submissions: 2, policies: 2 });
  });

  it('A36: is the one on file that a person names', async () => {
    const policySystem = aPolicySystem();
    const namesake = await policySystem.addInsured(aNamesake());
    const record = await withPolicyWorkers(env, policySystem, async () => {
      const submission = next();
      const handle = await start(submission);
      await stopped(handle);
      await decide(handle, namesake);
      return handle.result();
    });
    expect(record).toMatchObject({ state: 'completed', ids: { insuredGuid: namesake } });
    expect(policySystem.book.insureds).toBe(1);
  });

  it('A36: is known to a source system that says so, and then nobody is asked', async () => {
    const policySystem = aPolicySystem();
    const namesake = await policySystem.addInsured(aNamesake());
    await withPolicyWorkers(env, policySystem, async () => {
      for (const onFile of [namesake, 'nobody']) {
        const record = await (await start(next({ onFile }))).result();
        expect(record).toMatchObject({ state: 'completed', corrections: [] });
      }
    });
    expect(policySystem.book.insureds).toBe(2);
  });

  it('A36: may still be named when the answer of putting it on file was lost', async () => {
    const policySystem = withoutCandidates();
    await policySystem.addInsured(aNamesake());
    policySystem.failNext('addInsured', lost('addInsured'), 'after');
    const submission = next({ onFile: 'nobody' });
    const record = await withPolicyWorkers(env, policySystem, async () => {
      const handle = await start(submission);
      const { attention } = await stopped(handle);
      expect(attention).toMatchObject({ step: 'insured', cause: 'unknownOutcome' });
      const [, made] = policySystem.insuredGuids;
      const { revision } = await handle.query(recordQuery);
      const correction = {
        by: 'olga',
        reason: 'found it',
        revision,
        changes: { insured: { onFile: made } },
        outcome: { written: true, made: made ?? '' },
      };
      await handle.executeUpdate(correctUpdate, { args: [correction] });
      return handle.result();
    });
    expect(record.state).toBe('completed');
    expect(policySystem.book.insureds).toBe(2);
  });

  it.each([
    ['by name', {}],
    ['by tax id', { fein: '123456789' }],
  ])(
    'A37: is found again %s and completed when the policy system died before its location',
    async (_, insured) => {
      const policySystem = aPolicySystem();
      policySystem.dieMidwayThroughNextInsured(lost('addInsured'));
      policySystem.failNext('addInsuredLocation', lost('addInsuredLocation'), 'after');
      const record = await withPolicyWorkers(env, policySystem, async () =>
        (await start(next(insured))).result(),
      );
      expect(record.state).toBe('completed');
      expect(policySystem.book.insureds).toBe(1);
      expect(policySystem.calls.get('addInsured')).toBe(1);
      expect(policySystem.calls.get('addInsuredLocation')).toBe(1);
    },
  );

  it('A37: is found again although the look after the lost answer was refused first', async () => {
    const policySystem = aPolicySystem();
    policySystem.dieMidwayThroughNextInsured(lost('addInsured'));
    const submission = next();
    const record = await withPolicyWorkers(env, policySystem, async () => {
      const added = policySystem.holdNext('addInsured');
      const handle = await start(submission);
      await added.begun;
      policySystem.failNext(
        'findInsured',
        new SystemRejection(
          { system: 'policySystem', operation: 'find' },
          { reason: 'no', remedy: 'Mend it.' },
        ),
        'before',
      );
      added.release();
      const { revision } = await stopped(handle);
      const again = { by: 'olga', reason: 'mended', revision };
      await handle.executeUpdate(correctUpdate, { args: [again] });
      return handle.result();
    });
    expect(record.state).toBe('completed');
    expect(policySystem.book.insureds).toBe(1);
    expect(policySystem.calls.get('addInsuredLocation')).toBe(1);
  });

  it('A38: is not looked for while the look-up of earlier work is broken', async () => {
    const policySystem = aPolicySystem();
    const operation = 'ExecuteDataSet';
    const reason = "Could not find stored procedure 'dbo.BinderyQuotesByRef_WS'.";
    policySystem.failNext(
      'findQuotesByReference',
      new SystemRejection(
        { system: 'policySystem', operation },
        { reason, remedy: 'have it installed' },
      ),
      'before',
    );
    const submission = next();
    const record = await withPolicyWorkers(env, policySystem, async () => {
      const handle = await start(submission);
      const { attention, revision } = await stopped(handle);
      expect(attention).toMatchObject({ step: 'lookUpReference', reason });
      expect(policySystem.book.insureds).toBe(0);
      const again = { by: 'olga', reason: 'installed', revision };
      await handle.executeUpdate(correctUpdate, { args: [again] });
      return handle.result();
    });
    expect(record.state).toBe('completed');
    expect(policySystem.book.policies).toBe(1);
  });
});
