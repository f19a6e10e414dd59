import type { ExternalReference } from '../domain/transaction/external-reference.js';
import { conversionCheckId } from '../domain/workflow-ids.js';
import type {
  ConversionCheckInput,
  ConversionCheckOutcome,
} from '../workflows/conversion/messages.js';
import { answerOf } from './answer-of-workflow.js';
import type { Temporal } from './deadlines.js';

/** Has a worker look for what a conversion names. @throws NoWorkerAnswered when none answers in time */
export function checkReferences(
  temporal: Temporal,
  named: { readonly reference: ExternalReference; readonly requestDigest: string },
  input: ConversionCheckInput,
): Promise<ConversionCheckOutcome> {
  const { reference, requestDigest } = named;
  return answerOf<ConversionCheckOutcome>(temporal, 'conversionCheck', input, {
    workflowId: conversionCheckId(reference, requestDigest),
    staticSummary: `Looks for what the conversion of ${reference.system} ${reference.id} names`,
  });
}
