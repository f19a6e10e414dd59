import { describe, expect, it } from 'vitest';
import { instantMs } from '../../../src/domain/calendar/instant.js';
import { isRefusal } from '../../../src/domain/machine/refusals.js';
import { cancellationDay } from '../../../src/domain/notice/cancellation-date.js';
import {
  type CancellationReason,
  type CancellationSource,
} from '../../../src/domain/notice/cancellation-reason.js';
import { cancellationMoments } from '../../../src/domain/notice/cancellation-moments.js';
import {
  isPaidInTime,
  isPostmarkedInTime,
  lateRenewal,
  lastDayOfLateMoney,
  lateMoneyAdvice,
} from '../../../src/domain/notice/late-money.js';
import { leadTime } from '../../../src/domain/notice/lead-time.js';
import { isHeld } from '../../../src/domain/notice/moratorium.js';
import {
  earliestCancellation,
  graceAfter,
  noticeWindow,
} from '../../../src/domain/notice/notice-days.js';
import type {
  NoticeAction,
  NoticeCategory,
  NoticeRow,
} from '../../../src/domain/notice/notice-rows.js';
import { reinstatementDays } from '../../../src/domain/reinstatement/dates.js';
import { rewriteDays } from '../../../src/domain/rewrite/dates.js';
import type { RewriteKind } from '../../../src/domain/premium/rewrite.js';
import { aNoticeRow } from './a-notice-row.js';
import { family, noticeRows, type Vector } from '../vectors.js';
import { aTermFacts } from '../policy-term/term-facts.js';

type Result = Readonly<Record<string, unknown>>;
const valueOf = (result: object): Result =>
  isRefusal(result) ? { refused: result.code } : (result as Result);

const ANY = aNoticeRow('any', { minDays: 0 });
const rulesOf = (...rows: readonly NoticeRow[]) => ({ rows, mailingStates: [] });
const linesOf = (names: readonly string[]) => names.map((line) => ({ line, classes: [] }));
const lead = (minDays: number, mailingDays = 0) => ({ minDays, mailingDays, maxDays: null });
const automatic = (withinDays: number) => ({ withinDays, automatic: true });

interface AskedLead {
  readonly action: NoticeAction;
  readonly termEffective: string;
  readonly jurisdiction: string;
  readonly lines: readonly string[];
  readonly category?: NoticeCategory;
  readonly admitted?: boolean;
  readonly daysInForce?: number;
  readonly renewal?: boolean;
}
interface AskedDay {
  readonly termStart: string;
  readonly termEnd: string;
  readonly source: CancellationSource;
  readonly reason: CancellationReason;
  readonly received: string;
  readonly requested?: string;
  readonly renewal?: boolean;
  readonly lead?: number;
  readonly uwDays?: number;
  readonly leadUw?: number;
  readonly timeOfDay?: string;
  readonly zone?: string;
}
interface AskedReinstatement {
  readonly effective: string;
  readonly expiration: string;
  readonly cancelledOn: string;
  readonly on?: string;
  readonly gapAllowed?: boolean;
  readonly cancelled?: boolean;
}
interface AskedRewrite {
  readonly kind: RewriteKind;
  readonly effective: string;
  readonly expiration: string;
  readonly cancelledOn?: string;
  readonly start?: string;
}
type Days = Readonly<Record<string, string>>;

function leadOf(asked: AskedLead): Result {
  const found = leadTime(rulesOf(...noticeRows), {
    action: asked.action,
    termEffective: asked.termEffective,
    jurisdiction: asked.jurisdiction,
    lines: linesOf(asked.lines),
    category: asked.category ?? null,
    isAdmitted: asked.admitted ?? true,
    daysInForce: asked.renewal ? null : (asked.daysInForce ?? null),
  });
  return isRefusal(found)
    ? valueOf(found)
    : { min: found.minDays, max: found.maxDays, row: found.row };
}

function dayOf(asked: AskedDay): Result {
  const { lead: days, uwDays, leadUw, timeOfDay, zone } = asked;
  const found = cancellationDay(
    {
      term: { effectiveDate: asked.termStart, expirationDate: asked.termEnd },
      isRenewal: asked.renewal ?? false,
      source: asked.source,
      reason: asked.reason,
      receivedOn: asked.received,
      requestedOn: asked.requested ?? null,
    },
    { jurisdiction: 'TX', isAdmitted: true, lines: linesOf(['commercial']) },
    rulesOf(
      { ...ANY, minDays: days ?? 999 },
      ...(uwDays === undefined
        ? []
        : [{ ...ANY, underwritingDays: uwDays, minDays: leadUw ?? 999 }]),
    ),
  );
  if (isRefusal(found) || zone === undefined || timeOfDay === undefined) return valueOf(found);
  const clock = { timeZone: zone, termTime: timeOfDay, processingDelayDays: 0 };
  return { ...found, moments: cancellationMoments(found.date, clock) };
}

const untilEndOf = (lastDay: string) => ({ lastDay, until: `${lastDay}T23:59:59.999Z` });

/** How each rule of the reference is computed, with the days and answers under the names that it has there. */
const RULES: Readonly<Record<string, (inputs: never) => Result>> = {
  earliest: (asked: { notice: string; lead: number; mailing?: number }) => ({
    earliest: earliestCancellation(asked.notice, lead(asked.lead, asked.mailing)),
  }),
  noticeWindow: (asked: { expiry: string; least: number; most?: number }) => ({
    ...noticeWindow(asked.expiry, { ...lead(asked.least), maxDays: asked.most ?? null }),
  }),
  grace: (asked: { due: string; grace: number; lead?: number }) => {
    const { endsOn, noticeFrom } = graceAfter(asked.due, asked.grace);
    const cancel = asked.lead && earliestCancellation(noticeFrom, lead(asked.lead));
    return { graceEnds: endsOn, notice: noticeFrom, cancel };
  },
  leadTime: leadOf,
  cancellationDate: dayOf,
  postmark: ({ deadline = '', postmark = '' }: Days) => ({
    inTime: isPostmarkedInTime(deadline, postmark),
  }),
  dueDate: ({ due = '', on = '' }: Days) => ({ inTime: isPaidInTime(due, on) }),
  moratorium: ({ from = '', to = '', on = '' }: Days) => ({ held: isHeld({ from, to }, on) }),
  lateReinstate: (
    asked: Record<'cancel' | 'paidOn', string> &
      Record<'within' | 'due' | 'paid' | 'tolerance', number>,
  ) => ({
    reinstated: lateMoneyAdvice(
      {
        receivedAtMs: Date.parse(`${asked.paidOn}T23:59:59.999Z`),
        dueCents: asked.due,
        paidCents: asked.paid,
        toleranceCents: asked.tolerance,
      },
      untilEndOf(lastDayOfLateMoney(asked.cancel, automatic(asked.within))),
    ).reinstates,
  }),
  lateRenewal: (asked: { expiry: string; within: number; paidOn: string }) => {
    const renewed = lateRenewal(asked.expiry, asked.paidOn, automatic(asked.within));
    return { accepted: renewed !== null, ...renewed };
  },
  /** The days of a reinstatement; what it charges is another test's. */
  reinstate: (asked: AskedReinstatement) => {
    const days = { effectiveDate: asked.effective, expirationDate: asked.expiration };
    const cancelledOn = asked.cancelled === false ? null : asked.cancelledOn;
    const term = aTermFacts({ days, cancelledOn });
    return valueOf(reinstatementDays(term, asked.on ?? null, asked.gapAllowed ?? false));
  },
  /** The days of a rewrite; what it charges is another test's. */
  rewrite: (asked: AskedRewrite) => {
    const found = rewriteDays({
      kind: asked.kind,
      replaced: { effectiveDate: asked.effective, expirationDate: asked.expiration },
      cancelledOn: asked.cancelledOn ?? asked.effective,
      start: asked.start ?? null,
      newExpiration: null,
    });
    return isRefusal(found) ? valueOf(found) : { ...found, start: found.effectiveDate };
  },
};

/** What the reference expects of days; amounts are left to the arithmetic of premiums. */
function expectedOf({ expected, note }: Vector): Result {
  const days = Object.fromEntries(
    Object.entries(expected).filter(([name]) => !AMOUNTS.includes(name)),
  );
  const row = /^N\d\d/.exec(note)?.[0];
  const { utc, local, ...rest } = row === undefined ? days : { ...days, row };
  if (typeof utc !== 'string' || typeof local !== 'string') return rest;
  expect(instantMs(local)).toBe(instantMs(utc));
  return { ...rest, moments: { effectiveMs: instantMs(utc) } };
}
const AMOUNTS = ['charges', 'total', 'charge', 'return', 'end'];

const ran = (name: string, rules: readonly string[]) =>
  family(name).filter(({ kind, rule }) => kind === 'rule' && rules.includes(rule ?? ''));
const FAMILIES = {
  NT: ran('NT', Object.keys(RULES)),
  LP: ran('LP', Object.keys(RULES)),
  CX: ran('CX', ['cancellationDate']),
  RI: ran('RI', ['reinstate']),
  RW: ran('RW', ['rewrite']),
};

describe('days and notices of the reference', () => {
  it('are all run: NT 33, LP 17, CX 2, RI 15, RW 8', () => {
    const counts = Object.entries(FAMILIES).map(([name, { length }]) => [name, length]);
    expect(Object.fromEntries(counts)).toEqual({ NT: 33, LP: 17, CX: 2, RI: 15, RW: 8 });
    const others = ['NT', 'LP'].flatMap(family).filter(({ kind }) => kind !== 'rule');
    expect(others.map(({ id }) => id)).toEqual([
      ...['NT-06', 'NT-07'],
      ...['LP-05', 'LP-08', 'LP-09', 'LP-10', 'LP-11'],
    ]);
  });

  it.each(Object.values(FAMILIES).flat())('$id: $rule $note', (vector) => {
    const found = RULES[vector.rule ?? '']?.(vector.inputs as never);
    expect(found).toMatchObject(expectedOf(vector));
  });

  it.each(['NT-06', 'NT-07'])(
    '%s is not done: a carrier gives notice on the last day of grace',
    (id) => {
      const vector = family('NT').find((one) => one.id === id);
      const { due, grace } = vector?.inputs as { due: string; grace: number };
      const { endsOn, noticeFrom } = graceAfter(due, grace);
      expect(noticeFrom > endsOn).toBe(true);
      if (vector?.expected['notice'] !== undefined)
        expect(noticeFrom).not.toBe(vector.expected['notice']);
    },
  );
});
