import { createBinder, createPolicyDocument } from '../book/documents.js';
import type { Book } from '../book/store.js';
import { writes, type Implementations } from './operation.js';

interface ByQuote {
  readonly quoteGuid: string;
}

export function documentFunctions(book: Book): Implementations {
  return {
    CreateBinderDocument: writes(({ quoteGuid }: ByQuote) => createBinder(book, quoteGuid)),
    CreatePolicyDocument: writes(({ quoteGuid }: ByQuote) => createPolicyDocument(book, quoteGuid)),
  };
}
