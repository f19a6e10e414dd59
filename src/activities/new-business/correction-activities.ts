import { guidNamed, isSameGuid } from '../../domain/insured/same-insured.js';
import type { Submission } from '../../domain/new-business/submission.js';
import { correctedSubmission } from '../../requests/new-business/corrected-submission.js';
import type { RequestRules } from '../../requests/request-check.js';
import { changedPaths } from '../../requests/merge-patch.js';
import { requestOfSubmission } from '../../requests/new-business/request-of-submission.js';
import {
  checkCorrection,
  type AcceptableCorrection,
  type CorrectionAnswer,
} from '../check-correction.js';
import { accountOfDraft } from './account-of-draft.js';
import type { Sources, WriteToSettle } from '../check-word.js';
import { translated } from '../translated.js';

/** A correction as a client sent it, and what it shall be applied to. */
export interface CorrectionToCheck {
  /** By the API, the Web UI or any other client: it may be anything. */
  readonly sent: unknown;
  readonly submission: Submission;
  /** It may break the rules of its product until it is validated. */
  readonly isDraft?: boolean;
  /** GUID of the insured that the policy system has a submission for; absent where it has none, and where that is final. */
  readonly account?: string;
  /** The write that its outcome would settle; null when none is open. */
  readonly write: WriteToSettle | null;
}

export type CorrectionActivities = ReturnType<typeof createCorrectionActivities>;

/** Checks what shall be changed of a submission. */
export function createCorrectionActivities(rules: RequestRules, sources: Sources) {
  return translated({
    async checkCorrection({
      sent,
      submission,
      isDraft = false,
      account,
      write,
    }: CorrectionToCheck): Promise<CorrectionAnswer<Submission>> {
      const answer = await checkCorrection(sent, {
        correct: (changes) => correctedSubmission(submission, changes, rules, isDraft),
        write,
        sources,
      });
      if (!('accepted' in answer)) return answer;
      const { accepted } = answer;
      if (account === undefined && !(isDraft && namesAccount(accepted))) return answer;
      return withAccount(accepted, { submission, account });
    },
  });

  /** Another insured of a draft that was priced is somebody on file, as on file; so is whoever is named by a GUID. */
  async function withAccount(
    accepted: AcceptableCorrection<Submission>,
    {
      submission: before,
      account,
    }: { readonly submission: Submission; readonly account: string | undefined },
  ): Promise<CorrectionAnswer<Submission>> {
    const { request: after, fields } = accepted;
    if (after === null || !fields.some(isOfInsured)) return { accepted };
    const product = rules.products.get(after.product);
    const draft = { before, after, fields: fields.filter(isOfInsured), product };
    const answer = await accountOfDraft(draft, sources.policySystem);
    if (!('insured' in answer)) return answer;
    const { insured } = answer;
    // What is on file of the same insured is corrected there.
    const isSame =
      account !== undefined && isSameGuid(insured.onFile, guidNamed(before.insured) ?? account);
    if (isSame) return { accepted };
    const request = { ...after, insured };
    const changed = changedPaths(requestOfSubmission(before), requestOfSubmission(request));
    return { accepted: { ...accepted, request, fields: changed, free: ['insured'] } };
  }
}

/** Whether an edit says by its GUID who is insured. */
function namesAccount({ request, fields }: AcceptableCorrection<Submission>): boolean {
  return (
    request !== null && fields.includes('insured.onFile') && guidNamed(request.insured) !== null
  );
}

function isOfInsured(field: string): boolean {
  return field === 'insured' || field.startsWith('insured.');
}
