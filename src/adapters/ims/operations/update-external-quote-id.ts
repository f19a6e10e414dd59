import { nothing } from './answers.js';
import type { Operation } from './operation.js';
import type { ExternalReference } from '../../../domain/transaction/external-reference.js';

interface Link {
  readonly quoteGuid: string;
  readonly reference: ExternalReference;
}

export const updateExternalQuoteId: Operation<Link, undefined> = {
  name: 'UpdateExternalQuoteId',
  service: 'QuoteFunctions',
  effect: 'write',
  toRequest: ({ quoteGuid, reference }) => ({
    quoteGuid,
    externalQuoteId: reference.id,
    externalSystemId: reference.system,
  }),
  answer: nothing,
};
