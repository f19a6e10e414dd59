import { MockActivityEnvironment } from '@temporalio/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  createChangeActivities,
  type ChangeActivities,
  type WantedChange,
} from '../../src/activities/change-activities.js';
import { requestName } from '../../src/activities/request-name.js';
import type { WriteAttempt } from '../../src/domain/transaction/write-attempt.js';
import type { BookedRow } from '../../src/domain/premium/charged-term.js';
import type { Installation } from '../../src/domain/product/installation.js';
import type { Product } from '../../src/domain/product/product.js';
import { OutcomeUnknown, SystemRejection, SystemUnavailable } from '../../src/ports/call-errors.js';
import { aCharge } from '../support/charges.js';
import { InMemoryPolicySystem } from '../support/in-memory-policy-system.js';
import { putPolicyOnFile } from '../support/policy-on-file.js';
import { aProduct, aSubmission, anInstallation, KNOWN_PRODUCERS } from '../support/submissions.js';

const [LIABILITY] = aProduct().lines;
const PROPERTY = {
  ...LIABILITY,
  key: 'property',
  lineGuid: '6bed863a-4e2e-5360-970d-a81ab7583848',
};
const RUN = 'run-1';
const FEE_CODE = 9001;
const WORKBOOK = { fileName: 'rates.xlsx', contentBase64: 'AAAA' };

/** A row of the only line, in Texas, unless said otherwise. */
const aRow = (amountCents: number, changes: Partial<BookedRow> = {}): BookedRow =>
  aCharge({ ...changes, amountCents });

const addedFees = (amountCents: number): BookedRow =>
  aRow(amountCents, { kind: 'fee', name: 'fees', line: null, state: null });

describe('the steps of a change that touch the policy system', () => {
  let policySystem: InMemoryPolicySystem;
  let activities: ChangeActivities;
  let policyNumber: string;
  let original: string;
  beforeEach(() => setUp());

  /** A bound policy of the product. */
  async function setUp(product: Product = aProduct(), changes: Partial<Installation> = {}) {
    const installation = anInstallation(changes);
    const products = new Map([[product.key, product]]);
    policySystem = new InMemoryPolicySystem({ installation, products, producers: KNOWN_PRODUCERS });
    activities = createChangeActivities({ policySystem, products, installation });
    const isRated = product.rating.method === 'excelRater';
    const submission = aSubmission(isRated ? { premium: [], workbook: WORKBOOK } : {});
    const policy = await putPolicyOnFile(policySystem, submission);
    original = policy.quoteGuid;
    policyNumber = policy.policyNumber;
  }

  const run = async <T>(step: () => Promise<T>): Promise<T> => {
    const environment = new MockActivityEnvironment({
      workflowExecution: { workflowId: 'cancellation:P-1:1', runId: RUN },
    });
    return await environment.run(step);
  };
  const attempt = (changes: Partial<WriteAttempt> = {}): WriteAttempt => ({
    again: false,
    earlierRun: false,
    runId: RUN,
    firstRunId: RUN,
    waitedFor: null,
    begunAt: '2027-01-15T12:00:00Z',
    ...changes,
  });

  const cancellation = (rows: readonly BookedRow[], requestId = 'cancel-1'): WantedChange => ({
    change: 'cancel',
    reason: 'nonPayment',
    requestId,
    policyNumber,
    effectiveDate: '2027-08-01',
    productKey: 'general-liability',
    rows,
  });
  const make = (wanted: WantedChange) => run(() => activities.makeChange(wanted));
  const bind = (quoteGuid: string, changes: Partial<WriteAttempt> = {}) =>
    run(() => activities.bindChange({ ...attempt(changes), policyNumber, quoteGuid }));
  const readBack = (quoteGuid: string) =>
    run(() => activities.readBackChange({ policyNumber, quoteGuid }));
  const booked = async (quoteGuid: string) =>
    (await policySystem.listPremiums(quoteGuid)).map(({ lineGuid, chargeCode, amountCents }) => [
      lineGuid,
      chargeCode,
      amountCents,
    ]);
  const kinds = async () =>
    (await policySystem.readChain(policyNumber))?.transactions.map(({ kind }) => kind);

  describe('of a policy whose renewal has kept its number', () => {
    it('find the change on the term that it is of, and make it on that', async () => {
      const installation = anInstallation();
      const products = new Map([['general-liability', aProduct()]]);
      policySystem = new InMemoryPolicySystem({
        installation,
        products,
        producers: KNOWN_PRODUCERS,
        keepsPolicyNumber: true,
      });
      activities = createChangeActivities({ policySystem, products, installation });
      const first = await putPolicyOnFile(policySystem, aSubmission());
      ({ policyNumber } = first);
      const next = aSubmission({
        reference: { system: 'triton', id: 'next' },
        effectiveDate: '2028-02-01',
        expirationDate: '2029-02-01',
      });
      const { quoteGuid: renewal } = await putPolicyOnFile(policySystem, next, {
        policyNumber,
        quoteGuid: first.quoteGuid,
      });

      const ofOld = await make(cancellation([aRow(-1_000)]));
      expect(ofOld.previousQuoteGuid).toBe(first.quoteGuid);
      expect(await bind(ofOld.quoteGuid)).toBe(policyNumber);
      const again = policySystem.calls.get('bindChange');
      expect(await bind(ofOld.quoteGuid, { again: true })).toBe(policyNumber);
      expect(policySystem.calls.get('bindChange')).toBe(again);
      expect((await readBack(ofOld.quoteGuid)).transaction).toMatchObject({ kind: 'cancellation' });

      const ofNew = await make({ ...cancellation([], 'cancel-2'), effectiveDate: '2028-02-01' });
      expect(ofNew.previousQuoteGuid).toBe(renewal);
    });
  });

  describe('make a change', () => {
    it('with one amount for each line and charge code', async () => {
      const rows = [
        aRow(-100_000, { of: { layer: 'bind', row: 0 } }),
        aRow(-20_000, { of: { layer: 'endorsement', row: 0 } }),
        aRow(-5_000, { name: 'terrorism' }),
      ];
      const { quoteGuid, changeCents, previousQuoteGuid } = await make(cancellation(rows));
      expect([changeCents, previousQuoteGuid]).toEqual([-125_000, original]);
      expect(await booked(quoteGuid)).toEqual([
        [LIABILITY.lineGuid, 101, -120_000],
        [LIABILITY.lineGuid, 111, -5_000],
      ]);
    });

    it('without an amount that comes to nothing', async () => {
      const { quoteGuid } = await make(cancellation([aRow(-100), aRow(100)]));
      expect(await booked(quoteGuid)).toEqual([]);
    });

    it('once, however often it is asked for because the answer was lost', async () => {
      const lost = new SystemUnavailable({ system: 'policySystem', operation: 'cancel' }, 'lost');
      policySystem.failNext('cancel', lost, 'after');
      const wanted = cancellation([aRow(-1_000)]);
      await expect(make(wanted)).rejects.toMatchObject({
        type: 'SystemUnavailable',
        nonRetryable: false,
      });
      const made = await make(wanted);
      expect(await make(wanted)).toEqual(made);
      expect(await kinds()).toEqual(['original', 'cancellation']);
    });

    it('on the first line where a row is of no line', async () => {
      const fee = aRow(2_500, { kind: 'fee', name: 'terrorism', line: null });
      const { quoteGuid } = await make(cancellation([fee]));
      expect(await booked(quoteGuid)).toEqual([[LIABILITY.lineGuid, 111, 2_500]]);
    });

    it.each([
      [aRow(-1, { name: 'windstorm' }), /windstorm in TX \(line general-liability\)/],
      [aRow(-1, { state: 'CA' }), /premium in CA/],
      [aRow(-1, { line: 'umbrella' }), /no line umbrella \(charge premium\)/],
    ])('never with a row that has no place: %j', async (row, reason) => {
      await expect(make(cancellation([aRow(-100), row]))).rejects.toMatchObject({
        type: 'SystemRejection',
        nonRetryable: true,
        details: [
          {
            field: 'charges',
            reason: expect.stringMatching(reason) as string,
            remedy: expect.stringMatching(/(installation|product) file/) as string,
            mayHaveHappened: false,
          },
        ],
      });
      expect(await kinds()).toEqual(['original']);
    });

    it('never where the installation has no procedure for it', async () => {
      await setUp(aProduct(), {
        changes: { endorse: null, cancel: null, reinstate: null, unbind: null },
      });
      await expect(make(cancellation([aRow(-1)]))).rejects.toMatchObject({
        type: 'SystemRejection',
        details: [{ remedy: expect.stringContaining('installation file') as string }],
      });
    });
  });

  describe('give fees back that the policy system added', () => {
    const rated = aProduct({
      rating: { method: 'excelRater', raterId: 1, applyFees: true },
      lines: [LIABILITY, PROPERTY],
    });

    it('where it holds them, in proportion and to the cent', async () => {
      await setUp(rated);
      const { quoteGuid } = await make(cancellation([addedFees(-101)]));
      expect(await booked(quoteGuid)).toEqual([
        [LIABILITY.lineGuid, FEE_CODE, -51],
        [PROPERTY.lineGuid, FEE_CODE, -50],
      ]);
    });

    it('beside the premium of a package that it rated, which is of no line either', async () => {
      await setUp(rated);
      const { quoteGuid } = await make(
        cancellation([aRow(-1_000, { line: null }), addedFees(-30_000)]),
      );
      expect(await booked(quoteGuid)).toEqual([
        [LIABILITY.lineGuid, 101, -500],
        [PROPERTY.lineGuid, 101, -500],
        [LIABILITY.lineGuid, FEE_CODE, -15_000],
        [PROPERTY.lineGuid, FEE_CODE, -15_000],
      ]);
    });

    it('and charge them again by the same shares', async () => {
      await setUp(rated);
      const cancelled = await make(cancellation([addedFees(-101)]));
      await bind(cancelled.quoteGuid);
      const again = await make({
        ...cancellation([addedFees(101)], 'reinstate-1'),
        change: 'reinstate',
      });
      const opposite = (await booked(cancelled.quoteGuid)).map(([line, code, amount]) => [
        line,
        code,
        -Number(amount),
      ]);
      expect(await booked(again.quoteGuid)).toEqual(opposite);
    });

    it('that only its invoices tell, under the code that the installation file has for them', async () => {
      const { charges } = anInstallation();
      await setUp(aProduct(), {
        charges: [...charges, { charge: 'fees', state: 'TX', code: 199 }],
      });
      const { quoteGuid } = await make({ ...cancellation([addedFees(-101)]), state: 'TX' });
      expect(await booked(quoteGuid)).toEqual([[LIABILITY.lineGuid, 199, -101]]);
    });

    it('never where it holds none, or cannot be asked, and nobody named their code', async () => {
      const { procedures } = anInstallation();
      const cannotBeAsked = { procedures: { ...procedures, premiumsOfQuote: null } };
      const refused = (reason: RegExp) => ({
        type: 'SystemRejection',
        details: [
          {
            field: 'charges',
            reason: expect.stringMatching(reason) as string,
            remedy: expect.stringContaining('(charge fees)') as string,
          },
        ],
      });
      const fees = () => make({ ...cancellation([addedFees(-100)]), state: 'TX' });
      await expect(fees()).rejects.toMatchObject(refused(/holds none.* fees in TX/));
      await setUp(rated, cannotBeAsked);
      await expect(fees()).rejects.toMatchObject(refused(/no procedure for .*premiumsOfQuote/));
      const premium = make(cancellation([aRow(-100, { line: null })]));
      await expect(premium).rejects.toMatchObject({
        details: [{ remedy: expect.stringContaining('premiumsOfQuote') as string }],
      });
      expect(await kinds()).toEqual(['original']);
    });
  });

  describe('bind a change', () => {
    const lost = (when: 'before' | 'after') => {
      policySystem.failNext(
        'bindChange',
        new OutcomeUnknown({ system: 'policySystem', operation: 'BindQuote' }, 'no answer', 0),
        when,
      );
    };

    it.each(['before', 'after'] as const)(
      'once, when the answer of the first bind was lost %s its work',
      async (when) => {
        const { quoteGuid } = await make(cancellation([aRow(-1_000)]));
        lost(when);
        await expect(bind(quoteGuid)).rejects.toMatchObject({ type: 'OutcomeUnknown' });
        expect(await bind(quoteGuid, { again: true })).toBe(policyNumber);
        expect((await readBack(quoteGuid)).transaction).toMatchObject({ kind: 'cancellation' });
        expect(policySystem.calls.get('bindChange')).toBe(when === 'before' ? 2 : 1);
      },
    );

    it('also when the policy system says no after it has bound', async () => {
      const { quoteGuid } = await make(cancellation([aRow(-1_000)]));
      const call = { system: 'policySystem', operation: 'BindQuote' } as const;
      const no = new SystemRejection(call, { reason: 'no', remedy: 'none' });
      policySystem.failNext('bindChange', no, 'after');
      expect(await bind(quoteGuid)).toBe(policyNumber);
      expect(await bind(quoteGuid)).toBe(policyNumber);
    });

    it('never when it was given up', async () => {
      const { quoteGuid } = await make(cancellation([aRow(-1_000)]));
      await run(() => activities.closeChange({ policyNumber, quoteGuid }));
      await expect(bind(quoteGuid)).rejects.toMatchObject({
        type: 'SystemRejection',
        details: [{ remedy: expect.stringContaining('under another id') as string }],
      });
    });

    it('and read back what it booked', async () => {
      const { quoteGuid } = await make(cancellation([aRow(-1_000)]));
      expect(await readBack(quoteGuid)).toMatchObject({ transaction: null, invoices: [] });
      await bind(quoteGuid);
      expect(await readBack(quoteGuid)).toMatchObject({
        transaction: { quoteGuid, effectiveDate: '2027-08-01' },
        premiums: [{ chargeCode: 101, amountCents: -1_000 }],
        invoices: [{ amountCents: -1_000 }],
      });
    });

    it('of no money, for which there is no invoice', async () => {
      const { quoteGuid } = await make(cancellation([]));
      await bind(quoteGuid);
      expect(await readBack(quoteGuid)).toMatchObject({ premiums: [], invoices: [] });
    });
  });

  describe('give a change up', () => {
    const close = (quoteGuid: string) =>
      run(() => activities.closeChange({ policyNumber, quoteGuid }));

    it('that is not bound, as often as it is asked for, and leave room for another', async () => {
      const { quoteGuid } = await make(cancellation([aRow(-1_000)]));
      await close(quoteGuid);
      await close(quoteGuid);
      expect(await kinds()).toEqual(['original']);
      await make(cancellation([aRow(-1_000)], 'cancel-2'));
      expect(await kinds()).toEqual(['original', 'cancellation']);
    });

    it('but none that is bound', async () => {
      const { quoteGuid } = await make(cancellation([aRow(-1_000)]));
      await bind(quoteGuid);
      await expect(close(quoteGuid)).rejects.toMatchObject({ type: 'SystemRejection' });
      expect(policySystem.calls.get('closeQuote')).toBeUndefined();
    });
  });

  it('tell the chain of a policy, and that there is no policy', async () => {
    const read = (number: string) => run(() => activities.readChain({ policyNumber: number }));
    expect(await read(policyNumber)).toMatchObject({ transactions: [{ quoteGuid: original }] });
    expect(await read('NOBODY-1')).toBeNull();
  });
});

describe('the name of a request in the policy system', () => {
  const long = (end: string) => `cancellation:${'P'.repeat(50)}:${'x'.repeat(63)}${end}`;

  it('is that of the caller as long as it fits', () => {
    expect(requestName('endorsement:P-1:1')).toBe('endorsement:P-1:1');
    expect(requestName('x'.repeat(100))).toBe('x'.repeat(100));
  });

  it('fits otherwise, and is always the same for one and never for two', () => {
    expect(requestName(long('a'))).toHaveLength(100);
    expect(requestName(long('a'))).toBe(requestName(long('a')));
    expect(requestName(long('a'))).not.toBe(requestName(long('b')));
  });
});
