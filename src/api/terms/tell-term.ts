import type {
  ConfirmTerm,
  PaymentReceived,
  PaymentReversed,
} from '../../workflows/policy-term/messages.js';
import { policyTermId, type TermName } from '../../domain/workflow-ids.js';
import { policiesResembling } from '../../temporal/bound-policies.js';
import { isUnavailable, type Temporal } from '../../temporal/deadlines.js';
import { NoWorkerAnswered, TooManyAtOnce } from '../../temporal/errors.js';
import { termMeant } from '../../temporal/next-term.js';
import { tellKnownTerm, tellTerm, type TermOpening } from '../../temporal/tell-term.js';
import {
  changeMessage,
  confirmation,
  payment,
  reversal,
  type TermMessage,
} from '../../temporal/term-messages.js';
import type { TermOutcome } from '../../temporal/term-outcome.js';
import { NotSentInTimeError, type TermLanes } from './term-lanes.js';

export type TermContext = Omit<TermOpening, 'openedBy'> & { readonly termLanes: TermLanes };

/** What became of a message of billing. */
export type MessageOutcome = TermOutcome & {
  /** Bound policies whose number the term's resembles; looked for where nobody has bound it. */
  readonly resembles?: readonly string[];
};

/** Billing says that the insured has taken the term. Only a term that is known can be confirmed. */
export function tellConfirmed(context: TermContext, content: ConfirmTerm): Promise<MessageOutcome> {
  return tellMeant(context, content, (meant) => tell(context, confirmation(meant), tellKnownTerm));
}

/** Billing has received money. */
export function tellPayment(
  context: TermContext,
  content: PaymentReceived,
): Promise<MessageOutcome> {
  return tellMeant(context, content, (meant) => tell(context, payment(meant), tellTerm));
}

/** Billing has taken money back, perhaps before it says that it had come. */
export function tellReversal(
  context: TermContext,
  content: PaymentReversed,
): Promise<MessageOutcome> {
  return tellMeant(context, content, (meant) => tell(context, reversal(meant), tellTerm));
}

/**
 * Tells the term that is meant, which may have got another policy number. One that got it while the message was on its way is
 * told by the term that has it now.
 */
async function tellMeant<Content extends TermName>(
  context: TermContext,
  content: Content,
  send: (meant: Content) => Promise<MessageOutcome>,
): Promise<MessageOutcome> {
  const { policyNumber, termNumber } = await termMeant(context, content);
  const outcome = await send({ ...content, policyNumber, termNumber });
  if (termNumber === 1 || outcome.kind !== 'answered' || !isOfUnbound(outcome)) return outcome;
  const told = { policyNumber, termNumber };
  const to = await termMeant(context, told);
  if (to.policyNumber === policyNumber) return outcome;
  const event = { kind: 'moved', id: 'routed', transaction: 'routing', to } as const;
  const opening = { ...context, openedBy: 'gone on with by billing' };
  await tellKnownTerm(opening, changeMessage(told, event));
  return outcome;
}

async function tell<Content>(
  context: TermContext,
  message: TermMessage<Content>,
  send: (opening: TermOpening, message: TermMessage<Content>) => Promise<TermOutcome>,
): Promise<MessageOutcome> {
  const outcome = await inTurn(context, message, (within) =>
    send({ ...within, openedBy: 'opened by billing' }, message),
  );
  if (!isOfUnbound(outcome)) return outcome;
  // Where nobody has bound the policy, its sender learns which one may have been meant.
  return { ...outcome, resembles: await resembling(context, message.term.policyNumber) };
}

function isOfUnbound(outcome: TermOutcome): boolean {
  switch (outcome.kind) {
    case 'unknown':
      return true;
    case 'refused':
      return outcome.refusal.code === 'termNotBound';
    case 'answered':
      return outcome.answer.kind === 'money' && outcome.answer.arithmetic.threshold === null;
  }
}

/** None where the index does not answer, because it only helps. */
async function resembling(temporal: Temporal, policyNumber: string): Promise<readonly string[]> {
  try {
    return await policiesResembling(temporal, policyNumber);
  } catch (error) {
    if (isUnavailable(error)) return [];
    throw error;
  }
}

/** Waits for its turn among the messages of this term, and says truly why no answer came. */
async function inTurn(
  context: TermContext,
  { term }: TermMessage<unknown>,
  send: (within: TermContext) => Promise<TermOutcome>,
): Promise<TermOutcome> {
  const { deadlines, termLanes } = context;
  const termId = policyTermId(term.policyNumber, term.termNumber);
  try {
    return await termLanes.send(
      termId,
      deadlines.workerMs,
      async ({ leftMs, wereOthersAnswered }) => {
        try {
          return await send({ ...context, deadlines: { ...deadlines, workerMs: leftMs } });
        } catch (error) {
          throw error instanceof NoWorkerAnswered && wereOthersAnswered()
            ? new TooManyAtOnce('takenPerhaps', { cause: error })
            : error;
        }
      },
    );
  } catch (error) {
    if (!(error instanceof NotSentInTimeError)) throw error;
    if (error.wereOthersAnswered) throw new TooManyAtOnce('notTaken', { cause: error });
    throw isUnavailable(error.cause)
      ? error.cause
      : new NoWorkerAnswered('notTaken', { cause: error });
  }
}
