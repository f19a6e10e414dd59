import type { z } from 'zod';
import type { Submission } from '../domain/new-business/submission.js';
import type { SubmissionRules } from '../submission/check-submission.js';
import { correctedSubmission } from '../submission/corrected-submission.js';
import { correctionRequestSchema } from '../submission/correction-schema.js';
import { type FieldError, fieldErrors } from '../submission/field-errors.js';
import { checkWord, type Sources, type WriteToSettle } from './check-word.js';
import { translated } from './translated.js';

/** A correction as a client sent it, and what it shall be applied to. */
export interface CorrectionToCheck {
  /** By the API, the Web UI or any other client: it may be anything. */
  readonly sent: unknown;
  readonly submission: Submission;
  /** The write that its outcome would settle; null when none is open. */
  readonly write: WriteToSettle | null;
}

type SentCorrection = z.infer<typeof correctionRequestSchema>;

/** A correction that can be taken, unless the transaction has moved on. */
export interface AcceptableCorrection<Request> extends Pick<SentCorrection, 'by' | 'reason'> {
  readonly revision: number | null;
  /** The whole request as it shall be; null when nothing of it changes. */
  readonly request: Request | null;
  readonly fields: readonly string[];
  readonly outcome: NonNullable<SentCorrection['outcome']> | null;
  /** What became of the person's word on a write, for the record; null when none was given. */
  readonly word: string | null;
}

export type CorrectionAnswer<Request> =
  | { readonly accepted: AcceptableCorrection<Request> }
  | { readonly errors: readonly FieldError[] }
  /** The systems say otherwise than the person. */
  | { readonly contradiction: string };

export type CorrectionActivities = ReturnType<typeof createCorrectionActivities>;

/** A refusal must stay small enough to be carried and read. */
const MOST_ERRORS = 50;

/** The one check of every correction, whichever door it comes through. */
export function createCorrectionActivities(rules: SubmissionRules, sources: Sources) {
  return translated({
    async checkCorrection({
      sent,
      submission,
      write,
    }: CorrectionToCheck): Promise<CorrectionAnswer<Submission>> {
      const parsed = correctionRequestSchema.safeParse(sent);
      if (!parsed.success) return { errors: fieldErrors(parsed.error).slice(0, MOST_ERRORS) };
      const { by, reason, changes = {}, revision = null, outcome = null } = parsed.data;
      const wanted = correctedSubmission(submission, changes, rules);
      if ('errors' in wanted) return { errors: wanted.errors.slice(0, MOST_ERRORS) };
      const word = write && outcome ? await checkWord(write, outcome, sources) : null;
      if (word && 'contradiction' in word) return word;
      return {
        accepted: {
          by,
          reason,
          revision,
          request: wanted.fields.length === 0 ? null : wanted.submission,
          fields: wanted.fields,
          outcome,
          word: word?.taken ?? null,
        },
      };
    },
  });
}
