import { patched } from '@temporalio/workflow';
import { instantMs, writtenDay, type Instant } from '../../domain/calendar/instant.js';
import type { RenewalState } from '../../domain/renewal/state.js';
import type { Moment, Next, Wait } from '../mid-term/course.js';
import { isQuoted } from '../mid-term/open-change.js';
import { isAskedToGoOn, NOTHING_AWAITED } from '../mid-term/waits.js';
import { deadlinePassed } from './offers.js';
import type { OpenRenewal } from './open-renewal.js';

/**
 * The files of the business may change while a renewal waits: however far away the moment is, it is asked for anew so often.
 */
const LOOK_EVERY_MS = 7 * 86_400_000;

/** What follows in a state of a renewal when nothing is to be done. */
export function nextIn(open: OpenRenewal, state: RenewalState): Next {
  if (open.isMoved) return { goOn: () => lookMoved(open) };
  const next = awaitedIn(open, state);
  // What is due already is not waited for.
  const moment = 'goOn' in next ? undefined : next.moment;
  return moment && moment.atMs <= Date.now() ? { goOn: moment.come } : next;
}

function awaitedIn(open: OpenRenewal, state: RenewalState): Next {
  switch (state) {
    case 'scheduled':
      return untilStart(open);
    case 'referred':
      return untilDecided(open);
    case 'quoted':
      return untilItsDay(open);
    case 'offered':
      return untilPaid(open);
    case 'nonRenewing':
      return untilExpiry(open);
    case 'started':
    case 'binding':
    case 'bound':
    case 'completed':
    case 'nonRenewed':
    case 'notTaken':
    case 'withdrawn':
      return NOTHING_AWAITED;
  }
}

function untilStart(open: OpenRenewal): Wait {
  const { startsAt } = open.quote.moments;
  return {
    what: `${writtenDay(startsAt)}, when it starts.`,
    moment: when(
      open,
      'Start of the renewal',
      ({ moments }) => moments.startsAt,
      () => {
        const { direction, expiring: term } = open.quote;
        open.course.happened({ kind: 'leadTimeReached', direction, term });
      },
    ),
  };
}

function untilDecided(open: OpenRenewal): Wait {
  return {
    what: `an underwriter to approve it or to have it not renewed, because ${whyReferred(open)}`,
    ...overdue(open),
  };
}

/** Why an underwriter has to look at it, as the rest of a sentence. */
export function whyReferred({ quote: { referral }, renewal }: OpenRenewal): string {
  if (referral !== null) return referral;
  return renewal.direction === 'refer' ? 'a direction says so.' : 'something stands against it.';
}

/** Once, where the old term ends before anything is bound. */
function overdue(open: OpenRenewal): Pick<Wait, 'moment'> {
  if (open.isOverdueTold) return {};
  return {
    moment: when(
      open,
      'End of the expiring term',
      ({ moments }) => moments.expiresAt,
      () => {
        open.isOverdueTold = true;
        const hasTimelyProof = open.proof !== null;
        open.course.happened({ kind: 'expirationReached', hasTimelyProof });
      },
    ),
  };
}

function untilItsDay(open: OpenRenewal): Next {
  if (!isAskedToGoOn(open)) {
    return {
      what: 'it to be accepted.',
      held: { at: 'quoted', letGo: () => undefined },
      ...overdue(open),
    };
  }
  const { moments } = open.quote;
  const recheckAt = moments.recheckedAt.find((at) => instantMs(at) > open.lastRecheckMs);
  const goesOnAt = moments.offeredAt ?? moments.boundAt ?? moments.expiresAt;
  if (recheckAt !== undefined && instantMs(recheckAt) < instantMs(goesOnAt)) {
    const day = writtenDay(goesOnAt);
    return {
      what: `${day} to ${verb(open)}; it is looked at again on ${writtenDay(recheckAt)}.`,
      moment: when(
        open,
        'Check before it goes on',
        () => recheckAt,
        () => recheck(open, recheckAt),
      ),
    };
  }
  return {
    what: `${writtenDay(goesOnAt)} to ${verb(open)}.`,
    moment: when(
      open,
      `Day to ${verb(open)}`,
      ({ moments: now }) => now.offeredAt ?? now.boundAt ?? now.expiresAt,
      () => {
        goOn(open);
      },
    ),
  };
}

function verb({ quote }: OpenRenewal): string {
  return quote.flow === 'offer' ? 'offer the next term' : 'bind the next term';
}

function goOn(open: OpenRenewal): void {
  const { flow } = open.quote;
  open.isSending = flow === 'offer';
  open.course.happened({ kind: flow === 'offer' ? 'offerSent' : 'issueDate', flow });
}

/** Whether anything stands against it by now: what makes the new term waits for a person, or somebody said so. */
async function recheck(open: OpenRenewal, at: Instant): Promise<void> {
  const { making: reference, newTerm, quote, isDirectionLifted, transaction } = open;
  const state =
    reference === null
      ? null
      : await transaction.step(
          'lookAtNewTerm',
          () => newTerm.readNewTerm({ reference }),
          ({ transaction: id }) => `${id} was looked at again.`,
        );
  open.lastRecheckMs = instantMs(at);
  const isStopped = state !== null && (state.attention !== null || state.failure !== null);
  const isDirected = quote.direction === 'refer' && !isDirectionLifted;
  const hasOpenIssues = isStopped || quote.referral !== null || isDirected;
  open.course.happened({ kind: 'recheck', hasOpenIssues });
}

function untilPaid(open: OpenRenewal): Wait {
  const { offer } = open;
  if (offer === null) throw new Error('an offer is out when it is offered');
  return {
    what: `the offer (version ${offer.version}) to be paid by the end of ${writtenDay(offer.payableUntil)}.`,
    moment: {
      summary: `Payment deadline of offer ${offer.version}, ${writtenDay(offer.payableUntil)}`,
      atMs: instantMs(offer.payableUntil),
      come: () => {
        deadlinePassed(open);
      },
    },
  };
}

function untilExpiry(open: OpenRenewal): Wait {
  const { nonRenewal, moments } = open.quote;
  const isProven = open.proof !== null;
  return {
    what: isProven
      ? `the term to end on ${writtenDay(moments.expiresAt)}; the notice is out.`
      : `the proof of the notice of non-renewal, by ${nonRenewal.by}.`,
    moment: when(
      open,
      'End of the expiring term',
      (now) => now.moments.expiresAt,
      () => {
        open.course.happened({ kind: 'expirationReached', hasTimelyProof: open.proof !== null });
      },
    ),
  };
}

/**
 * A moment that follows from the files of the business as they are when it comes.
 *
 * @param what is due then
 */
function when(
  open: OpenRenewal,
  what: string,
  momentOf: (quote: OpenRenewal['quote']) => Instant,
  come: () => Promise<void> | void,
): Moment {
  const at = momentOf(open.quote);
  const atMs = instantMs(at);
  return {
    summary: `${what}, ${writtenDay(at)}`,
    atMs: Math.min(atMs, Date.now() + LOOK_EVERY_MS),
    come: async () => {
      await look(open);
      if (open.course.isEnded || instantMs(momentOf(open.quote)) > Date.now()) return;
      if (isMadeForAnother(open)) open.course.happened({ kind: 'flowChanged' });
      else await come();
    },
  };
}

/** The product has another flow since the next term was made; the first versions went on with what was agreed for the one before. */
function isMadeForAnother({ course, making, madeFor, quote }: OpenRenewal): boolean {
  if (course.state !== 'quoted' || making === null || madeFor === quote.flow) return false;
  return patched('is-made-for-the-flow-of-the-product');
}

/** Somebody has moved a day: what waits for it waits for the new one. */
async function lookMoved(open: OpenRenewal): Promise<void> {
  open.isMoved = false;
  await look(open);
  const { payableUntil } = open.quote.moments;
  const { offers } = open.renewal;
  const newest = offers.at(-1);
  if (!newest || payableUntil === null || open.request.moved.payableUntil === undefined) return;
  open.know({ offers: [...offers.slice(0, -1), { ...newest, payableUntil }] });
}

/** Asks anew when and what, as the expiring term and the files are now. */
async function look(open: OpenRenewal): Promise<void> {
  const seen = await open.askQuote();
  if (isQuoted(seen)) {
    open.keep(seen);
    return;
  }
  if (seen.facts.cancelledOn !== null) {
    open.isOldTermCancelled = true;
    open.course.happened({ kind: 'oldTermCancelled' });
    return;
  }
  // Such as an open rewrite: a person sees to it, and it is asked anew.
  await open.quoteAgain();
}
