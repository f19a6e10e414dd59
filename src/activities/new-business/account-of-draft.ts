import { setTimeout as pause } from 'node:timers/promises';
import { fullName, guidNamed } from '../../domain/insured/same-insured.js';
import { plainText } from '../../domain/insured/spelling.js';
import type { Insured } from '../../domain/insured/insured.js';
import type { Submission } from '../../domain/new-business/submission.js';
import type { Product } from '../../domain/product/product.js';
import { kindFindings } from '../../domain/quote/acceptance.js';
import { sentence } from '../../domain/sentence.js';
import { SystemRejection } from '../../ports/call-errors.js';
import type { Parties } from '../../ports/policy-system/parties.js';
import type { FieldError } from '../../requests/field-errors.js';

/** A draft of which the policy system has a submission already, for the insured that it was priced for. */
export interface DraftOnFile {
  readonly before: Submission;
  /** As it shall be. */
  readonly after: Submission;
  /** Fields of the insured that differ. */
  readonly fields: readonly string[];
  readonly product: Product | undefined;
}

/** Who is insured by a draft from now on. */
export type AccountAnswer =
  /** As on file, and named by the GUID there. */
  | { readonly insured: Insured & { readonly onFile: string } }
  | { readonly errors: readonly FieldError[] }
  /** Nobody can say now. */
  | { readonly notRead: string };

/** Whoever sends the edit waits five seconds for the answer. */
const LONGEST_LOOK_MS = 3_500;

/**
 * Whom the account of such a draft is changed to: somebody who is on file, whom the policy system can name, and to whom the
 * product is sold. Nobody is put on file for a draft. Each condition is a finding of its own.
 */
export async function accountOfDraft(draft: DraftOnFile, parties: Parties): Promise<AccountAnswer> {
  const over = new AbortController();
  const late = pause(LONGEST_LOOK_MS, NOT_READ, { signal: over.signal });
  try {
    return await Promise.race([lookFor(draft, parties).catch(findingOf), late]);
  } finally {
    late.catch(() => undefined);
    over.abort();
  }
}

const NOT_READ: AccountAnswer = {
  notRead:
    'The policy system cannot be asked who is on file: the account stays as it was. Try it again.',
};

async function lookFor(draft: DraftOnFile, parties: Parties): Promise<AccountAnswer> {
  const { insured } = draft.after;
  const found = await parties.findInsured(insured, false);
  if (found === null) return { errors: [NOT_ON_FILE] };
  if (!found.hasLocation) return { errors: [INCOMPLETE] };
  const known = await parties.readInsured(found.insuredGuid);
  if (known === null) return { errors: [NOT_ON_FILE] };
  const errors = [
    ...(guidNamed(insured) !== null && isOfOtherName(draft, known) ? [OTHER_NAME] : []),
    ...(draft.product ? kindFindings(draft.product.quote, known.businessType) : []),
  ];
  if (errors.length > 0) return { errors };
  const nameOnPolicy = draft.fields.includes('insured.nameOnPolicy')
    ? insured.nameOnPolicy
    : known.nameOnPolicy;
  return { insured: { ...known, nameOnPolicy, onFile: found.insuredGuid } };
}

/** Whoever gives a GUID alone means whoever that is; a name that he gives with it must be that one's. */
function isOfOtherName({ after: { insured }, fields }: DraftOnFile, known: Insured): boolean {
  const isNamed = fields.some((field) => NAMES.includes(field));
  return isNamed && plainText(fullName(insured)) !== plainText(fullName(known));
}

const NAMES = ['corporationName', 'firstName', 'lastName'].map((name) => `insured.${name}`);

function findingOf(error: unknown): AccountAnswer {
  if (!(error instanceof SystemRejection)) return NOT_READ;
  const { field, reason, remedy } = error;
  if (field !== 'insured.onFile') return { errors: [INCOMPLETE] };
  return { errors: [{ field, code: 'unknown', reason, remedy: sentence(remedy) }] };
}

const NOT_ON_FILE: FieldError = {
  field: 'insured',
  code: 'unknown',
  reason: 'is nobody on file in the policy system',
  remedy:
    'Name who is on file there, as insured.onFile or as it is written there; for somebody new discard this quote and post another.',
};

const INCOMPLETE: FieldError = {
  field: 'insured.location',
  code: 'missing',
  reason: 'is missing of the insured on file, or cannot be read there',
  remedy: 'Have its primary location completed in the policy system, then send the edit again.',
};

const OTHER_NAME: FieldError = {
  field: 'insured.onFile',
  code: 'contradicts',
  reason: 'is an insured of another name',
  remedy: 'Give it alone, or with the name as on file; or null, to have the insured looked for.',
};
