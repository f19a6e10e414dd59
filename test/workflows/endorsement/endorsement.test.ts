import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { productMidTerm } from '../../../src/config/product-mid-term.js';
import { totalOf } from '../../../src/domain/money/charges.js';
import type { EndorsementRules } from '../../../src/domain/product/mid-term.js';
import { editUpdate, withdrawUpdate } from '../../../src/workflows/mid-term/messages.js';
import { advanceUpdate, correctUpdate } from '../../../src/workflows/transaction/messages.js';
import { withBoundPolicy, type BoundPolicy } from '../../support/bound-policies.js';
import {
  anEndorsement,
  aPremiumOf,
  readTermOf,
  startEndorsement,
  untilAtRest,
} from '../../support/changes.js';
import { temporalEnvironment } from '../../support/temporal.js';

/** Of the coming year. */
const next = { effectiveDate: '2027-02-01', expirationDate: '2028-02-01' };
const toQuote = { advanceTo: 'quoted' } as const;

describe('an endorsement', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  const withPolicy = (
    scenario: (policy: BoundPolicy) => Promise<void>,
    rules: Partial<EndorsementRules> = {},
  ) => {
    const usual = productMidTerm.parse({});
    const midTerm = { ...usual, endorsement: { ...usual.endorsement, ...rules } };
    return withBoundPolicy(env, 'EN', scenario, next, { midTerm });
  };

  /** What billing has charged on the term so far, in cents. */
  const charged = async ({ billing, policyNumber }: BoundPolicy) =>
    (await billing.getPeriodInfo({ policyNumber, termNumber: 1 }))?.chargedCents;
  const lastInPolicySystem = async ({ policySystem, policyNumber }: BoundPolicy) =>
    (await policySystem.readChain(policyNumber))?.transactions.at(-1);

  it('waits to be accepted, then charges what is left of the difference in all three systems', async () => {
    await withPolicy(async (policy) => {
      const { policyNumber, billing } = policy;
      const handle = await startEndorsement(env, anEndorsement(policyNumber, 620_000), toQuote);
      const quoted = { state: 'quoted', heldAt: 'quoted', totalCents: 90_740, revision: 0 };
      expect(await untilAtRest(handle)).toMatchObject(quoted);
      expect(billing.calls.get('issuePolicyChange')).toBeUndefined();
      await handle.executeUpdate(advanceUpdate, { args: [{ by: 'olga', revision: 0 }] });
      expect(await handle.result()).toMatchObject({ state: 'completed', totalCents: 90_740 });

      const made = await lastInPolicySystem(policy);
      expect(made).toMatchObject({ kind: 'endorsement', effectiveDate: '2027-05-01' });
      expect(made?.boundOn).not.toBeNull();
      expect(await charged(policy)).toBe(590_740);
      const term = await readTermOf(env, policyNumber);
      expect(term).toMatchObject({ status: 'unconfirmed', turn: { holder: null, queue: [] } });
      expect(term.layers.at(-1)).toMatchObject({
        kind: 'endorsement',
        booked: [{ amountCents: 90_740 }],
        fullTerm: [{ amountCents: 620_000 }],
      });
    });
  });

  it('gives back what is left of the difference when the premium falls', async () => {
    await withPolicy(async (policy) => {
      const asked = anEndorsement(policy.policyNumber, 440_000);
      const record = await (await startEndorsement(env, asked)).result();
      expect(record).toMatchObject({ state: 'completed', totalCents: -45_370 });
      expect(await charged(policy)).toBe(454_630);
    });
  });

  it('books what the source has worked out as it stands, charge by charge', async () => {
    await withPolicy(async (policy) => {
      const fee = { ...aPremiumOf(1_250), kind: 'fee', name: 'terrorism' } as const;
      const figures = { fullTerm: null, asGiven: [aPremiumOf(-30_000), fee] };
      const asked = anEndorsement(policy.policyNumber, 0, { figures });
      const record = await (await startEndorsement(env, asked)).result();
      expect(record).toMatchObject({ state: 'completed', totalCents: -28_750 });
      const { layers } = await readTermOf(env, policy.policyNumber);
      expect(layers.at(-1)?.booked.map(({ amountCents }) => amountCents)).toEqual([-30_000, 1_250]);
      expect(await charged(policy)).toBe(471_250);
    });
  });

  it('is made and bound in the policy system also when it costs nothing, and then billing is not told', async () => {
    await withPolicy(async (policy) => {
      const { policyNumber, billing } = policy;
      const asked = anEndorsement(policyNumber, 500_000);
      const record = await (await startEndorsement(env, asked)).result();
      expect(record).toMatchObject({ state: 'completed', totalCents: 0 });
      expect((await lastInPolicySystem(policy))?.boundOn).not.toBeNull();
      expect((await readTermOf(env, policyNumber)).layers).toHaveLength(2);
      expect(billing.calls.get('issuePolicyChange')).toBeUndefined();
      const skipped = record.steps.find(({ name }) => name === 'billChange');
      expect(skipped?.outcome).toContain('Billing is not told: no amount changes');
    });
  });

  it('is quoted again as a new revision when it is edited, and has to be accepted anew', async () => {
    await withPolicy(async (policy) => {
      const asked = anEndorsement(policy.policyNumber, 620_000);
      const handle = await startEndorsement(env, asked, toQuote);
      await untilAtRest(handle);
      const figures = { fullTerm: [aPremiumOf(560_000)], asGiven: null };
      const edit = { by: 'olga', reason: 'Too many trucks.', revision: 0 };
      await handle.executeUpdate(editUpdate, {
        args: [{ ...edit, changes: { effectiveDate: '2027-03-01', figures } }],
      });
      const edited = await untilAtRest(handle);
      expect(edited).toMatchObject({ heldAt: 'quoted', revision: 1, totalCents: 55_397 });
      expect(edited.effectiveDate).toBe('2027-03-01');
      expect(edited.change?.acts).toMatchObject([{ act: 'edit', by: 'olga' }]);
      // Whoever saw the first quote does not accept the second.
      await expect(
        handle.executeUpdate(advanceUpdate, { args: [{ by: 'portal', revision: 0 }] }),
      ).rejects.toMatchObject({ cause: { type: 'staleRevision' } });
      await handle.executeUpdate(advanceUpdate, { args: [{ by: 'portal', revision: 1 }] });
      expect(await handle.result()).toMatchObject({ state: 'completed' });
      expect(await charged(policy)).toBe(555_397);
    });
  });

  it('takes no edit to a day outside of the term, of an older revision, or that nobody can read', async () => {
    await withPolicy(async ({ policyNumber }) => {
      const handle = await startEndorsement(env, anEndorsement(policyNumber, 620_000), toQuote);
      await untilAtRest(handle);
      const edit = (changes: object, more = {}) =>
        handle.executeUpdate(editUpdate, {
          args: [{ by: 'olga', reason: 'Typing error.', changes, ...more }],
        });
      await expect(edit({ effectiveDate: '2028-02-01' })).rejects.toMatchObject({
        cause: { type: 'refused', details: [{ code: 'atOrAfterExpiration' }] },
      });
      await expect(edit({ effectiveDate: '2027-06-01' }, { revision: 7 })).rejects.toMatchObject({
        cause: { type: 'staleRevision' },
      });
      for (const unreadable of [{}, { effectiveDate: 'soon' }, { figures: {} }, { day: 1 }]) {
        await expect(edit(unreadable)).rejects.toMatchObject({ cause: { type: 'invalidInput' } });
      }
      expect(await untilAtRest(handle)).toMatchObject({ heldAt: 'quoted', revision: 0 });
    });
  });

  it('is refused out of sequence with the changes that stand in its way', async () => {
    await withPolicy(async ({ policyNumber }) => {
      const first = anEndorsement(policyNumber, 620_000);
      await (await startEndorsement(env, first)).result();
      const second = anEndorsement(policyNumber, 560_000, {
        reference: { system: 'triton', id: 'E-2' },
        effectiveDate: '2027-03-01',
      });
      const record = await (await startEndorsement(env, second)).result();
      expect(record).toMatchObject({ state: 'withdrawn', failure: { code: 'refused' } });
      expect(record.failure?.reason).toContain(
        `2027-03-01, before endorsement:${policyNumber}:E-1 from 2027-05-01`,
      );
    });
  });

  it('stops for a person where an edit puts it out of sequence, who edits it again', async () => {
    await withPolicy(async (policy) => {
      const { policyNumber } = policy;
      await (await startEndorsement(env, anEndorsement(policyNumber, 620_000))).result();
      const second = anEndorsement(policyNumber, 680_000, {
        reference: { system: 'triton', id: 'E-2' },
      });
      const handle = await startEndorsement(env, second, toQuote);
      await untilAtRest(handle);
      const edit = (effectiveDate: string) =>
        handle.executeUpdate(editUpdate, {
          args: [{ by: 'olga', reason: 'Another day.', changes: { effectiveDate } }],
        });
      await edit('2027-03-01');
      const stopped = await untilAtRest(handle);
      expect(stopped).toMatchObject({ state: 'draft', attention: { step: 'quoteChange' } });
      expect(stopped.attention?.field).toBe('effectiveDate');
      await edit('2027-06-01');
      expect(await untilAtRest(handle)).toMatchObject({ heldAt: 'quoted', revision: 2 });
      await handle.executeUpdate(advanceUpdate, { args: [{ by: 'olga' }] });
      expect(await handle.result()).toMatchObject({ state: 'completed' });
    });
  });

  it('goes on when what stopped its quote was put right in the policy system', async () => {
    await withPolicy(async (policy) => {
      const { policyNumber, policySystem } = policy;
      const handle = await startEndorsement(env, anEndorsement(policyNumber, 620_000), toQuote);
      await untilAtRest(handle);
      const [premium] = await policySystem.listPremiums(
        (await policySystem.readChain(policyNumber))?.transactions[0].quoteGuid ?? '',
      );
      const { quoteGuid } = await policySystem.endorse({
        requestId: 'by hand',
        policyNumber,
        effectiveDate: '2027-04-01',
        calculation: 'flat',
        charges: [{ lineGuid: premium?.lineGuid ?? '', chargeCode: 999, amountCents: 1_000 }],
      });
      await policySystem.bindChange(quoteGuid);
      await handle.executeUpdate(editUpdate, {
        args: [{ by: 'olga', reason: 'A day late.', changes: { effectiveDate: '2027-05-02' } }],
      });
      expect(await untilAtRest(handle)).toMatchObject({
        state: 'draft',
        attention: { step: 'quoteChange' },
      });
      await policySystem.unbind({ requestId: 'by hand', quoteGuid });
      await policySystem.closeQuote(quoteGuid);
      await handle.executeUpdate(correctUpdate, { args: [{ by: 'olga', reason: 'Taken back.' }] });
      expect(await untilAtRest(handle)).toMatchObject({ heldAt: 'quoted', attention: null });
    });
  });

  it('comes before a booked change where the product allows that, each with its own difference (EN-07)', async () => {
    await withPolicy(
      async (policy) => {
        const { policyNumber } = policy;
        await (await startEndorsement(env, anEndorsement(policyNumber, 620_000))).result();
        const earlier = anEndorsement(policyNumber, 560_000, {
          reference: { system: 'triton', id: 'E-2' },
          effectiveDate: '2027-03-01',
        });
        const record = await (await startEndorsement(env, earlier)).result();
        expect(record).toMatchObject({ state: 'completed', totalCents: 55_397 });
        expect(await charged(policy)).toBe(646_137);
      },
      { mayComeBefore: true },
    );
  });

  it('is withdrawn before it is written, and then no system holds anything of it', async () => {
    await withPolicy(async (policy) => {
      const asked = anEndorsement(policy.policyNumber, 620_000);
      const handle = await startEndorsement(env, asked, toQuote);
      await untilAtRest(handle);
      await handle.executeUpdate(withdrawUpdate, { args: [{ by: 'olga', reason: 'Not wanted.' }] });
      expect(await handle.result()).toMatchObject({ state: 'withdrawn', failure: null });
      expect((await lastInPolicySystem(policy))?.kind).toBe('original');
      const term = await readTermOf(env, policy.policyNumber);
      expect(totalOf(term.layers.flatMap(({ booked }) => booked))).toBe(500_000);
    });
  });

  it('ends by itself when nobody accepts it for as long as the product says', async () => {
    await withPolicy(
      async ({ policyNumber }) => {
        const handle = await startEndorsement(env, anEndorsement(policyNumber, 620_000), toQuote);
        const record = await handle.result();
        expect(record).toMatchObject({ state: 'withdrawn', failure: { code: 'refused' } });
        expect(record.failure?.reason).toMatch(/^Nobody accepted it by 20/);
      },
      { quoteDays: 0 },
    );
  });

  it.each([
    ['2027-01-31', 'before the term start'],
    ['2028-02-01', 'at or after expiration'],
  ])('is refused from %s, which is %s', async (effectiveDate, why) => {
    await withPolicy(async ({ policyNumber }) => {
      const asked = anEndorsement(policyNumber, 620_000, { effectiveDate });
      const record = await (await startEndorsement(env, asked)).result();
      expect(record).toMatchObject({ state: 'withdrawn', failure: { code: 'refused' } });
      expect(record.failure?.reason).toContain(why);
    });
  });

  it('fails as no endorsement when it is started with something else', async () => {
    await withPolicy(async ({ policyNumber }) => {
      const asked = { ...anEndorsement(policyNumber, 0), figures: 'a lot more' as never };
      await expect((await startEndorsement(env, asked)).result()).rejects.toMatchObject({
        cause: { type: 'invalidInput' },
      });
    });
  });
});
