import type { Submission } from '../../domain/new-business/submission.js';
import { guidNamed, isSameGuid } from '../../domain/insured/same-insured.js';
import type { ProducerFacts } from '../../ports/policy-system/parties.js';
import type { Writes } from '../transaction/writes.js';
import { premiumKey } from '../../domain/new-business/premium-key.js';

/** How what is on file differs from what should be: each needs the one before it made anew. */
export interface Difference {
  /** It is of another insured. */
  readonly account: boolean;
  readonly submission: boolean;
  readonly quote: boolean;
}

/**
 * What the policy system put on file when it opened the submission and made the quote of a transaction, and how the quote
 * was priced. None of it can be changed there: where it should be different now, the quote is closed and another made.
 */
export class OnFile {
  #account: Account | null = null;
  #submission: string | null = null;
  #producer: string | null = null;
  #quote: string | null = null;
  #basis: string | null = null;
  #price: string | null = null;
  #isRated = false;

  /** Nothing is on file yet that could differ. */
  get isEmpty(): boolean {
    return this.#submission === null && this.#quote === null;
  }

  /**
   * @param submission null when it is not known what an earlier run was asked for
   * @param producer as it was found; null when an earlier run found it
   */
  noteSubmission(submission: Submission | null, producer: ProducerFacts | null): void {
    this.#submission = submission && submissionText(submission);
    this.#producer = producer && producerText(producer);
  }

  /** The quote of an earlier run is of an insured who may be another than is meant. */
  noteAccount(account: Account): void {
    this.#account = account;
  }

  /** @param basis on which it was made; null when that is not known: a person named the quote, or an earlier run made it */
  noteQuote(submission: Submission, basis: string | null): void {
    this.#quote = quoteText(submission);
    this.#basis = basis;
  }

  /** From now on the quote is priced so. */
  notePrice(submission: Submission): void {
    this.#price = priceText(submission);
  }

  noteRated(): void {
    this.#isRated = true;
  }

  forget({ account, submission }: Difference): void {
    if (account) this.#account = null;
    if (submission) {
      this.#submission = null;
      this.#producer = null;
    }
    this.#quote = null;
    this.#basis = null;
    this.#price = null;
    this.#isRated = false;
  }

  /** @param basis on which the quote would be made now; null when there is none */
  differenceFrom(
    producer: ProducerFacts,
    wanted: Submission,
    basis: string | null,
    writes: Writes,
  ): Difference {
    const account = this.#isOfOtherAccount(wanted);
    const submission =
      account ||
      isOther(this.#submission, submissionText(wanted)) ||
      isOther(this.#producer, producerText(producer));
    const quote =
      isOther(this.#quote, quoteText(wanted)) ||
      (basis !== null && isOther(this.#basis, basis)) ||
      this.#isPricedOtherwise(wanted, writes);
    return { account, submission, quote: submission || quote };
  }

  #isOfOtherAccount(wanted: Submission): boolean {
    if (this.#account === null) return false;
    const { held, meant } = this.#account;
    return !isSameGuid(guidNamed(wanted.insured) ?? meant, held);
  }

  /** A charge that is on the quote cannot be taken from it; one that is not can still be added. */
  #isPricedOtherwise(wanted: Submission, writes: Writes): boolean {
    if (!isOther(this.#price, priceText(wanted))) return false;
    const kept = wanted.premium.map(premiumKey);
    return (
      this.#isRated ||
      writes.attempted('workbook').length > 0 ||
      writes.attempted('premium').some((key) => !kept.includes(key))
    );
  }
}

/** Who is insured by what is on file, and who is meant by what was asked for; null where nobody on file is. */
interface Account {
  readonly held: string;
  readonly meant: string | null;
}

function isOther(onFile: string | null, wanted: string): boolean {
  return onFile !== null && onFile !== wanted;
}

function submissionText({ producer, underwriterGuid, submissionDate }: Submission): string {
  return JSON.stringify([producer, underwriterGuid ?? null, submissionDate]);
}

function producerText({ producerContactGuid, underwriterGuid }: ProducerFacts): string {
  return JSON.stringify([producerContactGuid, underwriterGuid]);
}

function quoteText({ state, effectiveDate, expirationDate }: Submission): string {
  return JSON.stringify([state, effectiveDate, expirationDate]);
}

function priceText({ premium, workbook }: Submission): string {
  return JSON.stringify([premium.map(premiumKey).sort(), workbook ?? null]);
}
