import type { Row } from '../machine/machine.js';
import { beforeDeadline, rescinds } from './conditions.js';
import type { CancellationEffect, CancellationEvent } from './events.js';
import type { CancellationState } from './state.js';

/** A row of the table of a cancellation. */
export type CancellationRow = Row<CancellationState | 'new', CancellationEvent, CancellationEffect>;

const tooLate = { never: 'tooLateToRescind', allowed: 'a reinstatement' } as const;

/** What money, the word of billing or a second thought do to a cancellation: undone in time, and never after. */
export const RESCISSION_ROWS: readonly CancellationRow[] = [
  {
    id: 'c10',
    in: ['pending'],
    on: 'rescind',
    if: [rescinds('enough')],
    then: 'rescinded',
    effects: ['clearTermFlag'],
  },
  {
    id: 'c11',
    in: ['pending', 'waitingTurn'],
    on: 'rescind',
    if: [rescinds('short')],
    then: '=',
    effects: ['answerShortfall'],
  },
  {
    id: 'c12',
    in: ['pending'],
    on: 'withdraw',
    if: [beforeDeadline],
    then: 'rescinded',
    effects: ['clearTermFlag'],
  },
  {
    id: 'c14',
    in: ['waitingTurn'],
    on: 'rescind',
    if: [rescinds('enough')],
    then: 'rescinded',
    effects: ['clearTermFlag', 'giveBackTurn'],
  },
  {
    id: 'c15',
    in: ['pending', 'waitingTurn'],
    on: 'rescind',
    if: [rescinds('late')],
    then: tooLate,
    effects: ['lateMoney'],
  },
  { id: 'c17', in: ['waitingTurn', 'completing', 'cancelled'], on: 'withdraw', then: tooLate },
  { id: 'c18', in: ['completing'], on: 'rescind', then: '=', effects: ['keepRescission'] },
  {
    id: 'c22',
    in: ['cancelled', 'completed'],
    on: 'rescind',
    if: [rescinds('enough')],
    then: '=',
    effects: ['forwardToTerm'],
  },
  {
    id: 'c23',
    in: ['cancelled', 'completed'],
    on: 'rescind',
    if: [rescinds('short', 'late')],
    then: tooLate,
    effects: ['lateMoney'],
  },
  { id: 'c24', in: ['rescinded'], on: 'rescind', then: '=' },
];
