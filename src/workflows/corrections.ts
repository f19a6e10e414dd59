import { ApplicationFailure } from '@temporalio/workflow';
import { fieldsUsedAlready } from '../domain/correction.js';
import type { Submission } from '../domain/submission.js';
import type { StepName, TransactionRecord } from '../domain/transaction.js';
import { foundByPerson } from './found-by-person.js';
import type { Abandonment, Correction } from './messages.js';
import type { Writes } from './writes.js';

/** What decides whether a person may act on a transaction now. */
interface OpenFile {
  readonly record: TransactionRecord;
  readonly submission: Submission;
  readonly writes: Writes;
  readonly currentStep: StepName | null;
}

/** @throws ApplicationFailure of a type that `correctUpdate` names, when the correction must not be taken */
export function refuseCorrection(desk: OpenFile, correction: Correction): void {
  refuseAnonymous(correction);
  const { attention, revision, steps } = desk.record;
  if (attention === null) {
    throw refusal('nothingToCorrect', 'The transaction does not wait for a correction.');
  }
  if (correction.revision !== revision) {
    throw refusal(
      'staleRevision',
      `The correction was made from revision ${correction.revision}; the transaction is at ${revision}.`,
    );
  }
  const late = fieldsUsedAlready(correction.fields, new Set(steps.map(({ name }) => name)));
  if (late.length > 0) {
    throw refusal('alreadyUsed', `The policy system has this already: ${late.join(', ')}.`);
  }
  const booked = bookedPremiumChanged(desk, correction);
  if (booked) throw refusal('alreadyUsed', booked);
  const outcomeNeeded = attention.cause === 'unknownOutcome';
  if (outcomeNeeded && !correction.outcome) {
    throw refusal(
      'outcomeNeeded',
      'Say what the policy system holds: outcome {"written": false}, or {"written": true, "made": …}.',
    );
  }
  const key = desk.writes.inDoubt();
  if (correction.outcome?.written && key !== null) {
    const found = foundByPerson(key, correction.outcome.made);
    if ('needs' in found) throw refusal('outcomeNeeded', `Name ${found.needs} in outcome.made.`);
  }
  if (!outcomeNeeded && correction.outcome) {
    throw refusal('outcomeNotNeeded', 'No write is in doubt.');
  }
}

/** What the policy system has booked and the correction would drop, in words; null when there is nothing. */
function bookedPremiumChanged(desk: OpenFile, correction: Correction): string | null {
  if (!correction.fields.some((field) => field.startsWith('premium'))) return null;
  const gone = desk.submission.premium.filter(
    (charge) =>
      desk.writes.has(premiumKey(charge)) &&
      !correction.submission.premium.some((kept) => premiumKey(kept) === premiumKey(charge)),
  );
  return gone.length === 0
    ? null
    : `The policy system has booked this already: ${gone.map((charge) => `${charge.charge} ${charge.state}`).join(', ')}.`;
}

/** @throws ApplicationFailure of a type that `abandonUpdate` names, when the transaction must not be ended */
export function refuseAbandonment(desk: OpenFile, abandonment: Abandonment): void {
  refuseAnonymous(abandonment);
  const { state } = desk.record;
  if (state === 'bound' || state === 'issued') {
    throw refusal('alreadyBound', 'The policy is bound; cancel it instead.');
  }
  if (state === 'completed' || state === 'failed') {
    throw refusal('alreadyEnded', 'The transaction has ended.');
  }
  const binding = desk.currentStep === 'bind' && desk.record.attention?.cause !== 'rejected';
  if (binding || desk.writes.isUncertain('bind')) {
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

/** Whatever Temporal client sends it: an act of a person names the person and the reason. */
function refuseAnonymous(act: { readonly by: unknown; readonly reason: unknown }): void {
  for (const text of [act.by, act.reason]) {
    if (typeof text !== 'string' || text.trim() === '') {
      throw refusal('invalidInput', 'Say who acts (by) and why (reason).');
    }
  }
}

function refusal(code: string, message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, code);
}
