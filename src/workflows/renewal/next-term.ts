import { formatCents } from '../../domain/money/cents.js';
import { newBusinessId } from '../../domain/workflow-ids.js';
import { bindNewTerm, prepareNewTerm } from '../mid-term/new-term.js';
import type { OpenRenewal } from './open-renewal.js';

/** Has the next term quoted in the policy system, on the expiring one as it stands now. */
export async function makeQuote(open: OpenRenewal): Promise<void> {
  // The first was asked for before it was known whether it can be done at all.
  if (!open.isAsAsked) await open.quoteAgain();
  const { revision } = open.transaction.record;
  const answered = (outcome: 'ok' | 'referral'): void => {
    open.course.happened({ kind: 'quoteResult', outcome, answers: revision, revision });
  };
  if (open.quote.referral !== null) {
    answered('referral');
    return;
  }
  await begin(open);
  answered('ok');
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
