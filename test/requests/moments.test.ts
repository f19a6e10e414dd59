import { expect, it } from 'vitest';
import { paymentSchema } from '../../src/api/terms/message-schema.js';
import { variables } from '../../src/config/env.js';
import { billingSchema } from '../../src/requests/billing-schema.js';
import { readNewBusiness } from '../../src/workflows/new-business/input.js';
import { readPayment } from '../../src/workflows/policy-term/inbox.js';
import { aSubmission, newBusinessInput } from '../support/submissions.js';

/** Every place at which somebody may say a moment: what it does with one that it does not take is to throw. */
const DOORS: Readonly<Record<string, (receivedAt: string) => unknown>> = {
  'a message over the API': (receivedAt) =>
    paymentSchema.parse({ paymentId: 'PAY-1', amount: '1.00', currency: 'USD', receivedAt }),
  'a message by signal': (receivedAt) =>
    readPayment({
      policyNumber: 'GL-1',
      termNumber: 1,
      paymentId: 'PAY-1',
      amountCents: 100,
      currency: 'USD',
      receivedAt,
    }),
  'a posted submission': (receivedAt) =>
    billingSchema.parse({ upFrontPayments: [{ paymentId: 'PAY-1', amount: '1.00', receivedAt }] }),
  'a submission that a Temporal client starts': (receivedAt) => {
    const upFrontPayments = [{ paymentId: 'PAY-1', amountCents: 100, receivedAt }];
    return readNewBusiness(newBusinessInput(aSubmission({ billing: { upFrontPayments } })));
  },
  'a setting': (receivedAt) => variables.LOOK_BEFORE_WRITES_BEGUN_BEFORE.parse(receivedAt),
};

const doorsThatTake = (moment: string): string[] =>
  Object.entries(DOORS).flatMap(([name, take]) => {
    try {
      take(moment);
      return [name];
    } catch {
      return [];
    }
  });

it.each([
  '2027-02-01T06:01:00Z',
  '2027-02-01T06:01Z',
  '9999-12-31T23:59:00Z',
  '9999-12-31T23:59:00+12:00',
  '1753-01-01T00:00:00Z',
  '1753-01-01T00:00:00-12:00',
])('takes the moment %s at every door', (moment) => {
  expect(doorsThatTake(moment)).toEqual(Object.keys(DOORS));
});

it.each([
  '9999-12-31T23:59:00-12:00',
  '1753-01-01T00:00:00+12:00',
  '2027-02-30T06:01:00Z',
  '2027-02-01T06:01:00',
  '2027-02-01',
])('refuses %s, which is no moment that can be carried, at every door', (moment) => {
  expect(doorsThatTake(moment)).toEqual([]);
});
