import { beforeEach, describe, expect, it } from 'vitest';
import { checkWord, type WriteToSettle, type Word } from '../../src/activities/check-word.js';
import { SystemUnavailable } from '../../src/ports/call-errors.js';
import { InMemoryPolicySystem } from '../support/in-memory-policy-system.js';
import { anInstallation, aProduct, aSubmission, KNOWN_PRODUCERS } from '../support/submissions.js';

const OTHER = '5c9b3b8a-9c67-48a6-980d-8ac59b4e89ad';
const NOT_WRITTEN: Word = { written: false };
const { insured, reference, paymentPlan } = aSubmission();
const charge = {
  line: 'general-liability',
  charge: 'premium',
  state: 'TX',
  amountCents: 500_000,
} as const;

let policySystem: InMemoryPolicySystem;
/** What was made so far, as the transaction knows it. */
let known: WriteToSettle;
let optionGuid: string;

beforeEach(async () => {
  policySystem = new InMemoryPolicySystem({
    installation: anInstallation(),
    products: new Map([['general-liability', aProduct()]]),
    producers: KNOWN_PRODUCERS,
  });
  const insuredGuid = await policySystem.addInsured(insured);
  const parties = await policySystem.resolveProducer(
    aSubmission().producer,
    'general-liability',
    undefined,
  );
  const { submissionDate } = aSubmission();
  const submissionGroupGuid = await policySystem.addSubmission({
    insuredGuid,
    ...parties,
    submissionDate,
  });
  const quoteGuid = await policySystem.addQuote({
    submissionGroupGuid,
    ...parties,
    submission: aSubmission(),
    businessType: insured.businessType,
    requestDigest: 'd'.repeat(64),
  });
  const [option] = await policySystem.ensureOptions(quoteGuid, 'general-liability');
  optionGuid = option?.quoteOptionGuid ?? '';
  known = {
    kind: 'bind',
    ids: {
      insuredGuid,
      ...parties,
      submissionGroupGuid,
      quoteGuid,
      quoteOptionGuids: [optionGuid],
      controlNumber: null,
      invoiceNumbers: [],
    },
    reference,
    policyNumber: null,
    termNumber: 1,
    insured,
    charge,
  };
});

const check = (kind: string, word: Word) =>
  checkWord({ ...known, kind }, word, { policySystem, billing: null });

/** Makes everything that comes after the quote; answers the policy number. */
async function finish(): Promise<string> {
  const quoteGuid = known.ids.quoteGuid ?? '';
  await policySystem.linkReference(quoteGuid, reference);
  await policySystem.addPremium(optionGuid, charge);
  const policyNumber = await policySystem.bind(quoteGuid, paymentPlan);
  await policySystem.createBinderDocument(quoteGuid);
  await policySystem.issue(quoteGuid);
  await policySystem.createPolicyDocument(quoteGuid);
  return policyNumber;
}

describe('a word on a write that the policy system holds', () => {
  it.each(['insured', 'submission', 'quote'] as const)(
    'is confirmed by the GUID of the %s, and by no other',
    async (kind) => {
      const guids = {
        insured: known.ids.insuredGuid,
        submission: known.ids.submissionGroupGuid,
        quote: known.ids.quoteGuid,
      };
      const made = guids[kind];
      expect(await check(kind, { written: true, made })).toEqual({
        taken: `Said by hand: the ${kind} was written as ${made ?? ''}. The policy system says so too.`,
      });
      expect(await check(kind, { written: true, made: OTHER })).toEqual({
        contradiction: `The policy system does not have it: it knows no ${kind} ${OTHER}.`,
      });
    },
  );

  it('is confirmed by the policy number of the bind, and names it when another was said', async () => {
    const policyNumber = await finish();
    expect(await check('bind', { written: true, made: policyNumber })).toHaveProperty('taken');
    expect(await check('bind', { written: true, made: 'OTHER-1' })).toEqual({
      contradiction: `The policy system has policy ${policyNumber}, and not OTHER-1.`,
    });
  });

  it.each(['link', 'premium', 'bind', 'binderDocument', 'policyDocument', 'quote'])(
    'A47: contradicts who says that the %s was not written, or it would be written twice',
    async (kind) => {
      await finish();
      expect(await check(kind, NOT_WRITTEN)).toMatchObject({
        contradiction: expect.stringMatching(/has it: .*Say that it was written\.$/) as string,
      });
    },
  );
});

describe('a word on a write that the policy system does not hold', () => {
  it.each(['link', 'premium', 'bind', 'binderDocument', 'policyDocument'])(
    'is taken when it says that the %s was not written, and contradicted when it was',
    async (kind) => {
      expect(await check(kind, NOT_WRITTEN)).toEqual({
        taken: `Said by hand: the ${kind} was not written. The policy system says so too.`,
      });
      expect(await check(kind, { written: true })).toEqual({
        contradiction: 'The policy system does not have it.',
      });
    },
  );
});

describe('a word on a rated workbook', () => {
  it('is compared with premium and fees apart', async () => {
    await policySystem.addPremium(optionGuid, { ...charge, amountCents: 310_000 });
    expect(
      await check('workbook', { written: true, made: '3100.00', fees: '0.00' }),
    ).toHaveProperty('taken');
    expect(await check('workbook', { written: true, made: '3200.13', fees: '0.00' })).toEqual({
      contradiction: 'The policy system has another amount: a premium of 3100.00 and fees of 0.00.',
    });
  });
});

describe('a word on a write of which nobody can be asked', () => {
  it('is taken, and kept as what it is', async () => {
    policySystem.failNext(
      'readQuote',
      new SystemUnavailable(
        { system: 'policySystem', operation: 'readQuote' },
        'connection refused',
      ),
      'before',
    );
    expect(await check('bind', { written: true, made: 'GL-1' })).toEqual({
      taken:
        "Said by hand: the bind was written as GL-1. It could not be looked up: this is a person's word.",
    });
  });

  it('is taken when the system does not answer while the person waits', async () => {
    const { release } = policySystem.holdNext('readQuote');
    expect(await check('bind', NOT_WRITTEN)).toMatchObject({
      taken: expect.stringContaining("a person's word") as string,
    });
    release();
  });

  it('is taken where the installation has no procedure for the look', async () => {
    policySystem = new InMemoryPolicySystem({
      installation: anInstallation({
        procedures: { ...anInstallation().procedures, premiumsOfQuote: null },
      }),
      products: new Map(),
      producers: [],
    });
    expect(await check('premium', { written: true })).toMatchObject({
      taken: expect.stringContaining("a person's word") as string,
    });
  });
});
