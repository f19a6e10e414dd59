import { civilDays, type CivilDate } from '../calendar/civil-date.js';
import { refusalOf, type Refusal } from '../machine/refusals.js';
import type { TermDays } from '../calendar/term-days.js';
import type { RewriteDays, RewriteKind } from '../premium/rewrite.js';

/** The days of a rewrite that is asked for. */
export interface RewriteDaysAsked {
  readonly kind: RewriteKind;
  readonly replaced: TermDays;
  /** From when the replaced term is cancelled, by this rewrite or before it. */
  readonly cancelledOn: CivilDate;
  /** First day of the new term; null is the day of the cancellation, without a gap. */
  readonly start: CivilDate | null;
  /** Of a fresh term; those of the other kinds end with the term they replace. */
  readonly newExpiration: CivilDate | null;
}

/** The days of the new term. @returns a refusal `beforeCancellationDate` or `atOrAfterExpiration` */
export function rewriteDays(asked: RewriteDaysAsked): RewriteDays | Refusal {
  const { kind, replaced, cancelledOn } = asked;
  const start = asked.start ?? cancelledOn;
  const facts = {
    field: 'start',
    found: start,
    allowed: `${cancelledOn} or later, before ${replaced.expirationDate}`,
  };
  if (start < cancelledOn) return refusalOf('beforeCancellationDate', facts);
  if (start >= replaced.expirationDate) return refusalOf('atOrAfterExpiration', facts);
  const end = kind === 'newTerm' ? asked.newExpiration : null;
  const expirationDate = end ?? replaced.expirationDate;
  return {
    effectiveDate: start,
    expirationDate,
    days: civilDays(start, expirationDate),
    lapseDays: civilDays(cancelledOn, start),
  };
}
