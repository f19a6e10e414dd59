import { proxyActivities, type ActivityInterfaceFor } from '@temporalio/workflow';
import type { WantedChange } from '../../activities/change-activities.js';
import type {
  RatedStanding,
  RatingActivities,
} from '../../activities/endorsement/rating-activities.js';
import type { EndorsementQuoted } from '../../activities/endorsement/endorsement-activities.js';
import type { EndorsementAsked } from '../../domain/endorsement/request.js';
import { contentDigest } from '../../domain/machine/content-digest.js';
import type { HeldAmount } from '../../domain/mid-term/attributed.js';
import { nthRequest } from '../../domain/mid-term/nth-request.js';
import { formatCents, sumCents } from '../../domain/money/cents.js';
import type { Change } from '../mid-term/change.js';
import {
  DEFAULT_CALL_LIMIT_MS,
  readOptions,
  writeOptions,
} from '../transaction/activity-options.js';
import { isLaterRun, leftUnbound } from '../transaction/runs.js';
import { stopOf, stopped } from '../transaction/stops.js';
import type { Transaction } from '../transaction/transaction.js';
import type { EndorsementInput } from './messages.js';

/**
 * What the policy system has of an endorsement that it rates: an unbound transaction of its own, and what the workbook came to
 * on it. It stands until it is bound, or is given up.
 */
export class Rating {
  readonly #change: Change<Transaction<EndorsementAsked>>;
  readonly #look: ActivityInterfaceFor<RatingActivities>;
  readonly #write: ActivityInterfaceFor<RatingActivities>;
  /** Made by a run whose work this one takes up; null where nothing is, or it is seen to. */
  #left = leftUnbound();
  #amounts: readonly HeldAmount[] | null = null;
  #isOutdated = false;

  constructor(
    change: Change<Transaction<EndorsementAsked>>,
    { outagePatienceMs, callLimitMs = DEFAULT_CALL_LIMIT_MS }: EndorsementInput,
  ) {
    this.#change = change;
    this.#look = proxyActivities<RatingActivities>(readOptions(outagePatienceMs, callLimitMs));
    this.#write = proxyActivities<RatingActivities>(writeOptions(outagePatienceMs, callLimitMs));
  }

  /** What the workbook came to, row by row; null while that is not known. */
  get amounts(): readonly HeldAmount[] | null {
    return this.#amounts;
  }

  /** Whether something was made in the policy system, or may have been, that is neither bound nor given up. */
  get isThere(): boolean {
    return this.#wanted !== null;
  }

  /** What it was rated for is not asked for any more, or not on what the policy is now. */
  outdate(): void {
    this.#isOutdated = true;
  }

  /** Gives up what is outdated; nothing where nothing is. */
  async closeOutdated(): Promise<void> {
    if (!this.#isOutdated) return;
    const { transaction, made } = this.#change;
    if (this.isThere) {
      await this.close();
      made.anew += 1;
    }
    transaction.know({ quoteGuid: null });
    transaction.writes.takeBack('workbook');
    this.#amounts = null;
    this.#isOutdated = false;
  }

  /** Makes it in the policy system, unbound and without charges. Repeatable under a name of what it is made for. */
  async make(quoted: EndorsementQuoted): Promise<void> {
    const { transaction, look, asked, made } = this.#change;
    const wanted = this.#toMake(quoted);
    const noteWanted = (): void => {
      asked.wanted = { ...wanted, requestId: nthRequest(wanted.requestId, made.anew) };
    };
    noteWanted();
    const { quoteGuid, anew } = await transaction.step(
      'makeChange',
      () => look.makeChangeToRate({ ...wanted, anew: made.anew, isLaterRun: isLaterRun() }),
      (answer) => `Made as quote ${answer.quoteGuid}, to be rated; not bound yet.`,
    );
    made.anew = anew;
    noteWanted();
    transaction.know({ quoteGuid });
    transaction.noteUnbound(quoteGuid);
    await this.#closeLeft(quoteGuid);
  }

  /** An earlier run may have made it for another day or workbook. */
  async #closeLeft(made: string): Promise<void> {
    const left = this.#left;
    this.#left = null;
    if (left === null || left === made) return;
    const { transaction, look, term } = this.#change;
    await transaction.step(
      'closeUnbound',
      () => look.closeChange({ policyNumber: term.policyNumber, quoteGuid: left }),
      () => `The change ${left} of an earlier run is given up in the policy system.`,
    );
  }

  /** Has the workbook rated on what was made, and reads what it came to. */
  async rate(): Promise<void> {
    const { transaction } = this.#change;
    const { product, workbook } = transaction.request;
    const { quoteGuid } = transaction.ids;
    if (quoteGuid === null || !workbook) throw new Error('it is rated after it is made');
    this.#amounts = await transaction.step(
      'rateWorkbook',
      async () => {
        await transaction.writes.once('workbook', (attempt) =>
          this.#write.rateChange({ ...attempt, quoteGuid, product, workbook }),
        );
        const amounts = await this.#look.readRated({ quoteGuid });
        if (amounts !== null) return amounts;
        transaction.writes.takeBack('workbook');
        throw notRated(quoteGuid);
      },
      (amounts) =>
        `Rated at ${formatCents(sumCents(amounts.map(({ amountCents }) => amountCents)))}.`,
    );
  }

  /** Whether it can be bound as it was quoted. */
  async compare(): Promise<RatedStanding> {
    const { transaction, term, asked } = this.#change;
    const { quoteGuid } = transaction.ids;
    const { policyNumber } = term;
    const amounts = this.#amounts;
    if (quoteGuid === null || amounts === null) throw new Error('it is compared after it is rated');
    const { bookings } = asked;
    return transaction.step(
      'compareRated',
      () =>
        this.#look.compareRated({
          policyNumber,
          quoteGuid,
          amounts,
          ...(bookings !== null && { bookings }),
          isLaterRun: isLaterRun(),
        }),
      inWords,
    );
  }

  /** Gives up what was made and is not bound; also where the answer was lost that would have named it. */
  async close(): Promise<void> {
    const { transaction, look, term, asked } = this.#change;
    const { policyNumber } = term;
    await transaction.step(
      'closeUnbound',
      async () => {
        const quoteGuid = transaction.ids.quoteGuid ?? (await this.#made());
        if (quoteGuid !== null) await look.closeChange({ policyNumber, quoteGuid });
        return quoteGuid;
      },
      (quoteGuid) =>
        quoteGuid === null
          ? 'Nothing was made in the policy system.'
          : `The change ${quoteGuid} is given up in the policy system.`,
    );
    asked.wanted = null;
    transaction.noteUnbound(null);
  }

  get #wanted(): WantedChange | null {
    const { wanted } = this.#change.asked;
    return wanted?.rows === null ? wanted : null;
  }

  #toMake({ change: { effectiveDate }, state }: EndorsementQuoted): WantedChange {
    const { transaction, term } = this.#change;
    const { product, reference, comment, workbook } = transaction.request;
    return {
      change: 'endorse',
      calculation: 'proRata',
      // Another day or another workbook is another request, in whichever run it is made.
      requestId: `${transaction.record.id}/${effectiveDate}/${contentDigest(workbook)}`,
      policyNumber: term.policyNumber,
      effectiveDate,
      productKey: product,
      state,
      rows: null,
      comment: comment ?? `${reference.system} ${reference.id}`,
    };
  }

  /** Under its request id the policy system names what it made. @returns null where it refuses to make it: it has not, then */
  async #made(): Promise<string | null> {
    const wanted = this.#wanted;
    if (wanted === null) return null;
    try {
      return (await this.#change.look.makeChange(wanted)).quoteGuid;
    } catch (error) {
      const stop = stopOf(error);
      if (stop?.kind === 'rejected' && !stop.mayHaveHappened) return null;
      throw error;
    }
  }
}

function notRated(quoteGuid: string): Error {
  return stopped(
    `The policy system holds no premium on the change ${quoteGuid}, on which it has rated the workbook.`,
    'Correct the rater of the product, then run the step again; or send another workbook by an edit.',
    'workbook',
    'rejected',
  );
}

function inWords(standing: RatedStanding): string {
  switch (standing.kind) {
    case 'asRated':
      return 'It stands as it was rated.';
    case 'moved':
      return 'The policy was changed by hand meanwhile.';
    case 'outdated':
      return `It is rated anew: ${standing.why}.`;
  }
}
