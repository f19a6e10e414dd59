import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TransactionRecord } from '../../src/domain/transaction/record.js';
import { policyTermId } from '../../src/domain/workflow-ids.js';
import type { policyTerm } from '../../src/workflows/index.js';
import type { RenewedTerm } from '../../src/workflows/new-business/messages.js';
import { termQuery } from '../../src/workflows/policy-term/messages.js';
import { billedAs, openBilledLane, type BilledLane } from './billed-lane.js';
import { checkedExample, type CheckedExample } from './example-submissions.js';
import { withOwnInsured } from './own-insured.js';

const LIMIT_MS = 150_000;
const NAME = 'general-liability';
/** A quarter of the premium of 5000.00, which plan TEN asks for first. */
const FIRST_INVOICE = { text: '1250.00', cents: 125_000 };

describe(
  'the next term of a policy, over the protocols of both systems',
  { timeout: LIMIT_MS },
  () => {
    let lane: BilledLane;
    let last = 0;
    beforeAll(async () => {
      lane = await openBilledLane();
    });
    afterAll(() => lane.close());
    beforeEach(() => lane.clear());

    interface Expiring {
      readonly bound: TransactionRecord;
      readonly renewal: CheckedExample;
      readonly renews: RenewedTerm;
    }

    async function expiring(flow: RenewedTerm['flow'] = 'bindAndCancel'): Promise<Expiring> {
      last += 1;
      const own = (id: string) => withOwnInsured(checkedExample(NAME, id), `RENEWED-${last}`);
      const first = own(`RENEWED-${last}`);
      const bound = await (await lane.startBilled(first)).result();
      const policyNumber = bound.policyNumber ?? '';
      const next = own(`RENEWED-${last}-2`);
      const { expirationDate } = first.submission;
      return {
        bound,
        renewal: {
          ...next,
          submission: {
            ...next.submission,
            effectiveDate: expirationDate,
            expirationDate: `${Number(expirationDate.slice(0, 4)) + 1}${expirationDate.slice(4)}`,
          },
        },
        renews: {
          policyNumber,
          termNumber: 1,
          quoteGuid: bound.ids.quoteGuid ?? '',
          insuredGuid: bound.ids.insuredGuid ?? '',
          flow,
          jobNumber: `renewal:${policyNumber}:2/v1`,
        },
      };
    }

    const renew = async ({ renewal, renews }: Expiring) =>
      (await lane.start(renewal, { ...billedAs(renewal), renews })).result();
    const periodsOf = async (...policyNumbers: readonly (string | null)[]) =>
      (await lane.billing.state()).periods.filter((period) =>
        policyNumbers.includes(period.policyNumber),
      );
    const termOf = ({ policyNumber }: TransactionRecord) =>
      lane.env.client.workflow.getHandle<typeof policyTerm>(policyTermId(policyNumber ?? '', 2));

    it('is paid by its offer, and counted once on both sides', async () => {
      const policy = await expiring('offer');
      const { renewal, renews, bound } = policy;
      const { jobNumber } = renews;
      const paymentId = `OFFER-${last}`;
      const receivedAt = new Date().toISOString();
      await lane.billing.pay({
        offerId: jobNumber,
        planCode: 'TEN',
        paymentId,
        amount: FIRST_INVOICE.text,
      });
      const payment = { paymentId, amountCents: FIRST_INVOICE.cents, receivedAt };
      const submission = { ...renewal.submission, billing: { upFrontPayments: [payment] } };
      const record = await renew({ ...policy, renewal: { ...renewal, submission } });

      expect(record).toMatchObject({ state: 'completed', attention: null });
      const [first, second] = await periodsOf(bound.policyNumber, record.policyNumber);
      expect(second).toMatchObject({
        termNumber: 2,
        jobNumber,
        accountNumber: first?.accountNumber,
        streamId: first?.streamId,
        isTermConfirmed: true,
        notification: 'none',
        received: FIRST_INVOICE.text,
        charged: '5000.00',
      });
      expect(first).toMatchObject({ received: '0.00' });
      expect(await termOf(record).query(termQuery)).toMatchObject({
        isConfirmed: true,
        arithmetic: { counted: FIRST_INVOICE.cents },
        tasks: [],
      });
      const { quotes } = await lane.admin.state();
      const ofInsured = quotes.filter(({ insuredGuid }) => insuredGuid === renews.insuredGuid);
      expect(ofInsured.map(({ policyNumber }) => policyNumber)).toEqual([
        bound.policyNumber,
        record.policyNumber,
      ]);
    });

    it('is told from the term before where the site keeps the number', async () => {
      await lane.admin.change({ renewalPolicyNumber: 'kept' });
      const policy = await expiring();
      const record = await renew(policy);
      await lane.admin.change({ renewalPolicyNumber: 'new' });
      expect(record.policyNumber).toBe(policy.bound.policyNumber);
      expect((await periodsOf(record.policyNumber)).map(({ termNumber }) => termNumber)).toEqual([
        1, 2,
      ]);
      const chain = await lane.policySystem.readChain(record.policyNumber ?? '');
      expect(chain?.transactions).toMatchObject([{ quoteGuid: record.ids.quoteGuid }]);
    });

    it.each([
      ['AddSubmission', 'before'],
      ['AddSubmission', 'after'],
      ['AddQuoteWithAutocalculateDetailsQuote', 'before'],
      ['AddQuoteWithAutocalculateDetailsQuote', 'after'],
      ['BindQuoteWithInstallment', 'after'],
    ] as const)(
      'A6: is made once when the answer of %s is lost %s it is done',
      async (operation, when) => {
        const policy = await expiring();
        const before = await lane.admin.counts();
        await lane.admin.arm({ operation, kind: 'drop', when });
        const record = await renew(policy);
        expect(record).toMatchObject({ state: 'completed', attention: null });
        expect(await lane.admin.struck()).toEqual([1]);
        expect(await lane.admin.counts()).toMatchObject({
          insureds: before.insureds,
          submissions: before.submissions + 1,
          quotes: before.quotes + 1,
          invoices: before.invoices + 1,
        });
      },
    );

    it.each(['before', 'after'] as const)(
      'A7: is booked once when the answer of renewPolicyPeriod is lost %s it is done',
      async (when) => {
        const policy = await expiring();
        await lane.billing.arm({ operation: 'renewPolicyPeriod', kind: 'drop', when });
        const record = await renew(policy);
        expect(record).toMatchObject({ state: 'completed', attention: null });
        expect(await lane.billing.struck()).toEqual([1]);
        expect(await periodsOf(record.policyNumber)).toMatchObject([{ termNumber: 2 }]);
      },
    );
  },
);
