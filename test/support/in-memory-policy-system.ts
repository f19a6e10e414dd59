import { civilDays, type CivilDate } from '../../src/domain/calendar/civil-date.js';
import { parseCents } from '../../src/domain/money/cents.js';
import type { PortfolioPage } from '../../src/ports/policy-system/portfolio.js';
import type { Installation, SiteProcedures } from '../../src/domain/product/installation.js';
import { comparableName } from '../../src/domain/insured/spelling.js';
import type { Product } from '../../src/domain/product/product.js';
import {
  chooseInsured,
  fullName,
  isAsSent,
  NOBODY,
  type InsuredOnFile,
} from '../../src/domain/insured/same-insured.js';
import { LookupNotAvailable, SystemRejection } from '../../src/ports/call-errors.js';
import type {
  BindState,
  NewQuote,
  NewSubmission,
  QuoteFacts,
  SubmissionFacts,
} from '../../src/ports/policy-system/quotes.js';
import type {
  BookedPremium,
  QuoteOption,
  RatedOption,
} from '../../src/ports/policy-system/premiums.js';
import type { FoundInsured, ProducerFacts } from '../../src/ports/policy-system/parties.js';
import type { Invoice } from '../../src/ports/policy-system/policies.js';
import type { PolicySystem } from '../../src/ports/policy-system.js';
import type { StoredDocument } from '../../src/ports/policy-system/documents.js';
import type {
  CancellationRequest,
  EndorsementRequest,
  PolicyChain,
  ReinstatementRequest,
  TermChoice,
  UnbindRequest,
  UnboundChange,
} from '../../src/ports/policy-system/mid-term.js';
import { ChangeRefused, InMemoryChain, type WantedChange } from './in-memory-chain.js';
import type { ExternalReference } from '../../src/domain/transaction/external-reference.js';
import type { Insured, InsuredLocation } from '../../src/domain/insured/insured.js';
import type { Producer } from '../../src/domain/producer/producer.js';
import type { PremiumCharge } from '../../src/domain/premium/premium-charge.js';
import type { RatingWorkbook } from '../../src/domain/premium/rating-workbook.js';
import type { PaymentPlan } from '../../src/domain/billing/choices.js';

/** A producer's contact that the system in memory knows. */
export interface KnownProducer {
  readonly contactGuid: string;
  /** What the producer search must be asked for to answer this contact. */
  readonly name: string;
  readonly underwriterGuid: string;
  readonly active: boolean;
}

export interface InMemoryOptions {
  readonly installation: Installation;
  readonly products: ReadonlyMap<string, Product>;
  readonly producers: readonly KnownProducer[];
  /** Plans offered for every quote, beside single pay. */
  readonly installmentPlans?: readonly PaymentPlan[];
  /** The day on which it issues. */
  readonly today?: CivilDate;
  /** How long every method takes, to look like a system behind a network. Milliseconds. */
  readonly latencyMs?: number;
  /** What its policy numbers begin with; unless said, what those of no other policy system do. */
  readonly policyPrefix?: string;
  /** Premium that it rates every workbook at. */
  readonly ratedPremiumCents?: number;
  /** Fee that it adds to the invoice at the bind, and shows nowhere else. */
  readonly hiddenFeeCents?: number;
  /** Whether a renewal keeps the policy number of the term that it renews; it gets its own unless said. */
  readonly keepsPolicyNumber?: boolean;
}

/** How many of each there are: what a test looks at to see that something was done once. */
export interface Book {
  readonly insureds: number;
  readonly submissions: number;
  readonly quotes: number;
  readonly options: number;
  readonly premiums: number;
  readonly policies: number;
  readonly invoices: number;
  readonly documents: number;
  readonly links: number;
}

type Method = keyof PolicySystem;

interface PlannedFailure {
  readonly error: Error;
  readonly when: 'before' | 'after';
}

interface Quote extends NewQuote {
  readonly quoteGuid: string;
  readonly insuredGuid: string;
  readonly number: number;
  policyNumber: string | null;
  issuedOn: CivilDate | null;
  closed: boolean;
  reference: ExternalReference | null;
  readonly options: QuoteOption[];
  readonly premiums: BookedPremium[];
  readonly invoices: Invoice[];
  readonly documents: StoredDocument[];
}

const RATED_FEE_CENTS = 15_000;
const RATED_CHANGE_FEE_CENTS = 2_500;
const FEE_CHARGE_CODE = 9001;

/** Policies of all systems have terms on one Temporal server. */
let systemsMade = 0;

/**
 * A whole policy system in memory, with the meaning of the port and none of its transport.
 *
 * Like the real one it makes a second thing when an `add…` is repeated, and it can be told to fail before or after
 * a method did its work; a failure after the work is an answer that was lost.
 */
export class InMemoryPolicySystem implements PolicySystem {
  /** How often each method was called, failed calls included. */
  readonly calls = new Map<Method, number>();

  readonly #options: InMemoryOptions;
  readonly #policyPrefix: string;
  readonly #failures = new Map<Method, PlannedFailure[]>();
  readonly #late = new Map<Method, (work: () => unknown) => Error>();
  readonly #holds = new Map<Method, () => Promise<void>>();
  readonly #insureds = new Map<string, Insured>();
  readonly #insuredsByKey = new Map<string, string[]>();
  readonly #withoutLocation = new Set<string>();
  #diesMidway = false;
  readonly #submissions = new Map<string, NewSubmission & { readonly quotes: Quote[] }>();
  readonly #submissionsOfInsured = new Map<string, string[]>();
  readonly #quotes = new Map<string, Quote>();
  readonly #quotesByReference = new Map<string, Quote[]>();
  readonly #quotesMarked = new Map<string, Quote[]>();
  readonly #quoteOfOption = new Map<string, Quote>();
  /** Of all terms, in the order of their binds. */
  readonly #chains: InMemoryChain[] = [];
  #lastNumber = 0;

  constructor(options: InMemoryOptions) {
    this.#options = options;
    this.#policyPrefix = options.policyPrefix ?? `MEM${(systemsMade += 1)}`;
  }

  /** The next call of `method` fails with `error`; several calls of this queue up. */
  failNext(method: Method, error: Error, when: 'before' | 'after'): void {
    const queue = this.#failures.get(method) ?? [];
    queue.push({ error, when });
    this.#failures.set(method, queue);
  }

  /** The next insured comes on file without its location, and the answer is lost: the two are not one transaction. */
  dieMidwayThroughNextInsured(error: Error): void {
    this.#diesMidway = true;
    this.failNext('addInsured', error, 'after');
  }

  /** The next call of `method` is answered with `error` at once, while its work is only done when it is let `land`. */
  answerBeforeWork(method: Method, error: Error): { readonly land: () => void } {
    let work = (): unknown => undefined;
    this.#late.set(method, (begun) => {
      work = begun;
      return error;
    });
    return { land: () => void work() };
  }

  /** The next call of `method` takes until `release`, like one that is slow on the wire. */
  holdNext(method: Method): { readonly begun: Promise<void>; readonly release: () => void } {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const begun = new Promise<void>((resolve) => {
      this.#holds.set(method, () => {
        resolve();
        return released;
      });
    });
    return { begun, release };
  }

  /** The quotes, oldest first: what a person would find by looking. */
  get quoteGuids(): readonly string[] {
    return [...this.#quotes.keys()];
  }

  /** Quotes that somebody could still bind. */
  openQuotes(): readonly string[] {
    const open = [...this.#quotes].filter(([, one]) => one.policyNumber === null && !one.closed);
    return open.map(([quoteGuid]) => quoteGuid);
  }

  /** The insureds, oldest first. */
  get insuredGuids(): readonly string[] {
    return [...this.#insureds.keys()];
  }

  get book(): Book {
    const quotes = [...this.#quotes.values()];
    const count = (of: (quote: Quote) => number): number =>
      quotes.reduce((sum, quote) => sum + of(quote), 0);
    return {
      insureds: this.#insureds.size,
      submissions: this.#submissions.size,
      quotes: quotes.length,
      options: count((quote) => quote.options.length),
      premiums: count((quote) => quote.premiums.length),
      policies: count((quote) => (quote.policyNumber === null ? 0 : 1)),
      invoices: count((quote) => quote.invoices.length),
      documents: count((quote) => quote.documents.length),
      links: count((quote) => (quote.reference === null ? 0 : 1)),
    };
  }

  findQuotesByReference(reference: ExternalReference): Promise<readonly QuoteFacts[]> {
    return this.#perform('findQuotesByReference', () => {
      this.#needProcedure('quotesByReference');
      const key = referenceKey(reference);
      const linked = this.#quotesByReference.get(key) ?? [];
      // A quote whose link was never made still carries the mark of the request that made it.
      const marked = (this.#quotesMarked.get(key) ?? []).filter((quote) => !linked.includes(quote));
      const changes = this.#chains.flatMap((chain) =>
        chain.quoteGuids.flatMap((quoteGuid) => this.#factsOfChange(quoteGuid) ?? []),
      );
      const ofChanges = changes.filter((change) => {
        return change.reference !== null && referenceKey(change.reference) === key;
      });
      return [...[...linked, ...marked].map(factsOf), ...ofChanges];
    });
  }

  readQuote(quoteGuid: string): Promise<QuoteFacts | null> {
    return this.#perform('readQuote', () => {
      this.#needProcedure('quoteByGuid');
      const quote = this.#quotes.get(quoteGuid);
      return quote ? factsOf(quote) : this.#factsOfChange(quoteGuid);
    });
  }

  listSubmissions(insuredGuid: string): Promise<readonly SubmissionFacts[]> {
    return this.#perform('listSubmissions', () => {
      this.#needProcedure('submissionsOfInsured');
      return (this.#submissionsOfInsured.get(insuredGuid) ?? []).flatMap((submissionGroupGuid) => {
        const found = this.#submissions.get(submissionGroupGuid);
        return found
          ? [
              {
                submissionGroupGuid,
                producerContactGuid: found.producerContactGuid,
                underwriterGuid: found.underwriterGuid,
                submissionDate: found.submissionDate,
                quoteCount: found.quotes.length,
              },
            ]
          : [];
      });
    });
  }

  listQuotes(submissionGroupGuid: string): Promise<readonly QuoteFacts[]> {
    return this.#perform('listQuotes', () => {
      this.#needProcedure('quotesOfSubmission');
      return (this.#submissions.get(submissionGroupGuid)?.quotes ?? []).map(factsOf);
    });
  }

  listRenewals(quoteGuid: string): Promise<readonly QuoteFacts[]> {
    return this.#perform('listRenewals', () => {
      this.#needProcedure('renewalsOfQuote');
      const term = this.#chains.find((chain) => chain.holds(quoteGuid));
      return [...this.#quotes.values()]
        .filter(({ renews }) => {
          if (!renews) return false;
          return renews.quoteGuid === quoteGuid || term?.holds(renews.quoteGuid) === true;
        })
        .map(factsOf);
    });
  }

  listTermsInForce({ on, after, most }: PortfolioPage): Promise<readonly QuoteFacts[]> {
    return this.#perform('listTermsInForce', () => {
      this.#needProcedure('termsInForce');
      return [...this.#quotes.values()]
        .map(factsOf)
        .filter(({ status }) => status === 'bound' || status === 'issued')
        .filter(({ controlNumber, expirationDate }) => {
          return (controlNumber ?? 0) > after && expirationDate > on;
        })
        .sort((one, other) => (one.controlNumber ?? 0) - (other.controlNumber ?? 0))
        .slice(0, most);
    });
  }

  listPremiums(quoteGuid: string): Promise<readonly BookedPremium[]> {
    return this.#perform('listPremiums', () => {
      this.#needProcedure('premiumsOfQuote');
      const changed = this.#chainWith(quoteGuid)?.chargesOf(quoteGuid) ?? [];
      const ofChange = changed.map((charge) => ({
        quoteOptionGuid: quoteGuid,
        isFee: charge.chargeCode === FEE_CHARGE_CODE,
        ...charge,
      }));
      return [...(this.#quotes.get(quoteGuid)?.premiums ?? []), ...ofChange];
    });
  }

  listInvoices(quoteGuid: string): Promise<readonly Invoice[]> {
    return this.#perform('listInvoices', () => {
      this.#needProcedure('invoicesOfQuote');
      const changedCents = this.#chainWith(quoteGuid)?.invoicedCents(quoteGuid) ?? null;
      const ofChange =
        changedCents === null ? [] : [{ invoiceNumber: 1, amountCents: changedCents }];
      return [...(this.#quotes.get(quoteGuid)?.invoices ?? []), ...ofChange];
    });
  }

  listDocuments(quoteGuid: string): Promise<readonly StoredDocument[]> {
    return this.#perform('listDocuments', () => {
      this.#needProcedure('documentsOfQuote');
      return [...(this.#quotes.get(quoteGuid)?.documents ?? [])];
    });
  }

  findInsured(insured: Insured, again: boolean): Promise<FoundInsured | null> {
    return this.#perform('findInsured', () => {
      if (insured.onFile !== undefined && insured.onFile !== NOBODY) {
        const named = this.#insureds.get(insured.onFile);
        if (!named) throw rejection('findInsured', 'there is no such insured', 'insured.onFile');
        return {
          insuredGuid: insured.onFile,
          hasLocation: !this.#withoutLocation.has(insured.onFile),
        };
      }
      const isComplete = this.#options.installation.procedures.insuredCandidates !== null;
      const { spelling } = this.#options.installation;
      const onFile = isComplete ? this.#candidates(insured) : this.#bestHits(insured);
      const choice = chooseInsured(insured, onFile, { isComplete, again, spelling });
      if (choice.kind === 'undecided') {
        const guids = choice.candidates.map(({ insuredGuid }) => insuredGuid).join(', ');
        throw rejection('findInsured', `cannot be told among ${guids}`, 'insured.onFile');
      }
      if (choice.kind === 'one') {
        const { insuredGuid, hasPrimaryLocation } = choice.found;
        return { insuredGuid, hasLocation: hasPrimaryLocation };
      }
      if (again && !isComplete && insured.fein === undefined && insured.ssn === undefined) {
        throw new LookupNotAvailable('insuredCandidates');
      }
      return null;
    });
  }

  readInsured(insuredGuid: string): Promise<Insured | null> {
    return this.#perform('readInsured', () => {
      const insured = this.#insureds.get(insuredGuid);
      if (insured && this.#withoutLocation.has(insuredGuid)) {
        throw rejection('readInsured', 'the insured has no primary location', null);
      }
      if (!insured) return null;
      return Object.fromEntries(
        Object.entries(insured).filter(([field]) => field !== 'onFile'),
      ) as unknown as Insured;
    });
  }

  listInsuredTwins(insured: Insured, insuredGuid: string): Promise<readonly string[]> {
    return this.#perform('listInsuredTwins', () => {
      this.#needProcedure('insuredCandidates');
      return this.#candidates(insured)
        .filter((other) => other.insuredGuid !== insuredGuid && isAsSent(insured, other))
        .map((other) => other.insuredGuid);
    });
  }

  addInsured(insured: Insured): Promise<string> {
    return this.#perform('addInsured', () => {
      const guid = this.#newGuid();
      this.#insureds.set(guid, insured);
      for (const key of this.#keysOf(insured)) {
        this.#insuredsByKey.set(key, [...(this.#insuredsByKey.get(key) ?? []), guid]);
      }
      if (this.#diesMidway) this.#withoutLocation.add(guid);
      this.#diesMidway = false;
      return guid;
    });
  }

  addInsuredLocation(insuredGuid: string, location: InsuredLocation): Promise<void> {
    return this.#perform('addInsuredLocation', () => {
      const insured = this.#insureds.get(insuredGuid);
      if (!insured) throw rejection('addInsuredLocation', 'unknown insured', null);
      this.#insureds.set(insuredGuid, { ...insured, location });
      this.#withoutLocation.delete(insuredGuid);
    });
  }

  resolveProducer(
    producer: Producer,
    product: string,
    underwriterGuid: string | undefined,
  ): Promise<ProducerFacts> {
    return this.#perform('resolveProducer', () => {
      this.#product(product);
      const matches = this.#options.producers.filter((known) =>
        'contactGuid' in producer
          ? known.contactGuid === producer.contactGuid
          : known.name.toLowerCase() === producer.search.toLowerCase(),
      );
      const [contact] = matches;
      const field = 'contactGuid' in producer ? 'producer.contactGuid' : 'producer.search';
      if (!contact || matches.length > 1 || !contact.active) {
        throw rejection('resolveProducer', 'no single active producer contact', field);
      }
      return {
        producerContactGuid: contact.contactGuid,
        underwriterGuid: underwriterGuid ?? contact.underwriterGuid,
      };
    });
  }

  addSubmission(request: NewSubmission): Promise<string> {
    return this.#perform('addSubmission', () => {
      if (!this.#insureds.has(request.insuredGuid)) {
        throw rejection('addSubmission', 'unknown insured', null);
      }
      const guid = this.#newGuid();
      this.#submissions.set(guid, { ...request, quotes: [] });
      const siblings = this.#submissionsOfInsured.get(request.insuredGuid) ?? [];
      siblings.push(guid);
      this.#submissionsOfInsured.set(request.insuredGuid, siblings);
      return guid;
    });
  }

  addQuote(request: NewQuote): Promise<string> {
    return this.#perform('addQuote', () => {
      const submission = this.#submissions.get(request.submissionGroupGuid);
      if (!submission) throw rejection('addQuote', 'unknown submission group', null);
      this.#product(request.submission.product);
      if (request.renews && !this.#isOnFile(request.renews.quoteGuid)) {
        throw rejection('addQuote', 'there is no quote that it could renew', null);
      }
      if (this.#chains.find(({ holds }) => holds(request.renews?.quoteGuid ?? ''))?.isCancelled) {
        throw rejection('addQuote', 'A cancelled policy can not be renewed.', null);
      }
      const quote: Quote = {
        ...request,
        quoteGuid: this.#newGuid(),
        insuredGuid: submission.insuredGuid,
        number: this.#lastNumber,
        policyNumber: null,
        issuedOn: null,
        closed: false,
        reference: null,
        options: [],
        premiums: [],
        invoices: [],
        documents: [],
      };
      submission.quotes.push(quote);
      this.#quotes.set(quote.quoteGuid, quote);
      const mark = referenceKey(request.submission.reference);
      this.#quotesMarked.set(mark, [...(this.#quotesMarked.get(mark) ?? []), quote]);
      return quote.quoteGuid;
    });
  }

  /** What the set-up of this system gives every quote; a test changes it as a person would. */
  setUp = 'as it was';

  quoteBasis(request: NewQuote): string {
    const { producerContactGuid, underwriterGuid, submission, renews, converts } = request;
    const holds = [producerContactGuid, underwriterGuid, submission, renews, converts];
    return JSON.stringify([...holds, this.setUp]);
  }

  linkReference(quoteGuid: string, reference: ExternalReference): Promise<boolean> {
    return this.#perform('linkReference', () => {
      if (!this.#options.installation.linksReferences) return false;
      const chain = this.#chainWith(quoteGuid);
      if (chain) {
        chain.link(quoteGuid, reference);
        return true;
      }
      const quote = this.#quote('linkReference', quoteGuid);
      if (quote.reference) this.#unlink(quote, quote.reference);
      quote.reference = reference;
      const linked = this.#quotesByReference.get(referenceKey(reference)) ?? [];
      linked.push(quote);
      this.#quotesByReference.set(referenceKey(reference), linked);
      return true;
    });
  }

  ensureOptions(quoteGuid: string, product: string): Promise<readonly QuoteOption[]> {
    return this.#perform('ensureOptions', () => {
      const quote = this.#quote('ensureOptions', quoteGuid);
      for (const line of this.#product(product).lines) {
        if (quote.options.some((option) => option.line === line.key)) continue;
        const option = { quoteOptionGuid: this.#newGuid(), line: line.key };
        quote.options.push(option);
        this.#quoteOfOption.set(option.quoteOptionGuid, quote);
      }
      return [...quote.options];
    });
  }

  addPremium(quoteOptionGuid: string, charge: PremiumCharge): Promise<void> {
    return this.#perform('addPremium', () => {
      const chargeCode = this.chargeCodeOf(charge);
      const quote = this.#quoteOfOption.get(quoteOptionGuid);
      if (!quote) throw rejection('addPremium', 'unknown option', null);
      if (quote.policyNumber !== null) {
        throw rejection('addPremium', "Can't modify premiums on a bound policy", 'premium');
      }
      const { amountCents } = charge;
      const lineGuid = this.#lineGuidOf(quote, quoteOptionGuid);
      quote.premiums.push({ quoteOptionGuid, lineGuid, chargeCode, amountCents, isFee: false });
    });
  }

  chargeCodeOf(charge: PremiumCharge): number {
    const found = this.#options.installation.charges.find(
      (known) => known.charge === charge.charge && known.state === charge.state,
    );
    if (!found) throw rejection('addPremium', 'no charge code for charge and state', 'premium');
    return found.code;
  }

  importRatingWorkbook(
    quoteGuid: string,
    product: string,
    workbook: RatingWorkbook,
  ): Promise<readonly RatedOption[]> {
    return this.#perform('importRatingWorkbook', () => {
      const quote = this.#quote('importRatingWorkbook', quoteGuid);
      const { rating } = this.#product(product);
      if (rating.method !== 'excelRater' || workbook.contentBase64 === '') {
        throw rejection('importRatingWorkbook', 'the workbook cannot be rated', 'workbook');
      }
      const premiumCents = this.#options.ratedPremiumCents ?? 750_000;
      const feeCents = rating.applyFees ? RATED_FEE_CENTS : 0;
      const chargeCode = this.#options.installation.charges[0]?.code ?? 0;
      quote.premiums.length = 0;
      return quote.options.map(({ quoteOptionGuid }) => {
        const option = { quoteOptionGuid, lineGuid: this.#lineGuidOf(quote, quoteOptionGuid) };
        quote.premiums.push({ ...option, chargeCode, amountCents: premiumCents, isFee: false });
        if (feeCents > 0) {
          const fee = { chargeCode: FEE_CHARGE_CODE, amountCents: feeCents, isFee: true };
          quote.premiums.push({ ...option, ...fee });
        }
        return { quoteOptionGuid, premiumCents, feeCents };
      });
    });
  }

  bind(quoteGuid: string, plan: PaymentPlan, wantedNumber?: string): Promise<string> {
    return this.#perform('bind', () => {
      const quote = this.#quote('bind', quoteGuid);
      if (quote.policyNumber !== null) throw rejection('bind', 'already bound', null);
      if (quote.closed) throw rejection('bind', 'the quote is closed', null);
      if (plan !== -1 && !(this.#options.installmentPlans ?? [1, 2]).includes(plan)) {
        throw rejection('bind', 'the plan is not offered for this quote', 'paymentPlan');
      }
      if (quote.options.length === 0) throw rejection('bind', 'Invalid OptionID specified', null);
      if (quote.premiums.length === 0) {
        const reason = `Installment billing information not found for quote ID ${quote.number}`;
        throw rejection('bind', reason, 'paymentPlan');
      }
      const isTaken = [...this.#quotes.values()].some((one) => one.policyNumber === wantedNumber);
      quote.policyNumber =
        wantedNumber !== undefined && !isTaken ? wantedNumber : this.#numberFor(quote);
      const amountCents = quote.premiums.reduce(
        (sum, premium) => sum + premium.amountCents,
        this.#options.hiddenFeeCents ?? 0,
      );
      quote.invoices.push({ invoiceNumber: quote.number, amountCents });
      this.#openChain(quote, quote.policyNumber);
      return quote.policyNumber;
    });
  }

  issue(quoteGuid: string): Promise<CivilDate> {
    return this.#perform('issue', () => {
      const quote = this.#quote('issue', quoteGuid);
      if (quote.policyNumber === null) {
        throw rejection('issue', 'Can not issue an unbound policy', null);
      }
      quote.issuedOn ??= this.#today;
      return quote.issuedOn;
    });
  }

  createBinderDocument(quoteGuid: string): Promise<number> {
    return this.#perform('createBinderDocument', () => {
      const quote = this.#quote('createBinderDocument', quoteGuid);
      if (quote.policyNumber === null) throw rejection('createBinderDocument', 'not bound', null);
      return this.#addDocument(quote, 'binder');
    });
  }

  createPolicyDocument(quoteGuid: string): Promise<number> {
    return this.#perform('createPolicyDocument', () => {
      const quote = this.#quote('createPolicyDocument', quoteGuid);
      if (quote.issuedOn === null) throw rejection('createPolicyDocument', 'not issued', null);
      return this.#addDocument(quote, 'policy');
    });
  }

  readControlNumber(quoteGuid: string): Promise<number> {
    return this.#perform('readControlNumber', () => {
      return this.#quote('readControlNumber', quoteGuid).number;
    });
  }

  closeQuote(quoteGuid: string): Promise<void> {
    return this.#perform('closeQuote', () => {
      const chain = this.#chainWith(quoteGuid);
      if (chain) {
        unlessRefused('closeQuote', () => {
          chain.close(quoteGuid);
        });
        return;
      }
      const quote = this.#quote('closeQuote', quoteGuid);
      if (quote.policyNumber !== null) throw rejection('closeQuote', 'the quote is bound', null);
      quote.closed = true;
    });
  }

  readChain(policyNumber: string, which?: TermChoice): Promise<PolicyChain | null> {
    return this.#perform('readChain', () => {
      this.#needProcedure('quoteByPolicyNumber');
      return this.#termOf(policyNumber, which)?.facts ?? null;
    });
  }

  endorse({ policyNumber, ...endorsement }: EndorsementRequest): Promise<UnboundChange> {
    return this.#change('endorse', policyNumber, { kind: 'endorsement', ...endorsement });
  }

  cancel({ policyNumber, ...cancellation }: CancellationRequest): Promise<UnboundChange> {
    return this.#change('cancel', policyNumber, { kind: 'cancellation', ...cancellation });
  }

  reinstate({ policyNumber, ...reinstatement }: ReinstatementRequest): Promise<UnboundChange> {
    return this.#change('reinstate', policyNumber, { kind: 'reinstatement', ...reinstatement });
  }

  rateChange(quoteGuid: string, product: string, workbook: RatingWorkbook): Promise<void> {
    return this.#perform('rateChange', () => {
      const chain = this.#chainWith(quoteGuid);
      if (!chain) throw rejection('rateChange', 'unknown quote', null);
      const { rating } = this.#product(product);
      const fullTermCents = premiumOf(workbook);
      if (rating.method !== 'excelRater' || fullTermCents === null) {
        throw rejection('rateChange', 'the workbook cannot be rated', 'workbook');
      }
      unlessRefused('rateChange', () => {
        chain.rate(quoteGuid, fullTermCents, (before, on) =>
          this.#ratedChange(chain.facts, fullTermCents, before, on, rating.applyFees),
        );
      });
    });
  }

  /** What is left of the difference to what was rated before, and the fee of a rated endorsement. */
  #ratedChange(
    { transactions: [original], effectiveDate, expirationDate }: PolicyChain,
    fullTermCents: number,
    before: number | null,
    on: CivilDate,
    applyFees: boolean,
  ) {
    const { premiums } = this.#quote('rateChange', original.quoteGuid);
    const [first] = premiums.filter(({ isFee }) => !isFee);
    const differenceCents = fullTermCents - (before ?? first?.amountCents ?? 0);
    const left = civilDays(on, expirationDate) / civilDays(effectiveDate, expirationDate);
    const amountCents = Math.sign(differenceCents) * Math.round(Math.abs(differenceCents) * left);
    const place = { lineGuid: first?.lineGuid ?? '', chargeCode: first?.chargeCode ?? 0 };
    const fee = { chargeCode: FEE_CHARGE_CODE, amountCents: RATED_CHANGE_FEE_CENTS };
    return [{ ...place, amountCents }, ...(applyFees ? [{ ...place, ...fee }] : [])];
  }

  bindChange(quoteGuid: string): Promise<string> {
    return this.#perform('bindChange', () => {
      const chain = this.#chainWith(quoteGuid);
      if (!chain) throw rejection('bindChange', 'unknown quote', null);
      return unlessRefused('bindChange', () => chain.bind(quoteGuid, this.#today));
    });
  }

  unbind({ quoteGuid }: UnbindRequest): Promise<void> {
    return this.#perform('unbind', () => {
      const chain = this.#chainWith(quoteGuid);
      if (!chain) throw rejection('unbind', 'Quote not found', null);
      unlessRefused('unbind', () => {
        chain.unbind(quoteGuid);
      });
    });
  }

  #change(
    method: 'endorse' | 'cancel' | 'reinstate',
    policyNumber: string,
    wanted: WantedChange,
  ): Promise<UnboundChange> {
    return this.#perform(method, () => {
      if (this.#options.installation.changes[method] === null) throw new LookupNotAvailable(method);
      const chain = this.#termOf(policyNumber, { on: wanted.effectiveDate });
      if (!chain) throw rejection(method, 'Policy not found', 'policyNumber');
      return unlessRefused(method, () => chain.make(wanted, () => this.#newGuid()));
    });
  }

  #openChain(quote: Quote, policyNumber: string): void {
    const { effectiveDate, expirationDate } = quote.submission;
    const [line] = this.#product(quote.submission.product).lines;
    const chain = new InMemoryChain(
      {
        policyNumber,
        controlNumber: quote.number,
        insuredGuid: quote.insuredGuid,
        submissionGroupGuid: quote.submissionGroupGuid,
        effectiveDate,
        expirationDate,
        writtenAs: {
          lineGuid: line.lineGuid,
          companyLocationGuid: line.companyLocationGuid,
          state: quote.submission.state,
        },
      },
      {
        quoteGuid: quote.quoteGuid,
        kind: 'original',
        previousQuoteGuid: null,
        effectiveDate,
        boundOn: this.#today,
        reference: quote.reference,
      },
    );
    this.#chains.push(chain);
  }

  #numberFor({ renews, number }: Quote): string {
    const isKept = renews !== undefined && this.#options.keepsPolicyNumber === true;
    return isKept
      ? renews.policyNumber
      : `${this.#policyPrefix}-${String(number).padStart(7, '0')}`;
  }

  /** The term of a number that is named, or else the newest. */
  #termOf(policyNumber: string, which: TermChoice | undefined): InMemoryChain | undefined {
    const terms = this.#chains.filter(({ facts }) => facts.policyNumber === policyNumber);
    const isNamed = ({ facts, holds }: InMemoryChain): boolean => {
      if (which === undefined) return false;
      return 'on' in which
        ? facts.effectiveDate <= which.on && which.on < facts.expirationDate
        : holds(which.quoteGuid);
    };
    return terms.find(isNamed) ?? terms.at(-1);
  }

  #isOnFile(quoteGuid: string): boolean {
    return this.#quotes.has(quoteGuid) || this.#chainWith(quoteGuid) !== undefined;
  }

  #chainWith(quoteGuid: string): InMemoryChain | undefined {
    return this.#chains.find((chain) => chain.has(quoteGuid));
  }

  #factsOfChange(quoteGuid: string): QuoteFacts | null {
    const chain = this.#chainWith(quoteGuid);
    const change = chain?.find(quoteGuid);
    if (!chain || !change) return null;
    const { policyNumber, transactions } = chain.facts;
    const original = this.#quote('readQuote', transactions[0].quoteGuid);
    const { boundOn, isClosed, reference } = change;
    const unbound = isClosed ? 'closed' : 'open';
    const status = boundOn === null ? unbound : 'bound';
    return {
      ...factsOf(original),
      status,
      policyNumber,
      quoteGuid,
      issuedOn: null,
      reference,
      requestDigest: null,
    };
  }

  #lineGuidOf({ options, submission }: Quote, quoteOptionGuid: string): string | null {
    const option = options.find((one) => one.quoteOptionGuid === quoteOptionGuid);
    const { lines } = this.#product(submission.product);
    return lines.find(({ key }) => key === option?.line)?.lineGuid.toLowerCase() ?? null;
  }

  get #today(): CivilDate {
    return this.#options.today ?? '2027-01-15';
  }

  /** All that have a tax id or the name, oldest first. */
  #candidates(insured: Insured): InsuredOnFile[] {
    const guids = this.#keysOf(insured).flatMap((key) => this.#insuredsByKey.get(key) ?? []);
    return [...new Set(guids)].toSorted().map((guid) => this.#onFile(guid));
  }

  /** What searches that answer one insured each come to: the tax id is exact, the name finds the oldest with a location. */
  #bestHits(insured: Insured): InsuredOnFile[] {
    const taxIds = this.#taxIdKeysOf(insured);
    const byTaxId = taxIds.flatMap((key) => this.#insuredsByKey.get(key)?.slice(0, 1) ?? []);
    const byName = (this.#insuredsByKey.get(this.#nameKeyOf(insured)) ?? [])
      .filter((guid) => !this.#withoutLocation.has(guid))
      .slice(0, 1);
    return [...new Set([...byTaxId, ...byName])].map((guid) => this.#onFile(guid));
  }

  #onFile(insuredGuid: string): InsuredOnFile {
    const insured = this.#insureds.get(insuredGuid);
    const location = this.#withoutLocation.has(insuredGuid) ? undefined : insured?.location;
    return {
      insuredGuid,
      corporationName: insured?.corporationName ?? null,
      firstName: insured?.firstName ?? null,
      middleName: insured?.middleName ?? null,
      lastName: insured?.lastName ?? null,
      fein: insured?.fein ?? null,
      ssn: insured?.ssn ?? null,
      dateOfBirth: insured?.dateOfBirth ?? null,
      locations: location ? [{ ...location, address2: location.address2 ?? null }] : [],
      hasPrimaryLocation: location !== undefined,
    };
  }

  #keysOf(insured: Insured): string[] {
    return [...this.#taxIdKeysOf(insured), this.#nameKeyOf(insured)];
  }

  #taxIdKeysOf({ fein, ssn }: Insured): string[] {
    return [fein, ssn].filter((taxId) => taxId !== undefined).map((taxId) => `tax ${taxId}`);
  }

  #nameKeyOf(insured: Insured): string {
    return `name ${comparableName(fullName(insured), this.#options.installation.spelling)}`;
  }

  async #perform<T>(method: Method, work: () => T): Promise<T> {
    this.calls.set(method, (this.calls.get(method) ?? 0) + 1);
    const failure = this.#failures.get(method)?.shift();
    const { latencyMs = 0 } = this.#options;
    if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
    const hold = this.#holds.get(method);
    this.#holds.delete(method);
    await hold?.();
    const late = this.#late.get(method);
    this.#late.delete(method);
    if (late) throw late(work);
    if (failure?.when === 'before') throw failure.error;
    const outcome = work();
    if (failure) throw failure.error;
    return outcome;
  }

  #newGuid(): string {
    this.#lastNumber += 1;
    return `00000000-0000-4000-8000-${String(this.#lastNumber).padStart(12, '0')}`;
  }

  #needProcedure(lookup: keyof SiteProcedures): void {
    if (this.#options.installation.procedures[lookup] === null)
      throw new LookupNotAvailable(lookup);
  }

  #product(key: string): Product {
    const product = this.#options.products.get(key);
    if (!product) throw rejection('product', `no product ${key}`, 'product');
    return product;
  }

  #quote(operation: string, quoteGuid: string): Quote {
    const quote = this.#quotes.get(quoteGuid);
    if (!quote) throw rejection(operation, 'unknown quote', null);
    return quote;
  }

  #unlink(quote: Quote, reference: ExternalReference): void {
    const linked = this.#quotesByReference.get(referenceKey(reference)) ?? [];
    this.#quotesByReference.set(
      referenceKey(reference),
      linked.filter((other) => other !== quote),
    );
  }

  #addDocument(quote: Quote, kind: 'binder' | 'policy'): number {
    quote.documents.push({ documentGuid: this.#newGuid(), kind });
    return 1_024;
  }
}

function factsOf(quote: Quote): QuoteFacts {
  const { policyNumber } = quote;
  const bindState: BindState =
    quote.closed || policyNumber === null
      ? { status: quote.closed ? 'closed' : 'open', policyNumber }
      : { status: quote.issuedOn === null ? 'bound' : 'issued', policyNumber };
  return {
    ...bindState,
    quoteGuid: quote.quoteGuid,
    submissionGroupGuid: quote.submissionGroupGuid,
    insuredGuid: quote.insuredGuid,
    controlNumber: quote.number,
    issuedOn: quote.issuedOn,
    effectiveDate: quote.submission.effectiveDate,
    expirationDate: quote.submission.expirationDate,
    reference: quote.reference,
    requestDigest: quote.requestDigest,
  };
}

/** The line `premium,<amount>` of a workbook, as the rater of the sandbox reads it; null where there is none. */
function premiumOf({ contentBase64 }: RatingWorkbook): number | null {
  const text = Buffer.from(contentBase64, 'base64').toString('utf8');
  return parseCents(/^premium,(.+)$/m.exec(text)?.[1] ?? '');
}

function referenceKey(reference: ExternalReference): string {
  return `${reference.system}:${reference.id}`;
}

function unlessRefused<T>(method: Method, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ChangeRefused)) throw error;
    throw rejection(method, error.message, null);
  }
}

function rejection(operation: string, reason: string, field: string | null): SystemRejection {
  return new SystemRejection(
    { system: 'policySystem', operation },
    { reason, field, remedy: 'correct and try again' },
  );
}
