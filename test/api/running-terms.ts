import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { PolicyTerm } from '../../src/domain/policy-term/state.js';
import type { policyTerm } from '../../src/workflows/index.js';
import { sealed } from '../../src/workflows/policy-term/carried.js';
import {
  termBoundUpdate,
  type CarriedTerm,
  type TermBound,
} from '../../src/workflows/policy-term/messages.js';
import { WithStartWorkflowOperation, type WorkflowHandle } from '@temporalio/client';
import { aBind } from '../domain/policy-term/policy-terms.js';
import { temporalEnvironment } from '../support/temporal.js';
import { NO_PAYMENT_ELSEWHERE, withTermWorkers } from '../support/term-workers.js';
import { WillingBilling } from '../support/willing-billing.js';
import { type RunningApp, runApp } from './running-app.js';
import { WORKFLOW_TASK_QUEUE } from '../../src/workflows/task-queues.js';
import { policyTermId } from '../../src/domain/workflow-ids.js';

const DAY_MS = 86_400_000;
export const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();

/** The app over a real Temporal in a namespace of its own. */
export interface RunningTerms extends AsyncDisposable {
  readonly app: RunningApp;
  readonly env: TestWorkflowEnvironment;
  /** Lets workers answer, from now to the end. */
  startWorkers: () => void;
  /** Binds a term of a policy, the first unless said: a first invoice of 1494.50, of 5244.50 in all. */
  bind: (policyNumber: string, parts?: Parts, termNumber?: number) => Promise<void>;
  /** Opens term 1 of a policy as an earlier run left it. */
  carryOn: (policyNumber: string, carried: CarriedTerm) => Promise<void>;
  handle: (policyNumber: string) => WorkflowHandle<typeof policyTerm>;
}

type Parts = Partial<Omit<TermBound, 'event'>> & { readonly event?: Parameters<typeof aBind>[0] };

export async function runTerms({ hasWorkers = true } = {}): Promise<RunningTerms> {
  const env = await temporalEnvironment();
  const app = await runApp({ serverMs: 5_000, workerMs: hasWorkers ? 5_000 : 1_000 }, env);
  const workers: { stop: () => void; stopped: Promise<void> }[] = [];
  const handle = (policyNumber: string) =>
    env.client.workflow.getHandle<typeof policyTerm>(policyTermId(policyNumber, 1));
  const startOf = (policyNumber: string, carried?: CarriedTerm, termNumber = 1) => ({
    workflowId: policyTermId(policyNumber, termNumber),
    taskQueue: WORKFLOW_TASK_QUEUE,
    args: [
      {
        policyNumber,
        termNumber,
        unboundPatienceMs: DAY_MS,
        outagePatienceMs: DAY_MS,
        ...(carried ? { carried: sealed(carried) } : {}),
      },
    ] as const,
  });
  const startWorkers = (): void => {
    let stop = (): void => undefined;
    const stopping = new Promise<void>((resolve) => (stop = resolve));
    const stopped = withTermWorkers(
      env,
      new WillingBilling(),
      () => stopping,
      NO_PAYMENT_ELSEWHERE,
    );
    workers.push({ stop, stopped });
  };

  const bind: RunningTerms['bind'] = async (
    policyNumber,
    { event, ...parts } = {},
    termNumber = 1,
  ) => {
    const { args, ...options } = startOf(policyNumber, undefined, termNumber);
    const message: TermBound = {
      event: aBind({ effectiveDate: '2027-02-01', ...event }),
      productKey: 'general-liability',
      state: 'TX',
      effectiveDate: '2027-02-01',
      expirationDate: '2028-02-01',
      paymentDeadline: inMs(DAY_MS),
      endOfTerm: inMs(365 * DAY_MS),
      ...parts,
    };
    await env.client.workflow.executeUpdateWithStart(termBoundUpdate, {
      args: [message],
      startWorkflowOperation: new WithStartWorkflowOperation<typeof policyTerm>('policyTerm', {
        ...options,
        args: [...args],
        workflowIdConflictPolicy: 'USE_EXISTING',
      }),
    });
  };

  if (hasWorkers) {
    startWorkers();
    // Making its bundle takes a worker longer than the app waits for one.
    await bind('FIRST');
    await handle('FIRST').terminate();
  }

  return {
    app,
    env,
    startWorkers,
    handle,
    bind,
    carryOn: async (policyNumber, carried) => {
      const { args, ...options } = startOf(policyNumber, carried);
      await env.client.workflow.start<typeof policyTerm>('policyTerm', {
        ...options,
        args: [...args],
      });
    },
    [Symbol.asyncDispose]: async () => {
      await app[Symbol.asyncDispose]();
      for (const { stop } of workers) stop();
      await Promise.all(workers.map(({ stopped }) => stopped));
      await env.teardown();
    },
  };
}

/** What an earlier run left of a bound term to which nothing else has happened. */
export function leftBehind(term: PolicyTerm): CarriedTerm {
  return {
    term,
    bound: {
      productKey: 'general-liability',
      state: 'TX',
      effectiveDate: '2027-02-01',
      expirationDate: '2028-02-01',
      paymentDeadline: inMs(DAY_MS),
      endOfTerm: inMs(DAY_MS),
    },
    tasks: [],
    isConfirmationAcknowledged: false,
    openedAt: inMs(0),
    hasPassedPaymentDeadline: false,
    earlyConfirmation: null,
    newPayments: [],
    sharedPayments: [],
    notices: [],
    errands: [],
    renewalTimer: null,
  };
}
