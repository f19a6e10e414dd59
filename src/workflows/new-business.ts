import { proxyActivities } from '@temporalio/workflow';
import type { PolicyActivities } from '../activities/policy-activities.js';
import { formatCents, sumCents, type Cents } from '../domain/money.js';
import type { PremiumCharge } from '../domain/submission.js';
import type { TransactionRecord } from '../domain/transaction.js';
import type { ProducerFacts, QuoteFacts, QuoteOption } from '../ports/policy-system.js';
import { readOptions, writeOptions } from './activity-options.js';
import type { NewBusinessInput } from './messages.js';
import { Remembered } from './remembered.js';
import { Stopped, stopOf } from './stops.js';
import { waitForOpening, type SubmissionOpening } from './submission-opening.js';
import { Abandoned, premiumKey, stopped, TransactionDesk } from './transaction-desk.js';
import { untilAnswered } from './writes.js';

/** When a worker that does not come back from a write is taken for dead. */
const DEFAULT_WRITE_LIMIT_MS = 70_000;
/** Closing the quote of an abandoned transaction is a courtesy: it is tried for so long and then left to a person. */
const CLOSE_PATIENCE_MS = 600_000;

const NOTHING_OPENED: SubmissionOpening = {
  insuredGuid: null,
  insuredCreated: false,
  submissionGroupGuid: null,
  existing: null,
  stop: null,
};

/**
 * A new policy, from a posted submission to the issued contract.
 *
 * Trigger: a submission at the API. Updates: `correct`, `abandon`. Queries: `record`, `submission`.
 * Waits only when something stops a step: for the policy system to come back (as long as the product allows), for an
 * earlier holder of the same insured, or for a person. Ends with a record, `completed` or `failed`; it never ends as a
 * failed workflow while somebody could mend it.
 */
export async function newBusiness(input: NewBusinessInput): Promise<TransactionRecord> {
  const desk = new TransactionDesk(input);
  try {
    await carryOut(desk, input);
  } catch (error) {
    if (!(error instanceof Abandoned)) throw error;
    await closeAbandoned(desk);
  }
  return desk.close();
}

async function carryOut(desk: TransactionDesk, input: NewBusinessInput): Promise<void> {
  const { outagePatienceMs, writeLimitMs = DEFAULT_WRITE_LIMIT_MS } = input;
  const read = proxyActivities<PolicyActivities>(readOptions(outagePatienceMs));
  const write = proxyActivities<PolicyActivities>(writeOptions(outagePatienceMs, writeLimitMs));

  const reference = new Remembered(desk, askForReference);
  const producer = new Remembered(desk, askForProducer);
  producer.askAhead();

  const earlier = judgeEarlierQuotes(await lookUpReference(), input.requestDigest);
  if (earlier.failure) {
    desk.enter('failed', { failure: earlier.failure });
    return;
  }
  const quoteGuid = earlier.quote ? resume(earlier.quote) : await makeQuote();
  await linkReference();
  if (desk.record.policyNumber === null) {
    await rate();
    await bind();
  }
  await createBinderDocument();
  await issue();
  await createPolicyDocument();
  await verify();

  /** Asks the policy system for work of an earlier run that Temporal no longer remembers. */
  async function lookUpReference(): Promise<readonly QuoteFacts[]> {
    const { quotes } = await desk.step(
      'lookUpReference',
      () => reference.get(),
      (answer) =>
        answer.quotes.length === 0
          ? 'No earlier quote carries the reference.'
          : `Earlier quotes that carry the reference: ${answer.quotes.length}.`,
    );
    desk.enter('authenticated');
    return quotes;
  }

  /** Goes on from what an earlier run left; every write from here on is looked up before it is made. */
  function resume(found: QuoteFacts): string {
    desk.writes.suspectEarlierRun();
    const { insuredGuid, submissionGroupGuid, controlNumber } = found;
    desk.know({ insuredGuid, submissionGroupGuid, controlNumber, quoteGuid: found.quoteGuid });
    if (found.status === 'open') desk.enter('quote_created');
    else desk.enter('bound', { policyNumber: found.policyNumber });
    return found.quoteGuid;
  }

  async function makeQuote(): Promise<string> {
    const known = await desk.step(
      'producer',
      () => producer.get(),
      () => 'Producer and underwriter are known.',
    );
    desk.know(known);
    const submissionGroupGuid = await openSubmission();
    const made = await desk.step(
      'quote',
      async () => {
        const { insured, product, state, effectiveDate, expirationDate } = desk.submission;
        const { producerContactGuid, underwriterGuid } = await producer.get();
        desk.know({ producerContactGuid, underwriterGuid });
        return desk.writes.once('quote', (again) =>
          write.addQuote({
            again,
            submissionGroupGuid,
            producerContactGuid,
            underwriterGuid,
            submission: {
              reference: desk.submission.reference,
              product,
              state,
              effectiveDate,
              expirationDate,
            },
            businessType: insured.businessType,
            requestDigest: input.requestDigest,
          }),
        );
      },
      () => 'The quote was made.',
    );
    desk.know({ quoteGuid: made });
    desk.enter('quote_created');
    return made;
  }

  function askForReference() {
    const { reference: wanted, insured } = desk.submission;
    return read.lookUpReference({ reference: wanted, insured });
  }

  function askForProducer(): Promise<ProducerFacts> {
    const { producer: wanted, product, underwriterGuid } = desk.submission;
    return read.resolveProducer({
      producer: wanted,
      product,
      ...(underwriterGuid === undefined ? {} : { underwriterGuid }),
    });
  }

  /** One visit to the insured does both steps, unless something stops it in between. */
  async function openSubmission(): Promise<string> {
    let opening: SubmissionOpening = NOTHING_OPENED;

    const visit = async (again: boolean): Promise<SubmissionOpening> => {
      opening = await waitForOpening(
        {
          keys: (await reference.get()).insuredKeys,
          insured: desk.submission.insured,
          insuredGuid: opening.insuredGuid,
          producer: await producer.get(),
          submissionDate: desk.submission.submissionDate,
          earlier: again ? { existing: opening.existing } : null,
          outagePatienceMs,
          writeLimitMs,
        },
        () => {
          desk.wait('another transaction that is opening a submission for the same insured.');
        },
      );
      return opening;
    };

    const { insuredGuid } = await desk.step(
      'insured',
      async () => {
        const { insuredGuid: known, stop } = await visit(false);
        if (known === null) throw stop ? new Stopped(stop) : new Abandoned();
        return { insuredGuid: known };
      },
      () => (opening.insuredCreated ? 'The insured was put on file.' : 'The insured was on file.'),
    );
    desk.know({ insuredGuid });
    desk.enter('insured_created');

    let firstStop = opening.stop;
    const submissionGroupGuid = await desk.step(
      'submission',
      () =>
        desk.writes.once('submission', async (again) => {
          const { submissionGroupGuid: opened, stop } =
            opening.submissionGroupGuid === null && firstStop === null
              ? await visit(again)
              : { ...opening, stop: firstStop };
          firstStop = null;
          if (opened === null) throw stop ? new Stopped(stop) : new Abandoned();
          return opened;
        }),
      () => 'The submission was opened.',
    );
    desk.know({ submissionGroupGuid });
    desk.enter('submission_created');
    return submissionGroupGuid;
  }

  /** Directly after the quote is made: from here on the reference finds it, whatever happens to this workflow. */
  async function linkReference(): Promise<void> {
    const { reference: linked } = desk.submission;
    await desk.step(
      'linkReference',
      () =>
        desk.writes.once('link', (again) =>
          write.linkReference({ again, quoteGuid, reference: linked }),
        ),
      (linked) => (linked ? 'The reference was linked.' : 'This installation keeps no references.'),
    );
  }

  async function rate(): Promise<void> {
    const rated = await desk.step(
      'rating',
      async () => {
        const options = await read.ensureOptions({ quoteGuid, product: desk.submission.product });
        desk.know({ quoteOptionGuids: options.map(({ quoteOptionGuid }) => quoteOptionGuid) });
        const { workbook } = desk.submission;
        if (workbook) {
          return desk.writes.once('workbook', (again) =>
            write.rateWorkbook({ again, quoteGuid, product: desk.submission.product, workbook }),
          );
        }
        for (const charge of desk.submission.premium) await bookCharge(charge, options);
        return { premiumCents: requestedCents(), feeCents: null };
      },
      ({ premiumCents }) => `Rated at ${formatCents(premiumCents)}.`,
    );
    desk.enter('rated', { premiumCents: rated.premiumCents });
  }

  async function bookCharge(charge: PremiumCharge, options: readonly QuoteOption[]): Promise<void> {
    const option = options.find(({ line }) => line === charge.line);
    if (!option) {
      throw stopped(
        `The quote has no option for line ${charge.line}.`,
        'Have the company line set up in the policy system, then run the step again.',
      );
    }
    const { quoteOptionGuid } = option;
    await desk.writes.once(premiumKey(charge), (again) =>
      write.addPremium({ again, quoteGuid, quoteOptionGuid, charge }),
    );
  }

  function requestedCents(): Cents {
    return sumCents(desk.submission.premium.map(({ amountCents }) => amountCents));
  }

  async function bind(): Promise<void> {
    const policyNumber = await desk.step(
      'bind',
      async () => {
        // A bind cannot be taken back, so a premium that was ever in doubt is compared first.
        if (desk.writes.wereEverUncertain) {
          comparePremium(await read.readPremium({ quoteGuid }));
        }
        return desk.writes.once('bind', (again) =>
          write.bind({ again, quoteGuid, plan: desk.submission.paymentPlan }),
        );
      },
      (number) => `Bound as policy ${number}.`,
    );
    desk.enter('bound', { policyNumber });
  }

  async function createBinderDocument(): Promise<void> {
    if (!input.documents.binder) return;
    await desk.step(
      'binderDocument',
      () =>
        desk.writes.once('binderDocument', (again) =>
          write.createBinderDocument({ again, quoteGuid }),
        ),
      () => 'The binder document was made.',
    );
  }

  async function issue(): Promise<void> {
    const issuedOn = await desk.step(
      'issue',
      () => desk.writes.once('issue', () => read.issue({ quoteGuid })),
      (date) => `Issued on ${date}.`,
    );
    desk.enter('issued', { issuedOn });
  }

  async function createPolicyDocument(): Promise<void> {
    if (!input.documents.policy) return;
    await desk.step(
      'policyDocument',
      () =>
        desk.writes.once('policyDocument', (again) =>
          write.createPolicyDocument({ again, quoteGuid }),
        ),
      () => 'The policy document was made.',
    );
  }

  /** Reads back what the policy system holds, so that "completed" is its word and not ours alone. */
  async function verify(): Promise<void> {
    const { controlNumber, invoiceNumbers, booked } = await desk.step(
      'verify',
      async () => {
        const found = await read.readBack({ quoteGuid });
        comparePremium(found.booked);
        if (found.invoiceNumbers?.length === 0) {
          throw stopped(
            'The policy is bound but has no invoice.',
            'Have the invoice made in the policy system, then run the step again.',
          );
        }
        return found;
      },
      () => 'Premium and invoice stand in the policy system.',
    );
    desk.know({ controlNumber, invoiceNumbers: invoiceNumbers ?? [] });
    desk.enter('completed', {
      premiumCents: booked ? booked.premiumCents + booked.feeCents : desk.record.premiumCents,
    });
  }

  function comparePremium(booked: { premiumCents: Cents } | null): void {
    if (booked === null || desk.submission.workbook) return;
    if (booked.premiumCents === requestedCents()) return;
    throw stopped(
      `The policy system has booked ${formatCents(booked.premiumCents)}, the submission asks for ${formatCents(requestedCents())}.`,
      'Have the premium put right in the policy system, then run the step again.',
      'premium',
    );
  }
}

/** What an earlier run of the transaction left: a quote to go on with, or the reason why this run must not go on. */
function judgeEarlierQuotes(
  quotes: readonly QuoteFacts[],
  requestDigest: string,
): { quote: QuoteFacts | null; failure: TransactionRecord['failure'] } {
  if (
    quotes.some((quote) => quote.requestDigest !== null && quote.requestDigest !== requestDigest)
  ) {
    const reason = 'The reference was used before, for a different request.';
    return { quote: null, failure: { code: 'conflict', reason } };
  }
  const live = quotes.filter(({ status }) => status !== 'closed');
  if (quotes.length > 0 && live.length === 0) {
    const reason = 'The transaction was ended before, and its quote is closed.';
    return { quote: null, failure: { code: 'abandoned', reason } };
  }
  return {
    quote: live.find(({ status }) => status !== 'open') ?? live.at(0) ?? null,
    failure: null,
  };
}

/** Marks the quote of an abandoned transaction as lost, so that nobody binds it by hand later. */
async function closeAbandoned(desk: TransactionDesk): Promise<void> {
  const { quoteGuid } = desk.ids;
  if (quoteGuid !== null) {
    const brief = proxyActivities<PolicyActivities>(readOptions(CLOSE_PATIENCE_MS));
    desk.wait('the quote to be closed in the policy system.');
    try {
      await untilAnswered(
        () => brief.closeQuote({ quoteGuid }),
        CLOSE_PATIENCE_MS,
        () => undefined,
      );
    } catch (error) {
      const stop = stopOf(error);
      if (stop === null) throw error;
      desk.noteFailure(`The quote ${quoteGuid} is still open in the policy system: ${stop.reason}`);
    }
    desk.wait(null);
  }
  desk.enter('failed');
}
