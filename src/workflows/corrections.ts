import { ApplicationFailure } from '@temporalio/workflow';
import { changesWhatIsBound, fieldsInDoubt, whyTooLate } from '../domain/correction.js';
import type { Submission } from '../domain/submission.js';
import type { StepName, TransactionRecord } from '../domain/transaction.js';
import { foundByPerson } from './found-by-person.js';
import type { WriteToSettle } from '../activities/check-word.js';
import type { CheckedCorrection } from './checked-correction.js';
import { kindOfWrite, type Writes } from './writes.js';

/** What decides whether a person may act on a transaction now. */
interface OpenFile {
  readonly record: TransactionRecord;
  readonly submission: Submission;
  readonly writes: Writes;
  readonly currentStep: StepName | null;
}

/** @throws ApplicationFailure when no correction can be taken now, whatever it says */
export function refuseUnlessStopped({ record }: OpenFile): void {
  if (record.attention === null) {
    throw refusal('nothingToCorrect', 'The transaction does not wait for a correction.');
  }
}

/**
 * Decides at the moment when the correction is taken: while it was checked, the transaction may have moved on.
 *
 * @throws ApplicationFailure of a type that `correctUpdate` names, when the correction must not be taken
 */
export function refuseCorrection(desk: OpenFile, correction: CheckedCorrection): void {
  refuseUnlessStopped(desk);
  const { attention, revision, steps } = desk.record;
  if (correction.revision !== revision) {
    throw refusal(
      'staleRevision',
      `The correction was made from revision ${correction.revision}; the transaction is at ${revision}.`,
    );
  }
  const late = whyTooLate(correction.fields, {
    done: new Set(steps.map(({ name }) => name)),
    isBound: desk.record.policyNumber !== null,
  });
  if (late !== null) throw refusal('alreadyUsed', late);
  const outcomeNeeded = attention?.cause === 'unknownOutcome';
  if (outcomeNeeded && !correction.outcome) {
    throw refusal(
      'outcomeNeeded',
      'Say what the policy system holds: outcome {"written": false}, or {"written": true, "made": …}.',
    );
  }
  const { inDoubt } = desk.writes;
  if (correction.outcome && inDoubt === null) {
    throw refusal('outcomeNotNeeded', 'No write is in doubt.');
  }
  if (correction.outcome?.written && inDoubt !== null) {
    const found = foundByPerson(inDoubt, correction.outcome);
    if ('needs' in found) throw refusal('outcomeNeeded', `Name ${found.needs} in outcome.made.`);
  }
  refuseChangeInDoubt(desk, correction);
}

/** What a write in doubt was given must stay as it is until the doubt is settled. */
function refuseChangeInDoubt({ writes }: OpenFile, correction: CheckedCorrection): void {
  const { fields, outcome } = correction;
  const settled = outcome?.written === false ? writes.inDoubt : null;
  const open = writes.uncertain.filter((key) => key !== settled);
  if (open.includes('bind') && changesWhatIsBound(fields)) {
    if (correction.isBound === false) return;
    throw refusal(
      'alreadyUsed',
      `The policy may be bound already: ${fields.join(', ')}. Run the step again without changing it, or look into ` +
        'the policy system and say with outcome {"written": false} that it is not.',
    );
  }
  const doubtful = fieldsInDoubt(fields, open.map(kindOfWrite));
  if (doubtful.length === 0) return;
  throw refusal(
    'alreadyUsed',
    `The policy system may have this already: ${doubtful.join(', ')}. Run the step again without changing it, ` +
      'or look into the policy system and say with outcome {"written": false} that it has not.',
  );
}

/** @throws ApplicationFailure of a type that `abandonUpdate` names, when the transaction must not be ended */
export function refuseAbandonment(desk: OpenFile): void {
  const { state } = desk.record;
  if (state === 'bound' || state === 'issued') {
    throw refusal('alreadyBound', 'The policy is bound; cancel it instead.');
  }
  if (state === 'completed' || state === 'failed') {
    throw refusal('alreadyEnded', 'The transaction has ended.');
  }
  const isBinding = desk.currentStep === 'bind' && desk.record.attention === null;
  if (isBinding || desk.writes.uncertain.includes('bind')) {
    throw refusal(
      'bindUnderWay',
      'The bind is under way; whether it happened must be known first.',
    );
  }
}

/** Names the booking of one charge in `Writes`: a different amount is a different write. */
export function premiumKey(charge: Submission['premium'][number]): string {
  return `premium:${charge.line}:${charge.charge}:${charge.state}:${charge.amountCents}`;
}

/** The write that a person's word would settle now, with what is known of it; null when none is open. */
export function writeToSettle({ record, submission, writes }: OpenFile): WriteToSettle | null {
  const key = writes.inDoubt;
  if (key === null) return null;
  return {
    kind: kindOfWrite(key),
    ids: record.ids,
    reference: record.reference,
    policyNumber: record.policyNumber,
    termNumber: FIRST_TERM,
    charge: submission.premium.find((charge) => premiumKey(charge) === key) ?? null,
  };
}

/** The term that new business books. */
const FIRST_TERM = 1;

function refusal(code: string, message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, code);
}
