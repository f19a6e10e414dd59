import type { ReinstatementAsked } from '../../domain/reinstatement/request.js';
import type { ChangeRequest } from '../../domain/transaction/change-request.js';
import type { PostedReinstatement } from './reinstatement-schema.js';

/** A reinstatement as it was posted, as the workflow takes it. Only the term itself says that money was in time. */
export function askedReinstatement({
  effectiveDate = null,
}: {
  readonly effectiveDate?: PostedReinstatement['effectiveDate'] | null;
}): Omit<ReinstatementAsked, keyof ChangeRequest> {
  return { from: effectiveDate, isAgreed: false };
}
