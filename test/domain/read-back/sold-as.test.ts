import { describe, expect, it } from 'vitest';
import { soldAs, type HeldPolicy } from '../../../src/domain/read-back/sold-as.js';
import { anInstallation, aProduct } from '../../support/submissions.js';

const liability = aProduct();
const [LINE] = liability.lines;
const property = aProduct({
  key: 'property',
  lines: [{ ...LINE, key: 'property', lineGuid: '6bed863a-4e2e-5360-970d-a81ab7583848' }],
});
const { charges } = anInstallation();
const premiumIn = (state: string) =>
  charges.find((one) => one.charge === 'premium' && one.state === state)?.code ?? 0;

const amount = (changes: Partial<HeldPolicy['amounts'][number]> = {}) => ({
  lineGuid: LINE.lineGuid,
  chargeCode: premiumIn('TX'),
  amountCents: 500_000,
  isFee: false,
  ...changes,
});
const aHeldPolicy = (changes: Partial<HeldPolicy> = {}): HeldPolicy => ({
  writtenAs: {
    lineGuid: LINE.lineGuid,
    companyLocationGuid: LINE.companyLocationGuid,
    state: 'TX',
  },
  amounts: [amount()],
  ...changes,
});
const nothingSaid = { lineGuid: null, companyLocationGuid: null, state: null };

describe('the product of a policy that the policy system holds', () => {
  const products = [liability, property];

  it('is the one that has its line, carrier and state, however a GUID is written', () => {
    const shouted = { ...aHeldPolicy().writtenAs, lineGuid: LINE.lineGuid.toUpperCase() };
    for (const held of [aHeldPolicy(), aHeldPolicy({ writtenAs: shouted })])
      expect(soldAs(held, products, charges)).toEqual({ product: liability, state: 'TX' });
  });

  it('is told by its amounts where the installation says nothing else', () => {
    const held = aHeldPolicy({ writtenAs: nothingSaid });
    expect(soldAs(held, products, charges)).toEqual({ product: liability, state: 'TX' });
  });

  it('is not told where more than one fits, unless somebody names it', () => {
    const twin = { ...liability, key: 'twin' };
    expect(soldAs(aHeldPolicy(), [...products, twin], charges)).toMatchObject({
      field: 'product',
      found: 'a policy that fits general-liability and twin',
    });
    expect(soldAs(aHeldPolicy(), [...products, twin], charges, 'twin')).toMatchObject({
      product: { key: 'twin' },
    });
  });

  it('is not told where none fits: by line, by carrier, by state, by a line of an amount', () => {
    const { writtenAs } = aHeldPolicy();
    const other = 'ffffffff-4e2e-5360-970d-a81ab7583848';
    for (const held of [
      aHeldPolicy({ writtenAs: { ...writtenAs, lineGuid: other } }),
      aHeldPolicy({ writtenAs: { ...writtenAs, companyLocationGuid: other } }),
      aHeldPolicy({ writtenAs: { ...writtenAs, state: 'ME' } }),
      aHeldPolicy({ amounts: [amount(), amount({ lineGuid: other })] }),
    ]) {
      expect(soldAs(held, products, charges)).toMatchObject({
        field: 'product',
        remedy: 'add its product file',
      });
    }
  });

  it('is not what somebody names where it does not fit', () => {
    expect(soldAs(aHeldPolicy(), products, charges, 'property')).toMatchObject({
      field: 'product',
      found: expect.stringContaining('which is not property') as string,
    });
  });

  it('cannot be told without a state: its law decides what a change costs', () => {
    const held = aHeldPolicy({ writtenAs: nothingSaid, amounts: [] });
    expect(soldAs(held, products, charges)).toMatchObject({ field: 'state' });
  });
});
