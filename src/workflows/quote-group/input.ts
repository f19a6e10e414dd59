import { workflowInfo } from '@temporalio/workflow';
import { contentDigest } from '../../domain/machine/content-digest.js';
import { begunGroup, type QuoteGroup } from '../../domain/quote-group/group.js';
import { UNIFORM_FIELDS, UNIQUE_STATES } from '../../domain/quote-group/rules.js';
import { groupOfId } from '../../domain/workflow-ids.js';
import { invalid } from '../policy-term/message-fields.js';
import {
  INPUT,
  listOf,
  object,
  oneOf,
  optional,
  duration,
  text,
  whole,
} from '../transaction/input-shape.js';
import type { QuoteGroupInput, SealedGroup } from './messages.js';

const SHAPE = object({
  system: text,
  id: text,
  uniform: listOf(oneOf(...UNIFORM_FIELDS)),
  uniqueState: oneOf(...UNIQUE_STATES),
  requestedBy: text,
  emptyMs: optional(duration),
  messagesPerRun: optional(whole),
});

/**
 * Reads what a group is started with, and how it stands then.
 *
 * @throws ApplicationFailure of type `invalidInput`, with which the workflow fails
 * @throws Error, so that the workflow waits for another worker, when the run before left what this worker cannot read
 */
export function readGroup(given: QuoteGroupInput): {
  readonly input: Omit<QuoteGroupInput, 'carried'>;
  readonly group: QuoteGroup;
} {
  const wrong = SHAPE(given, INPUT);
  if (wrong !== null) throw invalid(`This is no input of quoteGroup: ${wrong}.`);
  const { carried, ...input } = given;
  const { workflowId, continuedFromExecutionRunId } = workflowInfo();
  // A replay may go by another id.
  const { system, id } = groupOfId(workflowId) ?? input;
  const group = carried == null ? begunGroup(new Date().toISOString()) : carriedGroup(carried);
  if (group !== null) return { input: { ...input, system, id }, group };
  if (continuedFromExecutionRunId !== undefined)
    throw new Error('what the run before left cannot be read by this version');
  throw invalid('What it was started with as carried was left by no group.');
}

/** What goes to the next run, which knows it by its seal: whoever starts groups may send any other JSON. */
export function sealed(group: QuoteGroup): SealedGroup {
  return { group, seal: contentDigest(group) };
}

function carriedGroup({ group, seal }: SealedGroup): QuoteGroup | null {
  try {
    return seal === contentDigest(group) ? group : null;
  } catch {
    // Too deep to be walked.
    return null;
  }
}
