import { ApplicationFailure, patched } from '@temporalio/workflow';
import {
  changesWhatIsBound,
  fieldsInDoubt,
  whyTooLate,
} from '../../domain/transaction/correction.js';
import { refusalOf } from '../../domain/machine/refusals.js';
import { stageOf } from '../../domain/transaction/kinds.js';
import { plannedWrite } from '../../domain/transaction/plan.js';
import { canAbandon } from '../../domain/transaction/taken-now.js';
import type { CheckedCorrection } from './checked-correction.js';
import { foundByPerson } from './found-by-person.js';
import type { BindLook } from './kind.js';
import type { WriteOutcome } from './messages.js';
import type { Transaction } from './transaction.js';
import type { Writes } from './writes.js';

/** Stopped, or held at a milestone. @throws ApplicationFailure when no correction can be taken now, whatever it says */
export function refuseUnlessStopped({ record }: Pick<Transaction<unknown>, 'record'>): void {
  if (record.attention === null && record.heldAt === null) {
    throw refusal('nothingToCorrect', 'The transaction does not wait for a correction.');
  }
}

/** What is known beside a correction itself when it is decided about. */
interface Arrival {
  /** Whoever sent it cannot have looked later. Milliseconds since 1970. */
  readonly sentAtMs: number;
  /** The write that the policy system was seen not to hold. */
  readonly seenNotMade: string | null;
}

/**
 * Decides at the moment when the correction is taken: while it was checked, the transaction may have moved on.
 *
 * @throws ApplicationFailure of a type that `correctUpdate` names, when the correction must not be taken
 */
export function refuseCorrection<Request>(
  transaction: Transaction<Request>,
  correction: CheckedCorrection<Request>,
  arrival: Arrival,
): void {
  refuseUnlessStopped(transaction);
  const { writes, record } = transaction;
  const { plan } = transaction.kind;
  const { attention, revision, steps, policyNumber } = record;
  if (correction.revision !== revision) {
    throw refusal(
      'staleRevision',
      `The correction was made from revision ${correction.revision}; the transaction is at ${revision}.`,
    );
  }
  const late = whyTooLate(plan, notFree(correction), {
    done: new Set(steps.map(({ name }) => name)),
    isBound: policyNumber !== null,
  });
  if (late !== null) throw refusal('alreadyUsed', late);
  if (attention?.cause === 'unknownOutcome' && !correction.outcome && isInDoubt(writes)) {
    throw refusal(
      'outcomeNeeded',
      'Say what the policy system holds: outcome {"written": false}, or {"written": true, "made": …}.',
    );
  }
  const settled = writeSpokenOf(writes, correction);
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
    const found = foundByPerson(plannedWrite(plan, settled).gives, correction.outcome);
    if ('needs' in found) throw refusal('outcomeNeeded', `Name ${found.needs}.`);
  }
  if (correction.outcome?.written === false && settled !== null) {
    refuseEarlyWord(writes.settleTimeOverAtMs(settled), arrival.sentAtMs);
  }
  refuseChangeInDoubt(transaction, correction, arrival);
}

/** What could not be looked up may be no write: then nobody can say what it came to, and the step is made again. */
function isInDoubt({ uncertain }: Writes): boolean {
  return uncertain.length > 0 || !patched('runs-again-without-doubt');
}

/** What was found free to change does not come too late. */
function notFree({ fields, free = [] }: CheckedCorrection<unknown>): readonly string[] {
  return fields.filter((field) => !free.includes(field.split('.')[0] ?? ''));
}

/** Nobody can have seen that a write will not happen while the policy system may still be working on it. */
function refuseEarlyWord(settleTimeOverAtMs: number, sentAtMs: number): void {
  if (sentAtMs >= settleTimeOverAtMs) return;
  throw refusal(
    'tooEarly',
    'The policy system may still be working on the write, and what it holds now proves nothing. Look again after ' +
      `${new Date(settleTimeOverAtMs).toISOString()}, and say then what it holds.`,
  );
}

/** The write whose outcome a correction tells; null when it tells none, or of a write that is not open. */
export function writeSpokenOf(
  writes: Writes,
  { outcome }: { readonly outcome?: WriteOutcome | null | undefined },
): string | null {
  return outcome ? writes.unsettled(outcome.write) : null;
}

/** What a write in doubt was given must stay as it is until the doubt is settled. */
function refuseChangeInDoubt<Request>(
  { writes, kind: { plan } }: Transaction<Request>,
  correction: CheckedCorrection<Request>,
  { seenNotMade }: Arrival,
): void {
  const { fields, outcome } = correction;
  const settled = writeSpokenOf(writes, { outcome });
  const inDoubt = writes.uncertain.filter((key) => key !== settled && key !== seenNotMade);
  const open = outcome?.written && settled !== null ? [...inDoubt, settled] : inDoubt;
  if (open.includes('bind') && changesWhatIsBound(plan, fields)) {
    throw refusal(
      'alreadyUsed',
      `The policy may be bound already: ${fields.join(', ')}. Run the step again without changing it, or look into ` +
        'the policy system and say with outcome {"write": "bind", "written": false} that it is not.',
    );
  }
  const doubtful = fieldsInDoubt(plan, fields, open);
  if (doubtful.length === 0) return;
  throw refusal(
    'alreadyUsed',
    `The policy system may have this already: ${doubtful.join(', ')}. Run the step again without changing it, ` +
      'or look into the policy system and say with outcome {"written": false} that it has not.',
  );
}

/** @throws ApplicationFailure of type `alreadyUsed` when the policy system has bound what would change */
export function refuseChangeOfBound(found: BindLook, fields: readonly string[]): void {
  if (found.kind !== 'bound') return;
  throw refusal(
    'alreadyUsed',
    `The policy system has bound it as policy ${found.policyNumber}: ${fields.join(', ')}. Run the step again without ` +
      'changing it, and have the policy changed by an endorsement.',
  );
}

/** @throws ApplicationFailure of a type that `abandonUpdate` names, when the transaction must not be ended */
export function refuseAbandonment({
  record,
  currentStep,
}: Pick<Transaction<unknown>, 'record' | 'currentStep'>): void {
  const stage = stageOf(record.kind, record.state);
  if (stage === 'bound') {
    throw refusal('alreadyBound', 'The policy is bound; cancel it instead.');
  }
  if (stage === 'ended') {
    throw refusal('alreadyEnded', 'The transaction has ended.');
  }
  if (currentStep === 'bind' && record.attention === null) {
    throw refusal(
      'bindUnderWay',
      'The bind is under way; whether it happened must be known first.',
    );
  }
}

/** An offer that is out is as good as a promise. @throws ApplicationFailure of type `refused`, with the refusal as its first detail */
export function refuseToTakeOfferBack({ record }: Pick<Transaction<unknown>, 'record'>): void {
  const isOpen = stageOf(record.kind, record.state) === 'open';
  if (!isOpen || canAbandon(record)) return;
  const refused = refusalOf('offerOutstanding', {
    field: 'state',
    found: record.state,
    allowed: 'money for it, the direction notTaken, or its payment deadline',
  });
  throw ApplicationFailure.nonRetryable(refused.text, 'refused', refused);
}

/**
 * What the policy system says of the bind decides whether a transaction may still be ended.
 *
 * @param sentAtMs when it was asked for, before the look; milliseconds since 1970
 * @throws ApplicationFailure of a type that `abandonUpdate` names, when it must not
 */
export function refuseWhenBound(found: BindLook, writes: Writes, sentAtMs: number): void {
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
  const settleTimeOverAtMs = isInDoubt ? writes.settleTimeOverAtMs('bind') : writes.allArrivedAtMs;
  if (sentAtMs < settleTimeOverAtMs) {
    const from = new Date(settleTimeOverAtMs).toISOString();
    throw refusal(
      'bindUnderWay',
      `The policy system may still be working on the bind. Abandon it again after ${from}.`,
    );
  }
}

function refusal(code: string, message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, code);
}
