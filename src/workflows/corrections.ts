import { ApplicationFailure } from '@temporalio/workflow';
import { fieldsInDoubt, fieldsUsedAlready } from '../domain/correction.js';
import type { Submission } from '../domain/submission.js';
import type { StepName, TransactionRecord } from '../domain/transaction.js';
import { foundByPerson } from './found-by-person.js';
import type { Abandonment, Correction } from './messages.js';
import type { BindLook } from './look-for-bind.js';
import { premiumKey } from './premium-key.js';
import { kindOfWrite, type Writes } from './writes.js';

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
  const settled = settledWrite(desk.writes, correction);
  if (correction.outcome && settled === null) {
    const { write } = correction.outcome;
    throw refusal(
      'outcomeNotNeeded',
      write === undefined
        ? 'The step stopped without a write that could be in doubt.'
        : `No write ${write} is open: it was never attempted, or it is settled.`,
    );
  }
  if (correction.outcome?.written && settled !== null) {
    const found = foundByPerson(settled, correction.outcome);
    if ('needs' in found) throw refusal('outcomeNeeded', `Name ${found.needs}.`);
  }
  refuseChangeInDoubt(desk, correction);
}

/** The write whose outcome a correction tells; null when it tells none, or of a write that is not open. */
export function settledWrite(
  writes: Writes,
  { outcome }: Pick<Correction, 'outcome'>,
): string | null {
  return outcome ? writes.settleable(outcome.write) : null;
}

/** What a write in doubt was given must stay as it is until the doubt is settled. */
function refuseChangeInDoubt({ writes }: OpenFile, { fields, outcome }: Correction): void {
  const settled = outcome?.written === false ? settledWrite(writes, { outcome }) : null;
  const kinds = writes.uncertain.filter((key) => key !== settled).map(kindOfWrite);
  const doubtful = fieldsInDoubt(fields, kinds);
  if (doubtful.length === 0) return;
  throw refusal(
    'alreadyUsed',
    `The policy system may have this already: ${doubtful.join(', ')}. Run the step again without changing it, ` +
      'or look into the policy system and say with outcome {"written": false} that it has not.',
  );
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
  if (desk.currentStep === 'bind' && desk.record.attention === null) {
    throw refusal(
      'bindUnderWay',
      'The bind is under way; whether it happened must be known first.',
    );
  }
}

/**
 * What the policy system says of the bind decides whether a transaction may still be ended.
 *
 * @throws ApplicationFailure of a type that `abandonUpdate` names, when it must not
 */
export function refuseWhenBound(found: BindLook, writes: Writes, nowMs: number): void {
  if (found.kind === 'bound') {
    throw refusal(
      'alreadyBound',
      `The policy system has bound it as policy ${found.policyNumber}; the transaction goes on. Cancel the policy instead.`,
    );
  }
  const isInDoubt = writes.uncertain.includes('bind');
  if (isInDoubt && found.kind === 'unknown') {
    throw refusal(
      'bindUnderWay',
      `Whether the bind happened cannot be looked up now: ${found.reason} Look into the policy system, then correct ` +
        'with outcome {"write": "bind", "written": false}, or {"write": "bind", "written": true, "made": "<policy number>"}.',
    );
  }
  const settledAtMs = isInDoubt ? writes.settledAtMs : writes.allArrivedAtMs;
  if (nowMs < settledAtMs) {
    const from = new Date(settledAtMs).toISOString();
    throw refusal(
      'bindUnderWay',
      `The policy system may still be working on the bind. Abandon it again after ${from}.`,
    );
  }
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
