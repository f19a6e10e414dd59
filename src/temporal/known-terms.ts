import type { CivilDate } from '../domain/calendar/civil-date.js';
import { isPolicyNumber } from '../domain/policy-term/policy-number.js';
import { termOfId, type TermName } from '../domain/workflow-ids.js';
import { searchAttributes } from '../workflows/search-attributes.js';
import type { Temporal } from './deadlines.js';
import { listExecutions, readAttributes } from './executions.js';
import { TERM_WORKFLOW } from './terms.js';

/** A bound term as Temporal's index has it. */
export interface KnownTerm extends TermName {
  readonly effectiveDate: CivilDate;
}

/** A longer query would be one that the index may refuse. */
const NUMBERS_OF_A_QUERY = 50;
const PAGE = 1_000;

/** The bound terms of policies, also those that are over, as long as Temporal remembers them. */
export async function termsOfPolicies(
  temporal: Temporal,
  policyNumbers: readonly string[],
): Promise<readonly KnownTerm[]> {
  // A number that is none here holds no quote and no backslash either.
  const numbers = [...new Set(policyNumbers)].filter(isPolicyNumber);
  const known: KnownTerm[] = [];
  for (let at = 0; at < numbers.length; at += NUMBERS_OF_A_QUERY) {
    const some = numbers.slice(at, at + NUMBERS_OF_A_QUERY);
    known.push(...(await boundTerms(temporal, some)));
  }
  return known;
}

async function boundTerms(
  temporal: Temporal,
  numbers: readonly string[],
): Promise<readonly KnownTerm[]> {
  const named = numbers.map((number) => `'${number}'`).join(', ');
  const { effectiveDate, policyNumber } = searchAttributes;
  const query = `WorkflowType = '${TERM_WORKFLOW}' AND ${policyNumber.name} IN (${named}) AND ${effectiveDate.name} IS NOT NULL AND ExecutionStatus != 'ContinuedAsNew'`;
  const { executions } = await listExecutions(temporal, { query, pageSize: PAGE });
  return executions.flatMap(({ execution, searchAttributes: indexed }) => {
    const term = termOfId(execution?.workflowId ?? '');
    const from = readAttributes(indexed?.indexedFields)[effectiveDate.name];
    return term !== null && typeof from === 'string' ? [{ ...term, effectiveDate: from }] : [];
  });
}
