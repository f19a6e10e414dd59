import type { NewSubmission } from '../../../ports/policy-system/quotes.js';
import { guid, ZERO_GUID } from './answers.js';
import type { Operation } from './operation.js';

/** Answers the GUID of the submission group. */
export const addSubmission: Operation<NewSubmission, string> = {
  name: 'AddSubmission',
  service: 'QuoteFunctions',
  effect: 'write',
  toRequest: ({ insuredGuid, producerContactGuid, underwriterGuid, submissionDate }) => ({
    submission: {
      Insured: insuredGuid,
      ProducerContact: producerContactGuid,
      Underwriter: underwriterGuid,
      SubmissionDate: submissionDate,
      ProducerLocation: ZERO_GUID,
      TACSR: ZERO_GUID,
      InHouseProducer: ZERO_GUID,
    },
  }),
  answer: guid,
};
