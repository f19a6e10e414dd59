import { Webhook } from 'standardwebhooks';
import { escapeXml } from '../../../src/xml/writer.js';
import { amountText } from '../book/money.js';
import type { CallbackContent, CallbackRecord, CancellationAsk } from '../book/records.js';
import type { PolicySide } from '../settings.js';

const NAMESPACE = 'http://guidewire.com/pc/ws/gw/webservice/pc/pc1000/job/PolicyRenewalAPI';
const SOAP_PATH = '/soap/PolicyRenewalAPI';

/** One HTTP request to the policy side, all of it POST. */
export interface CallbackRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isSoap: boolean;
}

/** @param nowMs the real clock; a signature with another time would be refused */
export function callbackRequest(
  { content, transactionId }: CallbackRecord,
  side: PolicySide,
  nowMs: number,
): CallbackRequest {
  const soap = side.protocol === 'soap' ? soapForm(content, transactionId) : null;
  const { path, body, headers } = soap ?? restForm(content, transactionId);
  return {
    url: side.url + path,
    headers: {
      ...headers,
      'x-api-key': side.apiKey,
      ...(side.signingSecret === null
        ? {}
        : signature({ secret: side.signingSecret, id: transactionId, body, nowMs })),
    },
    body,
    isSoap: soap !== null,
  };
}

interface Form {
  readonly path: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

function restForm(content: CallbackContent, transactionId: string): Form {
  const [path, members] = restParts(content, transactionId);
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  return { path, body: JSON.stringify(members), headers };
}

function restParts(content: CallbackContent, transactionId: string): [string, object] {
  if (content.kind === 'renewalOfferPaid') {
    const { offerId, planCode, paymentId, amount, currency, receivedAt } = content;
    const plan = planCode === null ? {} : { selectedPaymentPlanCode: planCode };
    return [
      `/api/renewal-offers/${encodeURIComponent(offerId)}/payments`,
      {
        offerId,
        transactionId,
        paymentId,
        amount: amountText(amount),
        currency,
        receivedAt,
        ...plan,
      },
    ];
  }
  if (content.kind === 'renewalOfferPaymentReversed') {
    const { offerId, paymentId, reason } = content;
    return [
      `/api/renewal-offers/${encodeURIComponent(offerId)}/payments/${encodeURIComponent(paymentId)}/reverse`,
      { offerId, paymentId, transactionId, reason },
    ];
  }
  const { policyNumber, termNumber } = content;
  // The address is not signed: what it says is said again in the body, which is.
  const named = { policyNumber, termNumber, transactionId };
  const term = `/api/policies/${encodeURIComponent(policyNumber)}/terms/${String(termNumber)}`;
  switch (content.kind) {
    case 'confirmTerm':
      return [`${term}/confirm`, named];
    case 'paymentReceived': {
      const { paymentId, amount, currency, receivedAt } = content;
      return [
        `${term}/payments`,
        { ...named, paymentId, amount: amountText(amount), currency, receivedAt },
      ];
    }
    case 'paymentReversed': {
      const { paymentId, reason } = content;
      return [
        `${term}/payments/${encodeURIComponent(paymentId)}/reverse`,
        { ...named, paymentId, reason },
      ];
    }
    case 'beginCancellation':
      return [`${term}/begin-cancellation`, askedOf(content, transactionId)];
    case 'rescheduleCancellation':
      return [`${term}/reschedule-cancellation`, askedOf(content, transactionId)];
    case 'rescindCancellation':
      return [`${term}/rescind-cancellation`, askedOf(content, transactionId)];
  }
}

/** What is not said is left out, and the policy side has its own for it. */
function askedOf(content: CancellationAsk, transactionId: string): object {
  return { ...content, kind: undefined, transactionId };
}

/** Null for what PolicyRenewalAPI has no operation for. */
function soapForm(content: CallbackContent, transactionId: string): Form | null {
  if (content.kind === 'confirmTerm') {
    return envelope('confirmTerm', [
      element('policyNumber', content.policyNumber),
      element('termNumber', String(content.termNumber)),
      element('transactionId', transactionId),
    ]);
  }
  if (content.kind === 'renewalOfferPaid') {
    const amount = element('Amount', amountText(content.amount));
    const currency = element('Currency', content.currency);
    return envelope('notifyPaymentReceivedForRenewalOffer', [
      element('offerID', content.offerId),
      content.planCode === null ? '' : element('selectedPaymentPlanCode', content.planCode),
      `<paymentAmount>${amount}${currency}</paymentAmount>`,
      // The message is the payment: by this it is taken back.
      element('transactionId', content.paymentId),
    ]);
  }
  return null;
}

function envelope(operation: string, parts: readonly string[]): Form {
  const body =
    '<?xml version="1.0" encoding="utf-8"?>' +
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>' +
    `<${operation} xmlns="${NAMESPACE}">${parts.join('')}</${operation}>` +
    '</soap:Body></soap:Envelope>';
  const headers = {
    'content-type': 'text/xml; charset=utf-8',
    soapaction: `"${NAMESPACE}/${operation}"`,
  };
  return { path: SOAP_PATH, body, headers };
}

function element(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`;
}

interface ToSign {
  readonly secret: string;
  readonly id: string;
  readonly body: string;
  readonly nowMs: number;
}

/** As Standard Webhooks has it. A dot parts what is signed, so that none may stand in the id. */
function signature({ secret, id, body, nowMs }: ToSign): Record<string, string> {
  const messageId = id.replaceAll('.', '-');
  return {
    'webhook-id': messageId,
    'webhook-timestamp': String(Math.floor(nowMs / 1000)),
    'webhook-signature': new Webhook(secret).sign(messageId, new Date(nowMs), body),
  };
}
