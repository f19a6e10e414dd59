import { proxyActivities } from '@temporalio/workflow';
import type { PolicyLookUps } from '../../activities/policy-look-ups.js';
import { readOptions } from '../transaction/activity-options.js';
import type { BindLook } from '../transaction/kind.js';
import { stopOf } from '../transaction/stops.js';
import type { Writes } from '../transaction/writes.js';
import type { ExternalReference } from '../../domain/transaction/external-reference.js';

/**
 * A person waits for the answer, and whoever sends the request waits five seconds: too short for a look of which some is
 * spent in the workflow's own worker first.
 */
const LOOK_PATIENCE_MS = 4_000;

/**
 * Asks the policy system whether the transaction is bound: its quote, or before it knows of one whatever an earlier run of
 * it made for the reference.
 */
export async function lookForBind(
  quoteGuid: string | null,
  reference: ExternalReference,
  writes: Writes,
): Promise<BindLook> {
  const { findBind } = proxyActivities<PolicyLookUps>(readOptions(LOOK_PATIENCE_MS));
  try {
    const found = await findBind({ ...writes.attempt('bind'), quoteGuid, reference });
    return found === null ? { kind: 'notBound' } : { kind: 'bound', ...found };
  } catch (error) {
    const stop = stopOf(error);
    if (stop === null) throw error;
    writes.noteWaiting(stop);
    return { kind: 'unknown', reason: stop.reason };
  }
}
