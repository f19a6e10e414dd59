import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Installation } from '../../src/domain/installation.js';
import type { TransactionRecord } from '../../src/domain/transaction.js';
import { correctUpdate, type Correction } from '../../src/workflows/messages.js';
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
    says: 'choose a later effective date',
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
    says: 'look',
    installation: { costCenterId: 4_711 },
    mend: (lane) => lane.reconnect(),
    quotes: 2,
  },
  {
    title: 'the company line is configured after the quote was made',
    says: 'configure the company line and its details, then run the step again',
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
  {
    title: 'another plan is chosen',
    says: 'choose a plan that is offered',
    request: () => ({ paymentPlan: 99 }),
    changes: { paymentPlan: -1 },
    quotes: 1,
  },
];

describe('a remedy that a stopped transaction names, followed', () => {
  let lane: Lane;
  let lastId = 0;
  beforeAll(async () => {
    lane = await openLane();
  }, LIMIT_MS);
  afterAll(() => lane.close());

  it.each(REMEDIES)(
    '$title: the transaction is completed',
    { timeout: LIMIT_MS },
    async (remedy) => {
      await lane.clear();
      await lane.reconnect(remedy.installation);
      if (remedy.settings) await lane.admin.change(remedy.settings);
      lastId += 1;
      const example = checkedExample(remedy.example ?? 'general-liability', `REMEDY-${lastId}`);
      const submission = { ...example.submission, ...remedy.request?.(example.submission) };
      const handle = await lane.start({ ...example, submission });

      const stopped: TransactionRecord = await untilAttention(handle);
      expect(stopped.attention?.remedy).toContain(remedy.says);
      await remedy.mend?.(lane);
      await handle.executeUpdate(correctUpdate, {
        args: [{ by: 'olga', reason: 'as it says', changes: remedy.changes ?? {} }],
      });

      expect(await handle.result()).toMatchObject({ state: 'completed', attention: null });
      expect(await lane.admin.counts()).toMatchObject({
        insureds: 1,
        submissions: 1,
        quotes: remedy.quotes,
        invoices: 1,
      });
    },
  );
});
