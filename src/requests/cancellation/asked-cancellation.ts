import { civilDateIn } from '../../domain/calendar/time-zone.js';
import type { CancellationAsked } from '../../domain/cancellation/request.js';
import type { ChangeRequest } from '../../domain/transaction/change-request.js';
import type { PostedCancellation } from './cancellation-schema.js';

/** A cancellation as it was posted, as the workflow and its preview take it. @param timeZone of the product */
export function askedCancellation(
  posted: Pick<
    PostedCancellation,
    'source' | 'reason' | 'receivedOn' | 'requestedOn' | 'processOn' | 'flat' | 'leniency'
  >,
  timeZone: string,
  now: Date,
): Omit<CancellationAsked, keyof ChangeRequest> {
  const { source, reason, receivedOn, requestedOn = null, flat, leniency } = posted;
  const today = civilDateIn(timeZone, now);
  const { processOn = null } = posted;
  return {
    source,
    reason,
    receivedOn: receivedOn ?? today,
    requestedOn,
    processOn: processOn === 'now' ? today : processOn,
    isFlatAsked: flat,
    undoneBy: null,
    leniency: leniency
      ? {
          isProRata: leniency.proRata,
          isWithoutMinimum: leniency.withoutMinimum,
          by: leniency.by,
          reason: leniency.reason,
        }
      : null,
  };
}
