import { proxyActivities } from '@temporalio/workflow';
import type { TermChangeSteps } from '../../activities/term-change-steps.js';
import type { CivilDate } from '../../domain/calendar/civil-date.js';
import { derivedName } from '../../domain/mid-term/derived-name.js';
import { termOptions } from '../transaction/activity-options.js';
import { stopped } from '../transaction/stops.js';
import type { Change } from './change.js';

/** How long the start of a return is tried before a person is asked. Milliseconds. */
const PATIENCE_MS = 600_000;

/**
 * Begins the return of a term that this change has cancelled, without a gap. Repeatable: one change begins one return.
 *
 * @throws Stopped where it cannot be begun as the term stands
 */
export async function startReturn(
  { transaction, term }: Change,
  cancelledOn: CivilDate,
): Promise<void> {
  const { startReinstatement } = proxyActivities<TermChangeSteps>(termOptions(PATIENCE_MS));
  const { reference, product, expirationDate } = transaction.request;
  const whyNot = await startReinstatement({
    term,
    requestId: derivedName(reference.id, 'undone', term),
    productKey: product,
    effectiveDate: cancelledOn,
    expirationDate,
  });
  if (whyNot === null) return;
  throw stopped(
    `The term was to come back, and does not. ${whyNot}`,
    'Ask for its reinstatement once that is mended, then run the step again.',
  );
}
