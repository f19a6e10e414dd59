import type { CivilDate } from '../domain/calendar/civil-date.js';
import { sumCents, type Cents } from '../domain/money/cents.js';
import type { WriteAttempt } from '../domain/transaction/write-attempt.js';
import type { NewQuote, NewSubmission, QuoteFacts } from '../ports/policy-system/quotes.js';
import type { QuoteOption } from '../ports/policy-system/premiums.js';
import { LookupNotAvailable, SeveralFound, SystemRejection } from '../ports/call-errors.js';
import { comparePremium, compareRated } from './compare-premium.js';
import {
  comesAfterForgetting,
  forgettingOf,
  likelihoodOf,
  refuseEarlyLook,
} from './earlier-run.js';
import { ensure, type Likelihood } from './ensure.js';
import { boundAs, findLiveQuote, hasDocument, isLinked, isOf, readPremium } from './looks.js';
import {
  createPolicyLookUps,
  type OnBehalf,
  type PolicyLookUpsOptions,
} from './policy-look-ups.js';
import { refuseRenewed, renewalOfRequest } from './renewals-of-term.js';
import { submissionsLike } from './submissions-like.js';
import { translated } from './translated.js';
import type { ExternalReference } from '../domain/transaction/external-reference.js';
import type { Insured } from '../domain/insured/insured.js';
import type { PremiumCharge } from '../domain/premium/premium-charge.js';
import type { RatingWorkbook } from '../domain/premium/rating-workbook.js';
import type { PaymentPlan } from '../domain/billing/choices.js';

export interface EnsuredInsured {
  readonly insuredGuid: string;
  /** True when this call put it on file: then nobody else can have opened a submission for it. */
  readonly created: boolean;
  readonly twins: readonly string[];
}

export type PolicyActivities = ReturnType<typeof createPolicyActivities>;

/** The steps of a transaction that touch the policy system, one external operation each: all that write, and the look-ups. */
export function createPolicyActivities(options: PolicyLookUpsOptions) {
  const { policySystem } = options;
  const forgetting = forgettingOf(options);
  const isForgetful = (attempt: WriteAttempt): boolean =>
    comesAfterForgetting(attempt, forgetting.begunBefore);
  const likelihood = (attempt: WriteAttempt): Likelihood => likelihoodOf(attempt, forgetting);
  const activities = {
    /**
     * Finds the insured, or puts it on file, and completes one that has no location. Always looks: another submission may
     * have made it a moment ago.
     *
     * @returns its GUID, and those of others that are the same in every letter, when it was made just now
     */
    async ensureInsured(
      request: OnBehalf & WriteAttempt & { insured: Insured },
    ): Promise<EnsuredInsured> {
      const { insured } = request;
      refuseEarlyLook(request, forgetting);
      const found = await policySystem.findInsured(insured, request.again || isForgetful(request));
      if (found === null) {
        const insuredGuid = await policySystem.addInsured(insured);
        // Whatever goes wrong with this look, the insured is made; its answer is worth more than its twins.
        const twins = await policySystem.listInsuredTwins(insured, insuredGuid).catch(() => []);
        return { insuredGuid, created: true, twins };
      }
      const { insuredGuid, hasLocation } = found;
      if (!hasLocation) await policySystem.addInsuredLocation(insuredGuid, insured.location);
      return { insuredGuid, created: false, twins: [] };
    },

    /**
     * @param request.existing empty submission groups that were there before the first attempt: none of them is ours
     * @returns also groups like ours that came with it, of a request that arrived twice; none where that cannot be told
     */
    async addSubmission(
      request: OnBehalf &
        WriteAttempt &
        NewSubmission & { reference: ExternalReference; existing: readonly string[] | null },
    ): Promise<{ submissionGroupGuid: string; twins: readonly string[] }> {
      const submissionGroupGuid = await ensure({
        mayHaveHappened: likelihood(request),
        look: async () => {
          if (isForgetful(request)) {
            const quote = await findLiveQuote(policySystem, request.reference);
            if (quote !== null) return quote.submissionGroupGuid;
          } else if (request.existing === null) {
            throw new LookupNotAvailable('submissionsOfInsured');
          }
          const ours = await submissionsLike(policySystem, request);
          if (request.existing === null && ours.length > 1) {
            throw new SeveralFound('submissions without a quote', ours);
          }
          return ours.at(0) ?? null;
        },
        write: () => policySystem.addSubmission(request),
      });
      // It can only be told while nobody else opens one for the insured; that it cannot be told says nothing of ours.
      const alike =
        request.existing === null
          ? []
          : await submissionsLike(policySystem, request).catch(() => []);
      return { submissionGroupGuid, twins: alike.filter((guid) => guid !== submissionGroupGuid) };
    },

    /** @returns the quote, the basis on which it was made, and how it stands when an earlier run made it for the reference */
    async addQuote(
      request: WriteAttempt & NewQuote,
    ): Promise<{ quoteGuid: string; basis: string; found: QuoteFacts | null }> {
      let found: QuoteFacts | null = null;
      const quoteGuid = await ensure({
        mayHaveHappened: likelihood(request),
        look: async () => {
          const { submissionGroupGuid, submission } = request;
          const inGroup = await policySystem.listQuotes(submissionGroupGuid);
          const ours = inGroup.find((quote) =>
            isOf(quote, submission.reference, request.requestDigest),
          );
          if (!isForgetful(request)) return ours?.quoteGuid ?? null;
          found = ours ?? (await findLiveQuote(policySystem, submission.reference));
          return found?.quoteGuid ?? null;
        },
        write: async () => {
          found = await renewalOfRequest(policySystem, request);
          return found?.quoteGuid ?? policySystem.addQuote(request);
        },
      });
      return { quoteGuid, basis: policySystem.quoteBasis(request), found };
    },

    /** @returns false when the installation keeps no references */
    async linkReference(
      request: WriteAttempt & { quoteGuid: string; reference: ExternalReference },
    ): Promise<boolean> {
      return ensure({
        mayHaveHappened: likelihood(request),
        look: async () => ((await isLinked(policySystem, request)) ? true : null),
        write: () => policySystem.linkReference(request.quoteGuid, request.reference),
      });
    },

    ensureOptions(request: {
      quoteGuid: string;
      product: string;
      lines: readonly string[];
    }): Promise<readonly QuoteOption[]> {
      return policySystem.ensureOptions(request.quoteGuid, request.product, request.lines);
    },

    async addPremium(
      request: WriteAttempt & { quoteGuid: string; quoteOptionGuid: string; charge: PremiumCharge },
    ): Promise<void> {
      const chargeCode = policySystem.chargeCodeOf(request.charge);
      await ensure({
        mayHaveHappened: likelihood(request),
        look: async () => {
          const booked = (await policySystem.listPremiums(request.quoteGuid)).some(
            (premium) =>
              premium.quoteOptionGuid === request.quoteOptionGuid &&
              premium.chargeCode === chargeCode,
          );
          return booked ? true : null;
        },
        write: async () => {
          await policySystem.addPremium(request.quoteOptionGuid, request.charge);
          return true;
        },
      });
    },

    /** @returns the premium without fees, and the fees */
    async rateWorkbook(
      request: WriteAttempt & { quoteGuid: string; product: string; workbook: RatingWorkbook },
    ): Promise<{ premiumCents: Cents; feeCents: Cents }> {
      return ensure({
        mayHaveHappened: likelihood(request),
        look: async () => {
          const { premiumCents, feeCents } = await readPremium(policySystem, request.quoteGuid);
          return premiumCents === 0 ? null : { premiumCents, feeCents };
        },
        write: async () => {
          const options = await policySystem.importRatingWorkbook(
            request.quoteGuid,
            request.product,
            request.workbook,
          );
          return {
            premiumCents: sumCents(options.map((option) => option.premiumCents)),
            feeCents: sumCents(options.map((option) => option.feeCents)),
          };
        },
      });
    },

    /**
     * Binds the quote, after comparing what stands on it with what was asked for: a bind cannot be taken back.
     *
     * @param request.premium the charges of the submission; null for a rated workbook
     * @param request.ratedCents what the workbook was rated at, without fees; null when it was not
     * @param request.renewsQuote a transaction of the term that it renews
     * @param request.wantedNumber of the policy, where the site can give one
     * @returns the policy number, also when the bind happened although the policy system said no
     * @throws PremiumDiffers, RatingDiffers when the quote carries another premium
     * @throws SystemRejection also where the term that it renews was renewed by another quote
     */
    async bind(
      request: WriteAttempt & {
        quoteGuid: string;
        plan: PaymentPlan;
        premium: readonly PremiumCharge[] | null;
        ratedCents?: Cents | null;
        renewsQuote?: string;
        wantedNumber?: string;
      },
    ): Promise<string> {
      const { quoteGuid, plan, premium, ratedCents = null, renewsQuote, wantedNumber } = request;
      return ensure({
        mayHaveHappened: likelihood(request),
        look: () => boundAs(policySystem, quoteGuid),
        write: async () => {
          if (renewsQuote !== undefined) {
            await refuseRenewed(policySystem, { quoteGuid: renewsQuote, by: quoteGuid });
          }
          if (premium !== null) await comparePremium(policySystem, quoteGuid, premium);
          else if (ratedCents !== null) await compareRated(policySystem, quoteGuid, ratedCents);
          try {
            return await policySystem.bind(quoteGuid, plan, wantedNumber);
          } catch (error) {
            if (!(error instanceof SystemRejection)) throw error;
            // "Already bound", or a fault after the bind, in whatever words: the quote itself says what happened.
            const policyNumber = await boundAs(policySystem, quoteGuid).catch(() => null);
            if (policyNumber !== null) return policyNumber;
            throw error;
          }
        },
      });
    },

    issue(request: { quoteGuid: string }): Promise<CivilDate> {
      return policySystem.issue(request.quoteGuid);
    },

    async createBinderDocument(request: WriteAttempt & { quoteGuid: string }): Promise<void> {
      await ensure({
        mayHaveHappened: likelihood(request),
        look: () => hasDocument(policySystem, request.quoteGuid, 'binder'),
        write: async () => {
          await policySystem.createBinderDocument(request.quoteGuid);
          return true;
        },
      });
    },

    /** @param request.presumed that it is there where documents cannot be listed: an earlier run issued the policy */
    async createPolicyDocument(
      request: WriteAttempt & { quoteGuid: string; presumed?: boolean },
    ): Promise<void> {
      await ensure({
        mayHaveHappened: likelihood(request),
        look: () =>
          hasDocument(policySystem, request.quoteGuid, 'policy').catch((error: unknown) => {
            if (request.presumed && error instanceof LookupNotAvailable) return true;
            throw error;
          }),
        write: async () => {
          await policySystem.createPolicyDocument(request.quoteGuid);
          return true;
        },
      });
    },

    closeQuote(request: { quoteGuid: string }): Promise<void> {
      return policySystem.closeQuote(request.quoteGuid);
    },

    /** Closes whatever was made in a submission group before its transaction was abandoned. */
    async closeQuotesOf(request: { submissionGroupGuid: string }): Promise<void> {
      const quotes = await policySystem.listQuotes(request.submissionGroupGuid);
      for (const { quoteGuid, status } of quotes) {
        if (status === 'open') await policySystem.closeQuote(quoteGuid);
      }
    },
  };
  return { ...translated(activities), ...createPolicyLookUps(options) };
}
