import { log } from '@temporalio/activity';
import { addDays, addMonths, type CivilDate } from '../../domain/calendar/civil-date.js';
import { civilDateIn } from '../../domain/calendar/time-zone.js';
import { daysOf } from '../../domain/notice/lead-time.js';
import type { NoticeRules } from '../../domain/notice/notice-rows.js';
import { isByHand } from '../../domain/workflow-ids.js';
import { changeableTerm, type ChangeableTerm } from '../../temporal/changeable-term.js';
import type { Temporal } from '../../temporal/deadlines.js';
import { listExecutions } from '../../temporal/executions.js';
import { openTermsQuery, termsOf, type VisibleTerm } from '../../temporal/visible-terms.js';
import { searchAttributes } from '../../workflows/search-attributes.js';
import { errorFacts } from '../error-facts.js';
import { previewAsItIs } from '../renewal/as-it-is.js';
import type { BatchRules } from './start-one.js';

/** Terms of one page of the index, and where the next begins. */
export interface TermsPage {
  readonly terms: readonly VisibleTerm[];
  /** Null at the end. */
  readonly nextPage: string | null;
}

const PAGE = 200;

/** The terms that run and have begun so long ago that their renewal may be due. @param page of the page before; null for the first */
export async function oldTerms(
  temporal: Temporal,
  rules: BatchRules,
  page: string | null,
): Promise<TermsPage> {
  const latest = latestStart(rules);
  if (latest === null) return { terms: [], nextPage: null };
  const { executions, nextPageToken } = await listExecutions(temporal, {
    query: `${openTermsQuery(undefined)} AND ${searchAttributes.effectiveDate.name} <= '${latest}'`,
    pageSize: PAGE,
    nextPageToken: page === null ? null : Buffer.from(page, 'base64'),
  });
  const isMore = nextPageToken.length > 0;
  const nextPage = isMore ? Buffer.from(nextPageToken).toString('base64') : null;
  return { terms: termsOf({ executions }), nextPage };
}

/** The first day of the youngest term whose renewal may be due today; null where no product is renewed here. */
function latestStart({ products, noticeRules, now }: BatchRules): CivilDate | null {
  const days = [...products.values()].flatMap((product) => {
    const { renewal, timeZone, termMonths } = product;
    if (renewal === null) return [];
    const lead = longestNotice(noticeRules) + renewal.practiceDays + renewal.concurrencyDays;
    return [addMonths(addDays(civilDateIn(timeZone, now()), lead), -termMonths)];
  });
  return days.sort().at(-1) ?? null;
}

function longestNotice({ rows }: NoticeRules): number {
  const days = rows.filter(({ action }) => action === 'nonRenew').map(daysOf);
  return Math.max(0, ...days);
}

/** Whether the renewal of a term is due and nobody begins it; a term that cannot be read is left to the next time, and logged. */
export async function isDue(
  temporal: Temporal,
  rules: BatchRules,
  { policyNumber, termNumber, workflowId }: VisibleTerm,
): Promise<boolean> {
  try {
    const term = await changeableTerm(temporal, rules.products, { policyNumber, termNumber });
    return !('kind' in term) && isWanted(term) && hasCome(term, rules);
  } catch (error) {
    log.warn('A term could not be read for its renewal', {
      term: workflowId,
      unexpected: errorFacts(error),
    });
    return false;
  }
}

/** Nobody has begun it, ended it or said that it shall not be; one that nobody here has bound is renewed by whoever did so before. */
function isWanted({ record }: ChangeableTerm): boolean {
  const { isRenewalStarted, renewalEnded, nextTerm, direction, layers } = record;
  const [bind] = layers;
  if (isRenewalStarted || renewalEnded !== null || nextTerm !== null) return false;
  if (direction !== null && direction.direction !== 'refer') return false;
  return bind !== undefined && !isByHand(bind.transaction);
}

/** Days for which a term is left to begin its renewal by itself. */
const OWN_DAYS = 2;

function hasCome(term: ChangeableTerm, { noticeRules, now }: BatchRules): boolean {
  const { quoted } = previewAsItIs(term, noticeRules);
  if (quoted === null) return false;
  const startOn = quoted.timeline.startOn;
  const from = quoted.rules.startsByItself ? addDays(startOn, OWN_DAYS) : startOn;
  return from <= civilDateIn(term.product.timeZone, now());
}
