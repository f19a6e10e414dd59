import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { createQuoteActivities } from '../../src/activities/new-business/quote-activities.js';
import { policyTermId } from '../../src/domain/workflow-ids.js';
import { LookupNotAvailable, OutcomeUnknown } from '../../src/ports/call-errors.js';
import { recordPaymentUpdate } from '../../src/workflows/policy-term/messages.js';
import { rulesByTotal } from '../support/underwriting.js';
import { TODAY } from '../support/today.js';
import { aRequest, KEYS } from './running-app.js';
import { AT_ONCE, runRenewals, type Json, type RunningRenewals } from './running-renewals.js';

interface Task {
  readonly id: string;
  readonly task: string;
  readonly cause: string;
  readonly request: { readonly method: string; readonly path: string; readonly body: Json };
}

/** What a task is of, and which task. */
interface Planted {
  readonly id: string;
  readonly task: string;
}

const LIMIT_MS = 90_000;
const BY = { by: 'uwe', reason: 'As said.' };

const lost = (operation: string) =>
  new OutcomeUnknown({ system: 'policySystem', operation }, 'reset', 0);

/** The rules of underwriting do not run as long as that is so. */
let areRulesBroken = false;
type QuoteSteps = ReturnType<typeof createQuoteActivities>;
const underwriteQuote: QuoteSteps['underwriteQuote'] = ({ totalCents }) => {
  const flag = { rule: 'total', flag: 'block', text: 'A large premium.' } as const;
  return Promise.resolve({
    flags: areRulesBroken ? null : totalCents >= 1_000_000 ? [flag] : [],
    findings: [],
  });
};

describe('what the work list says of a task', () => {
  let renewals: RunningRenewals;
  let last = 0;
  beforeAll(async () => {
    renewals = await runRenewals(
      'TQ',
      { flow: 'offer', ...AT_ONCE },
      { productChanges: { underwriting: rulesByTotal() }, steps: { underwriteQuote } },
    );
  });
  afterAll(() => renewals[Symbol.asyncDispose]());

  const list = async (): Promise<readonly Task[]> => {
    const { app } = renewals.changes;
    const { json } = await app.send('/api/tasks?pageSize=200', { key: KEYS.reader });
    return json['items'] as readonly Task[];
  };
  const listedOf = async ({ id, task }: Planted): Promise<Task | undefined> =>
    (await list()).find((one) => one.id === id && one.task === task);

  const quoteOf = (amount: string): Json =>
    aRequest({
      externalSystem: 'portal',
      externalId: `TQ-${(last += 1)}`,
      premium: [{ charge: 'premium', state: 'TX', amount }],
    });
  const underwritten = async (amount: string): Promise<string> => {
    const body = { ...quoteOf(amount), advanceTo: 'underwritten' };
    const { json } = await renewals.post('/api/quotes?wait=30', body);
    return String(json['id']);
  };
  const newBusiness = async (): Promise<string> =>
    String((await renewals.post('/api/submissions', quoteOf('5000.00'))).json['id']);
  const cancelled = (policyNumber: string, body: Json) =>
    renewals.post(`/api/policies/${policyNumber}/cancellations?wait=30`, {
      requestId: 'C-1',
      advanceTo: 'completed',
      ...body,
    });
  const directed = async (direction: string): Promise<string> => {
    const policyNumber = await renewals.aPolicy();
    const path = `/api/policies/${policyNumber}/terms/1/direction`;
    const body = { requestId: 'D-1', direction, ...BY };
    const said = await renewals.changes.app.send(path, {
      method: 'PUT',
      body,
      key: KEYS.everything,
    });
    expect(said.status).toBe(200);
    await renewals.renew(policyNumber);
    return `renewal:${policyNumber}:2`;
  };

  /** By the act that settles it and what has it. */
  const WAYS: Readonly<Record<string, () => Promise<Planted>>> = {
    'correct, of a step that stopped': async () => ({
      id: await renewals.changes.stopAtBind('STOPS-AT-BIND'),
      task: 'bind',
    }),
    'correct, of a write whose answer was lost and that cannot be looked up': async () => {
      const { policySystem, env } = renewals.changes;
      // Whose step stopped before makes a document, too.
      const query = `WorkflowType = 'newBusiness' AND ExecutionStatus = 'Running'`;
      const running = async () => (await env.client.workflow.count(query)).count;
      await expect.poll(running, { timeout: 30_000 }).toBe(0);
      policySystem.failNext('createBinderDocument', lost('CreateBinderDocument'), 'before');
      policySystem.failNext('listDocuments', new LookupNotAvailable('documentsOfQuote'), 'before');
      return { id: await newBusiness(), task: 'binderDocument' };
    },
    'correct, of a read that cannot be made': async () => {
      const { policySystem } = renewals.changes;
      policySystem.failNext('resolveProducer', new LookupNotAvailable('producers'), 'before');
      return { id: await newBusiness(), task: 'producer' };
    },
    'underwriting-decision, of a quote that the rules have blocked': async () => ({
      id: await underwritten('10000.00'),
      task: 'underwriting',
    }),
    'underwrite, of a quote on which the rules do not run': async () => {
      areRulesBroken = true;
      const id = await underwritten('5000.00');
      areRulesBroken = false;
      return { id, task: 'underwriting' };
    },
    'decide, of a reinstatement that was referred': async () => {
      const policyNumber = await renewals.aPolicy();
      // Nothing was paid: a person decides whether it comes back.
      const asked = { source: 'insured', reason: 'other', requestedOn: TODAY, processOn: 'now' };
      expect((await cancelled(policyNumber, asked)).json).toMatchObject({ state: 'completed' });
      const body = { requestId: 'R-1', advanceTo: 'completed' };
      await renewals.post(`/api/policies/${policyNumber}/reinstatements?wait=30`, body);
      return { id: `reinstatement:${policyNumber}:R-1`, task: 'referral' };
    },
    'record-notice, of a cancellation': async () => {
      const policyNumber = await renewals.aPolicy();
      await cancelled(policyNumber, { source: 'insurer', reason: 'nonPayment', receivedOn: TODAY });
      return { id: `cancellation:${policyNumber}:C-1`, task: 'notice' };
    },
    'record-notice, of a non-renewal': async () => ({
      id: await directed('nonRenew'),
      task: 'notice',
    }),
    'decide, of a renewal that was referred': async () => ({
      id: await directed('refer'),
      task: 'referral',
    }),
    'settle, of money that pays for no plan of an offer': async () => {
      const { policyNumber, offer } = await renewals.anOffer();
      await renewals.pay(offer.offerId, { amount: '10.00' });
      return { id: `renewal:${policyNumber}:2`, task: 'noPlanFits' };
    },
    'settle, of money for an offer in another currency': async () => {
      const { policyNumber, offer } = await renewals.anOffer();
      await renewals.pay(offer.offerId, { currency: 'EUR' });
      return { id: `renewal:${policyNumber}:2`, task: 'wrongCurrency' };
    },
    'settle, of a term': async () => {
      const policyNumber = await renewals.aPolicy();
      const id = policyTermId(policyNumber, 1);
      const paymentId = `EUR-${policyNumber}`;
      await renewals.changes.env.client.workflow.getHandle(id).executeUpdate(recordPaymentUpdate, {
        args: [
          {
            policyNumber,
            termNumber: 1,
            paymentId,
            amountCents: 1_000,
            currency: 'EUR',
            receivedAt: new Date().toISOString(),
          },
        ],
      });
      return { id, task: `moneyParked:${paymentId}` };
    },
    'resume, of a batch of renewals': async () => {
      const body = { requestId: 'TQ-BATCH', policyNumbers: ['TQ-1', 'TQ-2', 'TQ-3'], perMinute: 1 };
      await renewals.post('/api/renewal-batches', body);
      await renewals.post('/api/renewal-batches/TQ-BATCH/pause', BY);
      return { id: 'renewal-batch:TQ-BATCH', task: 'paused' };
    },
    'settle, of a policy whose renewal a batch could not begin': async () => {
      const body = { requestId: 'TQ-UNBEGUN', policyNumbers: ['TQ-404'] };
      await renewals.post('/api/renewal-batches', body);
      return { id: 'renewal-batch:TQ-UNBEGUN', task: 'renewal:TQ-404' };
    },
    'resume, of a batch of tasks': async () => {
      const tasks = ['a', 'b', 'c'].map((task) => ({ id: 'new-business:portal:NONE', task }));
      const body = { requestId: 'TQ-TASKS', ...BY, tasks, perMinute: 1 };
      await renewals.post('/api/tasks:settle', body);
      await renewals.post('/api/task-batches/TQ-TASKS/pause', BY);
      return { id: 'task-batch:TQ-TASKS', task: 'paused' };
    },
    'resume, of a comparison of all systems': async () => {
      await renewals.post('/api/reconciliations', { requestId: 'TQ-PROOF' });
      await renewals.post('/api/reconciliations/TQ-PROOF/pause', BY);
      return { id: 'reconciliation:TQ-PROOF', task: 'paused' };
    },
    'free, of a quote of a group that was ended in Temporal': async () => {
      const group = { externalSystem: 'portal', externalId: `TQ-OPP-${(last += 1)}` };
      await renewals.post('/api/quote-groups', group);
      const { json } = await renewals.post('/api/quotes', { ...quoteOf('5000.00'), group });
      const id = String(json['id']);
      await renewals.changes.env.client.workflow.getHandle(id).terminate('for a test');
      return { id: `quote-group:portal:${group.externalId}`, task: id };
    },
  };

  it.each(Object.entries(WAYS))(
    'settles it when it is sent as it is: %s',
    async (way, plant) => {
      const planted = await plant();
      await expect.poll(() => listedOf(planted), { timeout: 30_000 }).toBeDefined();
      const listed = await listedOf(planted);
      if (listed === undefined) throw new Error('it was listed a moment ago');
      const { request } = listed;
      expect([request.method, request.path.split('/').at(-1)]).toEqual(['POST', way.split(',')[0]]);
      const answer = await renewals.post(request.path, request.body);
      expect([answer.status, answer.json]).toEqual([
        answer.status === 202 ? 202 : 200,
        expect.anything(),
      ]);
      await expect.poll(() => listedOf(planted), { timeout: 30_000 }).toBeUndefined();
    },
    LIMIT_MS,
  );
});
