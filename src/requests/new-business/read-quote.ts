import { z } from 'zod';
import { fieldErrors } from '../field-errors.js';
import { groupReferenceSchema } from '../quote-group-schema.js';
import type { Faulty, RequestRules } from '../request-check.js';
import { readSubmission, type ReadSubmission } from './check-submission.js';
import { withPlace } from './place-rules.js';
import { submissionRequestSchema } from './submission-schema.js';

const groupSchema = z.object({
  group: groupReferenceSchema.optional().meta({
    description:
      'The group of quotes that it is one of, for good; it must have been made before. Its own opportunity unless said.',
  }),
});

/** A quote as it is posted: a submission, perhaps one of several of an opportunity. */
export const quoteRequestSchema = submissionRequestSchema
  .extend(groupSchema.shape)
  .meta({ id: 'QuoteRequest' });

/** A quote that can be read. */
export interface ReadQuote extends ReadSubmission {
  readonly group: z.infer<typeof groupReferenceSchema> | undefined;
}

/** Reads a posted quote by its form alone. @returns every fault of it at once */
export function readQuote(body: unknown, rules: RequestRules): ReadQuote | Faulty {
  if (typeof body !== 'object' || body === null || !('group' in body)) {
    const read = readSubmission(body, rules);
    return 'errors' in read ? read : { ...kept(read), group: undefined };
  }
  const { group: sent, ...submission } = body;
  const read = readSubmission(submission, rules);
  const group = groupSchema.safeParse({ group: sent });
  const errors = [
    ...('errors' in read ? read.errors : []),
    ...(group.success ? [] : fieldErrors(group.error)),
  ];
  if ('errors' in read || !group.success) return { errors };
  const { data } = group;
  return {
    ...kept(read),
    request: { ...read.request, ...data },
    group: data.group,
  };
}

function kept(read: ReadSubmission): ReadSubmission {
  return { ...read, submission: withPlace(read.submission, read.product) };
}
