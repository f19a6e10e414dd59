import { keyWithoutNumber } from '../../requests/conversion/conversion-key.js';
import { Problem } from '../problem.js';
import type { Convert } from '../soap/start-conversion.js';
import { beginConversion } from './begin-conversion.js';

/**
 * Begins the conversion that SOAP asks for. The service has no argument for the name of a request: without a policy number the
 * content names it, so that the same call twice is one job.
 */
export const convertPolicy: Convert = async (context, posted, requestedBy) => {
  const isNamed = 'policyNumber' in posted || 'requestId' in posted;
  const named = isNamed ? posted : { ...posted, requestId: keyWithoutNumber(posted) };
  try {
    const { record } = await beginConversion(context, { posted: named, requestedBy });
    return { outcome: 'begun', job: record.id };
  } catch (error) {
    if (!(error instanceof Problem) || !REFUSALS.has(error.code)) throw error;
    const { detail, errors = [] } = error.details;
    return { outcome: 'refused', reason: detail ?? '', faults: errors };
  }
};

const REFUSALS: ReadonlySet<Problem['code']> = new Set(['invalid-request', 'different-request']);
