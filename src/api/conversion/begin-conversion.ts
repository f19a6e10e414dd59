import { isEnded, wasEndedInTemporal } from '../../temporal/visible-transactions.js';
import { sentence } from '../../domain/sentence.js';
import { CONVERSION, newBusinessId } from '../../domain/workflow-ids.js';
import {
  type CheckedConversion,
  checkConversion,
} from '../../requests/conversion/check-conversion.js';
import { keyOfAttempt } from '../../requests/conversion/conversion-key.js';
import { checkReferences } from '../../temporal/conversion-check.js';
import { startTransaction } from '../../temporal/start-transaction.js';
import { findTransaction, readRecord } from '../../temporal/transactions.js';
import type { ConversionCheckOutcome } from '../../workflows/conversion/messages.js';
import type { ConvertedTerm, NewBusinessInput } from '../../workflows/new-business/messages.js';
import type { ApiContext } from '../context.js';
import { Problem } from '../problem.js';
import { type Begun, differentRequest, mustBeBegun } from '../transactions/begun.js';

/** A conversion as it was posted, and who asks for it. */
interface Asking {
  readonly posted: unknown;
  readonly requestedBy: string;
}

/**
 * Begins the renewal of a policy that lives in another system: new business from the day on which its term ends there, which
 * waits as a draft. The same request again is the same one. Where something that it names is not there, nothing is begun.
 *
 * @throws Problem `invalid-request` with every fault at once, `different-request`, `policy-not-read`
 */
export async function beginConversion(
  context: ApiContext,
  { posted, requestedBy }: Asking,
): Promise<Begun> {
  const checked = checkConversion(posted, context);
  if ('errors' in checked) throw notImported(checked.errors);
  const { isBegun, reference } = await attemptOf(context, checked);
  const { product, requestDigest } = checked;
  // What was begun stands, whatever became of account and producer since.
  const named = isBegun ? NOT_ASKED : await lookFor(context, checked, reference);
  const submission = submissionFor(checked, reference, named.insuredGuid);
  const { billing, timeZone, termTime, outagePatienceMs, documents } = product;
  const input: NewBusinessInput = {
    submission,
    requestDigest,
    advanceTo: DRAFT,
    requestedBy,
    outagePatienceMs,
    documents,
    term: { timeZone, termTime },
    ...(billing === null ? {} : { billing: { product: billing } }),
    converts: termOf(checked, named.isNumberTaken),
  };
  const { system, id } = reference;
  const started = await startTransaction(context, {
    id: newBusinessId(reference),
    kind: 'newBusiness',
    input,
    facts: submission,
    requestDigest,
    summary: `Conversion of ${system} ${id}, ${product.key}, ${submission.effectiveDate}`,
    partOf: CONVERSION,
  });
  return mustBeBegun(started, IT);
}

const IT = 'This policy of that system';
/** Everything that is posted is checked, nothing is written. */
const DRAFT = 'validated';

type Reference = CheckedConversion['submission']['reference'];
type Named = Pick<
  Extract<ConversionCheckOutcome, { kind: 'known' }>,
  'insuredGuid' | 'isNumberTaken'
>;
const NOT_ASKED: Named = { insuredGuid: null, isNumberTaken: null };

/**
 * Under which reference it is begun, or was: one that came to nothing may be followed by another, which has its own.
 *
 * @throws Problem `different-request` where another request has begun one that stands
 */
async function attemptOf(
  context: ApiContext,
  { submission, requestDigest }: CheckedConversion,
): Promise<{ readonly reference: Reference; readonly isBegun: boolean }> {
  const { system, id } = submission.reference;
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const reference = { system, id: keyOfAttempt(id, attempt) };
    const found = await findTransaction(context, newBusinessId(reference));
    if (!found) return { reference, isBegun: false };
    if (found.visible.memo['requestDigest'] === requestDigest) {
      // One that was ended in Temporal is taken up with what is found now.
      return { reference, isBegun: !wasEndedInTemporal(found.visible) };
    }
    const record = await readRecord(context, found);
    if (!isEnded(record) || record.failure === null) throw differentRequest(IT);
  }
  throw differentRequest(IT);
}

/** Who gives up so many has lost his way. */
const MOST_ATTEMPTS = 20;

/** @throws Problem `invalid-request` with what is not there, `policy-not-read` where that cannot be told now */
async function lookFor(
  context: ApiContext,
  { submission, product, accountNumber, policyNumber, requestDigest }: CheckedConversion,
  reference: Reference,
): Promise<Named> {
  const { producer, underwriterGuid } = submission;
  const outcome = await checkReferences(
    context,
    { reference, requestDigest },
    {
      accountNumber,
      isBilled: product.billing !== null,
      product: product.key,
      producer,
      ...(underwriterGuid === undefined ? {} : { underwriterGuid }),
      policyNumber,
    },
  );
  switch (outcome.kind) {
    case 'known': {
      const { onFile } = submission.insured;
      const { insuredGuid } = outcome;
      if (insuredGuid === null || onFile === undefined || onFile === insuredGuid) return outcome;
      const reason = 'is not the insured whose account it is';
      const remedy = 'Leave it out, or name the account of that insured.';
      throw notImported([{ field: 'period.insured.onFile', code: 'contradicts', reason, remedy }]);
    }
    case 'refused':
      throw notImported(
        outcome.faults.map(({ field, reason, remedy }) => ({
          field: field === 'underwriterGuid' ? `period.${field}` : field,
          code: 'unknown',
          reason,
          remedy: sentence(remedy),
        })),
      );
    case 'notRead':
      throw new Problem('policy-not-read', {
        detail: `What the conversion names could not be looked for, and nothing was begun: ${outcome.reason}`,
      });
  }
}

function submissionFor(
  { submission }: CheckedConversion,
  reference: Reference,
  insuredGuid: string | null,
): CheckedConversion['submission'] {
  const { insured } = submission;
  const onFile = insuredGuid === null ? {} : { onFile: insuredGuid };
  return { ...submission, reference, insured: { ...insured, ...onFile } };
}

function termOf(
  { policyNumber, product }: CheckedConversion,
  isNumberTaken: boolean | null,
): ConvertedTerm {
  const isTaken = isNumberTaken === true;
  return {
    policyNumber: isTaken ? null : policyNumber,
    isNumberTaken: isTaken,
    // Whoever accepts the draft has it bound: nothing is offered.
    flow: product.renewal?.flow === 'confirmed' ? 'confirmed' : 'bindAndCancel',
  };
}

function notImported(errors: NonNullable<Problem['details']['errors']>): Problem {
  return new Problem('invalid-request', {
    detail: 'The policy cannot be imported; nothing was begun.',
    errors,
  });
}
