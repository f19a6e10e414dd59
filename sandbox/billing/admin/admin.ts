import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, Express } from 'express';
import {
  addArmedFaults,
  addCallList,
  addFaults,
  addSettings,
  changeSchema,
  createAdminApp,
} from '../../shared/admin.js';
import { addClock } from '../../shared/clock.js';
import { receivePayment, reversePayment, type Tell } from '../book/payments.js';
import { termOf } from '../book/standing.js';
import type { Book } from '../book/store.js';
import { callbackFaultSchema, type CallbackMisbehaviour } from '../callbacks/misbehaviour.js';
import type { Outbox } from '../callbacks/outbox.js';
import type { BillingCallRing } from '../http/calls.js';
import { chanceSchema, faultSchema, type BillingMisbehaviour } from '../http/misbehaviour.js';
import { Refusal } from '../http/refusal.js';
import type { LiveSettings } from '../../shared/live-settings.js';
import { policySideSchema, type PolicySide, type Settings } from '../settings.js';
import { addByHand } from './by-hand.js';
import * as requests from './requests.js';
import { callbackView, countsView, paymentView, periodView, stateView } from './views.js';

const USUAL_CURRENCY = 'USD';

export interface AdminParts {
  readonly book: Book;
  readonly settings: LiveSettings<Settings>;
  readonly misbehaviour: BillingMisbehaviour;
  readonly callbackMisbehaviour: CallbackMisbehaviour;
  readonly calls: BillingCallRing;
  readonly outbox: Outbox;
  readonly tell: Tell;
  readonly afterChange: () => void;
  /** Time has passed, or something was set: looks who has not paid. */
  readonly dun: () => void;
  readonly policySide: {
    current(): PolicySide | null;
    change(side: PolicySide): void;
  };
}

/** The endpoint for tests and operators: money by hand, what goes wrong, what is on file, what was called. */
export function createAdmin(parts: AdminParts): Express {
  return createAdminApp((admin) => {
    addMoney(admin, parts);
    addCallbacks(admin, parts);
    addFaults(admin, parts.misbehaviour, { fault: faultSchema, chance: chanceSchema });
    addBooks(admin, parts);
    addByHand(admin, parts.book);
    addCallList(admin, parts.calls);
    addSettings(admin, parts.settings, parts.dun);
    addClock(admin, parts.book.clock, parts.dun);
    admin.use(answerRefusal);
  });
}

function addMoney(admin: Express, { book, tell, afterChange }: AdminParts): void {
  admin.post('/payments', (request, response) => {
    const asked = requests.paymentSchema.parse(request.body);
    const { status, body } = book.transact(() => {
      const period = termOf(book, asked.target);
      const payment = requests.paymentOf(asked, {
        paymentId: `PAY-${randomUUID()}`,
        currency: period?.currency ?? USUAL_CURRENCY,
        receivedAt: new Date(book.now()).toISOString(),
      });
      const isNew = receivePayment(book, tell, payment);
      return { status: isNew ? 201 : 200, body: paymentAnswer(book, payment.paymentId) };
    });
    afterChange();
    response.status(status).json(body);
  });
  admin.post('/payments/:paymentId/reverse', (request, response) => {
    const { reason } = requests.reversalSchema.parse(request.body ?? {});
    const { paymentId } = request.params;
    const body = book.transact(() => {
      reversePayment(book, tell, paymentId, reason);
      return paymentAnswer(book, paymentId);
    });
    afterChange();
    response.json(body);
  });
}

function addCallbacks(admin: Express, parts: AdminParts): void {
  const { book, outbox, callbackMisbehaviour, policySide, afterChange } = parts;
  admin.get('/callbacks', (request, response) => {
    const { after, status, kind } = requests.callbacksQuerySchema.parse(request.query);
    const meant = outbox
      .list()
      .filter(
        (callback) =>
          callback.id > after &&
          (status === undefined || callback.status === status) &&
          (kind === undefined || callback.content.kind === kind),
      );
    response.json(meant.map(callbackView));
  });
  admin.post('/callbacks', (request, response) => {
    const { transactionId, ...content } = requests.callbackSchema.parse(request.body);
    const ids = book.transact(() => outbox.put(content, transactionId));
    afterChange();
    response.status(201).json({ ids });
  });
  admin.post('/callbacks/:id/send', (request, response) => {
    const isKnown = outbox.sendNow(Number(request.params.id));
    afterChange();
    if (!isKnown) throw new Refusal(404, 'callbackUnknown', 'There is no such callback.');
    response.status(202).json({ id: Number(request.params.id) });
  });
  addArmedFaults(admin, '/callback-faults', callbackMisbehaviour, callbackFaultSchema);
  admin.get('/policy-side', (_request, response) => {
    response.json(withoutSecrets(policySide.current()));
  });
  admin.post('/policy-side', (request, response) => {
    const change = changeSchema.parse(request.body);
    policySide.change(policySideSchema.parse({ ...policySide.current(), ...change }));
    response.json(withoutSecrets(policySide.current()));
  });
}

function addBooks(admin: Express, { book, outbox }: AdminParts): void {
  admin.get('/state', (_request, response) => {
    response.json(stateView(book));
  });
  admin.get('/periods', (request, response) => {
    const asked = requests.termQuerySchema.parse(request.query);
    const meant = book.periods
      .all()
      .filter(
        ({ policyNumber, termNumber }) =>
          policyNumber === (asked.policyNumber ?? policyNumber) &&
          termNumber === (asked.termNumber ?? termNumber),
      );
    response.json(meant.map((period) => periodView(book, period)));
  });
  admin.get('/counts', (_request, response) => {
    response.json(countsView(book));
  });
  admin.delete('/state', (_request, response) => {
    book.reset();
    outbox.forget();
    response.status(204).end();
  });
}

/** The payment as it is kept, with how its term stands; the term is null while there is none. */
function paymentAnswer(book: Book, paymentId: string): object {
  const payment = book.payments.get(paymentId);
  if (!payment) throw new Error(`payment ${paymentId} was just written`);
  const period = termOf(book, payment.target);
  return { payment: paymentView(payment), period: period ? periodView(book, period) : null };
}

function withoutSecrets(side: PolicySide | null): object | null {
  if (side === null) return null;
  const { url, protocol, reportPayments, signingSecret } = side;
  return { url, protocol, reportPayments, isSigned: signingSecret !== null };
}

const answerRefusal: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (!(error instanceof Refusal) || response.headersSent) {
    next(error);
    return;
  }
  response.status(error.status).json({ error: error.message, code: error.code });
};
