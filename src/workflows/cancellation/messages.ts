import { defineUpdate } from '@temporalio/workflow';
import type { FoundMoratorium } from '../../activities/cancellation/cancellation-activities.js';
import type { CancellationAsked } from '../../domain/cancellation/request.js';
import type { TransactionRecord } from '../../domain/transaction/record.js';
import type { ChangeInput } from '../mid-term/messages.js';

/** A moratorium has been declared, which a cancellation has to know of that is under way. */
export interface DeclaredMoratorium extends FoundMoratorium {
  readonly by: string;
  readonly reason: string;
}

/**
 * Answers the record. A cancellation that it is not about, or that is too far, refuses it (`refused`, with the refusal as its first
 * detail); `invalidInput` is no moratorium.
 */
export const moratoriumStartsUpdate = defineUpdate<TransactionRecord, [DeclaredMoratorium]>(
  'moratoriumStarts',
);

/** Input of the `cancellation` workflow. */
export type CancellationInput = ChangeInput<CancellationAsked>;
