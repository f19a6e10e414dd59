import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectIms, type ImsConnection } from '../../src/adapters/ims/ims-policy-system.js';
import type { Installation } from '../../src/domain/product/installation.js';
import { startImsSandbox, type ImsSandbox } from '../../sandbox/ims/server.js';
import { products, sandboxInstallation } from '../adapters/ims/sandbox-set-up.js';
import type { Insured } from '../../src/domain/insured/insured.js';

const PRODUCT = 'general-liability';
const reference = { system: 'lost', id: 'L-1' };
const premium = { line: PRODUCT, charge: 'premium', state: 'TX', amountCents: 100_000 };
const insured: Insured = {
  businessType: 'corporation',
  corporationName: 'Lost & Found Inc',
  nameOnPolicy: 'Lost & Found Inc',
  location: {
    name: 'Main',
    address1: '1 Lost Lane',
    city: 'Dallas',
    state: 'TX',
    zip: '75201',
    country: 'USA',
  },
};

/** What a lost answer looks like to the caller, each after the sandbox did the work. */
const LOSSES = [
  { kind: 'drop' },
  { kind: 'html' },
  { kind: 'truncated' },
  { kind: 'unavailable' },
  { kind: 'hold' },
  { kind: 'fault', text: 'requestTimedOut' },
  { kind: 'fault', text: 'sqlConnectionLost' },
] as const;

describe.each(LOSSES)('an answer that is lost (%j) after the work was done', (loss) => {
  let sandbox: ImsSandbox;
  let ims: ImsConnection;
  let withoutProcedure: ImsConnection;

  function connectTo(installation: Installation): Promise<ImsConnection> {
    return connectIms({
      baseUrl: `${sandbox.url}/ims_sandbox`,
      userName: 'bindery',
      encryptedPassword: 'c2FuZGJveC1wYXNzd29yZA==',
      context: 'contract tests',
      maxConcurrentCalls: 8,
      installation,
      products: products(),
      writeTimeoutMs: 250,
      log: () => undefined,
    });
  }

  beforeAll(async () => {
    sandbox = await startImsSandbox({ port: 0, adminPort: 0 });
    const installation = sandboxInstallation();
    const procedures = { ...installation.procedures, quoteByGuid: null };
    ims = await connectTo(installation);
    withoutProcedure = await connectTo({ ...installation, procedures });
    await ims.logIn();
  });
  afterEach(async () => {
    await fetch(`${sandbox.adminUrl}/faults`, { method: 'DELETE' });
  });
  afterAll(async () => {
    await ims.close();
    await withoutProcedure.close();
    await sandbox.close();
  });

  /** @param isInDoubt false of what may be repeated at will */
  async function loseAnswerOf(
    operation: string,
    call: () => Promise<unknown>,
    isInDoubt = true,
  ): Promise<void> {
    const body = JSON.stringify({ ...loss, operation, when: 'after' });
    const headers = { 'content-type': 'application/json' };
    const armed = await fetch(`${sandbox.adminUrl}/faults`, { method: 'POST', headers, body });
    expect(armed.status).toBe(201);
    await expect(call()).rejects.toMatchObject({
      name: isInDoubt
        ? 'OutcomeUnknown'
        : (expect.stringMatching(/^System(Unavailable|ContractError)$/) as unknown),
    });
  }

  it('is found again by the lookup that the port names, step by step to the issued policy', async () => {
    await loseAnswerOf('AddInsuredWithLocation', () => ims.addInsured(insured));
    const insuredGuid = (await ims.findInsured(insured, true))?.insuredGuid ?? '';

    const search = { search: 'Alamo Brokerage' };
    const producer = await ims.resolveProducer(search, PRODUCT, undefined);
    const submission = { ...producer, insuredGuid, submissionDate: '2026-12-01' };
    await loseAnswerOf('AddSubmission', () => ims.addSubmission(submission));
    const [group] = await ims.listSubmissions(insuredGuid);
    const submissionGroupGuid = group?.submissionGroupGuid ?? '';

    const term = { effectiveDate: '2027-02-01', expirationDate: '2028-02-01' };
    const quote = {
      ...producer,
      submissionGroupGuid,
      submission: { reference, product: PRODUCT, state: 'TX', ...term },
      businessType: insured.businessType,
      requestDigest: 'digest',
    };
    await loseAnswerOf('AddQuoteWithAutocalculateDetailsQuote', () => ims.addQuote(quote));
    const quoteGuid = (await ims.listQuotes(submissionGroupGuid)).at(0)?.quoteGuid ?? '';

    await loseAnswerOf('UpdateExternalQuoteId', () => ims.linkReference(quoteGuid, reference));
    expect((await ims.findQuotesByReference(reference)).at(0)?.quoteGuid).toBe(quoteGuid);

    await loseAnswerOf('AutoAddQuoteOptions', () => ims.ensureOptions(quoteGuid, PRODUCT));
    const options = await ims.ensureOptions(quoteGuid, PRODUCT);
    expect(options).toHaveLength(1);
    const optionGuid = options[0]?.quoteOptionGuid ?? '';

    await loseAnswerOf('AddPremium', () => ims.addPremium(optionGuid, premium));
    const booked = await ims.listPremiums(quoteGuid);
    expect(booked.map(({ amountCents }) => amountCents)).toEqual([100_000]);

    expect((await withoutProcedure.readQuote(quoteGuid))?.status).toBe('open');
    const policyNumber = `LOST-${LOSSES.indexOf(loss)}`;
    await loseAnswerOf('ExecuteDataSet', () => ims.bind(quoteGuid, -1, policyNumber), false);
    expect((await ims.readQuote(quoteGuid))?.status).toBe('open');
    expect((await withoutProcedure.readQuote(quoteGuid))?.status).toBe('open');
    await loseAnswerOf('BindQuoteWithInstallment', () => ims.bind(quoteGuid, -1, policyNumber));
    const bound = await ims.readQuote(quoteGuid);
    expect(bound).toMatchObject({ status: 'bound', policyNumber });
    expect(await withoutProcedure.readQuote(quoteGuid)).toMatchObject({
      status: 'bound',
      policyNumber: bound?.policyNumber,
    });
    expect(await ims.listInvoices(quoteGuid)).toHaveLength(1);

    await loseAnswerOf('CreateBinderDocument', () => ims.createBinderDocument(quoteGuid));
    await loseAnswerOf('IssuePolicy', () => ims.issue(quoteGuid));
    expect(await ims.readQuote(quoteGuid)).toMatchObject({ status: 'issued' });
    await loseAnswerOf('CreatePolicyDocument', () => ims.createPolicyDocument(quoteGuid));
    const documents = await ims.listDocuments(quoteGuid);
    expect(documents.map((document) => document.kind)).toEqual(['binder', 'policy']);
  });

  it('is done again in silence when the token ran out, for all calls at once', async () => {
    await fetch(`${sandbox.adminUrl}/tokens/expire`, { method: 'POST' });
    const [quote] = await ims.findQuotesByReference(reference);
    await fetch(`${sandbox.adminUrl}/tokens/expire`, { method: 'POST' });
    const guid = quote?.quoteGuid ?? '';
    const numbers = await Promise.all(
      Array.from({ length: 30 }, () => ims.readControlNumber(guid)),
    );
    expect(new Set(numbers).size).toBe(1);
  });
});
