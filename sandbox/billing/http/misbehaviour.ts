import { z } from 'zod';
import {
  chanceShape,
  createMisbehaviour,
  faultShape,
  type Misbehaviour,
  type Misfortune,
} from '../../shared/misbehaviour.js';

/** Ways in which a real server fails, by what the caller sees. */
const kindSchema = z.enum([
  /** The connection is destroyed without an answer. */
  'drop',
  /** The answer comes after `delayMs`. */
  'late',
  /** HTTP 503 without a body. */
  'unavailable',
  /** HTTP 502 with a page of a proxy. */
  'html',
  /** The answer ends in the middle. */
  'truncated',
  /** HTTP 200 with JSON that the contract does not allow. */
  'garbage',
  /** HTTP 401, as if the token had been taken back. */
  'unauthorized',
  /** HTTP 422 with `code` and `text`. */
  'refuse',
  /** No answer ever; the connection stays open until the caller closes it. */
  'hold',
]);
type Kind = z.output<typeof kindSchema>;

/** They are said instead of carrying the call out. */
const NOTHING_DONE: ReadonlySet<Kind> = new Set(['refuse', 'unauthorized']);

const detailShape = {
  /** Of `refuse`. */
  code: z.string().min(1).default('refusedOnDemand'),
  text: z.string().min(1).default('Refused on demand.'),
};
type Details = z.output<z.ZodObject<typeof detailShape>>;

export const faultSchema = z
  .strictObject({ ...faultShape, kind: kindSchema, ...detailShape })
  .refine((fault) => !(NOTHING_DONE.has(fault.kind) && fault.when === 'after'), {
    error: 'nothing is booked by a call that is refused, so "when" cannot be "after"',
    path: ['when'],
  });

export const chanceSchema = z.strictObject({
  ...chanceShape,
  kinds: z.array(kindSchema).min(1),
  ...detailShape,
});

export type BillingMisfortune = Misfortune<Kind, Details>;
export type BillingMisbehaviour = Misbehaviour<Kind, Details>;

export function createBillingMisbehaviour(): BillingMisbehaviour {
  return createMisbehaviour<Kind, Details>({
    neverAfter: NOTHING_DONE,
    usuallyAfter: new Set(['truncated', 'garbage']),
  });
}
