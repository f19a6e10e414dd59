import { describe, expect, it } from 'vitest';
import type { DemoStep, Proof, Said } from '../../../tools/demo/report.js';
import { proofWords, stepWords, wrapped } from '../../../tools/demo/words.js';

/** The largest amount that there is, and longer names than any system of ours has. */
const LARGEST = '-99999999999.99';
const OPERATION = 'AddQuoteWithAutocalculateDetailsQuote';

const step: DemoStep = {
  name: 'cancellation',
  title: 'A cancellation by the insured',
  sentence: 'It holds from today, and what is not earned is given back to the insured. '.repeat(4),
  calls: {
    ims: Array.from({ length: 12 }, (_, at) => ({
      operation: `${OPERATION}${String(at)}`,
      procedure: null,
      isWrite: at % 2 === 0,
    })),
    billing: ['createPolicyPeriod', 'getInvoiceStreams', 'updateTermConfirmed', 'getPeriodInfo'],
    fromBilling: ['paymentReceived', 'paymentReceived', 'confirmTerm'],
  },
  money: [
    {
      what: 'would be returned',
      amount: LARGEST,
      rows: [
        {
          name: 'inspection-fee-of-the-longest-kind',
          state: 'TX',
          amount: LARGEST,
          because: {
            rule: 'fullTermDifference',
            of: '99999999999.99',
            factor: '10001/36500',
            gives: '27400000000.00',
          },
        },
      ],
    },
  ],
};

function said(what: string, words: string, agrees = true): Said {
  return { what, ims: words, billing: words, term: words, agrees };
}

function proof(agrees: boolean): Proof {
  return {
    charges: [
      said('equipment-breakdown inspection-fee-of-the-longest-kind TX', '-999999999.99', agrees),
    ],
    transactions: [said('reinstatement', `${LARGEST} from 2027-02-01`, agrees)],
    total: said('Total', '-999999999.99', agrees),
    invoiced: said('Invoiced', '-999999999.99', agrees),
    paid: said('Paid', '-999999999.99', agrees),
    days: said('Days', '2027-02-01 to 2028-02-01', agrees),
    standing: said('Standing', 'in force', agrees),
    agrees,
  };
}

const TERM = {
  policyNumber: 'a-policy-number-as-long-as-one-may-be-and-50-chars',
  termNumber: 9999,
  effectiveDate: '2027-02-01',
  expirationDate: '2028-02-01',
};

function tooLong(words: string): readonly string[] {
  return words.split('\n').filter((line) => line.length > 80);
}

describe('the words of the demo', () => {
  it('fit into 80 columns, whatever the step', () => {
    expect(tooLong(stepWords(step, 10))).toEqual([]);
  });

  it.each([true, false])('fit into 80 columns, whatever the proof (%s)', (agrees) => {
    expect(tooLong(proofWords([{ ...TERM, proof: proof(agrees) }]))).toEqual([]);
  });

  it('need no colours', () => {
    expect(stepWords(step, 1) + proofWords([{ ...TERM, proof: proof(false) }])).toMatch(
      /^[\n\x20-\x7e]*$/,
    );
  });

  it('say how often a call was made, and which of them write', () => {
    const ims = [
      { operation: 'AddPremium', procedure: null, isWrite: true },
      { operation: 'AddPremium', procedure: null, isWrite: true },
      { operation: 'ExecuteDataSet', procedure: 'BinderyPremiumsOfQuote', isWrite: false },
    ];
    const words = stepWords({ ...step, calls: { ims, billing: [], fromBilling: [] } }, 1);
    expect(words).toContain('IMS writes    AddPremium x2\n');
    expect(words).toContain('IMS reads     BinderyPremiumsOfQuote\n');
    expect(words).not.toContain('billing asked');
  });

  it('say how an amount came about', () => {
    const earned = {
      name: 'premium',
      state: 'TX',
      amount: '-2520.55',
      because: { rule: 'proRata', of: '5000.00', factor: '181/365', gives: '2479.45' },
    };
    const moved = { what: 'returned', amount: '-2520.55', rows: [earned] } as const;
    expect(stepWords({ ...step, money: [moved] }, 1)).toContain(
      '-2520.55  premium TX: 5000.00 - 2479.45 (181/365 earned)',
    );
  });

  it('keep a word that no line can hold on a line of its own', () => {
    expect(wrapped(`a ${'x'.repeat(90)} b`, '  ')).toEqual(['  a', `  ${'x'.repeat(90)}`, '  b']);
  });
});
