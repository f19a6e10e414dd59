/** What of a request can be asked to be the same in all quotes of a group. */
export const UNIFORM_FIELDS = [
  'product',
  'state',
  'effectiveDate',
  'expirationDate',
  'insured',
  'insured.location',
  'producer',
  'underwriterGuid',
  'paymentPlan',
] as const;
export type UniformField = (typeof UNIFORM_FIELDS)[number];

/** Which one quote of a group alone may reach. */
export const UNIQUE_STATES = ['accepted', 'issued'] as const;
export type UniqueState = (typeof UNIQUE_STATES)[number];

/** The quotes of one opportunity: what they have in common, and how far one of them alone may come. */
export interface GroupRules {
  readonly uniform: readonly UniformField[];
  readonly uniqueState: UniqueState;
}

/** What a quote holds in each of these fields, by its digest: no personal data. */
export type FieldDigests = Readonly<Record<UniformField, string>>;
