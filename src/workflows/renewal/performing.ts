import { patched } from '@temporalio/workflow';
import type { RenewalEffect } from '../../domain/renewal/events.js';
import { nothing, type Performing } from '../mid-term/course.js';
import { tellTerm } from '../mid-term/tell-term.js';
import { bindNext, closeQuote, makeQuote, reopenQuote } from './next-term.js';
import { MONEY_OF_ITS_VERSION, moneyToNewTerm, outdateMoney, replayParked } from './offers.js';
import { countAgain, reversalToNewTerm } from './reversals.js';
import { sendOffer } from './send-offer.js';
import { FOLLOWS_DIRECTIONS, type OpenRenewal } from './open-renewal.js';
import { addTask, closeTask } from './tasks.js';
import { moneyInWords, olderVersion } from './money-words.js';
import { whyReferred } from './waits.js';

/** What is done for each effect of the table of a renewal. */
export function performing(open: OpenRenewal): Performing<RenewalEffect> {
  const ask = (key: string, text: () => string) => (): void => {
    addTask(open, key, text());
  };
  return {
    // New business asks billing when it agrees how the new term is billed.
    readBilling: nothing,
    quote: () => {
      closeTask(open, NOTICE, REFERRAL, PRICE);
      outdateMoney(open);
      return makeQuote(open);
    },
    closeQuote: () => closeQuote(open, 'The renewal goes on without this quote.'),
    reopenQuote: async () => {
      const told = { nth: open.toldAs, isDone: () => true };
      await tellTerm(open.change, 'tellTerm', { kind: 'renewalStarted' }, told);
      await reopenQuote(open);
    },
    askReferral: () => {
      const isPriced = open.quote.referral === null;
      const approve = isPriced ? 'Approve it or have it' : 'Have it priced, or';
      addTask(
        open,
        isPriced ? REFERRAL : PRICE,
        `${approve} not renewed, because ${whyReferred(open)}`,
      );
    },
    liftReferral: () => {
      // A price that nobody has said is not lifted by a word: what costs nothing would be bound.
      const { quote, renewal } = open;
      const isNew = quote.direction !== 'refer';
      if (renewal.direction === 'refer' && (!isNew || patched(FOLLOWS_DIRECTIONS)))
        open.isDirectionLifted = true;
    },
    keepDirection: nothing,
    sendOffer: () => sendOffer(open),
    replayParked: () => {
      replayParked(open);
    },
    keepMoney: nothing,
    taskMoney: () => {
      taskMoney(open);
    },
    taskNoPlanFits: ask(
      'noPlanFits',
      () => `${moneyInWords(open)} It pays for no plan of the offer: ask the payer for the rest.`,
    ),
    taskOlderVersion: ask('olderVersion', () => olderVersion(open)),
    taskLateMoney: () => taskLateMoney(open),
    taskWrongFlow: ask(
      'wrongFlow',
      () =>
        'Billing sent money for an offer, and the product makes none. It is kept, and the next term counts it once that is bound: have billing set right.',
    ),
    bind: () => bindNext(open),
    tellBound: () => tellBound(open),
    bill: () => {
      // The new business that made the term has done it.
      open.course.happened({ kind: 'billed' });
    },
    moneyToNewTerm: async () => {
      await moneyToNewTerm(open);
      await reversalToNewTerm(open);
    },
    countAgain: () => {
      countAgain(open);
    },
    reversalToNewTerm: () => reversalToNewTerm(open),
    answerPolicyNumber: nothing,
    carryChange: () => carryChanges(open),
    cancelNewTerm: () => cancelNewTerm(open),
    askNotice: () => {
      closeTask(open, REFERRAL, PRICE);
      const { nonRenewal } = open.quote;
      const from = nonRenewal.from === null ? '' : ` from ${nonRenewal.from}`;
      addTask(
        open,
        NOTICE,
        `Have the notice of non-renewal mailed${from} by ${nonRenewal.by} (row ${nonRenewal.row}), and record its proof.`,
      );
    },
    keepProof: () => {
      closeTask(open, NOTICE);
    },
    taskNoticeLate: ask(
      'noticeLate',
      () => 'The notice of non-renewal was not in time: the insurer is held to renew.',
    ),
    taskNoticeMissing: ask(
      'noticeMissing',
      () => 'The term ended without a notice of non-renewal: the insurer is held to renew.',
    ),
    taskOverdue: ask(
      'overdue',
      () =>
        'The old term has ended and the next one is not bound: see to it; it still begins on the day on which the old one ended.',
    ),
    tellEnded: () => {
      closeTask(open, NOTICE, REFERRAL, PRICE);
      return tellEnded(open);
    },
    askPerson: nothing,
    runStepAgain: nothing,
    noteDropped: nothing,
  };
}

/** The insured is to be told that the policy is not renewed. */
const NOTICE = 'notice';
/** An underwriter decides. */
const REFERRAL = 'referral';
/** Somebody says what the next term costs. */
const PRICE = 'price';

/** The renewal comes to nothing, and what is there goes back: one task has all sums. */
function taskMoney(open: OpenRenewal): void {
  const { money } = open.renewal;
  if (money.length === 0) return;
  if (patched(MONEY_OF_ITS_VERSION)) {
    // What is in another currency has a task of its own.
    if (money.every(({ standing }) => standing === 'reversed' || standing === 'unapplied')) return;
    closeTask(open, 'noPlanFits', 'olderVersion');
  }
  addTask(open, 'money', `${moneyInWords(open)} It counts for nothing: return it.`);
}

/** It came too late for the offer: a person decides, and is told what the product says. */
async function taskLateMoney(open: OpenRenewal): Promise<void> {
  const { transaction, steps, request, renewal } = open;
  const { product, effectiveDate: expirationDate } = request;
  const receivedAt = renewal.money.at(-1)?.receivedAt ?? new Date().toISOString();
  const advice = await transaction.step(
    'adviseLateMoney',
    () => steps.adviseLateMoney({ product, expirationDate, receivedAt }),
    (text) => text,
  );
  // It has all sums.
  closeTask(open, 'money');
  addTask(
    open,
    'lateMoney',
    `${moneyInWords(open)} It came after the offer could be paid. ${advice}`,
  );
}

/** The expiring term is told its next one. The new business has handed that over. */
async function tellBound(open: OpenRenewal): Promise<void> {
  const { newPolicyNumber, newTermNumber } = open.renewal;
  const nextTerm = { policyNumber: newPolicyNumber ?? '', termNumber: newTermNumber };
  await tellTerm(open.change, 'tellTerm', { kind: 'renewed', nextTerm });
  open.isNextTermTold = true;
  await carryChanges(open);
  // Some may have come, or gone, while it was being bound.
  await moneyToNewTerm(open);
  await reversalToNewTerm(open);
}

/** Another renewal of the term may be started. */
async function tellEnded(open: OpenRenewal): Promise<void> {
  const { state } = open.course;
  const isKnown = state === 'notTaken' || state === 'nonRenewed';
  const result = isKnown ? state : open.isOldTermCancelled ? 'termCancelled' : 'withdrawn';
  await tellTerm(
    open.change,
    'tellTerm',
    { kind: 'renewalEnded', result },
    { nth: open.toldAs, isDone: () => true },
  );
  open.ends += 1;
}

/** A17: the old term was changed while the new one was being bound, which is to have that too. */
async function carryChanges(open: OpenRenewal): Promise<void> {
  const { transaction, renewal, change } = open;
  const { newPolicyNumber: policyNumber, newTermNumber: termNumber } = renewal;
  // That the old term knows its next one is more urgent.
  if (policyNumber === null || !open.isNextTermTold) return;
  const to = { policyNumber, termNumber };
  for (;;) {
    const [carried] = open.toCarry;
    if (carried === undefined) return;
    const refused = await transaction.step(
      'carryChange',
      () => open.steps.carryToNextTerm({ from: change.term, to, transaction: carried }),
      (why) => why ?? 'The new term is asked to be endorsed in the same way.',
    );
    open.toCarry = open.toCarry.slice(1);
    if (refused === null) continue;
    addTask(
      open,
      `carryChange:${carried}`,
      `Have the new term endorsed from its first day as the old one was by ${carried} while it was being bound. ${refused}`,
    );
  }
}

/** The old term was cancelled while the new one was being bound: nobody is to have that. */
async function cancelNewTerm(open: OpenRenewal): Promise<void> {
  const { transaction, renewal } = open;
  if (renewal.newPolicyNumber === null) return;
  const term = { policyNumber: renewal.newPolicyNumber, termNumber: renewal.newTermNumber };
  const requestId = `renewal-${transaction.record.reference.id}`.slice(0, 64);
  const refused = await transaction.step(
    'cancelNewTerm',
    () => open.steps.cancelNextTerm({ term, requestId }),
    (why) => why ?? 'The new term is being cancelled flat.',
  );
  if (refused === null) return;
  addTask(
    open,
    'cancelNewTerm',
    `Have the new term cancelled flat: the old one is cancelled. ${refused}`,
  );
}
