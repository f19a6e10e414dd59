import { addedUp } from '../../domain/mid-term/added-up.js';
import type { HeldAmount } from '../../domain/mid-term/attributed.js';
import type { RatingWorkbook } from '../../domain/premium/rating-workbook.js';
import type { WriteAttempt } from '../../domain/transaction/write-attempt.js';
import type { PolicySystem } from '../../ports/policy-system.js';
import type { ChangeOfPolicy } from '../change-activities.js';
import { forgettingOf, likelihoodOf } from '../earlier-run.js';
import { ensure } from '../ensure.js';
import {
  boundChanges,
  changedByHand,
  type ChainMoved,
  type OnBookings,
  unknownChange,
} from '../mid-term/known-chain.js';
import { translated } from '../translated.js';

/** Whether what was rated can be bound as it was quoted. */
export type RatedStanding =
  | { readonly kind: 'asRated' }
  /** The policy was changed by hand, or by another transaction that its term does not know yet. */
  | { readonly kind: 'moved'; readonly moved: ChainMoved }
  /** It is not on top any more, or not as it was rated. `why` ends a sentence. */
  | { readonly kind: 'outdated'; readonly why: string };

export type RatingActivities = ReturnType<typeof createRatingActivities>;

/** The steps by which the policy system rates a workbook on an endorsement that is made there and not bound. */
export function createRatingActivities(options: {
  readonly policySystem: PolicySystem;
  /** See `comesAfterForgetting`. */
  readonly lookBeforeWritesBegunBefore?: string | null;
  /** How long a step may take with the settings of this worker and its installation. Milliseconds. */
  readonly stepLimitMs?: number;
}) {
  const { policySystem } = options;
  const forgetting = forgettingOf(options);

  /** What was rated; null where nothing was. A premium that changes nothing is a row, too. */
  async function rated(quoteGuid: string): Promise<readonly HeldAmount[] | null> {
    const premiums = await policySystem.listPremiums(quoteGuid);
    if (premiums.every(({ isFee }) => isFee)) return null;
    return premiums.map(({ lineGuid, chargeCode, amountCents, isFee }) => ({
      lineGuid,
      chargeCode,
      amountCents,
      isFee,
    }));
  }

  return translated({
    async rateChange(
      request: WriteAttempt & {
        readonly quoteGuid: string;
        readonly product: string;
        readonly workbook: RatingWorkbook;
      },
    ): Promise<void> {
      const { quoteGuid, product, workbook } = request;
      await ensure({
        mayHaveHappened: likelihoodOf(request, forgetting),
        look: async () => ((await rated(quoteGuid)) === null ? null : true),
        write: async () => {
          await policySystem.rateChange(quoteGuid, product, workbook);
          return true;
        },
      });
    },

    /** What the workbook came to on the change, row by row; null where it was not rated. Repeatable. */
    readRated({
      quoteGuid,
    }: {
      readonly quoteGuid: string;
    }): Promise<readonly HeldAmount[] | null> {
      return rated(quoteGuid);
    },

    /**
     * Looks, before it is bound, whether it still holds what was accepted and follows all that the policy has. Repeatable.
     *
     * @param request.amounts as they were rated
     * @throws SystemRejection in a later run, whose earlier one may have bound what the term does not know
     */
    async compareRated({
      policyNumber,
      quoteGuid,
      amounts,
      bookings,
      isLaterRun,
    }: ChangeOfPolicy &
      OnBookings & {
        readonly amounts: readonly HeldAmount[];
        readonly isLaterRun: boolean;
      }): Promise<RatedStanding> {
      const chain = await policySystem.readChain(policyNumber, { quoteGuid });
      const own = chain?.transactions.find((one) => one.quoteGuid === quoteGuid);
      if (!chain || !own) return outdated('it was given up in the policy system');
      if (own.boundOn !== null) return { kind: 'asRated' };
      const others = boundChanges(chain);
      const movedBy = bookings ? unknownChange(chain, bookings) : null;
      if (movedBy) {
        const moved = { movedBy, madeGuid: quoteGuid, refusal: null };
        if (isLaterRun) throw changedByHand(moved);
        return { kind: 'moved', moved };
      }
      const before = others.at(-1) ?? chain.transactions[0];
      if (own.previousQuoteGuid !== before.quoteGuid) {
        return outdated(`the ${before.kind} ${before.quoteGuid} was bound after it was rated`);
      }
      const held = (await rated(quoteGuid)) ?? [];
      if (!isSame(held, amounts)) {
        return outdated('the policy system holds other amounts than it was rated at');
      }
      return { kind: 'asRated' };
    },
  });
}

function outdated(why: string): RatedStanding {
  return { kind: 'outdated', why };
}

/** The same amounts of the same lines and numbers, in whatever order. */
function isSame(held: readonly HeldAmount[], rated: readonly HeldAmount[]): boolean {
  const placesOf = (amounts: readonly HeldAmount[]): readonly string[] =>
    addedUp(amounts)
      .map(({ lineGuid, chargeCode, amountCents }) =>
        [lineGuid?.toLowerCase(), chargeCode, amountCents].join(' '),
      )
      .sort();
  return placesOf(held).join() === placesOf(rated).join();
}
