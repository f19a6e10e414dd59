import type { Spelling } from '../domain/insured/spelling.js';
import type { Cents } from '../domain/money/cents.js';
import type { WriteAttempt } from '../domain/transaction/write-attempt.js';
import type { Invoice } from '../ports/policy-system/policies.js';
import type { NewQuote, QuoteFacts } from '../ports/policy-system/quotes.js';
import type { PolicySystem } from '../ports/policy-system.js';
import type { ProducerFacts } from '../ports/policy-system/parties.js';
import { comesAfterForgetting, forgettingOf, refuseEarlyLook } from './earlier-run.js';
import { findTwins, type Twins, type TwinSearch } from './find-twins.js';
import { insuredKeys } from './insured-identity.js';
import {
  boundAs,
  emptyIfNotAvailable,
  findLiveQuote,
  isOf,
  nullIfNotAvailable,
  readPremium,
} from './looks.js';
import {
  producerOfBound,
  producerOfSubmission,
  type OpenedSubmission,
} from './producer-of-submission.js';
import { translated } from './translated.js';
import type { ExternalReference } from '../domain/transaction/external-reference.js';
import type { Insured } from '../domain/insured/insured.js';
import type { Producer } from '../domain/producer/producer.js';

/** The transaction for which a child workflow asks; on every log line of the call. */
export interface OnBehalf {
  readonly transactionId: string;
}

export interface PolicyLookUpsOptions {
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

export type PolicyLookUps = ReturnType<typeof createPolicyLookUps>;

/**
 * The steps of a transaction that only read from the policy system. Each may be made any number of times, by any worker.
 * None of them may ever write.
 */
export function createPolicyLookUps({
  policySystem,
  identityKey,
  spelling,
  lookBeforeWritesBegunBefore = null,
  stepLimitMs,
}: PolicyLookUpsOptions) {
  const forgetting = forgettingOf({ lookBeforeWritesBegunBefore, stepLimitMs });
  const isForgetful = (attempt: WriteAttempt): boolean =>
    comesAfterForgetting(attempt, forgetting.begunBefore);
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

    /** GUID of the insured on file who is meant; null where nobody is. */
    async whoIsInsured({ insured }: { insured: Insured }): Promise<string | null> {
      const found = await policySystem.findInsured(insured, false);
      return found?.insuredGuid ?? null;
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
     * Submission groups of the insured that have no quote yet, before ours is opened; null when they cannot be listed, and
     * when ours may be among them.
     */
    async listEmptySubmissions(
      request: OnBehalf & WriteAttempt & { insuredGuid: string },
    ): Promise<string[] | null> {
      if (isForgetful(request)) return null;
      const all = await policySystem.listSubmissions(request.insuredGuid).catch(nullIfNotAvailable);
      if (all === null) return null;
      return all
        .filter(({ quoteCount }) => quoteCount === 0)
        .map(({ submissionGroupGuid }) => submissionGroupGuid);
    },

    /** On what basis the quote would be made now; nobody is asked. */
    quoteBasis(request: NewQuote): Promise<string> {
      return Promise.resolve(policySystem.quoteBasis(request));
    },

    /** What stands on the quote, for comparison with what was asked for; null when it cannot be looked up. */
    async readPremium(request: {
      quoteGuid: string;
    }): Promise<{ premiumCents: Cents; feeCents: Cents } | null> {
      return readPremium(policySystem, request.quoteGuid).catch(nullIfNotAvailable);
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
  };
  return translated(activities);
}
