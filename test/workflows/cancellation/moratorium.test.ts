import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CancellationAsked } from '../../../src/domain/cancellation/request.js';
import { moratoriumStartsUpdate } from '../../../src/workflows/cancellation/messages.js';
import { recordNoticeUpdate } from '../../../src/workflows/mid-term/messages.js';
import { advanceUpdate } from '../../../src/workflows/transaction/messages.js';
import { withBoundPolicy, type BoundPolicy } from '../../support/bound-policies.js';
import {
  aCancellation,
  readTermOf,
  startCancellation,
  untilAtRest,
  type ChangeHandle,
} from '../../support/changes.js';
import { aChangingLaw, aMoratorium } from '../../support/notice-rules.js';
import { temporalEnvironment } from '../../support/temporal.js';

describe('a cancellation and a moratorium', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  type Declare = ReturnType<typeof aChangingLaw>['declare'];

  /** Of the insurer, for non-payment unless said; it rests where it first does. */
  const withAsked = (
    changes: Partial<CancellationAsked>,
    scenario: (handle: ChangeHandle, policy: BoundPolicy, declare: Declare) => Promise<void>,
    advanceTo: 'quoted' | 'completed' = 'completed',
  ) => {
    const { law, declare } = aChangingLaw();
    const work = async (policy: BoundPolicy): Promise<void> => {
      policy.billing.pastDueCents = 41_666;
      const asked = aCancellation(policy.policyNumber, {
        source: 'insurer',
        reason: 'nonPayment',
        receivedOn: '2026-10-01',
        requestedOn: null,
        ...changes,
      });
      const handle = await startCancellation(env, asked, { advanceTo });
      await untilAtRest(handle);
      await scenario(handle, policy, declare);
    };
    return withBoundPolicy(env, 'MO', work, {}, {}, law);
  };
  const recordNotice = (handle: ChangeHandle, on: string) =>
    handle.executeUpdate(recordNoticeUpdate, {
      args: [{ by: 'olga', proof: { sent: [{ to: 'insured', on, reference: 'L-1' }] } }],
    });

  async function expectNothingBooked({ policyNumber, policySystem, billing }: BoundPolicy) {
    expect(await readTermOf(env, policyNumber)).toMatchObject({
      cancelledOn: null,
      pendingCancellation: null,
      turn: { holder: null, queue: [] },
    });
    expect((await policySystem.readChain(policyNumber))?.transactions).toHaveLength(1);
    const period = await billing.getPeriodInfo({ policyNumber, termNumber: 1 });
    expect(period).toMatchObject({ chargedCents: 500_000 });
  }

  it('c26: is withdrawn while it is pending when one is declared, and the term hears of it', async () => {
    await withAsked({ receivedOn: '2026-12-01' }, async (handle, policy) => {
      await recordNotice(handle, '2026-12-01');
      expect(await untilAtRest(handle)).toMatchObject({ state: 'pending' });
      const declared = {
        by: 'olga',
        reason: 'Bulletin 17',
        moratorium: aMoratorium(),
        on: '2026-12-02',
        lines: [],
      };
      const answered = await handle.executeUpdate(moratoriumStartsUpdate, { args: [declared] });
      expect(answered).toMatchObject({ state: 'withdrawn' });
      expect(await handle.result()).toMatchObject({
        state: 'withdrawn',
        failure: {
          code: 'refused',
          reason:
            'On 2026-12-02 it was forbidden by the moratorium TX-STORM (TX; nonPayment; 2026-01-01 to 2099-12-31). Its notice is out: tell whoever had it that it does not hold.',
        },
        change: {
          moratorium: 'TX-STORM',
          acts: [{ act: 'recordNotice' }, { act: 'moratorium', by: 'olga', reason: 'Bulletin 17' }],
        },
      });
      await expectNothingBooked(policy);
    });
  });

  it('goes on when one is declared that is not about it', async () => {
    await withAsked({ receivedOn: '2026-12-01' }, async (handle) => {
      const elsewhere = { by: 'olga', reason: 'Bulletin 17', on: '2026-12-02', lines: [] };
      for (const moratorium of [
        aMoratorium({ jurisdictions: ['LA'] }),
        aMoratorium({ reasons: ['underwriting'] }),
        aMoratorium({ lines: ['home'] }),
      ]) {
        const told = handle.executeUpdate(moratoriumStartsUpdate, {
          args: [{ ...elsewhere, moratorium }],
        });
        await expect(told).rejects.toMatchObject({
          cause: { type: 'refused', details: [{ code: 'notInMoratorium' }] },
        });
      }
      expect(await untilAtRest(handle)).toMatchObject({ state: 'quoted', change: { acts: [] } });
    });
  });

  it('takes nothing for a moratorium that is none', async () => {
    await withAsked({ receivedOn: '2026-12-01' }, async (handle) => {
      const right = {
        by: 'o',
        reason: 'r',
        moratorium: aMoratorium(),
        on: '2026-12-02',
        lines: [],
      };
      for (const wrong of [
        { ...right, moratorium: null },
        { ...right, moratorium: aMoratorium({ jurisdictions: [7 as never] }) },
        { ...right, on: 'today' },
        { ...right, lines: [{ line: 'x' }] },
        { ...right, more: 1 },
        { ...right, by: '' },
      ]) {
        const told = handle.executeUpdate(moratoriumStartsUpdate, { args: [wrong as never] });
        await expect(told).rejects.toMatchObject({ cause: { type: 'invalidInput' } });
      }
      expect(await untilAtRest(handle)).toMatchObject({ state: 'quoted' });
    });
  });

  it('is not announced when its notice went out in one of which nobody has told it', async () => {
    await withAsked({}, async (handle, policy, declare) => {
      declare(aMoratorium({ from: '2026-10-02', to: '2026-10-05' }));
      await recordNotice(handle, '2026-10-03');
      const record = await handle.result();
      expect(record).toMatchObject({
        state: 'withdrawn',
        failure: { reason: expect.stringContaining('On 2026-10-03 it was forbidden') as string },
        change: { moratorium: 'TX-STORM' },
      });
      expect(record.steps.map(({ name }) => name)).not.toContain('flagTerm');
      await expectNothingBooked(policy);
    });
  });

  it('is not booked on its day when that came to be in one of which nobody has told it', async () => {
    await withAsked({}, async (handle, policy, declare) => {
      // Declared after its notice went out, before it is booked.
      const read = policy.billing.getPeriodInfo.bind(policy.billing);
      policy.billing.getPeriodInfo = (term) => {
        declare(aMoratorium());
        return read(term);
      };
      await recordNotice(handle, '2026-10-01');
      const record = await handle.result();
      expect(record).toMatchObject({ state: 'withdrawn', change: { moratorium: 'TX-STORM' } });
      expect(record.steps.map(({ name }) => name)).toContain('flagTerm');
      await expectNothingBooked(policy);
    });
  });

  it('is not accepted in one where it needs no notice', async () => {
    const notTaken = { reason: 'notTaken', isFlatAsked: true } as const;
    await withAsked(
      notTaken,
      async (handle, policy, declare) => {
        declare(aMoratorium({ reasons: ['notTaken'] }));
        await handle.executeUpdate(advanceUpdate, { args: [{ by: 'olga' }] });
        const record = await handle.result();
        expect(record).toMatchObject({ state: 'withdrawn', change: { moratorium: 'TX-STORM' } });
        expect(record.failure?.reason).not.toContain('notice is out');
        await expectNothingBooked(policy);
      },
      'quoted',
    );
  });

  it('of the insured asks for none', async () => {
    await withAsked(
      { source: 'insured', reason: 'other' },
      async (handle, _policy, declare) => {
        declare(aMoratorium({ reasons: ['other', 'nonPayment'] }));
        await handle.executeUpdate(advanceUpdate, { args: [{ by: 'olga' }] });
        const record = await handle.result();
        expect(record).toMatchObject({ state: 'completed' });
        expect(record.steps.map(({ name }) => name)).not.toContain('findMoratorium');
      },
      'quoted',
    );
  });
});
