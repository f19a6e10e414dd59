import { log } from '@temporalio/activity';
import {
  LookupNotAvailable,
  SystemContractError,
  SystemRejection,
  SystemUnavailable,
} from '../../ports/call-errors.js';
import type { ReadBooks } from '../../domain/reconciliation/books.js';
import { errorFacts } from '../error-facts.js';

/** Books, or that they could not be read just now. */
export type ReadOutcome<Books> =
  ReadBooks<Books> | { readonly kind: 'unread'; readonly reason: string };

/** A system that does not answer is no difference: whoever asks looks again later. */
export async function readOrNot<Books>(
  read: () => Promise<ReadBooks<Books>>,
): Promise<ReadOutcome<Books>> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof LookupNotAvailable) return { kind: 'notCompared' };
    if (isOfSystem(error)) return { kind: 'unread', reason: error.message };
    log.error('Books could not be read', { unexpected: errorFacts(error) });
    return { kind: 'unread', reason: 'an unexpected error; the log of the worker has it' };
  }
}

function isOfSystem(error: unknown): error is Error {
  return (
    error instanceof SystemUnavailable ||
    error instanceof SystemRejection ||
    error instanceof SystemContractError
  );
}
