import { ApplicationFailure, setHandler } from '@temporalio/workflow';
import { refusalOf } from '../../domain/machine/refusals.js';
import { QUOTE_MACHINE } from '../../domain/quote/machine.js';
import type { QuoteActRecord } from '../../domain/quote/quote-record.js';
import {
  QUOTE_MILESTONES,
  QUOTE_STEPS,
  REACHED_WITH,
  restsAt,
  type QuoteEvent,
  type QuoteStep,
} from '../../domain/quote/quote.js';
import type { Submission } from '../../domain/new-business/submission.js';
import { isBefore, lastMilestone } from '../../domain/transaction/kinds.js';
import type { Advance } from '../transaction/messages.js';
import type { TransactionRecord } from '../../domain/transaction/record.js';
import { abandon, correct, evenWhenCancelled, untilSeenUnbound } from '../transaction/people.js';
import {
  refuseOtherMembers,
  refuseUnless,
  refuseUnreadableOf,
} from '../transaction/readable-act.js';
import type { Transaction } from '../transaction/transaction.js';
import type { Enquiry } from './business.js';
import {
  decideQuoteUpdate,
  discardQuoteUpdate,
  editQuoteUpdate,
  quoteStepUpdates,
  refuseQuoteUpdate,
  resetQuoteUpdate,
  type QuoteDecision,
  type QuoteEdit,
  type QuoteGivenUp,
  type QuoteReset,
  type QuoteStepAsked,
} from './messages.js';
import { happened, isOffTheWay, quoteStateOf } from './quote.js';
import type { PlaceInGroup } from './place-in-group.js';
import { claimForPerson } from './quote-group.js';

type Steered = Transaction<Submission>;

/** Takes what people do to a quote; its table says what each state takes. Call it before the first await. */
export function answerQuoteActs({ transaction, input, place }: Enquiry): void {
  if (!input.quote) return;
  for (const step of Object.keys(QUOTE_STEPS) as QuoteStep[]) answerStep(transaction, step, place);
  transaction.beforeAdvance((sent) => {
    refuseOffTheWay(transaction, sent);
  });
  transaction.beforeCorrection(() => {
    refuseCorrectionOffTheWay(transaction);
  });
  answerEdit(transaction);
  answerDecision(transaction);
  answerRefusal(transaction);
  answerReset(transaction);
  answerDiscarding(transaction);
}

function answerStep(transaction: Steered, step: QuoteStep, place: PlaceInGroup | null): void {
  const milestone = QUOTE_STEPS[step];
  const goOn = ({ by }: QuoteStepAsked): TransactionRecord => {
    const { kind, advanceTo } = transaction.record;
    if (isBefore(kind, advanceTo, milestone)) transaction.advance({ by, advanceTo: milestone });
    // Underwriting may have been asked for before, and be asked for again.
    else transaction.letGo();
    return transaction.record;
  };
  const claimAndGoOn = (own: PlaceInGroup) => async (sent: QuoteStepAsked) => {
    await claimForPerson(transaction, own);
    try {
      // It went on, or was reset, while the group was asked.
      refuseByTable(transaction, REACHED_WITH[milestone]);
      refuseUnlessResting(transaction, step);
      refuseStale(transaction, sent.revision);
    } catch (error) {
      if (isOffTheWay(transaction)) await own.giveBack();
      throw error;
    }
    return goOn(sent);
  };
  const isClaimed = place?.uniqueState === milestone;
  setHandler(quoteStepUpdates[step], isClaimed ? claimAndGoOn(place) : goOn, {
    description: `Have the quote ${milestone}.`,
    validator: (sent: QuoteStepAsked) => {
      refuseUnreadableOf(sent, ['by']);
      refuseOtherMembers(sent, ['by', 'revision']);
      refuseByTable(transaction, REACHED_WITH[milestone]);
      refuseUnlessResting(transaction, step);
      refuseStale(transaction, sent.revision);
    },
  });
}

/** A quote that is off the way to its bind is brought back to it first, whoever asks for how much. */
function refuseOffTheWay(transaction: Steered, { advanceTo }: Advance): void {
  const { kind, advanceTo: asked } = transaction.record;
  const isMore = isBefore(kind, asked, advanceTo ?? lastMilestone(kind));
  const at = restsAt(quoteStateOf(transaction));
  const next = QUOTE_MILESTONES[QUOTE_MILESTONES.findIndex((one) => one === at) + 1];
  if (isMore && next !== undefined && next !== 'draft')
    refuseByTable(transaction, REACHED_WITH[next]);
}

/** What the customer has refused is reset first, and what is rejected stays as it is. */
function refuseCorrectionOffTheWay(transaction: Steered): void {
  const state = quoteStateOf(transaction);
  if (state !== 'refused' && state !== 'rejected') return;
  const refusal = refusalOf('notAllowedInState', {
    field: 'quoteState',
    found: `correct while the quote is ${state}`,
    allowed: QUOTE_MACHINE.allowed(state)
      .filter((event) => event !== 'correct')
      .join(', '),
  });
  throw ApplicationFailure.nonRetryable(refusal.text, 'refused', refusal);
}

function answerEdit(transaction: Steered): void {
  const edit = ({ by, changes, revision }: QuoteEdit): Promise<TransactionRecord> => {
    const reason = 'The draft was edited.';
    return correct(transaction, { by, reason, changes, revision }, () => {
      refuseEdit(transaction, { changes, revision });
    });
  };
  setHandler(editQuoteUpdate, evenWhenCancelled(edit), {
    description: 'Change a draft.',
    validator: (sent: QuoteEdit) => {
      refuseUnreadableOf(sent, ['by']);
      refuseOtherMembers(sent, ['by', 'changes', 'revision']);
      const { changes, revision }: { readonly changes: unknown; readonly revision: unknown } = sent;
      const isReadable = typeof changes === 'object' && changes !== null && !Array.isArray(changes);
      refuseUnless(isReadable, 'Send what shall be different as changes, a JSON merge patch.');
      refuseUnless(Number.isSafeInteger(revision), 'Send the revision that was read.');
      refuseEdit(transaction, sent);
    },
  });
}

function refuseEdit(transaction: Steered, { changes, revision }: Omit<QuoteEdit, 'by'>): void {
  const { product } = changes;
  refuseByTable(transaction, {
    kind: 'edit',
    isAsRead: revision === transaction.record.revision,
    isSameProduct: product === undefined || product === transaction.record.product,
  });
  refuseUnlessStopped(transaction, 'edit');
}

function answerDecision(transaction: Steered): void {
  const decide = ({ by, reason, decision }: QuoteDecision): TransactionRecord => {
    happened(transaction, { kind: 'decide', decision });
    return letGo(transaction, { by, act: decision, reason });
  };
  setHandler(decideQuoteUpdate, decide, {
    description: 'Decide about a quote that the rules of underwriting have blocked.',
    validator: (sent: QuoteDecision) => {
      refuseUnreadableOf(sent, ['by', 'reason']);
      refuseOtherMembers(sent, ['by', 'reason', 'decision']);
      const { decision }: { readonly decision: unknown } = sent;
      refuseUnless(
        decision === 'approve' || decision === 'decline' || decision === 'reject',
        'Send decision as approve, decline or reject.',
      );
      refuseByTable(transaction, { kind: 'decide', decision: sent.decision });
      refuseUnlessResting(transaction, 'decide');
    },
  });
}

function answerRefusal(transaction: Steered): void {
  const event = { kind: 'refuse', isBound: false } as const;
  const refuse = async ({ by, reason }: QuoteGivenUp): Promise<TransactionRecord> => {
    await untilSeenUnbound(transaction);
    // It went on while it was looked up.
    refuseByTable(transaction, event);
    refuseUnlessStopped(transaction, 'refuse');
    happened(transaction, event);
    return letGo(transaction, { by, act: 'refuse', reason });
  };
  setHandler(refuseQuoteUpdate, evenWhenCancelled(refuse), {
    description: 'The customer does not take the quote.',
    validator: (sent: QuoteGivenUp) => {
      refuseUnreadableOf(sent, ['by', 'reason']);
      refuseOtherMembers(sent, ['by', 'reason']);
      refuseByTable(transaction, { ...event, isBound: transaction.record.policyNumber !== null });
      refuseUnlessStopped(transaction, 'refuse');
    },
  });
}

function answerReset(transaction: Steered): void {
  const reset = async ({ by, reason, flags = 'keep' }: QuoteReset): Promise<TransactionRecord> => {
    // While it waited, for days perhaps, it may have been bound by hand.
    await untilSeenUnbound(transaction);
    refuseByTable(transaction, { kind: 'reset' });
    refuseUnlessStopped(transaction, 'reset');
    happened(transaction, { kind: 'reset' });
    transaction.unprice();
    unrate(transaction);
    transaction.revise();
    transaction.holdBack('draft');
    const { underwriting = [] } = transaction.record.quote ?? {};
    transaction.knowQuote({
      findings: [],
      underwriting:
        flags === 'delete'
          ? []
          : underwriting.map((run) => ({ ...run, isCleared: run.isCleared || flags === 'clear' })),
    });
    return letGo(transaction, { by, act: 'reset', reason });
  };
  setHandler(resetQuoteUpdate, evenWhenCancelled(reset), {
    description: 'Make the quote a draft again. Its price is gone.',
    validator: (sent: QuoteReset) => {
      refuseUnreadableOf(sent, ['by', 'reason']);
      refuseOtherMembers(sent, ['by', 'reason', 'flags']);
      const { flags }: { readonly flags?: unknown } = sent;
      refuseUnless(
        flags === undefined || flags === 'delete' || flags === 'clear' || flags === 'keep',
        'Send flags as delete, clear or keep, or leave it out.',
      );
      refuseByTable(transaction, { kind: 'reset' });
      refuseUnlessStopped(transaction, 'reset');
    },
  });
}

/** The rate plan is asked again, as it is then. */
function unrate(transaction: Steered): void {
  transaction.knowQuote({ rating: null });
  const { request } = transaction;
  if (request.risk !== undefined) transaction.replaceRequest({ ...request, premium: [] });
}

function answerDiscarding(transaction: Steered): void {
  const discard = async ({ by, reason }: QuoteGivenUp): Promise<TransactionRecord> => {
    await abandon(transaction, { by, reason }, 'discarded', () => {
      refuseByTable(transaction, { kind: 'discard' });
    });
    keep(transaction, { by, act: 'discard', reason });
    return transaction.record;
  };
  setHandler(discardQuoteUpdate, evenWhenCancelled(discard), {
    description: 'Give the quote up for good.',
    validator: (sent: QuoteGivenUp) => {
      refuseUnreadableOf(sent, ['by', 'reason']);
      refuseOtherMembers(sent, ['by', 'reason']);
      refuseByTable(transaction, { kind: 'discard' });
    },
  });
}

/** It leaves where it rests, or the step that had stopped. */
function letGo(transaction: Steered, act: Omit<QuoteActRecord, 'at'>): TransactionRecord {
  keep(transaction, act);
  if (transaction.record.attention === null) transaction.letGo();
  else transaction.giveUpStep();
  return transaction.record;
}

function keep(transaction: Steered, act: Omit<QuoteActRecord, 'at'>): void {
  const { acts = [] } = transaction.record.quote ?? {};
  transaction.knowQuote({ acts: [...acts, { at: new Date().toISOString(), ...act }] });
}

/** @throws ApplicationFailure of type `refused`, with the refusal as its first detail */
function refuseByTable(transaction: Steered, event: QuoteEvent): void {
  const result = QUOTE_MACHINE.apply(quoteStateOf(transaction), event);
  if (result.outcome === 'taken') return;
  throw ApplicationFailure.nonRetryable(result.refusal.text, 'refused', result.refusal);
}

/** What has stopped is corrected first, and what is on its way is waited for. */
function refuseUnlessResting(transaction: Steered, act: string): void {
  const { heldAt, attention } = transaction.record;
  if (heldAt !== null) return;
  const stopped = attention === null ? null : `step ${attention.step} has stopped: correct it`;
  refuseBusy(transaction, act, stopped);
}

function refuseUnlessStopped(transaction: Steered, act: string): void {
  if (!isAtRest(transaction)) refuseBusy(transaction, act, null);
}

function refuseBusy(transaction: Steered, act: string, why: string | null): void {
  const { currentStep } = transaction;
  const step = currentStep === null ? 'the step that follows' : `step ${currentStep}`;
  const refusal = refusalOf('notAllowedInState', {
    field: 'quoteState',
    found: `${act} while ${why ?? `${step} is under way`}`,
    allowed: 'a quote that waits; ask again when it does',
  });
  throw ApplicationFailure.nonRetryable(refusal.text, 'refused', refusal);
}

function isAtRest({ record }: Steered): boolean {
  return record.heldAt !== null || record.attention !== null;
}

function refuseStale({ record }: Steered, revision: number | undefined): void {
  if (revision === undefined || revision === record.revision) return;
  throw ApplicationFailure.nonRetryable(
    `It was asked for from revision ${revision}; the quote is at ${record.revision}.`,
    'staleRevision',
  );
}
