import { log } from '@temporalio/activity';
import { isPolicyNumber, POLICY_NUMBER_RULE } from '../../domain/policy-term/policy-number.js';
import { differenceText } from '../../domain/reconciliation/difference.js';
import {
  differenceOfLost,
  numberOfLost,
  type LostPolicy,
  type SeenToLost,
} from '../../domain/reconciliation/lost.js';
import { sentence } from '../../domain/sentence.js';
import type { TermName } from '../../domain/workflow-ids.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { latestTerm } from '../../temporal/latest-term.js';
import { boundTermsOf, readBack } from '../../temporal/read-back.js';
import { askAtTerm } from '../../temporal/tell-term.js';
import type { ReadBackOutcome } from '../../workflows/read-back/messages.js';
import { each } from '../each.js';
import { errorFacts } from '../error-facts.js';
import { whyNotOpened } from '../read-back/why-not-opened.js';
import { GOING_ON } from '../term-activities.js';
import { TermHandOverUnavailable } from '../term-hand-over-errors.js';
import { mayAnswerYet, temporal } from '../told.js';
import { translated } from '../translated.js';

export type LostPolicyActivities = ReturnType<typeof createLostPolicyActivities>;

/** For one call to Temporal. */
const CALL_MS = 10_000;
/** A task has no room for more of it. */
const LONGEST_REASON = 1_000;

/** What is done about policies of ours that nobody here knows. Neither the policy system nor billing is written to. */
export function createLostPolicyActivities() {
  return translated({
    /**
     * Opens the terms of policies from what the policy system and billing hold, and asks people about those that cannot be opened so.
     * Repeatable: a term that is there stays as it is, and is asked about once.
     *
     * @param request.opens false: nothing is opened, and people are asked about all of them
     * @returns what became of each, in their order
     */
    seeToLostPolicies({
      policies,
      opens,
    }: {
      readonly policies: readonly LostPolicy[];
      readonly opens: boolean;
    }): Promise<readonly SeenToLost[]> {
      return each(policies, (policy) => seeTo(policy, opens));
    },
  });
}

async function seeTo(policy: LostPolicy, opens: boolean): Promise<SeenToLost> {
  const { policyNumber } = policy;
  try {
    if (!isPolicyNumber(policyNumber)) return untold(sentence(POLICY_NUMBER_RULE));
    const lost = await termOf(temporal(CALL_MS), policy);
    if (lost === null) return untold('Its number is that of another term here.');
    const seen = opens ? await open(policy, lost) : NOT_TO_BE_OPENED;
    if (typeof seen !== 'string') return seen;
    return await ask(policy, lost.term, seen.slice(0, LONGEST_REASON));
  } catch (error) {
    if (mayAnswerYet(error)) throw new TermHandOverUnavailable(policyNumber, { cause: error });
    const unexpected = errorFacts(error);
    log.warn('A policy that was lost was not seen to', { policyNumber, unexpected });
    return untold('It could not be done just now.');
  }
}

const NOT_TO_BE_OPENED = 'Nothing was repaired, because the comparison was not to.';

function untold(tried: string): SeenToLost {
  return { outcome: 'untold', termNumber: null, tried };
}

/** Which term of its policy it is, with the others that are bound here. */
interface LostTerm {
  readonly term: TermName;
  readonly others: Awaited<ReturnType<typeof boundTermsOf>>;
}

async function termOf(asked: Temporal, policy: LostPolicy): Promise<LostTerm | null> {
  const { policyNumber } = policy;
  const bound = await boundTermsOf(asked, policyNumber);
  const latest = bound.length > 0 ? null : await latestTerm(asked, policyNumber);
  const termNumber = numberOfLost(policy, bound, latest?.termNumber ?? null);
  if (termNumber === null) return null;
  const others = bound.filter((one) => one.termNumber !== termNumber);
  return { term: { policyNumber, termNumber }, others };
}

/** @returns why it was not opened, where a person has to see to it */
async function open(
  { effectiveDate, isIssued = true }: LostPolicy,
  { term, others }: LostTerm,
): Promise<SeenToLost | string> {
  if (!isIssued) return NOT_ISSUED;
  const { termNumber } = term;
  const wanted = { ...term, others, opens: true, lost: { effectiveDate } };
  const outcome = await readBack(temporal(CALL_MS), wanted);
  if (outcome.kind === 'opened') return { outcome: 'repaired', termNumber, tried: OPENED };
  const tried = whyNotOpened(outcome);
  return NEEDS_NOBODY.includes(outcome.kind)
    ? { outcome: 'known', termNumber, tried }
    : (tried ?? 'The policy system does not find it under its number.');
}

/** It is known by now, is about to be, or has ended meanwhile. */
const NEEDS_NOBODY: readonly ReadBackOutcome['kind'][] = ['isTerm', 'beingBound', 'over'];

const NOT_ISSUED =
  'It is bound and was never issued: the transaction that was lost had more to do, and goes on with it when it is posted again.';
const OPENED = 'Its term was opened from what the policy system and billing hold.';

/** The term, which waits for its bind, has the task. */
async function ask(policy: LostPolicy, term: TermName, tried: string): Promise<SeenToLost> {
  const text = differenceText(differenceOfLost(policy), term, tried);
  const opening = { ...temporal(CALL_MS), ...GOING_ON, openedBy: 'lost, and asked about' };
  await askAtTerm(opening, term, { differences: [{ code: 'unknownHere', text }] });
  return { outcome: 'task', termNumber: term.termNumber, tried };
}
