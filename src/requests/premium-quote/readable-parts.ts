import { fieldErrors, type FieldError } from '../field-errors.js';
import {
  enrolmentSchema,
  premiumQuoteSchema,
  type PremiumQuoteRequest,
  type QuotedEnrolment,
} from './premium-quote-schema.js';

/** What of a request can be read, so that what is wrong with one part hides nothing of another. */
export interface ReadableParts {
  /** Faults of its form. */
  readonly errors: readonly FieldError[];
  readonly parts: Partial<Omit<PremiumQuoteRequest, 'policyEnrollments'>>;
  readonly enrolments: readonly { readonly index: number; readonly enrolment: QuotedEnrolment }[];
}

const LIST = 'policyEnrollments';

/** Reads a body part by part. */
export function readableParts(body: unknown): ReadableParts {
  const parsed = premiumQuoteSchema.safeParse(body);
  if (parsed.success) {
    const { policyEnrollments, ...parts } = parsed.data;
    return { errors: [], parts, enrolments: numbered(policyEnrollments) };
  }
  const given = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const members = Object.entries(premiumQuoteSchema.shape).filter(([name]) => name !== LIST);
  const parts = members.flatMap(([name, schema]) => {
    const part = schema.safeParse(given[name]);
    return part.success && part.data !== undefined ? [[name, part.data] as const] : [];
  });
  const list: readonly unknown[] = Array.isArray(given[LIST]) ? given[LIST] : [];
  return {
    errors: fieldErrors(parsed.error),
    parts: Object.fromEntries(parts),
    enrolments: numbered(list).flatMap(({ index, enrolment }) => {
      const one = enrolmentSchema.safeParse(enrolment);
      return one.success ? [{ index, enrolment: one.data }] : [];
    }),
  };
}

function numbered<T>(list: readonly T[]): { readonly index: number; readonly enrolment: T }[] {
  return list.map((enrolment, index) => ({ index, enrolment }));
}
