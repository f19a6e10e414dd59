import { ApplicationFailure, setHandler } from '@temporalio/workflow';
import type { BatchAct } from '../../domain/renewal-batch/progress.js';
import { refuseOtherMembers, refuseUnreadable } from '../transaction/readable-act.js';
import {
  cancelSignal,
  cancelUpdate,
  pauseSignal,
  pauseUpdate,
  progressQuery,
  resultsQuery,
  resumeSignal,
  resumeUpdate,
  type BatchOrder,
} from './messages.js';
import type { OpenBatch } from './open-batch.js';

const ORDERS = [
  ['pause', pauseUpdate, pauseSignal, 'Begins no more until it is resumed; what is begun goes on.'],
  ['resume', resumeUpdate, resumeSignal, 'Goes on.'],
  ['cancel', cancelUpdate, cancelSignal, 'Begins no more, and ends; what is begun goes on.'],
] as const;

/** Answers whoever asks how a batch is, or has it stop or go on. Call it before the first await. */
export function answerOrders(batch: OpenBatch): void {
  setHandler(progressQuery, () => batch.progress);
  setHandler(resultsQuery, (asked) => batch.results(asked));
  for (const [act, update, signal, description] of ORDERS) {
    const validator = (order: BatchOrder): void => {
      refuse(batch, act, order);
    };
    const carryOut = (order: BatchOrder) => {
      batch.order(act, order);
      return batch.progress;
    };
    setHandler(update, carryOut, { description, validator });
    setHandler(signal, (order) => {
      if (
        isTaken(() => {
          validator(order);
        })
      )
        batch.order(act, order);
    });
  }
}

function refuse(batch: OpenBatch, act: BatchAct['act'], order: BatchOrder): void {
  refuseUnreadable(order);
  refuseOtherMembers(order, ['by', 'reason']);
  if (batch.state === 'done' || (batch.state === 'cancelled' && act !== 'cancel'))
    throw ApplicationFailure.nonRetryable(`The batch is ${batch.state}.`, 'alreadyEnded');
}

/** Nobody hears why a signal is not taken. */
function isTaken(validate: () => void): boolean {
  try {
    validate();
    return true;
  } catch (error) {
    if (error instanceof ApplicationFailure) return false;
    throw error;
  }
}
