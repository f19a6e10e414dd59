import { SystemRejection } from '../../ports/call-errors.js';
import { reasonOf } from './fault-texts.js';

interface KnownRefusal {
  readonly text: RegExp;
  /** Part of the request at fault; null where it is the state of the policy. */
  readonly field: string | null;
  readonly remedy: string;
}

const CHAIN_MOVED =
  'look at the transactions of the policy: one that is not bound stands in the way; bind it or give it up, then run the step again';

/** What the procedures that change a policy are known to refuse with, in words of `docs/ims-procedures.md`. */
const KNOWN_REFUSALS: readonly KnownRefusal[] = [
  { text: /latest quote in chain (?:is not|must be) bound/i, field: null, remedy: CHAIN_MOVED },
  { text: /must be in bound status/i, field: null, remedy: CHAIN_MOVED },
  {
    text: /policy is already cancelled/i,
    field: null,
    remedy: 'the policy was cancelled meanwhile: have it read again, then decide',
  },
  {
    text: /policy is not cancelled/i,
    field: null,
    remedy: 'the policy is in force: have it read again, then decide',
  },
  {
    text: /date (?:must be|cannot be)|within policy period/i,
    field: 'effectiveDate',
    remedy: 'choose a date inside the term',
  },
  {
    text: /invalid quote status reason/i,
    field: 'reason',
    remedy: 'correct the number of the reason in the installation file (changeReasons)',
  },
  {
    text: /requestid was used for another request/i,
    field: null,
    remedy: 'another change was made under this name: report this as a defect of Bindery',
  },
  {
    text: /policy not found/i,
    field: 'policyNumber',
    remedy: 'verify the policy number',
  },
  {
    text: /user not found/i,
    field: null,
    remedy: 'have the user of Bindery set up in the policy system, then run the step again',
  },
  {
    text: /the policy has no line/i,
    field: 'charges',
    remedy: 'charge a line that the policy has',
  },
  {
    text: /closed (?:underwriting period|accounting) month/i,
    field: 'effectiveDate',
    remedy: 'choose a date in an open month, or have the month opened again',
  },
  {
    text: /is not bound, so it cannot be unbound|not represent the most recent transaction|quote not found/i,
    field: null,
    remedy: CHAIN_MOVED,
  },
];

/** A procedure said no: nothing was changed, and the same request would be refused again while nothing else changes. */
export function refusedChange(
  procedure: string,
  message: string,
  sent: readonly string[],
): SystemRejection {
  const known = KNOWN_REFUSALS.find(({ text }) => text.test(message));
  return new SystemRejection(
    { system: 'policySystem', operation: `ExecuteDataSet ${procedure}` },
    {
      reason: reasonOf(message, known ? [] : sent),
      field: known?.field ?? null,
      remedy:
        known?.remedy ??
        'this text is not known to Bindery: ask the owner of the procedure what it means',
    },
  );
}
