import { createHash } from 'node:crypto';
import { canonicalJson } from '../../domain/machine/canonical-json.js';
import type { Submission } from '../../domain/new-business/submission.js';
import {
  UNIFORM_FIELDS,
  type FieldDigests,
  type UniformField,
} from '../../domain/quote-group/rules.js';

/** What a group compares of a submission. */
export type UniformPart = Pick<
  Submission,
  | 'product'
  | 'state'
  | 'effectiveDate'
  | 'expirationDate'
  | 'insured'
  | 'producer'
  | 'underwriterGuid'
  | 'paymentPlan'
>;

const VALUES: Readonly<Record<UniformField, (submission: UniformPart) => unknown>> = {
  product: ({ product }) => product,
  state: ({ state }) => state,
  effectiveDate: ({ effectiveDate }) => effectiveDate,
  expirationDate: ({ expirationDate }) => expirationDate,
  // Where to find somebody on file says nothing of who it is.
  insured: ({ insured }) => ({ ...insured, onFile: undefined }),
  'insured.location': ({ insured }) => insured.location,
  producer: ({ producer }) => producer,
  underwriterGuid: ({ underwriterGuid }) => underwriterGuid ?? null,
  paymentPlan: ({ paymentPlan }) => paymentPlan,
};

/** What a submission holds in each field that a group may compare. @param group its id: the same value has another digest elsewhere */
export function uniformDigests(submission: UniformPart, group: string): FieldDigests {
  const digests = UNIFORM_FIELDS.map((field) => [
    field,
    createHash('sha256')
      .update(canonicalJson([group, field, VALUES[field](submission)]))
      .digest('base64url')
      .slice(0, 22),
  ]);
  return Object.fromEntries(digests) as FieldDigests;
}
