import type { z } from 'zod';
import { correctionRequestSchema } from '../requests/correction-schema.js';
import { type FieldError, fieldErrors } from '../requests/field-errors.js';
import type { CorrectedRequest, Faulty } from '../requests/request-check.js';
import { checkWord, type Sources, type WriteToSettle } from './check-word.js';

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
  /** Fields that would come too late, and that the check has found to be free to change, such as `insured`; none unless said. */
  readonly free?: readonly string[];
}

export type CorrectionAnswer<Request> =
  | { readonly accepted: AcceptableCorrection<Request> }
  | { readonly errors: readonly FieldError[] }
  /** The policy system could not say what had to be known first. */
  | { readonly notRead: string }
  /** The systems say otherwise than the person. */
  | { readonly contradiction: string };

/** A refusal must stay small enough to be carried and read. */
const MOST_ERRORS = 50;

/** What a correction of one kind of transaction is checked by. */
interface CheckedBy<Request> {
  /** The request with the changes, an RFC 7396 merge patch. */
  readonly correct: (
    changes: Readonly<Record<string, unknown>>,
  ) => CorrectedRequest<Request> | Faulty;
  /** The write that its outcome would settle; null when none is open. */
  readonly write: WriteToSettle | null;
  readonly sources: Sources;
}

/**
 * The one check of every correction, whichever door it comes through and whatever it corrects.
 *
 * @param sent by the API, the Web UI or any other client: it may be anything
 */
export async function checkCorrection<Request>(
  sent: unknown,
  { correct, write, sources }: CheckedBy<Request>,
): Promise<CorrectionAnswer<Request>> {
  const parsed = correctionRequestSchema.safeParse(sent);
  if (!parsed.success) return { errors: fieldErrors(parsed.error).slice(0, MOST_ERRORS) };
  const { by, reason, changes = {}, revision = null, outcome = null } = parsed.data;
  const wanted = correct(changes);
  if ('errors' in wanted) return { errors: wanted.errors.slice(0, MOST_ERRORS) };
  const word = write && outcome ? await checkWord(write, outcome, sources) : null;
  if (word && 'contradiction' in word) return word;
  const { request, fields } = wanted;
  return {
    accepted: {
      by,
      reason,
      revision,
      request: fields.length === 0 ? null : request,
      fields,
      outcome,
      word: word?.taken ?? null,
    },
  };
}
