import {
  ActivityFailure,
  ApplicationFailure,
  proxyActivities,
  uuid4,
  type ActivityInterfaceFor,
} from '@temporalio/workflow';
import type { ByHandActivities } from '../../activities/mid-term/by-hand-activities.js';
import { refusalOf, type Refusal } from '../../domain/machine/refusals.js';
import type { ByHandFinding } from '../../domain/mid-term/by-hand.js';
import { formatCents } from '../../domain/money/cents.js';
import { isBilled, isOver } from '../../domain/policy-term/state.js';
import { readOptions } from '../transaction/activity-options.js';
import { stopOf } from '../transaction/stops.js';
import type { CarriedTerm, PolicyTermInput, SyncedChange, SyncReply } from './messages.js';
import type { OpenTerm } from './open-term.js';

/** Who has the turn while the term is told; no workflow id can be it, for it has no colon. */
const SYNC = 'sync with the policy system';

/** How long the policy system is asked for. Nobody waits longer for an answer, and no transaction for its turn. */
const PATIENCE_MS = 60_000;

const LOOK_LIMIT_MS = 30_000;

type Bound = NonNullable<CarriedTerm['bound']>;

/**
 * Tells the term what was done to its policy in the policy system's own screens. Where nothing was, nothing is kept of the
 * look. Otherwise it takes the turn and looks again: what a transaction of ours had under way is not taken for done by hand.
 *
 * @throws ApplicationFailure `policyNotRead`
 */
export async function sync(openTerm: OpenTerm, input: PolicyTermInput): Promise<SyncReply> {
  openTerm.run.count();
  const before = standsAgainst(openTerm.held);
  if (before) return { outcome: 'refused', refusal: before };
  const first = await look(openTerm, input);
  closeMended(openTerm, first);
  if (first.length === 0) return { outcome: 'answered', found: [] };
  const meanwhile = standsAgainst(openTerm.held);
  if (meanwhile) return { outcome: 'refused', refusal: meanwhile };
  return underTurn(openTerm, input);
}

async function underTurn(openTerm: OpenTerm, input: PolicyTermInput): Promise<SyncReply> {
  const id = `sync:${uuid4()}`;
  const { effectiveDate } = boundOf(openTerm.held);
  const claim = { transaction: SYNC, purpose: 'sync', effectiveDate } as const;
  const taken = openTerm.apply({ kind: 'takeTurn', id, ...claim });
  if (taken.outcome === 'refused') return { outcome: 'refused', refusal: taken.refusal };
  try {
    const findings = await look(openTerm, input);
    return { outcome: 'answered', found: findings.map((finding) => tell(openTerm, finding)) };
  } finally {
    openTerm.apply({ kind: 'giveBackTurn', id, transaction: SYNC });
  }
}

/** A run that was ended in Temporal in the middle of it has left the turn to nobody. */
export function giveBackLeftTurn(openTerm: OpenTerm): void {
  if (openTerm.held.term.turn.holder?.transaction !== SYNC) return;
  openTerm.apply({ kind: 'giveBackTurn', id: `left:${uuid4()}`, transaction: SYNC });
}

function standsAgainst({ term, bound }: CarriedTerm): Refusal | null {
  if (bound === null)
    return refusalOf('termNotBound', {
      field: 'status',
      found: term.status,
      allowed: 'a bound term',
    });
  if (isOver(term))
    return refusalOf('termNotInForce', {
      field: 'status',
      found: term.status,
      allowed: 'a term that is not over',
    });
  const { holder } = term.turn;
  if (holder === null) return null;
  return refusalOf('notTurnHolder', {
    field: 'turn',
    found: holder.transaction,
    allowed: 'a term that nobody changes in this moment',
  });
}

function boundOf({ bound }: CarriedTerm): Bound {
  if (bound === null) throw new Error('only a bound term is compared');
  return bound;
}

async function look(
  openTerm: OpenTerm,
  { policyNumber }: PolicyTermInput,
): Promise<readonly ByHandFinding[]> {
  const { held } = openTerm;
  const { productKey, state, effectiveDate, expirationDate } = boundOf(held);
  const { layers, returns, cancellation } = held.term;
  const cancelledOn = cancellation?.effectiveDate ?? null;
  const term = { effectiveDate, expirationDate, layers, returns, cancelledOn };
  const steps: ActivityInterfaceFor<ByHandActivities> = proxyActivities<ByHandActivities>(
    readOptions(PATIENCE_MS, LOOK_LIMIT_MS),
  );
  try {
    return await steps.findDoneByHand({ policyNumber, productKey, state, term });
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    const reason = stopOf(error)?.reason ?? 'the step came to nothing';
    throw ApplicationFailure.nonRetryable(reason, 'policyNotRead');
  }
}

function tell(openTerm: OpenTerm, finding: ByHandFinding): SyncedChange {
  const { quoteGuid, kind, effectiveDate, totalCents, event } = finding;
  const what = `${kind} ${quoteGuid} from ${effectiveDate} over ${formatCents(totalCents)}`;
  const result = event && openTerm.apply(event);
  const why = result?.outcome === 'refused' ? result.refusal.text : finding.why;
  const found = { quoteGuid, kind, effectiveDate, totalCents };
  if (result?.outcome !== 'accepted') {
    const text = `In the policy system stands ${what}, and the term was not told: ${why ?? ''}. Find out what it is, and have it put right there.`;
    openTerm.ask(taskKey(quoteGuid), 'byHand', text);
    return { ...found, isTold: false, text };
  }
  openTerm.closeTask(taskKey(quoteGuid));
  askForBilling(openTerm, quoteGuid, what);
  return { ...found, isTold: true, text: `The term was told of ${what}.` };
}

/** What was asked about before and is not to be found any more was put right, or undone, in the policy system. */
function closeMended(openTerm: OpenTerm, findings: readonly ByHandFinding[]): void {
  const open = new Set(findings.map(({ quoteGuid }) => taskKey(quoteGuid)));
  for (const { key } of openTerm.held.tasks)
    if (key.startsWith(taskKey('')) && !open.has(key)) openTerm.closeTask(key);
}

/** Whether the policy system's own screens have told billing is not known here. */
function askForBilling(openTerm: OpenTerm, quoteGuid: string, what: string): void {
  if (isBilled(openTerm.held.term) !== true) return;
  openTerm.ask(
    `byHandBilling:${quoteGuid}`,
    'byHand',
    `By hand was booked: ${what}. Bindery has not told billing of it: see that billing has it, too.`,
  );
}

function taskKey(quoteGuid: string): string {
  return `byHand:${quoteGuid}`;
}
