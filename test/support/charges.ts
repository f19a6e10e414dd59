import type { Charge } from '../../src/domain/money/charges.js';

/** A row of premium for one line in Texas; name only what matters to the test. */
export function aCharge(parts: Partial<Charge> = {}): Charge {
  const { kind = 'premium', name = kind } = parts;
  return {
    kind,
    name,
    line: 'general-liability',
    state: 'TX',
    amountCents: 500_000,
    refundable: 'always',
    isTaxable: kind === 'premium',
    ...parts,
  };
}

/** Premium of 5000.00 with 244.50 of one-time charges: 1494.50 first under the plan TEN. */
export const BASE_CHARGES: readonly Charge[] = [
  aCharge(),
  aCharge({ kind: 'tax', name: 'surplusLinesTax', amountCents: 24_250 }),
  aCharge({ kind: 'fee', name: 'stampingFee', amountCents: 200 }),
];
