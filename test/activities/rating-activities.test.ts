import { MockActivityEnvironment } from '@temporalio/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { createRatingActivities } from '../../src/activities/endorsement/rating-activities.js';
import type { PolicySystem } from '../../src/ports/policy-system.js';
import { RATED } from '../support/bound-policies.js';
import { aWorkbook } from '../support/changes.js';
import type { InMemoryPolicySystem } from '../support/in-memory-policy-system.js';
import { putPolicyOnFile } from '../support/policy-on-file.js';
import { aProduct, aSubmission, inMemoryPolicySystem } from '../support/submissions.js';

const PRODUCT = 'general-liability';
const RUN = 'run-1';
const ATTEMPT = {
  again: false,
  earlierRun: false,
  runId: RUN,
  firstRunId: RUN,
  waitedFor: null,
  begunAt: '2027-01-15T12:00:00Z',
};

describe('what was rated on an unbound endorsement', () => {
  let policySystem: InMemoryPolicySystem;
  let policyNumber: string;
  let made: string;
  let requests = 0;
  const steps = () => createRatingActivities({ policySystem });
  /** An attempt of a step in Temporal. */
  const run = <T>(step: () => Promise<T>): Promise<T> =>
    new MockActivityEnvironment({ workflowExecution: { workflowId: 'E', runId: RUN } }).run(step);
  const endorse = async (charges: Parameters<PolicySystem['endorse']>[0]['charges']) => {
    const { quoteGuid } = await policySystem.endorse({
      requestId: `E-${(requests += 1)}`,
      policyNumber,
      effectiveDate: '2027-05-01',
      calculation: 'proRata',
      charges,
    });
    return quoteGuid;
  };
  const rate = (again = false) =>
    run(() =>
      steps().rateChange({
        ...ATTEMPT,
        again,
        quoteGuid: made,
        product: PRODUCT,
        workbook: aWorkbook('8700.00'),
      }),
    );
  const compare = async (bookings: readonly string[] | undefined, isLaterRun = false) => {
    const amounts = (await run(() => steps().readRated({ quoteGuid: made }))) ?? [];
    return run(() =>
      steps().compareRated({ policyNumber, quoteGuid: made, amounts, bookings, isLaterRun }),
    );
  };

  beforeEach(async () => {
    policySystem = inMemoryPolicySystem({ products: new Map([[PRODUCT, aProduct(RATED)]]) });
    const submission = aSubmission({ premium: [], workbook: aWorkbook('7500.00') });
    ({ policyNumber } = await putPolicyOnFile(policySystem, submission));
    made = await endorse(null);
  });

  it('is rated once, also when it is asked for again after a lost answer', async () => {
    expect(await run(() => steps().readRated({ quoteGuid: made }))).toBeNull();
    await rate();
    await rate(true);
    expect(policySystem.calls.get('rateChange')).toBe(1);
    const amounts = await run(() => steps().readRated({ quoteGuid: made }));
    expect(amounts).toMatchObject([{ amountCents: 90_740 }, { amountCents: 2_500, isFee: true }]);
  });

  it('is rated when the look after a lost answer does not find it', async () => {
    await rate(true);
    expect(policySystem.calls.get('rateChange')).toBe(1);
  });

  it('stands as it was rated, bound or not', async () => {
    await rate();
    expect(await compare([])).toEqual({ kind: 'asRated' });
    await policySystem.bindChange(made);
    expect(await compare([])).toEqual({ kind: 'asRated' });
  });

  it('is outdated once another is bound that the term knows, or it was given up', async () => {
    await rate();
    const other = await endorse([]);
    await policySystem.bindChange(other);
    expect(await compare([other])).toEqual({
      kind: 'outdated',
      why: `the endorsement ${other} was bound after it was rated`,
    });
    // Nobody knows what the term knows: the chain is enough.
    expect(await compare(undefined)).toMatchObject({ kind: 'outdated' });
    await policySystem.closeQuote(made);
    expect(await compare([other])).toMatchObject({
      kind: 'outdated',
      why: expect.stringContaining('given up') as string,
    });
  });

  it('is moved by what the term does not know; a later run does not take that for done by hand', async () => {
    await rate();
    const other = await endorse([]);
    await policySystem.bindChange(other);
    expect(await compare([])).toMatchObject({
      kind: 'moved',
      moved: { movedBy: { quoteGuid: other, kind: 'endorsement' }, madeGuid: made },
    });
    await expect(compare([], true)).rejects.toMatchObject({ type: 'SystemRejection' });
  });
});
