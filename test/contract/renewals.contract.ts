import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Insured } from '../../src/domain/insured/insured.js';
import type { PolicySystem } from '../../src/ports/policy-system.js';
import type { PolicySystemUnderTest } from './policy-system.contract.js';

/** How it numbers renewals: a site may keep the number of the term that is renewed. */
export type RenewalNumber = 'new' | 'kept';

const PRODUCT = 'general-liability';
const LINE = 'd2dd2a3a-b6e5-59a8-a28f-2d1367844168';
const UNKNOWN_GUID = 'deadbeef-0000-4000-8000-000000000000';
const FIRST_TERM = { effectiveDate: '2027-02-01', expirationDate: '2028-02-01' };
const SECOND_TERM = { effectiveDate: '2028-02-01', expirationDate: '2029-02-01' };

const COMPANY: Insured = {
  businessType: 'llc',
  corporationName: 'Renewed & Sons LLC',
  nameOnPolicy: 'Renewed & Sons',
  dba: 'Renewed',
  fein: '611234567',
  location: {
    name: 'Main',
    address1: '1 Main Street',
    address2: 'Suite 7',
    city: 'Dallas',
    county: 'Dallas County',
    state: 'TX',
    zip: '75201',
    zipPlus: '1234',
    country: 'USA',
    phone: '2145550100',
    email: 'office@example.com',
  },
};

const { name, address1, city, state, zip, country } = COMPANY.location;
const PERSON: Insured = {
  businessType: 'individual',
  firstName: 'Ada',
  middleName: 'M',
  lastName: 'Renewed',
  nameOnPolicy: 'Ada Renewed',
  ssn: '621234567',
  dateOfBirth: '1990-02-28',
  location: { name, address1, city, state, zip, country },
};

let lastNumber = 0;

/** What every implementation of the port does about terms that follow each other. */
export function describeRenewals(
  title: string,
  number: RenewalNumber,
  start: () => Promise<Omit<PolicySystemUnderTest, 'addInsuredHalfway'>>,
): void {
  describe(`the policy system ${title}, where a renewal has a ${number} number`, () => {
    let under: Awaited<ReturnType<typeof start>>;
    let system: PolicySystem;
    beforeAll(async () => {
      under = await start();
      system = under.policySystem;
    });
    afterAll(() => under.close());

    const chargesOf = (amountCents: number) => [{ lineGuid: LINE, chargeCode: 101, amountCents }];
    const requested = (policyNumber: string) => {
      lastNumber += 1;
      return { policyNumber, requestId: `renewals-${lastNumber}` };
    };

    async function quoted(
      insuredGuid: string,
      term: typeof FIRST_TERM,
      renews?: { readonly policyNumber: string; readonly quoteGuid: string },
    ) {
      const facts = await system.resolveProducer(under.producer, PRODUCT, undefined);
      const submissionDate = '2026-12-01';
      const submissionGroupGuid = await system.addSubmission({
        insuredGuid,
        ...facts,
        submissionDate,
      });
      lastNumber += 1;
      const reference = { system: 'contract', id: `R-${lastNumber}` };
      const quoteGuid = await system.addQuote({
        submissionGroupGuid,
        ...facts,
        submission: { reference, product: PRODUCT, state: 'TX', ...term },
        businessType: 'corporation',
        requestDigest: `digest-${lastNumber}`,
        ...(renews && { renews }),
      });
      return { quoteGuid, submissionGroupGuid, reference, facts };
    }

    async function bound({ quoteGuid }: { readonly quoteGuid: string }): Promise<string> {
      const [option] = await system.ensureOptions(quoteGuid, PRODUCT);
      const charge = { line: PRODUCT, charge: 'premium', state: 'TX', amountCents: 500_000 };
      await system.addPremium(option?.quoteOptionGuid ?? '', charge);
      return system.bind(quoteGuid, -1);
    }

    async function aPolicy() {
      lastNumber += 1;
      const insured = { ...COMPANY, fein: String(630_000_000 + lastNumber) };
      const insuredGuid = await system.addInsured(insured);
      const quote = await quoted(insuredGuid, FIRST_TERM);
      return { ...quote, insuredGuid, policyNumber: await bound(quote) };
    }

    /** A policy that was endorsed, and the quote of its renewal. */
    async function anEndorsedPolicy() {
      const policy = await aPolicy();
      const { quoteGuid: latest } = await system.endorse({
        ...requested(policy.policyNumber),
        effectiveDate: '2027-05-01',
        calculation: 'proRata',
        charges: chargesOf(10_000),
      });
      await system.bindChange(latest);
      return { ...policy, latest };
    }

    const renewalOf = async (policy: Awaited<ReturnType<typeof anEndorsedPolicy>>) => {
      const { insuredGuid, policyNumber, latest } = policy;
      return quoted(insuredGuid, SECOND_TERM, { policyNumber, quoteGuid: latest });
    };

    it.each([COMPANY, PERSON])(
      'reads who is insured as $businessType was put on file',
      async (insured) => {
        expect(await system.readInsured(await system.addInsured(insured))).toEqual(insured);
      },
    );

    it('reads nobody under a GUID that nobody has', async () => {
      expect(await system.readInsured(UNKNOWN_GUID)).toBeNull();
    });

    it('tells for whom a policy was submitted', async () => {
      const policy = await aPolicy();
      const { insuredGuid, submissionGroupGuid, facts } = policy;
      const chain = await system.readChain(policy.policyNumber);
      expect(chain).toMatchObject({ insuredGuid, submissionGroupGuid });
      const submissions = await system.listSubmissions(insuredGuid);
      expect(submissions).toMatchObject([{ submissionGroupGuid, ...facts }]);
    });

    it('lists the renewals of a term, whichever of its transactions they name and are asked by', async () => {
      const policy = await anEndorsedPolicy();
      const { insuredGuid, policyNumber, quoteGuid, latest } = policy;
      expect(await system.listRenewals(latest)).toEqual([]);
      const first = await quoted(insuredGuid, SECOND_TERM, { policyNumber, quoteGuid });
      const second = await renewalOf(policy);
      await system.closeQuote(first.quoteGuid);
      for (const asked of [quoteGuid, latest]) {
        expect(await system.listRenewals(asked)).toMatchObject([
          { quoteGuid: first.quoteGuid, status: 'closed' },
          { quoteGuid: second.quoteGuid, status: 'open', ...SECOND_TERM, insuredGuid },
        ]);
      }
      await system.linkReference(second.quoteGuid, second.reference);
      const newNumber = await bound(second);
      expect((await system.listRenewals(latest)).at(-1)).toMatchObject({
        status: 'bound',
        policyNumber: newNumber,
        reference: second.reference,
      });
      expect(await system.listRenewals(second.quoteGuid)).toEqual([]);
      expect(await system.listRenewals(UNKNOWN_GUID)).toEqual([]);
    });

    it('does not renew what is not there, or is cancelled', async () => {
      const policy = await anEndorsedPolicy();
      const nothing = { ...policy, latest: UNKNOWN_GUID };
      await expect(renewalOf(nothing)).rejects.toMatchObject({ name: 'SystemRejection' });
      const { quoteGuid } = await system.cancel({
        ...requested(policy.policyNumber),
        effectiveDate: '2027-08-01',
        reason: 'nonPayment',
        charges: chargesOf(-250_000),
      });
      await system.bindChange(quoteGuid);
      await expect(renewalOf(policy)).rejects.toMatchObject({ name: 'SystemRejection' });
    });

    it('makes another quote of a renewal, whose basis is another', async () => {
      const { insuredGuid, policyNumber, quoteGuid } = await aPolicy();
      const { submissionGroupGuid, reference, facts } = await quoted(insuredGuid, SECOND_TERM);
      const asked = {
        submissionGroupGuid,
        ...facts,
        submission: { reference, product: PRODUCT, state: 'TX', ...SECOND_TERM },
        businessType: 'corporation',
        requestDigest: 'digest',
      } as const;
      const renewed = { ...asked, renews: { policyNumber, quoteGuid } };
      expect(system.quoteBasis(renewed)).not.toBe(system.quoteBasis(asked));
      const ofAnother = { ...asked, renews: { policyNumber, quoteGuid: UNKNOWN_GUID } };
      expect(system.quoteBasis(renewed)).not.toBe(system.quoteBasis(ofAnother));
    });

    it('binds a renewal under its own control number, and tells the two terms apart', async () => {
      const policy = await anEndorsedPolicy();
      const { policyNumber } = policy;
      const renewal = await renewalOf(policy);
      const newNumber = await bound(renewal);
      expect(newNumber === policyNumber).toBe(number === 'kept');

      const old = await system.readChain(policyNumber, { on: '2028-01-31' });
      const next = await system.readChain(newNumber, { on: '2028-02-01' });
      expect(old).toMatchObject({ ...FIRST_TERM, submissionGroupGuid: policy.submissionGroupGuid });
      expect(old?.transactions.map(({ quoteGuid }) => quoteGuid)).toEqual([
        policy.quoteGuid,
        policy.latest,
      ]);
      expect(next).toMatchObject({
        ...SECOND_TERM,
        submissionGroupGuid: renewal.submissionGroupGuid,
      });
      expect(next?.transactions).toMatchObject([
        { quoteGuid: renewal.quoteGuid, kind: 'original', previousQuoteGuid: null },
      ]);
      expect(next?.controlNumber).not.toBe(old?.controlNumber);
      expect(await system.readChain(newNumber)).toEqual(next);
      expect(await system.readChain(policyNumber, { quoteGuid: policy.latest })).toEqual(old);
      expect(await system.readChain(newNumber, { quoteGuid: renewal.quoteGuid })).toEqual(next);
    });

    it('changes the term in which the day of the change lies', async () => {
      const policy = await anEndorsedPolicy();
      const renewal = await renewalOf(policy);
      const newNumber = await bound(renewal);
      const change = async (policyNumber: string, effectiveDate: string) =>
        system.endorse({
          ...requested(policyNumber),
          effectiveDate,
          calculation: 'proRata',
          charges: chargesOf(5_000),
        });
      const old = await change(policy.policyNumber, '2028-01-15');
      expect(old.previousQuoteGuid).toBe(policy.latest);
      await system.bindChange(old.quoteGuid);
      const next = await change(newNumber, '2028-02-01');
      expect(next.previousQuoteGuid).toBe(renewal.quoteGuid);
      await system.bindChange(next.quoteGuid);

      const flat = await system.cancel({
        ...requested(newNumber),
        effectiveDate: '2028-02-01',
        reason: 'nonPayment',
        charges: chargesOf(-505_000),
      });
      expect(flat.previousQuoteGuid).toBe(next.quoteGuid);
      await system.bindChange(flat.quoteGuid);
      const back = await system.reinstate({
        ...requested(newNumber),
        effectiveDate: '2028-02-01',
        charges: chargesOf(505_000),
      });
      expect(back.previousQuoteGuid).toBe(flat.quoteGuid);
      const kinds = async (policyNumber: string, on: string) =>
        (await system.readChain(policyNumber, { on }))?.transactions.map(({ kind }) => kind);
      expect(await kinds(policy.policyNumber, '2027-06-01')).toEqual([
        'original',
        'endorsement',
        'endorsement',
      ]);
      expect(await kinds(newNumber, '2028-06-01')).toEqual([
        'original',
        'endorsement',
        'cancellation',
        'reinstatement',
      ]);
    });
  });
}
