import type { Request } from 'express';
import type { Refusal } from '../../domain/machine/refusals.js';
import { hasCents } from '../../domain/money/currency.js';
import { parseCents, type Cents } from '../../domain/money/cents.js';
import type { XmlElement } from '../../xml/reader.js';
import { escapeXml } from '../../xml/writer.js';
import type { ApiContext } from '../context.js';
import { factsOf } from '../request-facts.js';
import { senderId } from '../terms/term-path.js';
import { RENEWAL_NAMESPACE } from './envelope.js';
import { badIdentifier, requiredField, SoapFault } from './fault.js';
import { argumentOf, isNil, requiredArgument, transactionIdOf } from './read-operation.js';

/** Money for a renewal offer, as it is told over SOAP: it was received when it is told. */
export interface OfferNotice {
  readonly offerId: string;
  readonly transactionId: string;
  readonly paymentId: string;
  readonly amountCents: Cents;
  readonly currency: string | null;
  readonly receivedAt: null;
  readonly planCode: string | null;
}

/** What came of it. */
type OfferNoticed =
  | { readonly outcome: 'answered'; readonly policyNumber: string | null }
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: 'unknown' };

/** Takes the money, and says what came of it. */
export type OfferPaid = (context: ApiContext, paid: OfferNotice) => Promise<OfferNoticed>;

/** Answers the policy number, or nothing where a person has to look. */
export async function notifyPayment(
  offerPaid: OfferPaid,
  context: ApiContext,
  operation: XmlElement,
  request: Request,
): Promise<string> {
  const offerId = requiredArgument(operation, 'offerID');
  const { amountCents, currency } = moneyOf(operation, 'paymentAmount');
  const transactionId = transactionIdOf(operation);
  if (!AN_OFFER.safeParse(offerId).success) throw badIdentifier(NO_OFFER);
  const planCode = argumentOf(operation, 'selectedPaymentPlanCode');
  if (planCode !== null && !A_PLAN.safeParse(planCode).success)
    throw new SoapFault('Client', 'selectedPaymentPlanCode must be 1 to 20 printable characters.');
  factsOf(request).transactionId = offerId;
  const outcome = await offerPaid(context, {
    offerId,
    transactionId,
    // The message is the payment: there is no other id of it.
    paymentId: transactionId,
    amountCents,
    currency,
    receivedAt: null,
    planCode,
  });
  return offerAnswer(policyNumberOf(outcome));
}

function policyNumberOf(outcome: OfferNoticed): string | null {
  switch (outcome.outcome) {
    case 'answered':
      return outcome.policyNumber;
    case 'unknown':
      throw badIdentifier(NO_OFFER);
    case 'refused': {
      const { code, text } = outcome.refusal;
      if (code === 'unknownReference') throw badIdentifier(text);
      // The policy cannot take the payment as it stands: a person was asked.
      if (code === 'wrongFlow' || code === 'notAllowedInState') return null;
      throw new SoapFault('Client', `${code}: ${text}`);
    }
  }
}

function offerAnswer(policyNumber: string | null): string {
  const returned = policyNumber === null ? '' : `<pr:return>${escapeXml(policyNumber)}</pr:return>`;
  return `<pr:notifyPaymentReceivedForRenewalOfferResponse xmlns:pr="${RENEWAL_NAMESPACE}">${returned}</pr:notifyPaymentReceivedForRenewalOfferResponse>`;
}

function moneyOf(
  operation: XmlElement,
  name: string,
): { readonly amountCents: Cents; readonly currency: string | null } {
  const [money, second] = operation.children.filter((element) => element.name === name);
  if (!money || isNil(money)) throw requiredField(name);
  if (second) throw new SoapFault('Client', `${name} must be given once.`);
  const amount = argumentOf(money, 'Amount');
  if (amount === null) throw requiredField(`${name}.Amount`);
  const amountCents = parseCents(plainDecimal(amount));
  if (amountCents === null)
    throw new SoapFault('Client', `${name}.Amount must be an amount of at most two decimals.`);
  if (amountCents <= 0)
    throw new SoapFault('Client', `amountNotPositive: ${name}.Amount must be above zero.`);
  const currency = argumentOf(money, 'Currency')?.toUpperCase() ?? null;
  if (currency !== null && !(/^[A-Z]{3}$/.test(currency) && hasCents(currency)))
    throw new SoapFault(
      'Client',
      `${name}.Currency must be three letters such as USD, of a currency with two decimals.`,
    );
  return { amountCents, currency };
}

/** Without what xs:decimal allows beside the digits that count: a plus, zeros at the ends, nothing before or after the point. */
function plainDecimal(text: string): string {
  const parts = /^([+-]?)0*(\d*)(?:\.(\d*?)0*)?$/.exec(text);
  if (parts === null || !/\d/.test(text)) return text;
  const [, sign, whole = '', fraction = ''] = parts;
  const cents = fraction === '' ? '' : `.${fraction}`;
  return `${sign === '-' ? '-' : ''}${whole === '' ? '0' : whole}${cents}`;
}

const AN_OFFER = senderId(300);
const A_PLAN = senderId(20);
const NO_OFFER = 'There is no such offer.';
