import { patched } from '@temporalio/workflow';
import { formatCents } from '../../domain/money/cents.js';
import type { RenewalEvent } from '../../domain/renewal/events.js';
import { newBusinessId } from '../../domain/workflow-ids.js';
import { bindNewTerm, prepareNewTerm } from '../mid-term/new-term.js';
import { StepGivenUp } from '../transaction/transaction.js';
import type { OpenRenewal } from './open-renewal.js';

type QuoteOutcome = Extract<RenewalEvent, { readonly kind: 'quoteResult' }>['outcome'];

/** Has the next term quoted in the policy system, on the expiring one as it stands now; anew where something changes meanwhile. */
export async function makeQuote(open: OpenRenewal): Promise<void> {
  for (;;) {
    const asked = open.asks;
    const isOutdated = (): boolean =>
      open.asks !== asked && open.course.state === 'started' && patched(QUOTES_WHAT_IS_ASKED);
    const outcome = await quotedOnce(open, isOutdated);
    if (!isOutdated()) {
      const { revision } = open.transaction.record;
      open.course.happened({ kind: 'quoteResult', outcome, answers: revision, revision });
      return;
    }
    await closeQuote(open, 'Something else is asked for.');
  }
}

/** The first versions went on with what was asked for when the quote began. */
const QUOTES_WHAT_IS_ASKED = 'quotes-what-is-asked-for-meanwhile';

async function quotedOnce(open: OpenRenewal, isOutdated: () => boolean): Promise<QuoteOutcome> {
  try {
    // The first was asked for before it was known whether it can be done at all.
    if (!open.isAsAsked) await open.quoteAgain();
    if (open.quote.referral !== null) return 'referral';
    await begin(open);
  } catch (error) {
    if (!(error instanceof StepGivenUp && isOutdated())) throw error;
  }
  return 'ok';
}

/** Makes again what was closed, at the amounts of the offer that was paid. */
export async function reopenQuote(open: OpenRenewal): Promise<void> {
  await begin(open);
}

async function begin(open: OpenRenewal): Promise<void> {
  const { quote, request, input, change } = open;
  const { policyNumber, termNumber } = change.term;
  const expiring = await open.transaction.step(
    'readExpiring',
    () =>
      open.expiring.readExpiring({
        policyNumber,
        effectiveDate: quote.facts.days.effectiveDate,
      }),
    () => 'The expiring policy is read.',
  );
  const reference = await nextReference(open);
  open.making = reference;
  open.madeFor = quote.flow;
  open.know({ madeBy: newBusinessId(reference) });
  const { insured, insuredGuid, producer, underwriterGuid, quoteGuid } = expiring;
  const { premiumCents, feeCents } = await prepareNewTerm(open, {
    submission: {
      reference,
      product: request.product,
      effectiveDate: quote.change.effectiveDate,
      expirationDate: quote.expirationDate,
      submissionDate: quote.today,
      state: quote.state,
      insured,
      producer,
      underwriterGuid,
      premium: quote.premium,
      paymentPlan: quote.paymentPlan,
      ...(request.workbook === null ? {} : { workbook: request.workbook }),
      ...(request.billing === null ? {} : { billing: request.billing }),
    },
    requestDigest: `${input.requestDigest}/${reference.id}`,
    outagePatienceMs: input.outagePatienceMs,
    renews: {
      policyNumber,
      termNumber,
      quoteGuid,
      insuredGuid,
      flow: quote.flow,
      jobNumber: open.jobNumber,
    },
  });
  open.rated = { premiumCents, feeCents };
}

/** What an earlier run of this renewal has made and given up is left alone. */
async function nextReference(open: OpenRenewal) {
  return open.transaction.step(
    'nextReference',
    async () => {
      for (;;) {
        open.quotes += 1;
        const reference = open.referenceOf(open.quotes);
        const { failure } = await open.newTerm.readNewTerm({ reference });
        if (failure === null) return reference;
      }
    },
    ({ id }) => `The new term is made as ${id}.`,
  );
}

/** Gives up what was made for the new term and is not bound; nothing where nothing was. */
export async function closeQuote(open: OpenRenewal, reason: string): Promise<void> {
  const { making: reference, newTerm, transaction } = open;
  if (reference === null) return;
  await transaction.step(
    'closeUnbound',
    () => newTerm.giveUpNewTerm({ reference, by: transaction.record.id, reason }),
    () => 'What was made for the new term is given up.',
  );
  open.making = null;
  open.know({ madeBy: null });
}

/** Has the new term bound, billed and handed over, under the plan that was paid for. */
export async function bindNext(open: OpenRenewal): Promise<void> {
  const { making: reference, newTerm, transaction, accepted } = open;
  if (reference === null) throw new Error('a new term is bound after it is made');
  if (accepted !== null) {
    const upFrontPayments = open.renewal.money
      .filter(({ version, standing }) => version === accepted.version && standing === 'counts')
      .map(({ paymentId, amountCents, receivedAt }) => ({
        paymentId,
        amount: formatCents(amountCents),
        receivedAt,
      }));
    open.paidUpFront = upFrontPayments.map(({ paymentId }) => paymentId);
    await transaction.step(
      'acceptPlan',
      () =>
        newTerm.correctNewTerm({
          reference,
          by: transaction.record.id,
          reason: `The offer was paid under plan ${accepted.planCode}.`,
          changes: { billing: { paymentPlan: accepted.planCode, upFrontPayments } },
        }),
      () => `It is billed by plan ${accepted.planCode}.`,
    );
  }
  const newPolicyNumber = await bindNewTerm(open, reference);
  open.know({ newPolicyNumber });
  open.course.happened({ kind: 'bindResult', isDone: true });
}
