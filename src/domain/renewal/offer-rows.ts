import {
  comesTooLate,
  directed,
  flowIs,
  isForOlderVersion,
  isPaid,
  isNoConsent,
  takesOffer,
  takesOfferAfterAll,
} from './conditions.js';
import { OUT, type RenewalRow } from './rows.js';

const outstanding = {
  never: 'offerOutstanding',
  allowed: 'money for it, the direction notTaken, or its payment deadline',
} as const;

/** An offer and its money: what binds, what is no consent, and what comes too late. */
export const OFFER_ROWS: readonly RenewalRow[] = [
  {
    id: 'r18',
    in: ['quoted'],
    on: 'offerSent',
    if: [flowIs('offer')],
    then: 'offered',
    effects: ['sendOffer', 'replayParked'],
  },
  {
    id: 'r20',
    in: ['scheduled', 'started', 'referred', 'quoted'],
    on: 'recordOfferPayment',
    if: [flowIs('offer')],
    then: '=',
    effects: ['keepMoney'],
    refusedEffects: ['keepMoney', 'taskWrongFlow'],
  },
  {
    id: 'r21',
    in: ['offered'],
    on: 'recordOfferPayment',
    if: [takesOffer],
    then: 'binding',
    effects: ['keepMoney', 'bind'],
  },
  {
    id: 'r22',
    in: ['offered'],
    on: 'recordOfferPayment',
    if: [isNoConsent],
    then: '=',
    effects: ['keepMoney', 'taskNoPlanFits'],
  },
  {
    id: 'r23',
    in: ['offered'],
    on: 'recordOfferPayment',
    if: [isForOlderVersion],
    then: '=',
    effects: ['keepMoney', 'taskOlderVersion'],
  },
  {
    id: 'r24',
    in: ['offered'],
    on: 'paymentDeadline',
    if: [isPaid(false)],
    then: 'notTaken',
    effects: OUT,
  },
  // Money in time counts, even where the deadline is looked at before it.
  {
    id: 'r21',
    in: ['offered'],
    on: 'paymentDeadline',
    if: [isPaid(true)],
    then: 'binding',
    effects: ['bind'],
  },
  {
    id: 'r25',
    in: ['offered'],
    on: 'direction',
    if: [directed('notTaken')],
    then: 'notTaken',
    effects: ['keepDirection', ...OUT],
  },
  {
    id: 'r26',
    in: ['offered'],
    on: 'direction',
    if: [directed('nonRenew', 'refer')],
    then: outstanding,
  },
  { id: 'r27', in: ['offered'], on: 'withdraw', then: outstanding },
  {
    id: 'r34',
    in: ['binding', 'bound', 'completed'],
    on: 'recordOfferPayment',
    then: '=',
    effects: ['moneyToNewTerm', 'answerPolicyNumber'],
  },
  {
    id: 'r47',
    in: ['notTaken'],
    on: 'recordOfferPayment',
    if: [takesOfferAfterAll],
    then: 'binding',
    effects: ['keepMoney', 'reopenQuote', 'bind'],
  },
  {
    id: 'r48',
    in: ['notTaken'],
    on: 'recordOfferPayment',
    if: [comesTooLate],
    then: '=',
    effects: ['keepMoney', 'taskLateMoney'],
  },
  {
    id: 'r49',
    in: ['nonRenewing', 'nonRenewed', 'withdrawn'],
    on: 'recordOfferPayment',
    then: '=',
    effects: ['keepMoney', 'taskMoney'],
  },
];
