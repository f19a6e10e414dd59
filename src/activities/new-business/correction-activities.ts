import type { Submission } from '../../domain/new-business/submission.js';
import { correctedSubmission } from '../../requests/new-business/corrected-submission.js';
import type { RequestRules } from '../../requests/request-check.js';
import { checkCorrection, type CorrectionAnswer } from '../check-correction.js';
import type { Sources, WriteToSettle } from '../check-word.js';
import { translated } from '../translated.js';

/** A correction as a client sent it, and what it shall be applied to. */
export interface CorrectionToCheck {
  /** By the API, the Web UI or any other client: it may be anything. */
  readonly sent: unknown;
  readonly submission: Submission;
  /** It may break the rules of its product until it is validated. */
  readonly isDraft?: boolean;
  /** The write that its outcome would settle; null when none is open. */
  readonly write: WriteToSettle | null;
}

export type CorrectionActivities = ReturnType<typeof createCorrectionActivities>;

/** Checks what shall be changed of a submission. */
export function createCorrectionActivities(rules: RequestRules, sources: Sources) {
  return translated({
    checkCorrection({
      sent,
      submission,
      isDraft = false,
      write,
    }: CorrectionToCheck): Promise<CorrectionAnswer<Submission>> {
      return checkCorrection(sent, {
        correct: (changes) => correctedSubmission(submission, changes, rules, isDraft),
        write,
        sources,
      });
    },
  });
}
