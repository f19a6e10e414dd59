import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sentence } from '../../src/domain/sentence.js';
import { KNOWN_REMEDIES, refusalFor } from '../../src/adapters/ims/fault-texts.js';
import type { Installation } from '../../src/domain/product/installation.js';
import { correctUpdate, type Correction } from '../../src/workflows/transaction/messages.js';
import { BUSINESS_FILES, checkedExample, type Example } from './example-submissions.js';
import { openLane, untilAttention, type Lane } from './lane.js';

const LIMIT_MS = 90_000;
const [GENERAL, PROPERTY] = (['general-liability', 'commercial-property'] as const).map((key) => {
  const product = BUSINESS_FILES.products.get(key);
  if (!product) throw new Error(`there is a product ${key}`);
  return product;
});

/** What stops a transaction, and how its remedy is followed. */
interface Remedy {
  readonly title: string;
  /** Words of the remedy that is followed. */
  readonly says: string;
  readonly example?: Example;
  /** Of the sandbox, from the start. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Of the worker, from the start. */
  readonly installation?: Partial<Installation>;
  /** Of the request, from the start. */
  readonly request?: (submission: ReturnType<typeof checkedExample>['submission']) => object;
  /** What a person mends in the policy system or in the files, before the correction. */
  readonly mend?: (lane: Lane) => Promise<unknown>;
  readonly changes?: Correction['changes'];
  /** Quotes on file in the end: one, unless the remedy replaces it. */
  readonly quotes: number;
}

const REMEDIES: readonly Remedy[] = [
  {
    title: 'a later effective date is chosen',
    says: 'Choose a later effective date',
    settings: { maxBackdateDays: 30 },
    request: () => ({ effectiveDate: '2020-02-01', expirationDate: '2021-02-01' }),
    changes: { effectiveDate: '2029-02-01', expirationDate: '2030-02-01' },
    quotes: 2,
  },
  {
    title: 'the backdate allowance of the company line is raised',
    says: 'have the backdate allowance of the company line raised',
    settings: { maxBackdateDays: 30 },
    request: () => ({ effectiveDate: '2020-02-01', expirationDate: '2021-02-01' }),
    mend: ({ admin }) => admin.change({ maxBackdateDays: null }),
    quotes: 1,
  },
  {
    title: 'the cost centre of the installation is mended',
    says: 'compare the submission with its set-up',
    installation: { costCenterId: 4_711 },
    mend: (lane) => lane.reconnect(),
    quotes: 2,
  },
  {
    title: 'another plan is chosen',
    says: 'Choose a plan that is offered',
    request: () => ({ paymentPlan: 99 }),
    changes: { paymentPlan: -1 },
    quotes: 1,
  },
];

const LATE_SET_UP: readonly Remedy[] = [
  {
    title: 'the company line is configured after the quote was made',
    says: 'Configure the company line and its details, then run the step again',
    settings: { linesNotSetUp: [GENERAL?.lines[0].lineGuid] },
    mend: ({ admin }) => admin.change({ linesNotSetUp: [] }),
    quotes: 1,
  },
  {
    title: 'one line of a package is configured after the quote was made',
    says: 'Have the company line set up in the policy system',
    example: 'commercial-property',
    settings: { linesNotSetUp: [PROPERTY?.lines[1]?.lineGuid] },
    mend: ({ admin }) => admin.change({ linesNotSetUp: [] }),
    quotes: 1,
  },
];

/** A refusal of IMS by its text, as it once came, and where; mended, the step is run again. */
interface Refused extends Partial<Remedy> {
  readonly text: string;
  readonly operation: string;
  /** When somebody else than the one refused is named, with a submission of its own. */
  readonly submissions?: number;
}

const CONFLICT = 'The INSERT statement conflicted with the FOREIGN KEY constraint';
const QUOTE = 'AddQuoteWithAutocalculateDetailsQuote';
const BIND = 'BindQuoteWithInstallment';
const BAYOU = '79d51983-f82c-5d80-9d21-cd73b829a8ab';

/** One for each text that is known. */
const REFUSALS: readonly Refused[] = [
  { text: `${CONFLICT} "FK_tblQuotes_lstBusinessTypes".`, operation: QUOTE },
  {
    text: `${CONFLICT} "FK_A". The conflict occurred in column 'ChargeCode'.`,
    operation: 'AddPremium',
  },
  { text: `${CONFLICT} "FK_tblQuotes_tblClientOffices".`, operation: QUOTE },
  { text: `${CONFLICT} "FK_tblQuotes_OnlineRater".`, operation: QUOTE },
  { text: `${CONFLICT} "FK_tblQuotes_tblUsers".`, operation: 'AddSubmission' },
  {
    text: 'No producer line setup could be found for this producer location or it is outside of the Effective Period.',
    operation: BIND,
    changes: { producer: { contactGuid: BAYOU } },
    quotes: 2,
    submissions: 2,
  },
  {
    text: 'Effective date exceeds the maximum backdate allowance (30 days) for this company/line setup.',
    operation: BIND,
    changes: { effectiveDate: '2029-02-01', expirationDate: '2030-02-01' },
    quotes: 2,
  },
  { text: 'Installment billing information not found for quote ID 7', operation: BIND },
  { text: 'Invalid OptionID specified', operation: BIND },
  { text: 'Can not issue an unbound policy', operation: 'IssuePolicy' },
  { text: "Can't modify premiums on a bound policy", operation: 'AddPremium' },
  {
    text: 'String or binary data would be truncated.',
    operation: 'AddInsuredWithLocation',
    changes: { insured: { location: { address1: '1 A St' } } },
  },
  { text: 'The EXECUTE permission was denied on the object.', operation: 'IssuePolicy' },
  { text: 'Maximum request length exceeded.', operation: QUOTE },
  {
    text: "Could not find stored procedure 'dbo.spAddExternalQuoteLink'.",
    operation: 'UpdateExternalQuoteId',
  },
  { text: "Could not find stored procedure 'dbo.spOther'.", operation: BIND },
  {
    text: "Procedure 'A' expects parameter '@B', which was not supplied.",
    operation: 'AddSubmission',
  },
  { text: 'Object reference not set to an instance of an object.', operation: BIND },
  { text: 'Input string was not in a correct format.', operation: QUOTE },
  { text: 'The flux is not in order.', operation: BIND },
];

describe('a remedy that a stopped transaction names, followed', () => {
  let lane: Lane;
  let lastId = 0;
  beforeAll(async () => {
    lane = await openLane();
  }, LIMIT_MS);
  afterAll(() => lane.close());

  it.each(REMEDIES)('arrives when $title', { timeout: LIMIT_MS }, (remedy) => follow(remedy));

  it.each(LATE_SET_UP)('A48: arrives when $title', { timeout: LIMIT_MS }, (remedy) =>
    follow(remedy),
  );

  it.each(REFUSALS)('arrives after: $text', { timeout: LIMIT_MS }, async (refused) => {
    const { operation, text } = refused;
    await follow(
      {
        title: text,
        says: sentence(refusalFor(text).remedy),
        mend: ({ admin }) => admin.disarm(),
        quotes: 1,
        ...refused,
      },
      () => lane.admin.arm({ operation, kind: 'fault', text, count: 100 }),
    );
  });

  it('is known for every text of a refusal that is known', () => {
    const followed = new Set(REFUSALS.map(({ text }) => refusalFor(text).remedy));
    expect(KNOWN_REMEDIES.filter((remedy) => !followed.has(remedy))).toEqual([]);
  });

  async function follow(
    remedy: Remedy & { readonly submissions?: number },
    arm: () => Promise<unknown> = () => Promise.resolve(),
  ): Promise<void> {
    await lane.clear();
    await lane.reconnect(remedy.installation);
    if (remedy.settings) await lane.admin.change(remedy.settings);
    await arm();
    lastId += 1;
    const example = checkedExample(remedy.example ?? 'general-liability', `REMEDY-${lastId}`);
    const submission = { ...example.submission, ...remedy.request?.(example.submission) };
    const handle = await lane.start({ ...example, submission });

    const stopped = await untilAttention(handle);
    expect(stopped.attention?.remedy).toContain(remedy.says);
    await remedy.mend?.(lane);
    await handle.executeUpdate(correctUpdate, {
      args: [{ by: 'olga', reason: 'as it says', changes: remedy.changes ?? {} }],
    });

    expect(await handle.result()).toMatchObject({ state: 'completed', attention: null });
    expect(await lane.admin.counts()).toMatchObject({
      insureds: 1,
      submissions: remedy.submissions ?? 1,
      quotes: remedy.quotes,
      invoices: 1,
    });
  }
});
