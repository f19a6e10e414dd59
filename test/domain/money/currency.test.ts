import { describe, expect, it } from 'vitest';
import { DECIMALS_OTHER_THAN_TWO, hasCents } from '../../../src/domain/money/currency.js';

describe('a currency', () => {
  it('is carried where its amounts have two decimals', () => {
    expect(['USD', 'CAD', 'EUR'].map(hasCents)).toEqual([true, true, true]);
    expect(['JPY', 'KWD', 'CLF'].map(hasCents)).toEqual([false, false, false]);
  });

  it('has the decimals of ISO 4217 for every code that the standard knows', () => {
    // The runtime rounds some as people pay them, such as the rial; ISO has two decimals for those.
    const asPaid = new Set(
      'AFN ALL COP HUF IDR IRR KPW LAK LBP MGA MMK MRO PKR RSD SLL SOS STD SYP TMM TRL TZS UZS YER ZMK ITL LUF ESP ADP BYR ROL IQD'.split(
        ' ',
      ),
    );
    for (const code of Intl.supportedValuesOf('currency')) {
      const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', {
        style: 'currency',
        currency: code,
      }).resolvedOptions();
      if (!asPaid.has(code))
        expect([code, DECIMALS_OTHER_THAN_TWO[code] ?? 2]).toEqual([code, maximumFractionDigits]);
    }
  });
});
