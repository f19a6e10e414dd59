import {
  proxyActivities,
  setHandler,
  sleep,
  type ActivityInterfaceFor,
} from '@temporalio/workflow';
import type {
  NewTermActivities,
  NewTermState,
  NewTermWanted,
} from '../../activities/mid-term/new-term-activities.js';
import type { ExternalReference } from '../../domain/transaction/external-reference.js';
import type { TransactionKind } from '../../domain/transaction/kinds.js';
import { KINDS } from '../../domain/transaction/kinds.js';
import { termOptions } from '../transaction/activity-options.js';
import type { KindInWorkflow } from '../transaction/kind.js';
import { newTermCorrectedSignal } from '../transaction/messages.js';
import { stopOf, stopped } from '../transaction/stops.js';
import type { Transaction } from '../transaction/transaction.js';

const FIRST_PAUSE_MS = 250;
/** Somebody may wait for it, such as whoever paid for an offer. */
const LONGEST_PAUSE_AT_FIRST_MS = 15_000;
const AT_FIRST_MS = 300_000;
/** After that, something is out of order, and an hour more or less of it makes no difference. */
const LONGEST_PAUSE_MS = 900_000;

/** A transaction that has new business make a term for it. */
export interface NewTermMaker {
  readonly transaction: Pick<Transaction<never>, 'record' | 'step' | 'wait'>;
  readonly newTerm: ActivityInterfaceFor<NewTermActivities>;
  readonly corrections: HeardCorrections;
  /** Said first where it stops, because nothing is more urgent; empty where there is nothing. */
  readonly urgent?: () => string;
}

/** How often what makes the new term has said that somebody corrected it. */
interface HeardCorrections {
  readonly count: number;
}

/** Goes on by itself when the new term that it waits for was corrected. Call it before the first await. */
export function hearCorrections(
  transaction: Pick<Transaction<never>, 'resumeUncorrected'>,
): HeardCorrections {
  const heard = { count: 0 };
  setHandler(newTermCorrectedSignal, () => {
    heard.count += 1;
    transaction.resumeUncorrected('prepareNewTerm');
    transaction.resumeUncorrected('bindNewTerm');
  });
  return heard;
}

/** Has the new term quoted in the policy system, where it waits for the word to bind. @returns how it is quoted there */
export async function prepareNewTerm(
  maker: NewTermMaker,
  wanted: Omit<NewTermWanted, 'requestedBy'>,
): Promise<NewTermState> {
  const { transaction, newTerm } = maker;
  return transaction.step(
    'prepareNewTerm',
    async () => {
      await newTerm.beginNewTerm({ ...wanted, requestedBy: transaction.record.id });
      return untilNewTerm(maker, wanted.submission.reference, isQuotedThere);
    },
    ({ transaction: id }) => `The new term is quoted by ${id}.`,
  );
}

/** An earlier run of its maker may have had it bound already. */
function isQuotedThere({ isHeld, isEnded }: NewTermState): boolean {
  return isHeld || isEnded;
}

/** Has the new term bound, billed and handed over. @returns its policy number */
export async function bindNewTerm(
  maker: NewTermMaker,
  reference: ExternalReference,
): Promise<string | null> {
  const { transaction, newTerm } = maker;
  const { policyNumber } = await transaction.step(
    'bindNewTerm',
    async () => {
      await newTerm.bindNewTerm({ reference, by: transaction.record.id });
      return untilNewTerm(maker, reference, ({ isEnded }) => isEnded);
    },
    (bound) => `The new term is bound as policy ${bound.policyNumber ?? ''}.`,
  );
  return policyNumber;
}

/** A person waits for the answer. */
const LOOK_PATIENCE_MS = 4_000;

/** Looks whether the new term is bound already. */
export async function lookForNewTerm(
  reference: ExternalReference,
): ReturnType<KindInWorkflow<unknown>['lookForBind']> {
  const { readNewTerm } = proxyActivities<NewTermActivities>(termOptions(LOOK_PATIENCE_MS));
  try {
    const { policyNumber } = await readNewTerm({ reference });
    return policyNumber === null
      ? { kind: 'notBound' }
      : { kind: 'bound', policyNumber, quoteGuid: '' };
  } catch (error) {
    const stop = stopOf(error);
    if (stop === null) throw error;
    return { kind: 'unknown', reason: stop.reason };
  }
}

/** @throws Stopped when the new term waits for a person, or came to nothing */
async function untilNewTerm(
  { newTerm, transaction, corrections, urgent = () => '' }: NewTermMaker,
  reference: ExternalReference,
  isThere: (state: NewTermState) => boolean,
): Promise<NewTermState> {
  const { kind } = transaction.record;
  const begunMs = Date.now();
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = longer(pauseMs, Date.now() - begunMs)) {
    const heard = corrections.count;
    const state = await newTerm.readNewTerm({ reference });
    const { transaction: id, failure, attention } = state;
    if (failure !== null) {
      throw stopped(
        `${urgent()}The new term came to nothing. ${failure}`,
        cameToNothing(kind),
        null,
        'rejected',
      );
    }
    if (isThere(state)) return state;
    // Corrected while it was read, it goes on by now.
    if (attention !== null && corrections.count === heard) {
      throw stopped(
        `${urgent()}The new term waits for a person. ${attention}`,
        `See to transaction ${id}: this one goes on with it.`,
        null,
        'rejected',
      );
    }
    transaction.wait(`the new term, which ${id} makes.`);
    await sleep(pauseMs, { summary: `Next look at ${id}` });
  }
}

function longer(pauseMs: number, waitedMs: number): number {
  const isFirst = waitedMs < AT_FIRST_MS;
  return Math.min(2 * pauseMs, isFirst ? LONGEST_PAUSE_AT_FIRST_MS : LONGEST_PAUSE_MS);
}

function cameToNothing(kind: TransactionKind): string {
  const what = KINDS[kind].title.toLowerCase();
  return kind === 'rewrite'
    ? `Withdraw or abandon the ${what}; what it has cancelled then comes back.`
    : `Withdraw or abandon the ${what}, and ask for it anew.`;
}
