import { ApplicationFailure } from '@temporalio/workflow';
import { producerChoice } from '../new-business/input.js';
import { flag, INPUT, object, optional, orNull, text } from '../transaction/input-shape.js';
import type { ConversionCheckInput } from './messages.js';

const FIELDS = object({
  accountNumber: text,
  isBilled: flag,
  product: text,
  producer: producerChoice,
  underwriterGuid: optional(text),
  policyNumber: orNull(text),
});

/** @throws ApplicationFailure of type `invalidInput`, with which the workflow fails, for what another client may send */
export function refuseUnreadable(given: ConversionCheckInput): void {
  const wrong = FIELDS(given, INPUT);
  if (wrong === null) return;
  const message = `This is no input of conversionCheck: ${wrong}. Post the conversion at the API instead.`;
  throw ApplicationFailure.nonRetryable(message, 'invalidInput');
}
