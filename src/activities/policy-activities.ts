import { activityInfo } from '@temporalio/activity';
import type { CivilDate } from '../domain/calendar/civil-date.js';
import type { Spelling } from '../domain/insured/spelling.js';
import { sumCents, type Cents } from '../domain/money/cents.js';
import type { WriteAttempt } from '../domain/transaction/write-attempt.js';
import type {
  Invoice,
  NewQuote,
  NewSubmission,
  PolicySystem,
  ProducerFacts,
  QuoteFacts,
  QuoteOption,
} from '../ports/policy-system.js';
import {
  LookupNotAvailable,
  PolicySystemRejection,
  SeveralFound,
} from '../ports/policy-system-errors.js';
import { comparePremium, compareRated } from './compare-premium.js';
import { comesAfterForgetting, refuseEarlyLook, type Forgetting } from './earlier-run.js';
import { ensure } from './ensure.js';
import { findTwins, type Twins, type TwinSearch } from './find-twins.js';
import { submissionsLike } from './submissions-like.js';
import { insuredKeys } from './insured-identity.js';
import {
  producerOfBound,
  producerOfSubmission,
  type OpenedSubmission,
} from './producer-of-submission.js';
import { translated } from './translated.js';
import type { ExternalReference } from '../domain/transaction/external-reference.js';
import type { Insured } from '../domain/insured/insured.js';
import type { Producer } from '../domain/producer/producer.js';
import type { PremiumCharge } from '../domain/premium/premium-charge.js';
import type { RatingWorkbook } from '../domain/premium/rating-workbook.js';
import type { PaymentPlan } from '../domain/billing/choices.js';

export interface EnsuredInsured {
  readonly insuredGuid: string;
  /** True when this call put it on file: then nobody else can have opened a submission for it. */
  readonly created: boolean;
  readonly twins: readonly string[];
}

/** The transaction for which a child workflow asks; on every log line of the call. */
interface OnBehalf {
  readonly transactionId: string;
}

export interface PolicyActivitiesOptions {
  readonly policySystem: PolicySystem;
  /** Secret for the keys of insureds; see `insuredKeys`. */
  readonly identityKey: string;
  /** See `comesAfterForgetting`. */
  readonly lookBeforeWritesBegunBefore?: string | null;
  /** How long a step may take with the settings of this worker and its installation. Milliseconds. */
  readonly stepLimitMs?: number;
  /** The installation's. */
  readonly spelling: Spelling;
}

export type PolicyActivities = ReturnType<typeof createPolicyActivities>;

/** The steps of a transaction that touch the policy system, one external operation each. */
export function createPolicyActivities({
  policySystem,
  identityKey,
  spelling,
  lookBeforeWritesBegunBefore = null,
  stepLimitMs,
}: PolicyActivitiesOptions) {
  const forgetting: Forgetting = {
    begunBefore: lookBeforeWritesBegunBefore,
    stepLimitMs,
    toldAtMs: Date.now(),
  };
  const isForgetful = (attempt: WriteAttempt): boolean =>
    comesAfterForgetting(attempt, forgetting.begunBefore);
  /** An attempt after the first follows one that failed before it could write, or Temporal would not have repeated it. */
  const likelihood = (attempt: WriteAttempt): 'no' | 'perhaps' | 'likely' => {
    refuseEarlyLook(attempt, forgetting);
    if (attempt.again || isForgetful(attempt)) return 'likely';
    return activityInfo().attempt > 1 ? 'perhaps' : 'no';
  };
  const activities = {
    /**
     * Quotes that an earlier run of the transaction made, empty when they cannot be looked up; the keys of the insured; and
     * how long a step may take, null when this worker was not told.
     */
    async lookUpReference(request: { reference: ExternalReference; insured: Insured }): Promise<{
      quotes: readonly QuoteFacts[];
      insuredKeys: string[];
      stepLimitMs: number | null;
    }> {
      const quotes = await policySystem
        .findQuotesByReference(request.reference)
        .catch(emptyIfNotAvailable);
      return {
        quotes,
        insuredKeys: insuredKeys(request.insured, { secret: identityKey, spelling }),
        stepLimitMs: stepLimitMs ?? null,
      };
    },

    /** @param request.boundUnder the submission of a bound policy: its producer stands, though it can be found no more */
    resolveProducer(request: {
      producer: Producer;
      product: string;
      underwriterGuid?: string;
      boundUnder?: OpenedSubmission | null;
    }): Promise<ProducerFacts> {
      const { producer, product, underwriterGuid, boundUnder = null } = request;
      const resolve = () => policySystem.resolveProducer(producer, product, underwriterGuid);
      return boundUnder === null ? resolve() : producerOfBound(policySystem, boundUnder, resolve);
    },

    /** Whom a submission was opened for; null where that cannot be looked up. */
    producerOfSubmission(request: OpenedSubmission): Promise<ProducerFacts | null> {
      return producerOfSubmission(policySystem, request);
    },

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
     * Submission groups of the insured that have no quote yet, before ours is opened; null when they cannot be listed, and
     * when ours may be among them.
     */
    async listEmptySubmissions(
      request: OnBehalf & WriteAttempt & { insuredGuid: string },
    ): Promise<string[] | null> {
      if (isForgetful(request)) return null;
      try {
        const all = await policySystem.listSubmissions(request.insuredGuid);
        return all
          .filter(({ quoteCount }) => quoteCount === 0)
          .map(({ submissionGroupGuid }) => submissionGroupGuid);
      } catch (error) {
        if (error instanceof LookupNotAvailable) return null;
        throw error;
      }
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
        write: () => policySystem.addQuote(request),
      });
      return { quoteGuid, basis: policySystem.quoteBasis(request), found };
    },

    /** On what basis the quote would be made now; nobody is asked. */
    quoteBasis(request: NewQuote): Promise<string> {
      return Promise.resolve(policySystem.quoteBasis(request));
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

    /** What stands on the quote, for comparison with what was asked for; null when it cannot be looked up. */
    async readPremium(request: {
      quoteGuid: string;
    }): Promise<{ premiumCents: Cents; feeCents: Cents } | null> {
      return readPremium(policySystem, request.quoteGuid).catch(nullIfNotAvailable);
    },

    /**
     * Binds the quote, after comparing what stands on it with what was asked for: a bind cannot be taken back.
     *
     * @param request.premium the charges of the submission; null for a rated workbook
     * @param request.ratedCents what the workbook was rated at, without fees; null when it was not
     * @returns the policy number, also when the bind happened although the policy system said no
     * @throws PremiumDiffers, RatingDiffers when the quote carries another premium
     */
    async bind(
      request: WriteAttempt & {
        quoteGuid: string;
        plan: PaymentPlan;
        premium: readonly PremiumCharge[] | null;
        ratedCents?: Cents | null;
      },
    ): Promise<string> {
      const { quoteGuid, plan, premium, ratedCents = null } = request;
      return ensure({
        mayHaveHappened: likelihood(request),
        look: () => boundAs(policySystem, quoteGuid),
        write: async () => {
          if (premium !== null) await comparePremium(policySystem, quoteGuid, premium);
          else if (ratedCents !== null) await compareRated(policySystem, quoteGuid, ratedCents);
          try {
            return await policySystem.bind(quoteGuid, plan);
          } catch (error) {
            if (!(error instanceof PolicySystemRejection)) throw error;
            // "Already bound", or a fault after the bind, in whatever words: the quote itself says what happened.
            const policyNumber = await boundAs(policySystem, quoteGuid).catch(() => null);
            if (policyNumber !== null) return policyNumber;
            throw error;
          }
        },
      });
    },

    /** The bind of a transaction's quote, or else, when it may have had an earlier run, of what that made for the reference. */
    async findBind(
      request: WriteAttempt & { quoteGuid: string | null; reference: ExternalReference },
    ): Promise<{ policyNumber: string; quoteGuid: string } | null> {
      const { quoteGuid, reference } = request;
      refuseEarlyLook(request, forgetting);
      if (quoteGuid !== null) {
        const policyNumber = await boundAs(policySystem, quoteGuid);
        return policyNumber === null ? null : { policyNumber, quoteGuid };
      }
      if (!isForgetful(request)) return null;
      const quote = await findLiveQuote(policySystem, reference);
      if (quote?.status !== 'bound' && quote?.status !== 'issued') return null;
      return { policyNumber: quote.policyNumber, quoteGuid: quote.quoteGuid };
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

    /** The control number, the invoices and the premium as booked; what cannot be looked up is null. */
    async readBack(request: { quoteGuid: string }): Promise<{
      controlNumber: number;
      invoices: readonly Invoice[] | null;
      booked: { premiumCents: Cents; feeCents: Cents } | null;
    }> {
      const [controlNumber, invoices, booked] = await Promise.all([
        policySystem.readControlNumber(request.quoteGuid),
        policySystem.listInvoices(request.quoteGuid).catch(nullIfNotAvailable),
        readPremium(policySystem, request.quoteGuid).catch(nullIfNotAvailable),
      ]);
      return {
        controlNumber,
        invoices,
        booked,
      };
    },

    /** What stands there twice of what this transaction makes once. */
    findTwins(
      request: TwinSearch & { reference: ExternalReference; requestDigest: string },
    ): Promise<Twins> {
      const { reference, requestDigest } = request;
      return findTwins(policySystem, request, (quote) => isOf(quote, reference, requestDigest));
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
  return translated(activities);
}

/**
 * Whether a quote in the submission group of a transaction is that transaction's. It should always be; but a group that
 * was found by how it looks may be another's, and so may its quote.
 */
function isOf(
  quote: QuoteFacts,
  { system, id }: ExternalReference,
  requestDigest: string,
): boolean {
  const { reference, status } = quote;
  // One that was closed was given up: by its own transaction, for another, or by a person.
  if (status === 'closed') return false;
  if (reference !== null && (reference.system !== system || reference.id !== id)) return false;
  return quote.requestDigest === null || quote.requestDigest === requestDigest;
}

/** The quote that an earlier run made for the reference and nobody closed; null also where references cannot be searched. */
async function findLiveQuote(
  policySystem: PolicySystem,
  reference: ExternalReference,
): Promise<QuoteFacts | null> {
  const quotes = await policySystem.findQuotesByReference(reference).catch(emptyIfNotAvailable);
  const live = quotes.filter(({ status }) => status !== 'closed');
  return live.find(({ status }) => status !== 'open') ?? live.at(0) ?? null;
}

/** Asked of the quote, or else, where the quote cannot tell, of the reference. */
async function isLinked(
  policySystem: PolicySystem,
  { quoteGuid, reference }: { quoteGuid: string; reference: ExternalReference },
): Promise<boolean> {
  const isSame = (linked: ExternalReference | null | undefined): boolean =>
    linked?.system === reference.system && linked.id === reference.id;
  const quote = await policySystem.readQuote(quoteGuid).catch(nullIfNotAvailable);
  if (quote !== null && quote.reference !== 'unknown') return isSame(quote.reference);
  const quotes = await policySystem.findQuotesByReference(reference);
  return quotes.some((found) => found.quoteGuid === quoteGuid && isSame(found.reference));
}

/** The policy number of a quote that is bound; null when it is not. */
async function boundAs(policySystem: PolicySystem, quoteGuid: string): Promise<string | null> {
  const quote = await policySystem.readQuote(quoteGuid);
  return quote?.status === 'bound' || quote?.status === 'issued' ? quote.policyNumber : null;
}

async function hasDocument(
  policySystem: PolicySystem,
  quoteGuid: string,
  kind: 'binder' | 'policy',
): Promise<true | null> {
  const documents = await policySystem.listDocuments(quoteGuid);
  return documents.some((document) => document.kind === kind) ? true : null;
}

async function readPremium(
  policySystem: PolicySystem,
  quoteGuid: string,
): Promise<{ premiumCents: Cents; feeCents: Cents }> {
  const booked = await policySystem.listPremiums(quoteGuid);
  const total = (isFee: boolean): Cents =>
    sumCents(booked.filter((row) => row.isFee === isFee).map((row) => row.amountCents));
  return { premiumCents: total(false), feeCents: total(true) };
}

function nullIfNotAvailable(error: unknown): null {
  if (error instanceof LookupNotAvailable) return null;
  throw error;
}

function emptyIfNotAvailable(error: unknown): [] {
  if (error instanceof LookupNotAvailable) return [];
  throw error;
}
