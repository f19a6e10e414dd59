import { addDays, type CivilDate } from '../calendar/civil-date.js';
import { refusalOf, type Refusal } from '../machine/refusals.js';
import type { CancellationCause, CancellationReason } from './cancellation-reason.js';
import type { NoticeLine, NoticeRules } from './notice-rows.js';

/** A time in which a state lets no insurer cancel for some reasons, as after a storm. */
export interface Moratorium {
  readonly id: string;
  readonly from: CivilDate;
  /** The last day. */
  readonly to: CivilDate;
  /** States of two letters. */
  readonly jurisdictions: readonly string[];
  /** Lines of business, or classes of them; empty for every line. */
  readonly lines: readonly string[];
  /** Reasons of the insurer for which nobody is cancelled meanwhile; the insured can always go. */
  readonly reasons: readonly CancellationReason[];
}

/** The law of notice, and the times in which it is not to be used. */
export interface NoticeLaw extends NoticeRules {
  readonly moratoriums: readonly Moratorium[];
}

/** What of a cancellation decides whether a moratorium is about it. */
export interface CoveredCancellation extends CancellationCause {
  readonly jurisdiction: string;
  readonly lines: readonly NoticeLine[];
}

/** Whether a moratorium holds on a day; its first and last day are inside. No notice is sent then, and none stays pending. */
export function isHeld({ from, to }: Pick<Moratorium, 'from' | 'to'>, on: CivilDate): boolean {
  return from <= on && on <= to;
}

/** Whether a moratorium is about a cancellation, whenever it holds. One line of several is enough: a notice is about all of them. */
export function isCovered(moratorium: Moratorium, cancellation: CoveredCancellation): boolean {
  const { jurisdictions, reasons } = moratorium;
  return (
    cancellation.source === 'insurer' &&
    reasons.includes(cancellation.reason) &&
    jurisdictions.includes(cancellation.jurisdiction) &&
    isAboutLines(moratorium, cancellation.lines)
  );
}

/** Whether it is about one of the lines at the least. */
export function isAboutLines(
  { lines }: Pick<Moratorium, 'lines'>,
  ofPolicy: readonly NoticeLine[],
): boolean {
  const names = ofPolicy.flatMap(({ line, classes }) => [line, ...classes]);
  return lines.length === 0 || lines.some((line) => names.includes(line));
}

/** The moratorium that holds a cancellation back on a day; null where none does. */
export function moratoriumOn(
  { moratoriums }: Pick<NoticeLaw, 'moratoriums'>,
  cancellation: CoveredCancellation,
  on: CivilDate,
): Moratorium | null {
  return moratoriums.find((one) => isHeld(one, on) && isCovered(one, cancellation)) ?? null;
}

/**
 * Refuses a cancellation that would begin, or whose notice would go out, while a moratorium forbids it.
 *
 * @param today in the zone of the policy
 * @param noticeOn the day on which the notice goes out
 * @returns a refusal `tooEarly`: from the day after it can be asked for again
 */
export function heldBack(
  rules: Pick<NoticeLaw, 'moratoriums'>,
  cancellation: CoveredCancellation,
  { today, noticeOn }: { readonly today: CivilDate; readonly noticeOn: CivilDate },
): Refusal | null {
  const [first, last] = today < noticeOn ? [today, noticeOn] : [noticeOn, today];
  const on = [last, first].find((day) => moratoriumOn(rules, cancellation, day) !== null);
  const found = on === undefined ? null : moratoriumOn(rules, cancellation, on);
  if (on === undefined || found === null) return null;
  return refusalOf('tooEarly', {
    field: on === noticeOn ? 'receivedOn' : 'moratorium',
    found: `${on}, within ${inWords(found)}`,
    allowed: `a notice and its cancellation from ${firstFreeDay(rules, cancellation, found)} on`,
  });
}

/** The first day on which no moratorium holds the cancellation back any more: one may follow another. */
function firstFreeDay(
  rules: Pick<NoticeLaw, 'moratoriums'>,
  cancellation: CoveredCancellation,
  { to }: Moratorium,
): CivilDate {
  const day = addDays(to, 1);
  const next = moratoriumOn(rules, cancellation, day);
  return next === null ? day : firstFreeDay(rules, cancellation, next);
}

/** A moratorium as people read of it. */
export function inWords({ id, from, to, jurisdictions, reasons }: Moratorium): string {
  return `the moratorium ${id} (${jurisdictions.join(', ')}; ${reasons.join(', ')}; ${from} to ${to})`;
}
