import { inWindow, isProven, toldInTime } from './conditions.js';
import { OUT, QUOTE, type RenewalRow } from './rows.js';

/** The insurer does not renew: only a notice in time, with its proof, lets the term end. */
export const NON_RENEWAL_ROWS: readonly RenewalRow[] = [
  {
    id: 'r36',
    in: ['nonRenewing'],
    on: 'noticeSent',
    if: [isProven, inWindow(true)],
    then: '=',
    effects: ['keepProof'],
  },
  {
    id: 'r37',
    in: ['nonRenewing'],
    on: 'noticeSent',
    if: [isProven, inWindow(false), toldInTime(false)],
    then: 'started',
    effects: ['taskNoticeLate', ...QUOTE],
  },
  // D25: a second notice, outside the days, takes nothing from the first.
  {
    id: 'D25',
    in: ['nonRenewing'],
    on: 'noticeSent',
    if: [isProven, inWindow(false), toldInTime(true)],
    then: '=',
    effects: ['noteDropped'],
  },
  {
    id: 'r38',
    in: ['nonRenewing'],
    on: 'reverseNonRenewal',
    then: 'started',
    effects: QUOTE,
  },
  { id: 'r39', in: ['nonRenewing'], on: 'direction', then: '=', effects: ['keepDirection'] },
  {
    id: 'r40',
    in: ['nonRenewing'],
    on: 'expirationReached',
    if: [toldInTime(true)],
    then: 'nonRenewed',
    effects: OUT,
  },
  {
    id: 'r41',
    in: ['nonRenewing'],
    on: 'expirationReached',
    if: [toldInTime(false)],
    then: 'started',
    effects: ['taskNoticeMissing', ...QUOTE],
  },
];
