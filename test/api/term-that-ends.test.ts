import { WorkflowNotFoundError } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policyTermId } from '../../src/domain/workflow-ids.js';
import { aSubmission } from '../support/submissions.js';
import { codeOf, runApp, type RunningApp } from './running-app.js';

const POLICY = 'CGL-2027-000001';
const ID = policyTermId(POLICY, 1);
const TERM = `/api/policies/${POLICY}/terms/1`;
const WHO = { by: 'ops@example.test', reason: 'Seen to' };

describe('an act that meets a term at its end', () => {
  let app: RunningApp;

  beforeAll(async () => {
    app = await runApp();
    app.temporal.workflows.set(ID, {
      id: ID,
      type: 'policyTerm',
      status: 'RUNNING',
      record: { nextTerm: null } as never,
      submission: aSubmission(),
      options: {} as never,
      attributes: { EffectiveDate: '2027-01-01' },
      memo: {},
    });
    // It ran when it was looked up, and does not any more when it is told.
    app.temporal.refusal = new WorkflowNotFoundError(
      'workflow execution already completed',
      ID,
      '',
    );
  });

  afterAll(() => app[Symbol.asyncDispose]());

  it.each([
    ['PUT', 'direction', { requestId: 'DIR-1', direction: 'refer', ...WHO }, 'term-ended'],
    ['POST', 'free-turn', { transaction: 'endorsement:P:E-1', ...WHO }, 'term-ended'],
    ['POST', 'sync', {}, 'term-ended'],
    ['POST', 'settle', { taskId: 'moneyParked:P1', ...WHO }, 'no-such-task'],
  ])('%s %s is told what it would be told afterwards', async (method, act, body, code) => {
    const answer = await app.send(`${TERM}/${act}`, { method, body });
    expect([answer.status, codeOf(answer)]).toEqual([409, code]);
  });
});
