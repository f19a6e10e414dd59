import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PolicySystem } from '../../src/ports/policy-system.js';
import type { Insured } from '../../src/domain/insured/insured.js';
import type { PremiumCharge } from '../../src/domain/premium/premium-charge.js';
import { aWorkbook } from '../support/changes.js';

/** A policy system to be held to the port, with what the suite must know about its set-up. */
export interface PolicySystemUnderTest {
  readonly policySystem: PolicySystem;
  /** An active contact of the installation, and the search that finds it. */
  readonly producer: { readonly contactGuid: string; readonly search: string };
  /** Adds an insured so that the system dies before its location is made; the answer is lost. */
  addInsuredHalfway(insured: Insured): Promise<void>;
  close(): Promise<void>;
}

const PRODUCT = 'general-liability';
const PACKAGE = 'commercial-property';
const SINGLE_PAY = -1;
const GENERAL_LIABILITY_LINE = 'd2dd2a3a-b6e5-59a8-a28f-2d1367844168';
const OFFERED_PLAN = 1;
const UNKNOWN_GUID = 'deadbeef-0000-4000-8000-000000000000';
const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

let lastNumber = 0;

/** An insured that nobody else is. */
function anInsured(change: Partial<Insured> = {}): Insured {
  lastNumber += 1;
  const name = `Contract & "Sons" <${lastNumber}> Łódź`;
  return {
    businessType: 'corporation',
    corporationName: name,
    nameOnPolicy: name,
    location: {
      name: 'Main',
      address1: `${lastNumber} Main Street`,
      city: 'Dallas',
      state: 'TX',
      zip: String(75_000 + lastNumber),
      country: 'USA',
    },
    ...change,
  };
}

const premium: PremiumCharge = {
  line: 'general-liability',
  charge: 'premium',
  state: 'TX',
  amountCents: 500_007,
};

/** What every implementation of the port does, whatever it talks to. */
export function describePolicySystem(
  name: string,
  start: () => Promise<PolicySystemUnderTest>,
): void {
  describe(`the policy system ${name}`, () => {
    let under: PolicySystemUnderTest;
    let system: PolicySystem;

    beforeAll(async () => {
      under = await start();
      system = under.policySystem;
    });
    afterAll(() => under.close());

    async function openSubmission(insured = anInsured()) {
      const insuredGuid = await system.addInsured(insured);
      const producer = await system.resolveProducer(under.producer, PRODUCT, undefined);
      const request = { insuredGuid, ...producer, submissionDate: '2026-12-01' };
      return { ...request, submissionGroupGuid: await system.addSubmission(request) };
    }

    async function openQuote(product = PRODUCT) {
      const opened = await openSubmission();
      const { submissionGroupGuid, producerContactGuid, underwriterGuid, insuredGuid } = opened;
      lastNumber += 1;
      const reference = { system: 'contract', id: `C-${lastNumber}` };
      const term = { effectiveDate: '2027-02-01', expirationDate: '2028-02-01' };
      const quoteGuid = await system.addQuote({
        submissionGroupGuid,
        producerContactGuid,
        underwriterGuid,
        submission: { reference, product, state: 'TX', ...term },
        businessType: 'corporation',
        requestDigest: `digest-${lastNumber}`,
      });
      return { insuredGuid, submissionGroupGuid, quoteGuid, reference };
    }

    async function openRatedQuote() {
      const quote = await openQuote();
      const [option] = await system.ensureOptions(quote.quoteGuid, PRODUCT);
      const quoteOptionGuid = option?.quoteOptionGuid ?? '';
      await system.addPremium(quoteOptionGuid, premium);
      return { ...quote, quoteOptionGuid };
    }

    describe('an insured', () => {
      const find = (insured: Insured, again = false) => system.findInsured(insured, again);
      const found = (insuredGuid: string) => ({ insuredGuid, hasLocation: true });
      const undecided = { name: 'SystemRejection', field: 'insured.onFile' };

      it('is not found before it is on file, and found by name and address after', async () => {
        const insured = anInsured();
        expect(await find(insured)).toBeNull();
        const guid = await system.addInsured(insured);
        expect(guid).toMatch(GUID);
        expect(await find(insured)).toEqual(found(guid));
      });

      it('is found by tax id under another name', async () => {
        const fein = '511234567';
        const guid = await system.addInsured(anInsured({ fein }));
        expect(await find(anInsured({ fein }))).toEqual(found(guid));
      });

      it('is found by either of its tax ids', async () => {
        const guid = await system.addInsured(anInsured({ ssn: '561234567' }));
        const both = anInsured({ fein: '571234567', ssn: '561234567' });
        expect(await find(both)).toEqual(found(guid));
      });

      it('is found however its name and its street are written', async () => {
        lastNumber += 1;
        const named = (corporationName: string, address1: string) =>
          anInsured({
            corporationName,
            location: { ...anInsured().location, address1, zip: '75199' },
          });
        const number = String(lastNumber);
        const written = named(`Baker & Söhne ${number} Incorporated`, `${number} North Oak Street`);
        const other = named(`BAKER AND SOHNE ${number}, Inc.`, `${number} N. Oak St.`);
        const guid = await system.addInsured(written);
        expect(await find(other)).toEqual(found(guid));
      });

      it('is another company when it has the same name in another town', async () => {
        const insured = anInsured();
        await system.addInsured(insured);
        const location = { ...insured.location, city: 'Houston', zip: '77001' };
        expect(await find({ ...insured, location })).toBeNull();
      });

      it('is another company when it has the same name and address but another tax id', async () => {
        const insured = anInsured({ fein: '521234567' });
        await system.addInsured(insured);
        expect(await find({ ...insured, fein: '531234567' })).toBeNull();
      });

      it('is found behind a namesake of the same town, and the other way round', async () => {
        const insured = anInsured();
        const location = { ...insured.location, address1: '999 Other Road' };
        const namesake = { ...insured, location };
        const guids = [await system.addInsured(insured), await system.addInsured(namesake)];
        expect(await find(insured)).toEqual(found(guids[0] ?? ''));
        expect(await find(namesake)).toEqual(found(guids[1] ?? ''));
      });

      it('A36: is for a person to say when a namesake of the same town cannot be told apart', async () => {
        const insured = anInsured();
        const guid = await system.addInsured(insured);
        const location = { ...insured.location, address1: '999 Other Road' };
        const namesake = { ...insured, location };
        await expect(find(namesake)).rejects.toMatchObject({
          ...undecided,
          reason: expect.stringContaining(guid) as string,
        });
        expect(await find({ ...namesake, onFile: guid })).toEqual(found(guid));
        expect(await find({ ...namesake, onFile: 'nobody' })).toBeNull();
      });

      it('A36: is for a person to say when two on file have its tax id', async () => {
        const fein = '581234567';
        const guids = [
          await system.addInsured(anInsured({ fein })),
          await system.addInsured(anInsured({ fein })),
        ];
        const third = anInsured({ fein });
        await expect(find(third)).rejects.toMatchObject(undecided);
        for (const onFile of guids) expect(await find({ ...third, onFile })).toEqual(found(onFile));
      });

      it('is the one of two with its tax id that has its name and address too', async () => {
        const fein = '591234567';
        await system.addInsured(anInsured({ fein }));
        const insured = anInsured({ fein });
        const guid = await system.addInsured(insured);
        expect(await find(insured)).toEqual(found(guid));
      });

      it('is refused when it is named by a GUID that nobody on file has', async () => {
        const named = { ...anInsured(), onFile: UNKNOWN_GUID };
        await expect(find(named)).rejects.toMatchObject(undecided);
      });

      it('may be a person', async () => {
        const { location } = anInsured();
        const withoutTaxId: Insured = {
          businessType: 'individual',
          firstName: 'Ada',
          lastName: `O'Builder ${lastNumber}`,
          nameOnPolicy: 'Ada',
          dateOfBirth: '1990-02-28',
          location,
        };
        const person = { ...withoutTaxId, ssn: '541234567' };
        const guid = await system.addInsured(person);
        expect(await find(person)).toEqual(found(guid));
        expect(await find(withoutTaxId)).toEqual(found(guid));
        expect(await find({ ...withoutTaxId, dateOfBirth: '1960-01-01' })).toBeNull();
      });

      it('is made twice when it is added twice, and the twin can be seen', async () => {
        const insured = anInsured();
        const [one, other] = [await system.addInsured(insured), await system.addInsured(insured)];
        expect(one).not.toBe(other);
        expect(await system.listInsuredTwins(insured, one)).toEqual([other]);
        await expect(find(insured)).rejects.toMatchObject(undecided);
      });

      it('A37: is found again and completed when its location was never made', async () => {
        for (const insured of [anInsured(), anInsured({ fein: '551234567' })]) {
          await under.addInsuredHalfway(insured);
          const half = await find(insured, true);
          expect(half).toMatchObject({ hasLocation: false });
          const guid = half?.insuredGuid ?? '';
          await system.addInsuredLocation(guid, insured.location);
          expect(await find(insured, true)).toEqual(found(guid));
          expect(await find(insured)).toEqual(found(guid));
          expect(await system.listInsuredTwins(insured, guid)).toEqual([]);
        }
      });

      it('A37: is for a person to say when somebody else left one of that name without a location', async () => {
        const insured = anInsured();
        await under.addInsuredHalfway(insured);
        await expect(find(insured)).rejects.toMatchObject(undecided);
      });
    });

    describe('a producer', () => {
      it('is resolved by contact, with the underwriter of the line', async () => {
        const { contactGuid } = under.producer;
        const facts = await system.resolveProducer({ contactGuid }, PRODUCT, undefined);
        expect(facts.producerContactGuid).toBe(contactGuid);
        expect(facts.underwriterGuid).toMatch(GUID);
      });

      it('is resolved by its name', async () => {
        const { search, contactGuid } = under.producer;
        const facts = await system.resolveProducer({ search }, PRODUCT, undefined);
        expect(facts.producerContactGuid).toBe(contactGuid);
      });

      it('leaves a given underwriter as it is', async () => {
        const { contactGuid } = under.producer;
        const facts = await system.resolveProducer({ contactGuid }, PRODUCT, UNKNOWN_GUID);
        expect(facts.underwriterGuid).toBe(UNKNOWN_GUID);
      });

      it('is refused when nobody knows the contact or the name', async () => {
        await expect(
          system.resolveProducer({ contactGuid: UNKNOWN_GUID }, PRODUCT, undefined),
        ).rejects.toMatchObject({ name: 'SystemRejection', field: 'producer.contactGuid' });
        await expect(
          system.resolveProducer({ search: 'Nobody at all' }, PRODUCT, undefined),
        ).rejects.toMatchObject({ name: 'SystemRejection', field: 'producer.search' });
      });
    });

    describe('a submission and a quote', () => {
      it('are listed for the insured, with how many quotes there are', async () => {
        const opened = await openSubmission();
        const { insuredGuid, submissionGroupGuid, producerContactGuid, underwriterGuid } = opened;
        expect(await system.listSubmissions(insuredGuid)).toEqual([
          {
            submissionGroupGuid,
            producerContactGuid,
            underwriterGuid,
            submissionDate: '2026-12-01',
            quoteCount: 0,
          },
        ]);
        expect(await system.listQuotes(submissionGroupGuid)).toEqual([]);
      });

      it('are read as they were made', async () => {
        const { quoteGuid, insuredGuid, submissionGroupGuid } = await openQuote();
        const [quote] = await system.listQuotes(submissionGroupGuid);
        expect(quote).toMatchObject({
          quoteGuid,
          insuredGuid,
          submissionGroupGuid,
          policyNumber: null,
          status: 'open',
          issuedOn: null,
          effectiveDate: '2027-02-01',
          expirationDate: '2028-02-01',
          reference: null,
        });
        expect(quote?.requestDigest).toMatch(/^digest-/);
        expect(await system.readQuote(quoteGuid)).toEqual(quote);
        const [group] = await system.listSubmissions(insuredGuid);
        expect(group?.quoteCount).toBe(1);
        expect(await system.readControlNumber(quoteGuid)).toBe(quote?.controlNumber);
      });

      it('are null and empty when there are none', async () => {
        expect(await system.readQuote(UNKNOWN_GUID)).toBeNull();
        expect(await system.listSubmissions(UNKNOWN_GUID)).toEqual([]);
        expect(await system.listPremiums(UNKNOWN_GUID)).toEqual([]);
        expect(await system.findQuotesByReference({ system: 'contract', id: '?' })).toEqual([]);
      });

      it('are found by the reference before and after it is linked, also when it is linked again', async () => {
        const { quoteGuid, reference } = await openQuote();
        const found = async () =>
          (await system.findQuotesByReference(reference)).map((quote) => [
            quote.quoteGuid,
            quote.reference,
          ]);
        expect(await found()).toEqual([[quoteGuid, null]]);
        expect(await system.linkReference(quoteGuid, reference)).toBe(true);
        expect(await system.linkReference(quoteGuid, reference)).toBe(true);
        expect(await found()).toEqual([[quoteGuid, reference]]);
      });

      it('A35: are not those of a reference that is written otherwise', async () => {
        const { quoteGuid, reference } = await openQuote();
        const otherwise = [
          { ...reference, id: reference.id.toLowerCase() },
          { ...reference, system: 'Contract' },
          { ...reference, id: `${reference.id} ` },
        ];
        for (const other of otherwise)
          expect(await system.findQuotesByReference(other)).toEqual([]);
        await system.linkReference(quoteGuid, reference);
        for (const other of otherwise)
          expect(await system.findQuotesByReference(other)).toEqual([]);
        expect(await system.findQuotesByReference(reference)).toHaveLength(1);
        expect(await system.readQuote(quoteGuid.toUpperCase())).toMatchObject({ quoteGuid });
      });

      it('have one option per line of a package, and never more', async () => {
        const { quoteGuid } = await openQuote(PACKAGE);
        const options = await system.ensureOptions(quoteGuid, PACKAGE);
        expect(options.map(({ line }) => line).toSorted()).toEqual([
          'equipment-breakdown',
          'property',
        ]);
        expect(await system.ensureOptions(quoteGuid, PACKAGE)).toEqual(options);
      });

      it('are closed for good when abandoned', async () => {
        const { quoteGuid } = await openRatedQuote();
        await system.closeQuote(quoteGuid);
        await system.closeQuote(quoteGuid);
        expect((await system.readQuote(quoteGuid))?.status).toBe('closed');
      });
    });

    describe('a premium', () => {
      it('stands on the option to the cent', async () => {
        const { quoteGuid, quoteOptionGuid } = await openRatedQuote();
        expect(await system.listPremiums(quoteGuid)).toEqual([
          {
            quoteOptionGuid,
            lineGuid: GENERAL_LIABILITY_LINE,
            chargeCode: system.chargeCodeOf(premium),
            amountCents: 500_007,
            isFee: false,
          },
        ]);
      });

      it('is refused for a charge that the installation does not have', () => {
        expect(() => system.chargeCodeOf({ ...premium, charge: 'moon-tax' })).toThrow(
          expect.objectContaining({ name: 'SystemRejection', field: 'premium' }),
        );
      });

      it('comes from the workbook of a product that is rated from one', async () => {
        const { quoteGuid } = await openQuote('contractors');
        const options = await system.ensureOptions(quoteGuid, 'contractors');
        // The line `premium,7500.00`, which the sandbox's rater reads.
        const workbook = { fileName: 'rating.xlsx', contentBase64: 'cHJlbWl1bSw3NTAwLjAwCg==' };
        const rated = await system.importRatingWorkbook(quoteGuid, 'contractors', workbook);
        expect(rated.map(({ quoteOptionGuid }) => quoteOptionGuid)).toEqual(
          options.map(({ quoteOptionGuid }) => quoteOptionGuid),
        );
        const booked = await system.listPremiums(quoteGuid);
        const total = (isFee: boolean) =>
          booked
            .filter((row) => row.isFee === isFee)
            .reduce((sum, { amountCents }) => sum + amountCents, 0);
        expect([total(false), total(true)]).toEqual([rated[0]?.premiumCents, rated[0]?.feeCents]);
        expect(total(false)).toBeGreaterThan(0);
      });
    });

    describe('a policy', () => {
      it('is bound with a number and an invoice, then issued', async () => {
        const { quoteGuid } = await openRatedQuote();
        expect(await system.listInvoices(quoteGuid)).toEqual([]);
        const policyNumber = await system.bind(quoteGuid, SINGLE_PAY);
        expect(policyNumber).not.toBe('');
        expect(await system.readQuote(quoteGuid)).toMatchObject({ policyNumber, status: 'bound' });
        const invoices = await system.listInvoices(quoteGuid);
        expect(invoices.map(({ amountCents }) => amountCents)).toEqual([500_007]);

        const issuedOn = await system.issue(quoteGuid);
        expect(issuedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
        expect(await system.issue(quoteGuid)).toBe(issuedOn);
        expect(await system.readQuote(quoteGuid)).toMatchObject({ status: 'issued', issuedOn });
      });

      it('is bound under the number that it is to have, unless another policy has it', async () => {
        lastNumber += 1;
        const wanted = `WANTED-${lastNumber}`;
        const { quoteGuid } = await openRatedQuote();
        expect(await system.bind(quoteGuid, SINGLE_PAY, wanted)).toBe(wanted);
        expect(await system.readQuote(quoteGuid)).toMatchObject({ policyNumber: wanted });
        const other = await openRatedQuote();
        const own = await system.bind(other.quoteGuid, SINGLE_PAY, wanted);
        expect(own).not.toBe(wanted);
        expect(await system.readQuote(other.quoteGuid)).toMatchObject({ policyNumber: own });
      });

      it('is bound under a plan that is offered, and under no other', async () => {
        const { quoteGuid } = await openRatedQuote();
        await expect(system.bind(quoteGuid, 77)).rejects.toMatchObject({
          name: 'SystemRejection',
          field: 'paymentPlan',
        });
        await system.bind(quoteGuid, OFFERED_PLAN);
        expect((await system.readQuote(quoteGuid))?.status).toBe('bound');
      });

      it('is not bound without an option, nor without premium, nor twice', async () => {
        const { quoteGuid } = await openQuote();
        const rejection = { name: 'SystemRejection' };
        await expect(system.bind(quoteGuid, SINGLE_PAY)).rejects.toMatchObject(rejection);
        const [option] = await system.ensureOptions(quoteGuid, PRODUCT);
        await expect(system.bind(quoteGuid, SINGLE_PAY)).rejects.toMatchObject(rejection);
        await system.addPremium(option?.quoteOptionGuid ?? '', premium);
        await system.bind(quoteGuid, SINGLE_PAY);
        await expect(system.bind(quoteGuid, SINGLE_PAY)).rejects.toMatchObject(rejection);
        expect(await system.listInvoices(quoteGuid)).toHaveLength(1);
      });

      it('is not issued before it is bound', async () => {
        const { quoteGuid } = await openRatedQuote();
        await expect(system.issue(quoteGuid)).rejects.toMatchObject({
          name: 'SystemRejection',
          reason: 'Can not issue an unbound policy',
        });
      });

      it('takes no premium once it is bound', async () => {
        const { quoteGuid, quoteOptionGuid } = await openRatedQuote();
        await system.bind(quoteGuid, SINGLE_PAY);
        const more = { ...premium, charge: 'terrorism' };
        await expect(system.addPremium(quoteOptionGuid, more)).rejects.toMatchObject({
          name: 'SystemRejection',
          field: 'premium',
        });
      });

      it('has a binder when bound and a policy document when issued', async () => {
        const { quoteGuid } = await openRatedQuote();
        await system.bind(quoteGuid, SINGLE_PAY);
        expect(await system.createBinderDocument(quoteGuid)).toBeGreaterThan(0);
        await system.issue(quoteGuid);
        expect(await system.createPolicyDocument(quoteGuid)).toBeGreaterThan(0);
        const documents = await system.listDocuments(quoteGuid);
        expect(documents.map(({ kind }) => kind)).toEqual(['binder', 'policy']);
      });
    });

    describe('a policy during its term', () => {
      const rejected = { name: 'SystemRejection' };
      const charges = (amountCents: number) => [
        { lineGuid: GENERAL_LIABILITY_LINE, chargeCode: 101, amountCents },
      ];
      let lastRequest = 0;
      const named = (policyNumber: string) => ({
        policyNumber,
        requestId: `contract-${String(++lastRequest)}`,
      });
      const endorsement = (policyNumber: string, amountCents = 25_000) => ({
        ...named(policyNumber),
        effectiveDate: '2027-05-01',
        calculation: 'proRata' as const,
        charges: charges(amountCents),
      });
      const cancellation = (policyNumber: string, effectiveDate = '2027-08-01') => ({
        ...named(policyNumber),
        effectiveDate,
        reason: 'nonPayment',
        charges: charges(-250_000),
      });
      const reinstatement = (policyNumber: string, effectiveDate = '2027-08-01') => ({
        ...named(policyNumber),
        effectiveDate,
        charges: charges(250_000),
      });
      async function openPolicy() {
        const quote = await openRatedQuote();
        return { ...quote, policyNumber: await system.bind(quote.quoteGuid, SINGLE_PAY) };
      }
      const kindsOf = async (policyNumber: string) =>
        (await system.readChain(policyNumber))?.transactions.map(({ kind }) => kind);

      it('is read by its number, and by nothing that is spelled otherwise', async () => {
        const { policyNumber, quoteGuid, insuredGuid } = await openPolicy();
        expect(await system.readChain(policyNumber)).toMatchObject({
          policyNumber,
          insuredGuid,
          effectiveDate: '2027-02-01',
          expirationDate: '2028-02-01',
          writtenAs: {
            lineGuid: GENERAL_LIABILITY_LINE,
            companyLocationGuid: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
            state: 'TX',
          },
          transactions: [
            { quoteGuid, kind: 'original', previousQuoteGuid: null, effectiveDate: '2027-02-01' },
          ],
        });
        expect(await system.readChain(policyNumber.toLowerCase())).toBeNull();
        expect(await system.readChain('NOBODY-1')).toBeNull();
        const [booked] = await system.listPremiums(quoteGuid);
        expect(booked).toMatchObject({
          lineGuid: GENERAL_LIABILITY_LINE,
          chargeCode: 101,
          amountCents: 500_007,
        });
      });

      it('is listed once among those in force, by control number, until the day on which it ends', async () => {
        const { policyNumber, quoteGuid } = await openPolicy();
        await openPolicy();
        const page = (on: string, after: number, most = 10_000) =>
          system.listTermsInForce({ on, after, most });
        const all = await page('2027-02-01', 0);
        expect(all.filter((one) => one.policyNumber === policyNumber)).toMatchObject([
          { quoteGuid },
        ]);
        const numbers = all.map(({ controlNumber }) => controlNumber ?? 0);
        expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
        const [first = 0, second] = numbers;
        expect((await page('2027-02-01', first, 1)).map((one) => one.controlNumber)).toEqual([
          second,
        ]);
        const ended = await page('2028-02-01', 0);
        expect(ended.filter((one) => one.policyNumber === policyNumber)).toEqual([]);
      });

      it('is endorsed, cancelled and reinstated, each bound by itself, with its amounts', async () => {
        const { policyNumber, quoteGuid } = await openPolicy();
        const endorsed = await system.endorse(endorsement(policyNumber));
        expect(endorsed).toMatchObject({ previousQuoteGuid: quoteGuid, changeCents: 25_000 });
        const [, unbound] = (await system.readChain(policyNumber))?.transactions ?? [];
        expect(unbound).toMatchObject({ quoteGuid: endorsed.quoteGuid, boundOn: null });
        expect(await system.bindChange(endorsed.quoteGuid)).toBe(policyNumber);
        expect(await system.listPremiums(endorsed.quoteGuid)).toMatchObject(charges(25_000));

        const cancelled = await system.cancel(cancellation(policyNumber));
        await system.bindChange(cancelled.quoteGuid);
        const reinstated = await system.reinstate(reinstatement(policyNumber, '2027-09-01'));
        await system.bindChange(reinstated.quoteGuid);
        expect((await system.readChain(policyNumber))?.transactions).toMatchObject([
          { kind: 'original' },
          { kind: 'endorsement', effectiveDate: '2027-05-01', previousQuoteGuid: quoteGuid },
          { kind: 'cancellation', effectiveDate: '2027-08-01' },
          {
            kind: 'reinstatement',
            effectiveDate: '2027-09-01',
            boundOn: expect.any(String) as string,
          },
        ]);
      });

      it('is changed once by a request that comes twice, and not at all by another of its name', async () => {
        const { policyNumber } = await openPolicy();
        const request = endorsement(policyNumber);
        const first = await system.endorse(request);
        expect(await system.endorse(request)).toEqual(first);
        const other = { ...request, effectiveDate: '2027-06-01' };
        await expect(system.endorse(other)).rejects.toMatchObject(rejected);
        expect(await kindsOf(policyNumber)).toEqual(['original', 'endorsement']);
      });

      it('is cancelled again for an earlier day only', async () => {
        const { policyNumber } = await openPolicy();
        await system.bindChange((await system.cancel(cancellation(policyNumber))).quoteGuid);
        await expect(system.cancel(cancellation(policyNumber))).rejects.toMatchObject(rejected);
        const later = cancellation(policyNumber, '2027-09-01');
        await expect(system.cancel(later)).rejects.toMatchObject(rejected);
        const earlier = await system.cancel(cancellation(policyNumber, '2027-07-01'));
        await system.bindChange(earlier.quoteGuid);
        expect(await kindsOf(policyNumber)).toEqual(['original', 'cancellation', 'cancellation']);
      });

      it('refuses what cannot be: a day outside the term, a change beside one that is not bound', async () => {
        const { policyNumber } = await openPolicy();
        const outside = { ...endorsement(policyNumber), effectiveDate: '2028-02-01' };
        await expect(system.endorse(outside)).rejects.toMatchObject(rejected);
        await expect(system.reinstate(reinstatement(policyNumber))).rejects.toMatchObject(rejected);
        await expect(system.endorse(endorsement('NOBODY-1'))).rejects.toMatchObject(rejected);
        await system.endorse(endorsement(policyNumber));
        await expect(system.cancel(cancellation(policyNumber))).rejects.toMatchObject(rejected);
      });

      it('has a change linked as any quote, and is read by what is linked', async () => {
        const { policyNumber, quoteGuid: original, reference } = await openPolicy();
        const { quoteGuid } = await system.endorse(endorsement(policyNumber));
        const ofChange = { system: 'contract', id: `endorsement of ${policyNumber}` };
        await system.linkReference(quoteGuid, ofChange);
        await system.bindChange(quoteGuid);
        expect(await system.readQuote(quoteGuid)).toMatchObject({ reference: ofChange });
        const found = await system.findQuotesByReference(ofChange);
        expect(found).toMatchObject([{ quoteGuid, status: 'bound', policyNumber }]);
        expect(await system.findQuotesByReference(reference)).toMatchObject([
          { quoteGuid: original },
        ]);
        const references = (await system.readChain(policyNumber))?.transactions.map(
          (transaction) => transaction.reference,
        );
        expect(references?.at(-1)).toEqual(ofChange);
      });

      it('goes on from the last bound transaction when a change is given up', async () => {
        const { policyNumber, quoteGuid: original } = await openPolicy();
        const first = await system.endorse(endorsement(policyNumber));
        await system.closeQuote(first.quoteGuid);
        await system.closeQuote(first.quoteGuid);
        expect(await kindsOf(policyNumber)).toEqual(['original']);
        await expect(system.bindChange(first.quoteGuid)).rejects.toMatchObject(rejected);
        const second = await system.cancel(cancellation(policyNumber));
        expect(second.previousQuoteGuid).toBe(original);
        await system.bindChange(second.quoteGuid);
        await expect(system.closeQuote(second.quoteGuid)).rejects.toMatchObject(rejected);
        expect(await system.listInvoices(second.quoteGuid)).toMatchObject([
          { amountCents: -250_000 },
        ]);
      });

      describe('that is rated from a workbook', () => {
        const PRODUCT_RATED = 'contractors';
        const toBeRated = (policyNumber: string, effectiveDate = '2027-05-01') => ({
          ...named(policyNumber),
          effectiveDate,
          calculation: 'proRata' as const,
          charges: null,
        });
        async function openRatedPolicy() {
          const quote = await openQuote(PRODUCT_RATED);
          await system.ensureOptions(quote.quoteGuid, PRODUCT_RATED);
          await system.importRatingWorkbook(quote.quoteGuid, PRODUCT_RATED, aWorkbook('7500.00'));
          return { ...quote, policyNumber: await system.bind(quote.quoteGuid, SINGLE_PAY) };
        }
        const premiumsOf = async (quoteGuid: string, isFee = false) =>
          (await system.listPremiums(quoteGuid))
            .filter((row) => row.isFee === isFee)
            .map(({ amountCents }) => amountCents);
        const rate = (quoteGuid: string, premium: string) =>
          system.rateChange(quoteGuid, PRODUCT_RATED, aWorkbook(premium));

        it('is endorsed by what is left of the difference, which stands on the change until it is bound', async () => {
          const { policyNumber, quoteGuid: original } = await openRatedPolicy();
          const request = toBeRated(policyNumber);
          const made = await system.endorse(request);
          expect(made).toMatchObject({ previousQuoteGuid: original, changeCents: 0 });
          expect(await system.endorse(request)).toEqual(made);
          expect(await system.listPremiums(made.quoteGuid)).toEqual([]);
          await rate(made.quoteGuid, '8700.00');
          // 276 of 365 days of 1200.00.
          expect(await premiumsOf(made.quoteGuid)).toEqual([90_740]);
          expect(await premiumsOf(made.quoteGuid, true)).toEqual([2_500]);
          await rate(made.quoteGuid, '6300.00');
          expect(await premiumsOf(made.quoteGuid)).toEqual([-90_740]);
          expect(await system.bindChange(made.quoteGuid)).toBe(policyNumber);
          expect(await system.listInvoices(made.quoteGuid)).toMatchObject([
            { amountCents: -90_740 + 2_500 },
          ]);
          await expect(rate(made.quoteGuid, '8700.00')).rejects.toMatchObject(rejected);
        });

        it('shows a row also where nothing changes, and none before it is rated', async () => {
          const { policyNumber } = await openRatedPolicy();
          const { quoteGuid } = await system.endorse(toBeRated(policyNumber));
          expect(await premiumsOf(quoteGuid)).toEqual([]);
          await rate(quoteGuid, '7500.00');
          expect(await premiumsOf(quoteGuid)).toEqual([0]);
        });

        it('takes no workbook that cannot be rated, nor one of a product without a rater', async () => {
          const { policyNumber } = await openRatedPolicy();
          const { quoteGuid } = await system.endorse(toBeRated(policyNumber));
          const atWorkbook = { ...rejected, field: 'workbook' };
          const nothing = { fileName: 'a.xlsx', contentBase64: 'bm90aGluZw==' };
          await expect(system.rateChange(quoteGuid, PRODUCT_RATED, nothing)).rejects.toMatchObject(
            atWorkbook,
          );
          await expect(
            system.rateChange(quoteGuid, PRODUCT, aWorkbook('8700.00')),
          ).rejects.toMatchObject(atWorkbook);
          expect(await system.listPremiums(quoteGuid)).toEqual([]);
        });

        it('has others made, bound and taken back beside one that is rated and not bound', async () => {
          const { policyNumber, quoteGuid: original } = await openRatedPolicy();
          const waiting = await system.endorse(toBeRated(policyNumber));
          await rate(waiting.quoteGuid, '8700.00');
          const beside = await system.endorse(toBeRated(policyNumber));
          expect(beside.previousQuoteGuid).toBe(original);
          await rate(beside.quoteGuid, '8700.00');
          await system.bindChange(beside.quoteGuid);
          await system.unbind({ requestId: beside.quoteGuid, quoteGuid: beside.quoteGuid });
          await system.bindChange(beside.quoteGuid);
          const after = await system.endorse(toBeRated(policyNumber));
          expect(after.previousQuoteGuid).toBe(beside.quoteGuid);
          // On what is bound by then.
          await rate(after.quoteGuid, '9900.00');
          expect(await premiumsOf(after.quoteGuid)).toEqual([90_740]);
          await system.closeQuote(after.quoteGuid);
          await system.closeQuote(waiting.quoteGuid);
          const cancelled = await system.cancel({
            ...cancellation(policyNumber),
            charges: [],
          });
          expect(cancelled.previousQuoteGuid).toBe(beside.quoteGuid);
          await system.bindChange(cancelled.quoteGuid);
          expect(await kindsOf(policyNumber)).toEqual(['original', 'endorsement', 'cancellation']);
        });
      });

      it('has its newest bind taken back, and no other', async () => {
        const { policyNumber } = await openPolicy();
        const first = await system.endorse(endorsement(policyNumber));
        await system.bindChange(first.quoteGuid);
        const second = await system.endorse(endorsement(policyNumber, -10_000));
        await system.bindChange(second.quoteGuid);
        const unbind = { requestId: 'unbind', quoteGuid: first.quoteGuid };
        await expect(system.unbind(unbind)).rejects.toMatchObject(rejected);
        const request = { requestId: `unbind ${policyNumber}`, quoteGuid: second.quoteGuid };
        await system.unbind(request);
        await system.unbind(request);
        expect((await system.readChain(policyNumber))?.transactions.at(-1)).toMatchObject({
          quoteGuid: second.quoteGuid,
          boundOn: null,
        });
      });
    });
  });
}
