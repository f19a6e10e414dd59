import {
  ApplicationFailure,
  CancellationScope,
  defineSignal,
  defineUpdate,
  setHandler,
} from '@temporalio/workflow';
import type { BatchOrder, BatchState } from '../domain/batch/acts.js';
import { refuseOtherMembers, refuseUnreadable } from './transaction/readable-act.js';

/** Somebody wants what is under way to stop or to go on. */
export interface Order {
  readonly by: string;
  readonly reason: string;
}

/** Work on many things that people may stop and have go on. */
export interface Ordered<Progress> {
  readonly state: BatchState;
  readonly progress: Progress;
  order(act: BatchOrder, order: Order): void;
}

const ACTS = [
  ['pause', 'Begins no more until it is resumed; what is begun goes on.'],
  ['resume', 'Goes on.'],
  ['cancel', 'Begins no more, and ends; what is begun goes on.'],
] as const;

/** Has updates and signals `pause`, `resume` and `cancel` carried out, and a request to cancel the workflow. Call it before the first await. */
export function answerOrders<Progress>(work: Ordered<Progress>): void {
  for (const [act, description] of ACTS) {
    const validator = (order: Order): void => {
      refuse(work, act, order);
    };
    const carryOut = (order: Order) => {
      work.order(act, order);
      return work.progress;
    };
    setHandler(defineUpdate<Progress, [Order]>(act), carryOut, { description, validator });
    setHandler(defineSignal<[Order]>(act), (order) => {
      if (
        isTaken(() => {
          validator(order);
        })
      )
        work.order(act, order);
    });
  }
  CancellationScope.current().cancelRequested.catch(() => {
    work.order('cancel', {
      by: 'Temporal',
      reason: 'The cancellation of the workflow was asked for.',
    });
  });
}

function refuse({ state }: Ordered<unknown>, act: BatchOrder, order: Order): void {
  refuseUnreadable(order);
  refuseOtherMembers(order, ['by', 'reason']);
  if (state === 'done' || (state === 'cancelled' && act !== 'cancel'))
    throw ApplicationFailure.nonRetryable(`It is ${state}.`, 'alreadyEnded');
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
