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
import type {
  CarriedTerm,
  NamedByHand,
  PolicyTermInput,
  SyncAsked,
  SyncedChange,
  SyncReply,
} from './messages.js';
import type { OpenTerm } from './open-term.js';
import { changesNoTerm } from './record.js';

/** Who has the turn while the term is told; no workflow id can be it, for it has no colon. */
const SYNC = 'sync with the policy system';

/** How long the policy system is asked for. Nobody waits longer for an answer, and no transaction for its turn. */
const PATIENCE_MS = 60_000;

const LOOK_LIMIT_MS = 30_000;

type Bound = NonNullable<CarriedTerm['bound']>;

/** What was sent with the question; any client of Temporal may send anything. */
export function readSyncAsked(sent: unknown): SyncAsked {
  const { transaction, isBillingInStep } = (sent ?? {}) as Partial<
    Record<keyof SyncAsked, unknown>
  >;
  return {
    ...(typeof transaction === 'string' && { transaction }),
    ...(isBillingInStep === true && { isBillingInStep }),
  };
}

/**
 * Tells the term what was done to its policy in the policy system's own screens. Where nothing was, nothing is kept of the
 * look. Otherwise it takes the turn and looks again: what a transaction of ours had under way is not taken for done by hand. A
 * transaction that has the turn and asks, because it met such a booking, has nothing else under way: it is told under its turn.
 *
 * @throws ApplicationFailure `policyNotRead`
 */
export async function sync(
  openTerm: OpenTerm,
  input: PolicyTermInput,
  asked: SyncAsked = {},
): Promise<SyncReply> {
  openTerm.run.count();
  const { transaction } = asked;
  const before = standsAgainst(openTerm.held, transaction);
  if (before) return { outcome: 'refused', refusal: before };
  const first = await look(openTerm, input);
  forgetMended(openTerm, first);
  if (first.every((finding) => isNamed(openTerm, finding))) return answerOf(openTerm, []);
  const meanwhile = standsAgainst(openTerm.held, transaction);
  if (meanwhile) return { outcome: 'refused', refusal: meanwhile };
  return openTerm.held.term.turn.holder === null
    ? underOwnTurn(openTerm, input, asked)
    : answerOf(openTerm, tellAll(openTerm, first, asked));
}

async function underOwnTurn(
  openTerm: OpenTerm,
  input: PolicyTermInput,
  { isBillingInStep = false }: SyncAsked,
): Promise<SyncReply> {
  const id = `sync:${uuid4()}`;
  const { effectiveDate } = boundOf(openTerm.held);
  const claim = { transaction: SYNC, purpose: 'sync', effectiveDate } as const;
  const taken = openTerm.apply({ kind: 'takeTurn', id, ...claim });
  if (taken.outcome === 'refused') return { outcome: 'refused', refusal: taken.refusal };
  try {
    return answerOf(openTerm, tellAll(openTerm, await look(openTerm, input), { isBillingInStep }));
  } finally {
    openTerm.apply({ kind: 'giveBackTurn', id, transaction: SYNC });
  }
}

function answerOf(openTerm: OpenTerm, found: readonly SyncedChange[]): SyncReply {
  const blocking = namedBy(openTerm).filter((named) => !changesNoTerm(named));
  return { outcome: 'answered', found, ...(blocking.length > 0 && { blocking }) };
}

/** A run that was ended in Temporal in the middle of it has left the turn to nobody. */
export function giveBackLeftTurn(openTerm: OpenTerm): void {
  if (openTerm.held.term.turn.holder?.transaction !== SYNC) return;
  openTerm.apply({ kind: 'giveBackTurn', id: `left:${uuid4()}`, transaction: SYNC });
}

function standsAgainst({ term, bound }: CarriedTerm, asking?: string): Refusal | null {
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
  if (holder === null || holder.transaction === asking) return null;
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

/**
 * @param asked.transaction has the turn under which it is told; none where the term has taken it itself
 * @returns what of it was not named before
 */
function tellAll(
  openTerm: OpenTerm,
  findings: readonly ByHandFinding[],
  asked: SyncAsked,
): readonly SyncedChange[] {
  const before = namedBy(openTerm);
  const all = findings.map((finding) => tell(openTerm, finding, asked));
  const untold = all.filter(({ isTold }) => !isTold);
  openTerm.keepNamedByHand(untold.map(({ quoteGuid, kind, text }) => ({ quoteGuid, kind, text })));
  for (const { quoteGuid, text } of untold.filter((one) => !isAmong(before, one)))
    openTerm.ask(taskKey(quoteGuid), 'byHand', text);
  return all.filter((one) => one.isTold || !isAmong(before, one));
}

function tell(
  openTerm: OpenTerm,
  finding: ByHandFinding,
  { transaction: under, isBillingInStep = false }: SyncAsked,
): SyncedChange {
  const { quoteGuid, kind, effectiveDate, totalCents, event, why } = finding;
  const result = event && openTerm.apply(under === undefined ? event : { ...event, under });
  const found = { quoteGuid, kind, effectiveDate, totalCents };
  if (result?.outcome !== 'accepted') {
    const reason = result?.outcome === 'refused' ? result.refusal.text : why;
    return { ...found, isTold: false, text: untoldText(finding, reason) };
  }
  openTerm.closeTask(taskKey(quoteGuid));
  if (!isBillingInStep) askForBilling(openTerm, quoteGuid, inWords(finding));
  return { ...found, isTold: true, text: `The term was told of ${inWords(finding)}.` };
}

function inWords({ quoteGuid, kind, effectiveDate, totalCents }: ByHandFinding): string {
  return `${kind} ${quoteGuid} from ${effectiveDate} over ${formatCents(totalCents)}`;
}

function untoldText(finding: ByHandFinding, why: string | null): string {
  return `In the policy system stands ${inWords(finding)}, and the term was not told: ${(why ?? '').replace(/\.$/, '')}. Find out what it is, and have it put right there.`;
}

function namedBy({ held: { namedByHand = [] } }: OpenTerm): readonly NamedByHand[] {
  return namedByHand;
}

/** A person was asked about it in these words before, and nothing is to be told of it. */
function isNamed(openTerm: OpenTerm, finding: ByHandFinding): boolean {
  const { quoteGuid, event, why } = finding;
  return (
    event === null && isAmong(namedBy(openTerm), { quoteGuid, text: untoldText(finding, why) })
  );
}

function isAmong(
  named: readonly NamedByHand[],
  { quoteGuid, text }: Pick<NamedByHand, 'quoteGuid' | 'text'>,
): boolean {
  return named.some((one) => one.quoteGuid === quoteGuid && one.text === text);
}

/** What was asked about before and is not to be found any more was put right, or undone, in the policy system. */
function forgetMended(openTerm: OpenTerm, findings: readonly ByHandFinding[]): void {
  const found = new Set(findings.map(({ quoteGuid }) => quoteGuid));
  const named = namedBy(openTerm);
  const standing = named.filter(({ quoteGuid }) => found.has(quoteGuid));
  if (standing.length < named.length) openTerm.keepNamedByHand(standing);
  for (const { key } of openTerm.held.tasks)
    if (key.startsWith(taskKey('')) && !found.has(key.slice(taskKey('').length)))
      openTerm.closeTask(key);
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
