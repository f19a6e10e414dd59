import { linkQuote } from '../book/quotes.js';
import { guidArgument, textArgument, type Procedure } from './procedure.js';

/** Linking for installations on which `UpdateExternalQuoteId` does not work; `docs/ims-procedures.md` is its contract. */
export const REFERENCES: Readonly<Record<string, Procedure>> = {
  BinderyLinkReference: {
    required: ['QuoteGuid', 'ExternalSystemId', 'ExternalQuoteId'],
    isWrite: true,
    run: (book, args) => {
      linkQuote(
        book,
        guidArgument(args, 'QuoteGuid'),
        textArgument(args, 'ExternalSystemId'),
        textArgument(args, 'ExternalQuoteId'),
      );
      return { tables: [] };
    },
  },
};
