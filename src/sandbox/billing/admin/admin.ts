import { randomUUID } from 'node:crypto';
import express, { type ErrorRequestHandler, type Express } from 'express';
import { z } from 'zod';
import { receivePayment, reversePayment, type Tell } from '../book/payments.js';
import { termOfOffer } from '../book/standing.js';
import type { PaymentTarget, PeriodRecord } from '../book/records.js';
import { periodKey, type Book } from '../book/store.js';
import { callbackFaultSchema, type CallbackMisbehaviour } from '../callbacks/misbehaviour.js';
import type { Outbox } from '../callbacks/outbox.js';
import type { CallRing } from '../http/calls.js';
import { faultSchema, randomSchema, type Misbehaviour } from '../http/misbehaviour.js';
import { problemOf, Refusal } from '../http/refusal.js';
import type { LiveSettings } from '../../shared/live-settings.js';
import { policySideSchema, type PolicySide, type Settings } from '../settings.js';
import * as requests from './requests.js';
import { callbackView, countsView, paymentView, periodView, stateView } from './views.js';

const USUAL_CURRENCY = 'USD';

export interface AdminParts {
  readonly book: Book;
  readonly settings: LiveSettings<Settings>;
  readonly misbehaviour: Misbehaviour;
  readonly callbackMisbehaviour: CallbackMisbehaviour;
  readonly calls: CallRing;
  readonly outbox: Outbox;
  readonly tell: Tell;
  readonly afterChange: () => void;
  readonly policySide: {
    current(): PolicySide | null;
    change(side: PolicySide): void;
  };
}

/** The endpoint for tests and operators: money by hand, what goes wrong, what is on file, what was called. */
export function createAdmin(parts: AdminParts): Express {
  const admin = express();
  admin.disable('x-powered-by');
  admin.use(express.json({ limit: '1mb' }));
  admin.get('/health', (_request, response) => {
    response.json({ status: 'ok' });
  });
  addMoney(admin, parts);
  addCallbacks(admin, parts);
  addFaults(admin, parts);
  addBooks(admin, parts);
  admin.use((_request, response) => {
    response.status(404).json({ error: 'There is no such admin call.' });
  });
  admin.use(answerError);
  return admin;
}

function addMoney(admin: Express, { book, tell, afterChange }: AdminParts): void {
  admin.post('/payments', (request, response) => {
    const asked = requests.paymentSchema.parse(request.body);
    const { status, body } = book.transact(() => {
      const period = periodOfTarget(book, requests.targetOf(asked));
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
  admin.get('/callback-faults', (_request, response) => {
    response.json(callbackMisbehaviour.list());
  });
  admin.post('/callback-faults', (request, response) => {
    const id = callbackMisbehaviour.arm(callbackFaultSchema.parse(request.body));
    response.status(201).json({ id });
  });
  admin.delete('/callback-faults', (_request, response) => {
    callbackMisbehaviour.disarm();
    response.status(204).end();
  });
  admin.get('/policy-side', (_request, response) => {
    response.json(withoutSecrets(policySide.current()));
  });
  admin.post('/policy-side', (request, response) => {
    const change = requests.changeSchema.parse(request.body);
    policySide.change(policySideSchema.parse({ ...policySide.current(), ...change }));
    response.json(withoutSecrets(policySide.current()));
  });
}

function addFaults(admin: Express, { misbehaviour }: AdminParts): void {
  admin.post('/faults', (request, response) => {
    response.status(201).json({ id: misbehaviour.arm(faultSchema.parse(request.body)) });
  });
  admin.post('/faults/random', (request, response) => {
    misbehaviour.armRandom(randomSchema.parse(request.body));
    response.status(201).json({ id: 'random' });
  });
  admin.get('/faults', (_request, response) => {
    response.json(misbehaviour.list());
  });
  admin.delete('/faults', (_request, response) => {
    misbehaviour.disarm();
    response.status(204).end();
  });
}

function addBooks(admin: Express, { book, calls, outbox, settings }: AdminParts): void {
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
  admin.get('/calls', (request, response) => {
    const { after, operation } = requests.callsQuerySchema.parse(request.query);
    response.json(calls.list(after, operation));
  });
  admin.get('/settings', (_request, response) => {
    response.json(settings.current());
  });
  admin.post('/settings', (request, response) => {
    response.json(settings.change(requests.changeSchema.parse(request.body)));
  });
  const clock = (): object => ({ now: new Date(book.now()).toISOString() });
  admin.get('/clock', (_request, response) => {
    response.json(clock());
  });
  admin.post('/clock', (request, response) => {
    book.setClock(requests.clockSchema.parse(request.body)(book.now()));
    response.json(clock());
  });
  admin.delete('/clock', (_request, response) => {
    book.setClock(null);
    response.json(clock());
  });
}

function periodOfTarget(book: Book, target: PaymentTarget): PeriodRecord | undefined {
  return target.kind === 'term'
    ? book.periods.get(periodKey(target))
    : termOfOffer(book, target.offerId);
}

/** The payment as it is kept, with how its term stands; the term is null while there is none. */
function paymentAnswer(book: Book, paymentId: string): object {
  const payment = book.payments.get(paymentId);
  if (!payment) throw new Error(`payment ${paymentId} was just written`);
  const period = periodOfTarget(book, payment.target);
  return { payment: paymentView(payment), period: period ? periodView(book, period) : null };
}

function withoutSecrets(side: PolicySide | null): object | null {
  if (side === null) return null;
  const { url, transport, reportPayments, hmacSecret } = side;
  return { url, transport, reportPayments, isSigned: hmacSecret !== null };
}

const answerError: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  if (error instanceof Refusal) {
    const { detail, code } = problemOf(error);
    response.status(error.status).json({ error: detail, code });
    return;
  }
  if (error instanceof z.ZodError) {
    response.status(400).json({ error: z.prettifyError(error), code: 'invalidRequest' });
    return;
  }
  const isUnreadable = error instanceof SyntaxError;
  response
    .status(isUnreadable ? 400 : 500)
    .json({ error: isUnreadable ? 'The body is not JSON.' : String(error) });
};
