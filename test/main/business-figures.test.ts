import { describe, expect, it } from 'vitest';
import { heldMoneyOf, tasksIn } from '../../src/temporal/business-figures.js';
import type { WaitingWorkflow } from '../../src/temporal/waiting-workflows.js';

const SINCE = '2027-02-01T00:00:00.000Z';
const STARTED = '2026-02-01T00:00:00.000Z';

const waiting = (changes: Partial<WaitingWorkflow>): WaitingWorkflow => ({
  workflowId: 'policy-term:CGL-2027-000001:1',
  type: 'policyTerm',
  heads: [],
  product: null,
  policyNumber: null,
  isFailing: false,
  startedAt: STARTED,
  ...changes,
});

const head = (cause: string, cents: number, currency: string | null = 'USD') => ({
  due: null,
  since: SINCE,
  cause,
  money: [{ cents, currency }],
});

describe('what waits for people, in numbers', () => {
  it('is counted by cause, with the oldest and the money', () => {
    const tasks = tasksIn([
      waiting({ heads: [head('moneyParked', 100), head('moneyParked', 50)] }),
      waiting({ heads: [{ ...head('moneyParked', 1), since: STARTED }] }),
    ]);
    expect(tasks).toEqual([
      { of: 'policyTerm', cause: 'moneyParked', count: 3, cents: 151, oldestSince: STARTED },
    ]);
  });

  it('is unknown of a run that an older version began', () => {
    expect(tasksIn([waiting({})])).toMatchObject([{ cause: 'unknown', oldestSince: STARTED }]);
  });

  it('is nothing of a workflow whose code fails, however long it lives', () => {
    expect(tasksIn([waiting({ isFailing: true })])).toEqual([]);
  });

  it('tells what is held by currency, and of an offer once', () => {
    const held = heldMoneyOf([
      waiting({ heads: [head('moneyParked', 100), head('moneyParked', 7, 'EUR')] }),
      waiting({ heads: [head('moneyParked', 50)] }),
      waiting({ type: 'renewal', heads: [head('noPlanFits', 9), head('olderVersion', 9)] }),
    ]);
    expect(held).toEqual([
      { of: 'policyTerm', cause: 'moneyParked', currency: 'USD', cents: 150 },
      { of: 'policyTerm', cause: 'moneyParked', currency: 'EUR', cents: 7 },
      { of: 'renewal', cause: 'noPlanFits', currency: 'USD', cents: 9 },
    ]);
  });
});
