/**
 * The currencies of ISO 4217 whose amounts do not have two decimals, with how many they have. Kept here because a workflow
 * must come to the same on every runtime.
 */
export const DECIMALS_OTHER_THAN_TWO: Readonly<Record<string, number>> = {
  ...all(0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'),
  ...all(3, 'BHD IQD JOD KWD LYD OMR TND'),
  ...all(4, 'CLF UYW'),
};

function all(decimals: number, codes: string): Readonly<Record<string, number>> {
  return Object.fromEntries(codes.split(' ').map((code) => [code, decimals]));
}

/**
 * Whether amounts in a currency can be carried: everything here, and billing's contract, has two decimals, and 1,000 yen
 * written as 1000.00 would be another amount somewhere on the way.
 *
 * @param currency three letters; of one that ISO does not know nothing is said
 */
export function hasCents(currency: string): boolean {
  return !Object.hasOwn(DECIMALS_OTHER_THAN_TWO, currency);
}
