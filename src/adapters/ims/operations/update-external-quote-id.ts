import type { ExternalReference } from '../../../domain/new-business/submission.js';
import { nothing } from './answers.js';
import type { Operation } from './operation.js';

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
