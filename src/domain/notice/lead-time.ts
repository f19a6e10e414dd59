import type { CivilDate } from '../calendar/civil-date.js';
import { refusalOf, type Refusal } from '../machine/refusals.js';
import type {
  NoticeAction,
  NoticeCategory,
  NoticeLine,
  NoticeRow,
  NoticeRules,
} from './notice-rows.js';

/** Of which policy, and why, somebody asks how long a notice must be. */
export interface NoticeQuestion {
  readonly action: NoticeAction;
  /** Null for a non-renewal, which has no categories. */
  readonly category: NoticeCategory | null;
  readonly termEffective: CivilDate;
  readonly jurisdiction: string;
  readonly lines: readonly NoticeLine[];
  readonly isAdmitted: boolean;
  /** Civil days from the start of the term to the notice; null for a renewal, which has no underwriting period. */
  readonly daysInForce: number | null;
}

/** How many days before its effect a notice must be given. */
export interface LeadTime {
  readonly minDays: number;
  /** The most; null where a notice may be as early as it likes. */
  readonly maxDays: number | null;
  /** Added to `minDays`. */
  readonly mailingDays: number;
  /** The row that decided. */
  readonly row: string;
}

/**
 * The length of a notice: for each line the most specific row, over the lines the longest.
 *
 * A notice about several lines has to be right for each of them, so the narrowest of the latest days holds too.
 *
 * @returns a refusal `noNoticeRow` where a line has no row or the rows leave no day: a fault of the notice file, never guessed
 */
export function leadTime(rules: NoticeRules, question: NoticeQuestion): LeadTime | Refusal {
  const { lines, jurisdiction } = question;
  const rows: NoticeRow[] = [];
  for (const line of lines) {
    const row = mostSpecific(rules.rows, question, line);
    if (!row) return noRow(question, `nothing for ${line.line}`, 'a row that fits');
    if (row.mailingDays === null && rules.mailingStates.includes(jurisdiction))
      return noRow(
        question,
        `row ${row.id} without days for mailing`,
        'the days that the law adds',
      );
    rows.push(row);
  }
  const [longest] = rows.toSorted(byLength);
  if (!longest) return noRow(question, 'no line of business', 'one line at least');
  const most = rows.flatMap(({ maxDays }) => maxDays ?? []);
  const maxDays = most.length === 0 ? null : Math.min(...most);
  if (maxDays !== null && maxDays < daysOf(longest))
    return noRow(question, `${daysOf(longest)} days at least and ${maxDays} at most`, 'a day');
  return {
    minDays: longest.minDays,
    maxDays,
    mailingDays: longest.mailingDays ?? 0,
    row: longest.id,
  };
}

/** The days between a notice and its effect, those for mailing included. */
export function daysOf(lead: Pick<NoticeRow, 'minDays' | 'mailingDays'>): number {
  return lead.minDays + (lead.mailingDays ?? 0);
}

function byLength(one: NoticeRow, other: NoticeRow): number {
  return daysOf(other) - daysOf(one);
}

function mostSpecific(
  rows: readonly NoticeRow[],
  question: NoticeQuestion,
  line: NoticeLine,
): NoticeRow | undefined {
  return rows
    .filter((row) => fits(row, question, line))
    .toSorted((one, other) => bySpecificity(one, other, line) || byLength(one, other))[0];
}

function fits(row: NoticeRow, question: NoticeQuestion, line: NoticeLine): boolean {
  const { termEffective, daysInForce } = question;
  return (
    row.action === question.action &&
    isAnyOr(row.jurisdiction, question.jurisdiction) &&
    lineDistance(row, line) >= 0 &&
    isAnyOr(row.category, question.category) &&
    isAnyOr(row.isAdmitted, question.isAdmitted) &&
    (row.underwritingDays === null ||
      (daysInForce !== null && daysInForce <= row.underwritingDays)) &&
    (row.from === null || termEffective >= row.from) &&
    (row.until === null || termEffective < row.until)
  );
}

function isAnyOr<T>(condition: T | null, found: T | null): boolean {
  return condition === null || condition === found;
}

/** 0 for the line itself, then its classes, then any line; below zero where the row is for another line. */
function lineDistance({ line: wanted }: NoticeRow, { line, classes }: NoticeLine): number {
  const names = [line, ...classes];
  return wanted === null ? names.length : names.indexOf(wanted);
}

/** Below zero when the first is more specific: by state, then line, category, admission, underwriting period. */
function bySpecificity(one: NoticeRow, other: NoticeRow, line: NoticeLine): number {
  const any = (condition: unknown) => (condition === null ? 1 : 0);
  return (
    any(one.jurisdiction) - any(other.jurisdiction) ||
    lineDistance(one, line) - lineDistance(other, line) ||
    any(one.category) - any(other.category) ||
    any(one.isAdmitted) - any(other.isAdmitted) ||
    any(one.underwritingDays) - any(other.underwritingDays)
  );
}

function noRow(question: NoticeQuestion, found: string, allowed: string): Refusal {
  const { action, jurisdiction, category, isAdmitted, termEffective } = question;
  const about = [
    action,
    jurisdiction,
    category ?? 'no category',
    isAdmitted ? 'admitted' : 'not admitted',
    `term from ${termEffective}`,
  ].join(', ');
  return refusalOf('noNoticeRow', { field: 'notice', found: `${found} (${about})`, allowed });
}
