import { ServiceFault } from '../soap/faults.js';
import type { Answer } from '../soap/answer.js';
import type { Book } from '../book/store.js';

/** Who calls: the address that a token is tied to. */
export interface Caller {
  readonly address: string;
}

/** What the sandbox does for an operation. */
export interface Implementation {
  /** Changes the books: carried out whole or not at all. */
  readonly isWrite: boolean;
  /** The request has the shape that the WSDL gives the operation, every field present. */
  readonly run: (request: never, caller: Caller) => Answer;
  /** What a server that dies in the middle leaves behind, where the operation is not one transaction. */
  readonly firstHalf?: (request: never) => unknown;
}
export type Implementations = Readonly<Record<string, Implementation>>;

export function reads(run: Implementation['run']): Implementation {
  return { isWrite: false, run };
}

export function writes(run: Implementation['run']): Implementation {
  return { isWrite: true, run };
}

/** What a `Get…` answers for a GUID that nobody has: an exception or nothing, as the settings say. */
export function answerMissing(book: Book): null {
  if (book.settings().unknownGuidInGet === 'empty') return null;
  throw new ServiceFault('There is no row at position 0.', 'System.IndexOutOfRangeException');
}
