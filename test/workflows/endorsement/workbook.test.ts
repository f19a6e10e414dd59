import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { productMidTerm } from '../../../src/config/product-mid-term.js';
import type { Product } from '../../../src/domain/product/product.js';
import {
  OutcomeUnknown,
  SystemRejection,
  SystemUnavailable,
} from '../../../src/ports/call-errors.js';
import { editUpdate, withdrawUpdate } from '../../../src/workflows/mid-term/messages.js';
import {
  abandonUpdate,
  advanceUpdate,
  correctUpdate,
} from '../../../src/workflows/transaction/messages.js';
import { withRatedPolicy, type BoundPolicy } from '../../support/bound-policies.js';
import {
  aCancellation,
  anEndorsement,
  aRatedEndorsement,
  aWorkbook,
  readTermOf,
  startCancellation,
  startEndorsement,
  untilAtRest,
  type ChangeHandle,
} from '../../support/changes.js';
import { resettablePoints, resetWorkflow } from '../../support/reset-workflow.js';
import { temporalEnvironment } from '../../support/temporal.js';

const toQuote = { advanceTo: 'quoted' } as const;

describe('an endorsement that the policy system rates from a workbook', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  const withPolicy = (
    scenario: (policy: BoundPolicy) => Promise<void>,
    product: Partial<Product> = {},
  ) => withRatedPolicy(env, 'EW', scenario, product);
  const transactions = async ({ policySystem, policyNumber }: BoundPolicy) =>
    (await policySystem.readChain(policyNumber))?.transactions.slice(1) ?? [];
  const charged = async ({ billing, policyNumber }: BoundPolicy) =>
    (await billing.getPeriodInfo({ policyNumber, termNumber: 1 }))?.chargedCents;

  it('is rated on an unbound transaction, waits to be accepted at what that came to, and then that very one is bound and billed', async () => {
    await withPolicy(async (policy) => {
      const { policyNumber, billing } = policy;
      const asked = aRatedEndorsement(policyNumber, '8700.00');
      const handle = await startEndorsement(env, asked, toQuote);
      // 276 of 365 days of 1200.00 more, and the fee of the policy system.
      const quoted = await untilAtRest(handle);
      expect(quoted).toMatchObject({ heldAt: 'quoted', totalCents: 93_240, attention: null });
      expect(quoted.change?.quote?.rows).toMatchObject([
        {
          charge: { kind: 'premium', name: 'premium', line: null, amountCents: 90_740 },
          working: { rule: 'rated', factor: '1' },
        },
        { charge: { kind: 'fee', name: 'fees', line: null, amountCents: 2_500 } },
      ]);
      const [made] = await transactions(policy);
      expect(made).toMatchObject({ kind: 'endorsement', boundOn: null });
      expect(made?.quoteGuid).toBe(quoted.ids.quoteGuid);
      expect(billing.calls.get('issuePolicyChange')).toBeUndefined();

      await handle.executeUpdate(advanceUpdate, { args: [{ by: 'olga', revision: 0 }] });
      expect(await handle.result()).toMatchObject({ state: 'completed', totalCents: 93_240 });
      const [bound, ...others] = await transactions(policy);
      expect(others).toEqual([]);
      expect(bound?.quoteGuid).toBe(made?.quoteGuid);
      expect(bound?.boundOn).not.toBeNull();
      expect(await charged(policy)).toBe(750_000 + 15_000 + 93_240);
      const term = await readTermOf(env, policyNumber);
      expect(term).toMatchObject({ turn: { holder: null, queue: [] } });
      expect(term.layers.at(-1)).toMatchObject({
        kind: 'endorsement',
        quoteGuid: made?.quoteGuid,
        booked: [{ amountCents: 90_740 }, { amountCents: 2_500 }],
      });
    });
  });

  /** The endorsement is there once, at 932.40, in all three systems; nothing unbound stands, and the turn is free. */
  async function expectBookedOnce(policy: BoundPolicy): Promise<void> {
    const made = await transactions(policy);
    expect(made).toMatchObject([{ kind: 'endorsement', boundOn: expect.any(String) as string }]);
    const quoteGuid = made[0]?.quoteGuid ?? '';
    const held = await policy.policySystem.listPremiums(quoteGuid);
    expect(held.map(({ amountCents }) => amountCents)).toEqual([90_740, 2_500]);
    const term = await readTermOf(env, policy.policyNumber);
    expect(term.layers).toHaveLength(2);
    expect(term.layers.at(-1)).toMatchObject({ quoteGuid });
    expect(term.turn).toEqual({ holder: null, queue: [] });
    expect(await charged(policy)).toBe(858_240);
  }

  /** Nothing of it is left anywhere. */
  async function expectNothingLeft(policy: BoundPolicy): Promise<void> {
    expect(await transactions(policy)).toEqual([]);
    const term = await readTermOf(env, policy.policyNumber);
    expect(term.layers).toHaveLength(1);
    expect(term.turn).toEqual({ holder: null, queue: [] });
    expect(await charged(policy)).toBe(765_000);
  }

  const policyCall = (operation: string) => ({ system: 'policySystem', operation }) as const;
  const lost = (operation: string) =>
    new OutcomeUnknown(policyCall(operation), 'connection reset', 0);
  const refused = (operation: string, field: string | null = null) =>
    new SystemRejection(policyCall(operation), { reason: 'Not so.', field, remedy: 'Mend it.' });
  const accept = (handle: ChangeHandle, revision: number) =>
    handle.executeUpdate(advanceUpdate, { args: [{ by: 'olga', revision }] });
  const edit = (handle: ChangeHandle, changes: object) =>
    handle.executeUpdate(editUpdate, { args: [{ by: 'olga', reason: 'Another.', changes }] });
  const withdraw = (handle: ChangeHandle) =>
    handle.executeUpdate(withdrawUpdate, { args: [{ by: 'olga', reason: 'Not wanted.' }] });

  it.each([
    ['its making', 'endorse', new SystemUnavailable(policyCall('endorse'), 'connection reset')],
    ['its rating', 'rateChange', lost('rateChange')],
    ['its bind', 'bindChange', lost('bindChange')],
  ] as const)('is booked once when the answer to %s is lost', async (what, method, error) => {
    await withPolicy(async (policy) => {
      policy.policySystem.failNext(method, error, 'after');
      const asked = aRatedEndorsement(policy.policyNumber, '8700.00');
      const record = await (await startEndorsement(env, asked)).result();
      expect(record).toMatchObject({ state: 'completed', totalCents: 93_240 });
      await expectBookedOnce(policy);
      // What is there is found, and not written again.
      const isLookedUp = what !== 'its making';
      expect(policy.policySystem.calls.get(method)).toBe(isLookedUp ? 1 : 2);
    });
  });

  it('is rated once more when the answer to its rating was lost before the work was done', async () => {
    await withPolicy(async (policy) => {
      policy.policySystem.failNext('rateChange', lost('rateChange'), 'before');
      const asked = aRatedEndorsement(policy.policyNumber, '8700.00');
      const record = await (await startEndorsement(env, asked)).result();
      expect(record).toMatchObject({ state: 'completed' });
      expect(policy.policySystem.calls.get('rateChange')).toBe(2);
      await expectBookedOnce(policy);
    });
  });

  it('stops at a workbook that is refused, and goes on when it is run again or another is sent', async () => {
    await withPolicy(async (policy) => {
      const { policyNumber, policySystem } = policy;
      policySystem.failNext('rateChange', refused('rateChange', 'workbook'), 'before');
      const workbook = { fileName: 'rating.xlsx', contentBase64: 'bm90aGluZw==' };
      const asked = aRatedEndorsement(policyNumber, '0.00', { workbook });
      const handle = await startEndorsement(env, asked, toQuote);
      const stop = { step: 'rateWorkbook', field: 'workbook', cause: 'rejected', inDoubt: [] };
      expect(await untilAtRest(handle)).toMatchObject({ state: 'draft', attention: stop });
      // The rater is mended, and the workbook is none all the same.
      await handle.executeUpdate(correctUpdate, { args: [{ by: 'olga', reason: 'Mended.' }] });
      expect(await untilAtRest(handle)).toMatchObject({ attention: stop, revision: 1 });
      const before = (await transactions(policy)).map(({ quoteGuid }) => quoteGuid);
      await edit(handle, { workbook: aWorkbook('8700.00') });
      expect(await untilAtRest(handle)).toMatchObject({
        heldAt: 'quoted',
        revision: 2,
        totalCents: 93_240,
        attention: null,
      });
      const after = (await transactions(policy)).map(({ quoteGuid }) => quoteGuid);
      expect([before.length, after.length]).toEqual([1, 1]);
      expect(after).not.toEqual(before);
      await accept(handle, 2);
      expect(await handle.result()).toMatchObject({ state: 'completed' });
      await expectBookedOnce(policy);
    });
  });

  it('stops when its rating is neither known nor to be looked up, and a person says what came of it', async () => {
    await withPolicy(async (policy) => {
      const { policyNumber, policySystem } = policy;
      policySystem.failNext('rateChange', lost('rateChange'), 'after');
      const noAnswer = new SystemUnavailable(policyCall('listPremiums'), 'no answer');
      const known = policySystem.listPremiums.bind(policySystem);
      const look = vi
        .spyOn(policySystem, 'listPremiums')
        .mockImplementation((quoteGuid) =>
          policySystem.calls.has('rateChange') ? Promise.reject(noAnswer) : known(quoteGuid),
        );
      const handle = await startEndorsement(env, aRatedEndorsement(policyNumber, '8700.00'), {
        advanceTo: 'quoted',
        outagePatienceMs: 4_000,
      });
      const stopped = await untilAtRest(handle);
      const { quoteGuid } = stopped.ids;
      expect(stopped.attention).toMatchObject({
        step: 'rateWorkbook',
        inDoubt: [
          {
            write: 'workbook',
            what: 'the rating of the workbook',
            where: `quote ${quoteGuid ?? ''} of policy ${policyNumber} in the policy system`,
            made: null,
          },
        ],
      });
      look.mockRestore();
      const word = { by: 'olga', reason: 'I have looked.', outcome: { written: true } } as const;
      await handle.executeUpdate(correctUpdate, { args: [word] });
      const quoted = await untilAtRest(handle);
      expect(quoted).toMatchObject({ heldAt: 'quoted', totalCents: 93_240 });
      expect(quoted.corrections).toMatchObject([
        { word: 'Said by hand: the rating of the workbook was written.' },
      ]);
      expect(policySystem.calls.get('rateChange')).toBe(1);
    });
  });

  it('is closed when it is withdrawn, also where the answer to its making was lost', async () => {
    await withPolicy(async (policy) => {
      const { policyNumber, policySystem } = policy;
      const asked = aRatedEndorsement(policyNumber, '8700.00');
      const first = await startEndorsement(env, asked, toQuote);
      await untilAtRest(first);
      await withdraw(first);
      expect(await first.result()).toMatchObject({ state: 'withdrawn', failure: null });
      await expectNothingLeft(policy);

      const broken = new SystemUnavailable(policyCall('endorse'), 'connection reset');
      for (let nth = 0; nth < 2; nth += 1) policySystem.failNext('endorse', broken, 'after');
      const again = { ...asked, reference: { system: 'triton', id: 'E-2' } };
      const second = await startEndorsement(env, again, { ...toQuote, outagePatienceMs: 1_500 });
      expect(await untilAtRest(second)).toMatchObject({ attention: { step: 'makeChange' } });
      await withdraw(second);
      expect(await second.result()).toMatchObject({ state: 'withdrawn', failure: null });
      await expectNothingLeft(policy);
    });
  });

  it('leaves nothing when the policy system refuses to make it and it is withdrawn', async () => {
    await withPolicy(async (policy) => {
      const { policyNumber, policySystem } = policy;
      for (let nth = 0; nth < 2; nth += 1) {
        policySystem.failNext('endorse', refused('endorse'), 'before');
      }
      const handle = await startEndorsement(env, aRatedEndorsement(policyNumber, '8700.00'));
      expect(await untilAtRest(handle)).toMatchObject({ attention: { step: 'makeChange' } });
      await withdraw(handle);
      expect(await handle.result()).toMatchObject({ state: 'withdrawn', failure: null });
      await expectNothingLeft(policy);
    });
  });

  it('is closed when nobody accepts it in time', async () => {
    const usual = productMidTerm.parse({});
    const midTerm = { ...usual, endorsement: { ...usual.endorsement, quoteDays: 0 } };
    await withPolicy(
      async (policy) => {
        const asked = aRatedEndorsement(policy.policyNumber, '8700.00');
        const record = await (await startEndorsement(env, asked, toQuote)).result();
        expect(record.failure?.reason).toMatch(/^Nobody accepted it by 20/);
        await expectNothingLeft(policy);
      },
      { midTerm },
    );
  });

  it('is closed when a person gives it up, before its price is known and at its bind', async () => {
    await withPolicy(async (policy) => {
      const { policyNumber, policySystem } = policy;
      for (const [at, method, id] of [
        ['rateWorkbook', 'rateChange', 'E-1'],
        ['bind', 'bindChange', 'E-2'],
      ] as const) {
        policySystem.failNext(method, refused(method), 'before');
        const reference = { system: 'triton', id };
        const asked = aRatedEndorsement(policyNumber, '8700.00', { reference });
        const handle = await startEndorsement(env, asked);
        expect(await untilAtRest(handle)).toMatchObject({ attention: { step: at } });
        await handle.executeUpdate(abandonUpdate, {
          args: [{ by: 'olga', reason: 'Not wanted.' }],
        });
        expect(await handle.result()).toMatchObject({
          state: 'withdrawn',
          failure: { code: 'abandoned', reason: 'It was abandoned by olga. Not wanted.' },
        });
        await expectNothingLeft(policy);
      }
    });
  });

  it('stands in the way of no cancellation, and is closed when that cancels the term', async () => {
    await withPolicy(async (policy) => {
      const { policyNumber } = policy;
      const asked = aRatedEndorsement(policyNumber, '8700.00');
      const handle = await startEndorsement(env, asked, toQuote);
      await untilAtRest(handle);
      const cancellation = aCancellation(policyNumber, { processOn: '2026-11-01' });
      const cancelled = await (await startCancellation(env, cancellation)).result();
      expect(cancelled).toMatchObject({ state: 'completed' });
      const record = await handle.result();
      expect(record).toMatchObject({ state: 'withdrawn', failure: { code: 'refused' } });
      expect(record.failure?.reason).toContain('The term was cancelled');
      expect(await transactions(policy)).toMatchObject([{ kind: 'cancellation' }]);
    });
  });

  it('is closed and made anew for another day or another workbook, and has to be accepted anew', async () => {
    await withPolicy(async (policy) => {
      const { policyNumber } = policy;
      const asked = aRatedEndorsement(policyNumber, '9900.00');
      const handle = await startEndorsement(env, asked, toQuote);
      const first = await untilAtRest(handle);
      await edit(handle, { effectiveDate: '2027-03-01', workbook: aWorkbook('8700.00') });
      // 337 of 365 days.
      const second = await untilAtRest(handle);
      expect(second).toMatchObject({ heldAt: 'quoted', revision: 1, totalCents: 110_795 + 2_500 });
      await edit(handle, { effectiveDate: '2027-05-01' });
      const third = await untilAtRest(handle);
      expect(third).toMatchObject({ heldAt: 'quoted', revision: 2, totalCents: 93_240 });
      const guids = [first, second, third].map(({ ids }) => ids.quoteGuid);
      expect(new Set(guids).size).toBe(3);
      expect(await transactions(policy)).toMatchObject([{ quoteGuid: guids[2], boundOn: null }]);
      await expect(accept(handle, 0)).rejects.toMatchObject({ cause: { type: 'staleRevision' } });
      const { figures } = anEndorsement(policyNumber, 620_000);
      await expect(edit(handle, { figures })).rejects.toMatchObject({
        cause: { type: 'invalidInput' },
      });
      await accept(handle, 2);
      expect(await handle.result()).toMatchObject({ state: 'completed' });
      await expectBookedOnce(policy);
    });
  });

  it('A110: two wait at once, and the second is made and rated anew on what the first left, visible before its accept', async () => {
    await withPolicy(async (policy) => {
      const { policyNumber } = policy;
      const first = await startEndorsement(
        env,
        aRatedEndorsement(policyNumber, '8700.00'),
        toQuote,
      );
      const another = { reference: { system: 'triton', id: 'E-2' } };
      const second = await startEndorsement(
        env,
        aRatedEndorsement(policyNumber, '9900.00', another),
        toQuote,
      );
      expect(await untilAtRest(first)).toMatchObject({ totalCents: 93_240 });
      const before = await untilAtRest(second);
      // On 7500.00, as the policy was then.
      expect(before).toMatchObject({ totalCents: 181_479 + 2_500, revision: 0 });
      expect(await transactions(policy)).toHaveLength(2);
      await accept(first, 0);
      expect(await first.result()).toMatchObject({ state: 'completed' });

      await accept(second, 0);
      const again = await untilAtRest(second);
      expect(again).toMatchObject({ heldAt: 'quoted', totalCents: 93_240, revision: 1 });
      expect(again.ids.quoteGuid).not.toBe(before.ids.quoteGuid);
      expect(await transactions(policy)).toMatchObject([
        { quoteGuid: (await first.result()).ids.quoteGuid },
        { quoteGuid: again.ids.quoteGuid, boundOn: null },
      ]);
      await accept(second, 1);
      expect(await second.result()).toMatchObject({ state: 'completed', totalCents: 93_240 });
      expect(await charged(policy)).toBe(765_000 + 93_240 + 93_240);
    });
  });

  it('is made and rated anew when somebody has changed the policy, or its amounts, by hand', async () => {
    await withPolicy(async (policy) => {
      const { policyNumber, policySystem } = policy;
      const asked = aRatedEndorsement(policyNumber, '8700.00');
      const handle = await startEndorsement(env, asked, toQuote);
      const quoted = await untilAtRest(handle);
      // Somebody rates another workbook on it in the policy system's own screens.
      await policySystem.rateChange(
        quoted.ids.quoteGuid ?? '',
        'general-liability',
        aWorkbook('7600.00'),
      );
      await accept(handle, 0);
      const again = await untilAtRest(handle);
      expect(again).toMatchObject({ heldAt: 'quoted', totalCents: 93_240, revision: 1 });
      expect(again.steps.map(({ outcome }) => outcome)).toContain(
        'It is rated anew: the policy system holds other amounts than it was rated at.',
      );
      const byHand = await policySystem.endorse({
        requestId: 'by hand',
        policyNumber,
        effectiveDate: '2027-05-01',
        calculation: 'flat',
        charges: [],
      });
      await policySystem.bindChange(byHand.quoteGuid);
      await accept(handle, 1);
      expect(await untilAtRest(handle)).toMatchObject({ heldAt: 'quoted', revision: 2 });
      await accept(handle, 2);
      expect(await handle.result()).toMatchObject({ state: 'completed', totalCents: 93_240 });
      const made = await transactions(policy);
      expect(made).toHaveLength(2);
      expect(made.every(({ boundOn }) => boundOn !== null)).toBe(true);
      expect(await charged(policy)).toBe(858_240);
    });
  });

  it('is made and rated anew when somebody has given it up by hand, and gone on with when somebody has bound it', async () => {
    await withPolicy(async (policy) => {
      const { policyNumber, policySystem } = policy;
      const asked = aRatedEndorsement(policyNumber, '8700.00');
      const handle = await startEndorsement(env, asked, toQuote);
      const quoted = await untilAtRest(handle);
      await policySystem.closeQuote(quoted.ids.quoteGuid ?? '');
      await accept(handle, 0);
      const again = await untilAtRest(handle);
      expect(again).toMatchObject({ heldAt: 'quoted', totalCents: 93_240, revision: 1 });
      await policySystem.bindChange(again.ids.quoteGuid ?? '');
      await accept(handle, 1);
      expect(await handle.result()).toMatchObject({ state: 'completed', totalCents: 93_240 });
      await expectBookedOnce(policy);
    });
  });

  it('books a workbook that changes nothing but the fee, and gives back where the premium falls', async () => {
    await withPolicy(async (policy) => {
      const { policyNumber } = policy;
      const same = aRatedEndorsement(policyNumber, '7500.00');
      const first = await (await startEndorsement(env, same)).result();
      expect(first).toMatchObject({ state: 'completed', totalCents: 2_500 });
      const reference = { system: 'triton', id: 'E-2' };
      const less = aRatedEndorsement(policyNumber, '6300.00', { reference });
      const second = await (await startEndorsement(env, less)).result();
      expect(second).toMatchObject({ state: 'completed', totalCents: -90_740 + 2_500 });
      expect(await charged(policy)).toBe(765_000 + 2_500 - 88_240);
    });
  });

  it('is refused as the term stands before anything is made', async () => {
    await withPolicy(async (policy) => {
      const { policyNumber, policySystem } = policy;
      const asked = aRatedEndorsement(policyNumber, '8700.00', { effectiveDate: '2028-02-01' });
      const record = await (await startEndorsement(env, asked)).result();
      expect(record).toMatchObject({ state: 'withdrawn', failure: { code: 'refused' } });
      expect(policySystem.calls.get('endorse')).toBeUndefined();
    });
  });

  it('is taken up where its run was ended in Temporal: at its bind, and at its quote', async () => {
    await withPolicy(async (policy) => {
      const { policyNumber, policySystem } = policy;
      policySystem.failNext('bindChange', refused('bindChange'), 'before');
      const asked = aRatedEndorsement(policyNumber, '8700.00');
      const first = await startEndorsement(env, asked);
      expect(await untilAtRest(first)).toMatchObject({ attention: { step: 'bind' } });
      await first.terminate('by mistake');
      const second = await startEndorsement(env, asked);
      expect(await second.result()).toMatchObject({ state: 'completed', totalCents: 93_240 });
      await expectBookedOnce(policy);
    });
    await withPolicy(async (policy) => {
      const asked = aRatedEndorsement(policy.policyNumber, '8700.00');
      const first = await startEndorsement(env, asked, toQuote);
      const { quoteGuid } = (await untilAtRest(first)).ids;
      await first.terminate('by mistake');
      const second = await startEndorsement(env, asked, toQuote);
      expect(await untilAtRest(second)).toMatchObject({
        heldAt: 'quoted',
        totalCents: 93_240,
        ids: { quoteGuid },
      });
      expect(await transactions(policy)).toMatchObject([{ quoteGuid, boundOn: null }]);
    });
  });

  it('A111: gives up what an earlier run had made for another workbook', async () => {
    await withPolicy(async (policy) => {
      const { policyNumber } = policy;
      const asked = aRatedEndorsement(policyNumber, '8700.00');
      const first = await startEndorsement(env, asked, toQuote);
      await untilAtRest(first);
      await edit(first, { workbook: aWorkbook('9900.00') });
      await untilAtRest(first);
      await first.terminate('by mistake');
      const second = await startEndorsement(env, asked, toQuote);
      const quoted = await untilAtRest(second);
      expect(quoted).toMatchObject({ heldAt: 'quoted', totalCents: 93_240 });
      expect(await transactions(policy)).toMatchObject([{ quoteGuid: quoted.ids.quoteGuid }]);
      await accept(second, 0);
      expect(await second.result()).toMatchObject({ state: 'completed' });
      await expectBookedOnce(policy);
    });
  });

  it('is booked once from whatever point an operator resets it', async () => {
    await withPolicy(async (policy) => {
      const asked = aRatedEndorsement(policy.policyNumber, '8700.00');
      const handle = await startEndorsement(env, asked);
      await handle.result();
      const { runId } = await handle.describe();
      const run = { workflowId: handle.workflowId, runId };
      for (const point of await resettablePoints(env, run)) {
        await resetWorkflow(env, run, point);
        expect(await handle.result()).toMatchObject({ state: 'completed', totalCents: 93_240 });
        await expectBookedOnce(policy);
      }
    });
  });
});
