import { setTimeout as pause } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReconciliationProgress } from '../../../src/domain/reconciliation/report.js';
import { reconciliationId } from '../../../src/domain/workflow-ids.js';
import type { reconciliation } from '../../../src/workflows/index.js';
import {
  pauseUpdate,
  progressQuery,
  resumeUpdate,
} from '../../../src/workflows/reconciliation/messages.js';
import {
  BILLING_TASK_QUEUE,
  POLICY_SYSTEM_TASK_QUEUE,
  WORKFLOW_TASK_QUEUE,
} from '../../../src/workflows/task-queues.js';
import { DEARER, LOST } from '../../support/differences.js';
import { InMemoryTerms } from '../../support/in-memory-terms.js';
import { workflowBundle } from '../../support/policy-workers.js';
import { policies } from '../../support/renewal-batches.js';
import { withWorkers } from '../../support/running-workers.js';
import { temporalEnvironment } from '../../support/temporal.js';

const TERMS = 500;
const LIMIT_MS = 120_000;
const OLGA = { by: 'olga', reason: 'IMS is slow today.' };

type Handle = WorkflowHandle<typeof reconciliation>;

describe('a comparison of all systems', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  function withTerms<T>(terms: InMemoryTerms, scenario: () => Promise<T>): Promise<T> {
    const { termSteps, policySteps, billingSteps } = terms;
    return withWorkers(
      env,
      [
        {
          taskQueue: WORKFLOW_TASK_QUEUE,
          workflowBundle: workflowBundle(),
          steps: termSteps,
        },
        { taskQueue: POLICY_SYSTEM_TASK_QUEUE, steps: policySteps },
        { taskQueue: BILLING_TASK_QUEUE, steps: billingSteps },
      ],
      scenario,
    );
  }

  function begin(requestId: string, repairs = true): Promise<Handle> {
    return env.client.workflow.start<typeof reconciliation>('reconciliation', {
      workflowId: reconciliationId(requestId),
      taskQueue: WORKFLOW_TASK_QUEUE,
      args: [
        { perMinute: 6_000, againAfterSeconds: 1, repairs, requestedBy: 'test', stepsPerRun: 5 },
      ],
    });
  }

  async function untilProgress(
    handle: Handle,
    isSo: (progress: ReconciliationProgress) => boolean,
  ): Promise<ReconciliationProgress> {
    for (;;) {
      const progress = await handle.query(progressQuery);
      if (isSo(progress)) return progress;
      await pause(20);
    }
  }

  it(
    'A113: looks at five hundred terms once each, over many runs, a pause and a worker that dies',
    async () => {
      const all = policies('NIGHT', TERMS);
      const terms = new InMemoryTerms(all);
      const [lost, dearer] = [all.slice(100, 105), all.slice(300, 305)];
      for (const one of lost) terms.differing.set(one, [LOST]);
      for (const one of dearer) terms.differing.set(one, [DEARER]);
      const isThere = (count: number) => (progress: ReconciliationProgress) =>
        progress.numbers.terms >= count;

      const handle = await withTerms(terms, async () => {
        const begun = await begin('FIVE-HUNDRED');
        await untilProgress(begun, isThere(60));
        const paused = await begun.executeUpdate(pauseUpdate, { args: [OLGA] });
        expect(paused).toMatchObject({ state: 'paused', acts: [{ act: 'pause', ...OLGA }] });
        const { numbers } = await untilProgress(begun, () => true);
        await pause(1_500);
        // What was under way is finished, and no page is begun after it.
        const later = await untilProgress(begun, () => true);
        expect(later.numbers.terms - numbers.terms).toBeLessThanOrEqual(20);
        await begun.executeUpdate(resumeUpdate, { args: [OLGA] });
        await untilProgress(begun, isThere(160));
        return begun;
      });
      // Every fourth answer is lost after everything was done, as when a worker dies then.
      let steps = 0;
      terms.afterStep = (name) => {
        steps += 1;
        if (steps % 4 === 0) throw new Error(`the answer of ${name} is lost`);
      };
      const { progress, reported } = await withTerms(terms, () => handle.result());

      expect(progress).toMatchObject({
        state: 'done',
        numbers: {
          terms: TERMS,
          agreed: TERMS - dearer.length,
          differed: dearer.length,
          unread: 0,
          underWay: 0,
          differences: {
            confirmation: { found: 5, repaired: 5 },
            premiumInPolicySystem: { found: 5, repaired: 0 },
          },
        },
      });
      const found = reported.map(({ policyNumber, outcome }) => [policyNumber, outcome]);
      expect(found.toSorted()).toEqual(
        [...lost.map((one) => [one, 'repaired']), ...dearer.map((one) => [one, 'task'])].toSorted(),
      );
      expect([...terms.looks.keys()].toSorted()).toEqual(all.toSorted());
      expect([...terms.asked.keys()].toSorted()).toEqual(dearer.toSorted());
      const { runId, raw } = await handle.describe();
      expect(runId).not.toBe(raw.workflowExecutionInfo?.firstRunId);
    },
    LIMIT_MS,
  );

  it(
    'asks nobody a second time in the next night, and takes the task away when the sides agree again',
    async () => {
      const terms = new InMemoryTerms(policies('AGAIN', 3));
      terms.differing.set('AGAIN-2', [DEARER]);
      await withTerms(terms, async () => {
        await (await begin('FIRST-NIGHT')).result();
        expect(terms.asked.get('AGAIN-2')).toEqual(['premiumInPolicySystem']);
        const { progress } = await (await begin('SECOND-NIGHT')).result();
        expect(progress.numbers).toMatchObject({ agreed: 2, differed: 1 });
        expect([...terms.told]).toEqual([['AGAIN-2', 1]]);
        terms.differing.delete('AGAIN-2');
        const { progress: third } = await (await begin('THIRD-NIGHT')).result();
        expect(third.numbers).toMatchObject({ agreed: 3, differed: 0, differences: {} });
        expect(terms.asked.get('AGAIN-2')).toEqual([]);
      });
    },
    LIMIT_MS,
  );

  it(
    'repairs nothing where that was not asked for',
    async () => {
      const terms = new InMemoryTerms(policies('LEFT', 2));
      terms.differing.set('LEFT-1', [LOST]);
      const { reported } = await withTerms(terms, async () =>
        (await begin('NO-REPAIRS', false)).result(),
      );
      expect(reported).toMatchObject([
        { policyNumber: 'LEFT-1', code: 'confirmation', outcome: 'task', tried: null },
      ]);
      expect(terms.repaired).toEqual([]);
    },
    LIMIT_MS,
  );

  const inForce = (policyNumber: string, isOurs = true) => ({
    policyNumber,
    effectiveDate: '2027-02-01',
    quoteGuid: `guid of ${policyNumber}`,
    reference: isOurs ? { system: 'triton', id: policyNumber } : null,
    isOurs,
    isIssued: true,
  });

  it(
    'A129: opens what was lost once, though a worker dies over it, and asks about what cannot be opened',
    async () => {
      const lost = policies('LOST', 45);
      const terms = new InMemoryTerms([]);
      terms.inForce = [...lost, 'HERE-1']
        .map((one) => inForce(one))
        .concat(inForce('OTHER-1', false));
      for (const one of [...lost, 'OTHER-1']) terms.unknown.add(one);
      terms.unreadable.set('LOST-7', 'It fits two products.');
      let died = 0;
      terms.afterStep = (name) => {
        if (name !== 'seeToLostPolicies' || died > 0) return;
        died += 1;
        throw new Error('the worker dies');
      };
      const { progress, reported } = await withTerms(terms, async () =>
        (await begin('LOST-NIGHT')).result(),
      );
      expect(died).toBe(1);
      expect(progress.numbers).toMatchObject({
        differences: { unknownHere: { found: 45, repaired: 44 } },
        inPolicySystem: { listed: 47, knownHere: 45, others: 1 },
      });
      expect(reported.filter(({ outcome }) => outcome !== 'repaired')).toMatchObject([
        { policyNumber: 'LOST-7', termNumber: 1, outcome: 'task', tried: 'It fits two products.' },
      ]);
      expect(new Set(reported.map(({ policyNumber }) => policyNumber)).size).toBe(45);
      expect(terms.opened.has('OTHER-1')).toBe(false);

      const second = await withTerms(terms, async () => (await begin('NEXT-NIGHT')).result());
      expect(second.reported.map(({ policyNumber }) => policyNumber)).toEqual(['LOST-7']);
    },
    LIMIT_MS,
  );

  it(
    'opens nothing where repairs were not asked for, and asks about all of it',
    async () => {
      const terms = new InMemoryTerms([]);
      terms.inForce = [inForce('KEPT-1')];
      terms.unknown.add('KEPT-1');
      const { reported } = await withTerms(terms, async () =>
        (await begin('LOST-NO-REPAIRS', false)).result(),
      );
      expect(reported).toMatchObject([{ code: 'unknownHere', outcome: 'task' }]);
      expect(terms.opened.size).toBe(0);
    },
    LIMIT_MS,
  );
});
