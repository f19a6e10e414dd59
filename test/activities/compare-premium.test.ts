import { describe, expect, it } from 'vitest';
import { compareRated } from '../../src/activities/compare-premium.js';
import type { PolicySystem } from '../../src/ports/policy-system.js';
import { LookupNotAvailable } from '../../src/ports/call-errors.js';

/** A policy system of which only the premiums on a quote are asked. */
function holding(listPremiums: PolicySystem['listPremiums']): PolicySystem {
  return { listPremiums } as PolicySystem;
}

const row = (amountCents: number, isFee = false) => ({
  quoteOptionGuid: 'o',
  lineGuid: null,
  chargeCode: isFee ? 141 : 101,
  amountCents,
  isFee,
});

describe('the premium of a workbook before the bind', () => {
  it('A42: is refused when it stands there twice, with both amounts and what to do', async () => {
    const twice = holding(() => Promise.resolve([row(750_000), row(750_000), row(12_500, true)]));
    await expect(compareRated(twice, 'q', 750_000)).rejects.toMatchObject({
      name: 'RatingDiffers',
      message: expect.stringMatching(/15000\.00.*7500\.00/) as string,
      remedy: expect.stringContaining('twice') as string,
    });
  });

  it('is taken as rated, whatever fees the policy system added', async () => {
    const once = holding(() => Promise.resolve([row(500_000), row(250_000), row(12_500, true)]));
    await expect(compareRated(once, 'q', 750_000)).resolves.toBeUndefined();
  });

  it('is not compared where it cannot be looked up', async () => {
    const blind = holding(() => Promise.reject(new LookupNotAvailable('listPremiums')));
    await expect(compareRated(blind, 'q', 750_000)).resolves.toBeUndefined();
  });
});
