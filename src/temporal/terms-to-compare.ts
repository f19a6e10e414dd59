import type { Instant } from '../domain/calendar/instant.js';
import type { TermName } from '../domain/workflow-ids.js';
import { searchAttributes } from '../workflows/search-attributes.js';
import type { Temporal } from './deadlines.js';
import { listExecutions } from './executions.js';
import { openTermsQuery, termsOf } from './visible-terms.js';

/** Which terms are compared. */
export interface AskedTerms {
  /** When the comparison began. */
  readonly startedAt: Instant;
  /** Those whose run has begun since: the index may have moved them out of sight while the others were looked through. */
  readonly isSweep: boolean;
  /** `nextPage` of the page before; null for the first. */
  readonly page: string | null;
  readonly count: number;
}

/** One page of the bound terms that are not over. */
export async function boundTermsPage(
  temporal: Temporal,
  { startedAt, isSweep, page, count }: AskedTerms,
): Promise<{ readonly terms: readonly TermName[]; readonly nextPage: string | null }> {
  const { executions, nextPageToken } = await listExecutions(temporal, {
    query: `${openTermsQuery(undefined)} AND ${searchAttributes.effectiveDate.name} IS NOT NULL AND StartTime ${isSweep ? '>=' : '<'} '${startedAt}'`,
    pageSize: count,
    nextPageToken: page === null ? null : Buffer.from(page, 'base64'),
  });
  const isMore = nextPageToken.length > 0;
  return {
    terms: termsOf({ executions }).map(({ policyNumber, termNumber }) => ({
      policyNumber,
      termNumber,
    })),
    nextPage: isMore ? Buffer.from(nextPageToken).toString('base64') : null,
  };
}
