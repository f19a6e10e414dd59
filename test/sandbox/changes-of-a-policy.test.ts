import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  aRow,
  openChangesOverSoap,
  opposite,
  type Change,
  type ChangesOverSoap,
  type PolicyOnFile,
} from '../support/changes-over-soap.js';

const PROPERTY = '6bed863a-4e2e-5360-970d-a81ab7583848';
const EQUIPMENT = '00f4148d-0427-5bcc-a8d5-10bb97618bbd';
const CONTRACTORS = '5fa3dc01-3605-5840-8b88-cf86f42e0515';

/** All that the package of the example is charged. */
const WHOLE_PACKAGE = [
  aRow('premium', 'property', 'TX', 1_200_000),
  aRow('windstorm', 'property', 'TX', 185_050),
  aRow('premium', 'property', 'CA', 310_000),
  aRow('inspection-fee', 'property', 'TX', 15_000),
  aRow('premium', 'equipment-breakdown', 'TX', 64_025),
];
const PART_OF_PACKAGE = [
  aRow('premium', 'property', 'TX', -600_003),
  aRow('windstorm', 'property', 'TX', -92_525),
  aRow('premium', 'property', 'CA', -155_001),
  aRow('premium', 'equipment-breakdown', 'TX', -32_012),
];

describe('a policy in IMS', () => {
  let desk: ChangesOverSoap;
  beforeAll(async () => {
    desk = await openChangesOverSoap();
  });
  afterEach(() => desk.admin.change({ feeOnAddPremium: '0' }));
  afterAll(() => desk.close());

  async function change(policy: PolicyOnFile, wanted: Change) {
    const made = await desk.make(policy, wanted);
    expect(await desk.bind(policy, made.quoteGuid)).toBe(policy.policyNumber);
    return made;
  }
  const invoicesOf = async (policy: PolicyOnFile, quoteGuid: string) =>
    (await desk.readBack(policy, quoteGuid)).invoices?.map(({ amountCents }) => amountCents);

  it('of two lines is cancelled on both, each charge under the code of its state', async () => {
    const policy = await desk.bindPolicy('commercial-property');
    const cancelled = await change(policy, { change: 'cancel', rows: PART_OF_PACKAGE });
    expect(cancelled).toMatchObject({
      previousQuoteGuid: policy.original,
      changeCents: -879_541,
    });
    expect(await desk.books(policy)).toEqual({
      [`${PROPERTY} 101`]: 599_997,
      [`${PROPERTY} 131`]: 92_525,
      [`${PROPERTY} 102`]: 154_999,
      [`${PROPERTY} 121`]: 15_000,
      [`${EQUIPMENT} 101`]: 32_013,
    });
    expect(await invoicesOf(policy, cancelled.quoteGuid)).toEqual([-879_541]);
  });

  it('that is cancelled from its first day has nothing left in its books', async () => {
    const policy = await desk.bindPolicy('commercial-property');
    await change(policy, {
      change: 'cancel',
      reason: 'notTaken',
      effectiveDate: '2027-02-01',
      rows: opposite(WHOLE_PACKAGE),
    });
    expect(await desk.books(policy)).toEqual({});
  });

  it('is given back the fees that IMS added to each line, where they stand', async () => {
    await desk.admin.change({ feeOnAddPremium: '75.01' });
    const policy = await desk.bindPolicy('commercial-property');
    const feeCodes = [`${PROPERTY} 141`, `${EQUIPMENT} 141`];
    const before = await desk.books(policy);
    expect(feeCodes.map((place) => before[place])).toEqual([7_501, 7_501]);
    const part = { change: 'cancel', rows: [aRow('fees', null, null, -7_001)] } as const;
    await change(policy, part);
    const after = await desk.books(policy);
    expect(feeCodes.map((place) => after[place])).toEqual([4_000, 4_001]);
  });

  it('that was rated from a workbook goes back with its policy fee, and comes again', async () => {
    const policy = await desk.bindPolicy('contractors');
    const before = await desk.books(policy);
    const rows = [aRow('premium', null, 'TX', -750_000), aRow('fees', null, null, -12_500)];
    await change(policy, { change: 'cancel', effectiveDate: '2027-02-01', rows });
    expect(await desk.books(policy)).toEqual({});
    await change(policy, {
      change: 'reinstate',
      effectiveDate: '2027-02-01',
      rows: opposite(rows),
    });
    expect(await desk.books(policy)).toEqual(before);
    expect(before).toEqual({ [`${CONTRACTORS} 101`]: 750_000, [`${CONTRACTORS} 141`]: 12_500 });
  });

  it('is cancelled a second time for an earlier day, and gives back the more', async () => {
    const policy = await desk.bindPolicy('commercial-property');
    await change(policy, { change: 'cancel', rows: PART_OF_PACKAGE });
    const earlier = [aRow('premium', 'property', 'TX', -100_000)];
    const second = await change(policy, {
      change: 'cancel',
      effectiveDate: '2027-06-01',
      reason: 'nonPayment',
      rows: earlier,
    });
    expect(await desk.books(policy)).toMatchObject({ [`${PROPERTY} 101`]: 499_997 });
    expect(await invoicesOf(policy, second.quoteGuid)).toEqual([-100_000]);
    const later = { change: 'cancel', effectiveDate: '2027-07-01', rows: [] } as const;
    await expect(desk.make(policy, later)).rejects.toMatchObject({
      type: 'SystemRejection',
      nonRetryable: true,
    });
  });

  it('that is cancelled and reinstated without a gap stands as if nothing had been', async () => {
    const policy = await desk.bindPolicy('commercial-property');
    const before = await desk.books(policy);
    const cancelled = await change(policy, { change: 'cancel', rows: PART_OF_PACKAGE });
    const rows = opposite(PART_OF_PACKAGE);
    const reinstated = await change(policy, { change: 'reinstate', rows });
    expect(reinstated.changeCents).toBe(-cancelled.changeCents);
    expect(await desk.books(policy)).toEqual(before);
    const invoices = await Promise.all(
      [cancelled, reinstated].map(({ quoteGuid }) => invoicesOf(policy, quoteGuid)),
    );
    expect(invoices).toEqual([[-879_541], [879_541]]);
  });

  it('pays for its reinstatement on its first line, in its own state', async () => {
    const policy = await desk.bindPolicy('commercial-property');
    const before = await desk.books(policy);
    await change(policy, { change: 'cancel', rows: PART_OF_PACKAGE });
    const fee = aRow('reinstatementFee', null, 'CA', 5_000);
    const rows = [...opposite(PART_OF_PACKAGE), fee];
    await change(policy, { change: 'reinstate', rows });
    expect(await desk.books(policy)).toEqual({ ...before, [`${PROPERTY} 162`]: 5_000 });
  });

  it('is endorsed, cancelled twice and reinstated, and has the endorsement left', async () => {
    const policy = await desk.bindPolicy('commercial-property');
    const before = await desk.books(policy);
    const endorsement = [
      aRow('premium', 'equipment-breakdown', 'TX', 10_007),
      aRow('terrorism', 'property', 'TX', 2_500),
    ];
    await change(policy, { change: 'endorse', effectiveDate: '2027-05-01', rows: endorsement });
    await change(policy, { change: 'cancel', rows: PART_OF_PACKAGE });
    const more = [aRow('premium', 'equipment-breakdown', 'TX', -5_003)];
    await change(policy, { change: 'cancel', effectiveDate: '2027-06-01', rows: more });
    await change(policy, {
      change: 'reinstate',
      effectiveDate: '2027-06-01',
      rows: opposite([...PART_OF_PACKAGE, ...more]),
    });
    expect(await desk.books(policy)).toEqual({
      ...before,
      [`${EQUIPMENT} 101`]: 74_032,
      [`${PROPERTY} 111`]: 2_500,
    });
    const chain = await desk.ims.readChain(policy.policyNumber);
    expect(chain?.transactions.map(({ kind, effectiveDate }) => [kind, effectiveDate])).toEqual([
      ['original', '2027-02-01'],
      ['endorsement', '2027-05-01'],
      ['cancellation', '2027-08-01'],
      ['cancellation', '2027-06-01'],
      ['reinstatement', '2027-06-01'],
    ]);
  });

  it('is changed for no money without an invoice', async () => {
    const policy = await desk.bindPolicy('general-liability');
    const { quoteGuid } = await change(policy, { change: 'endorse', rows: [] });
    expect(await desk.readBack(policy, quoteGuid)).toMatchObject({
      transaction: { kind: 'endorsement', effectiveDate: '2027-08-01' },
      premiums: [],
      invoices: [],
    });
  });

  it('takes another change once one is given up, and never gives up one that is bound', async () => {
    const policy = await desk.bindPolicy('general-liability');
    const rows = [aRow('premium', 'general-liability', 'TX', -100)];
    const first = await desk.make(policy, { change: 'cancel', rows });
    await expect(desk.make(policy, { change: 'endorse', rows })).rejects.toMatchObject({
      type: 'SystemRejection',
    });
    await desk.giveUp(policy, first.quoteGuid);
    await desk.giveUp(policy, first.quoteGuid);
    const second = await change(policy, { change: 'cancel', rows });
    expect(second.previousQuoteGuid).toBe(policy.original);
    await expect(desk.giveUp(policy, second.quoteGuid)).rejects.toMatchObject({
      type: 'SystemRejection',
      message: expect.stringContaining('is bound') as string,
    });
    expect(await desk.books(policy)).toEqual({
      'd2dd2a3a-b6e5-59a8-a28f-2d1367844168 101': 499_900,
    });
  });
});
