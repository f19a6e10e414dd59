import type { CivilDate } from '../calendar/civil-date.js';
import type { TermDays } from '../calendar/term-days.js';
import { isRefusal, refusalOf, type Refusal } from '../machine/refusals.js';
import { quotedChange } from '../mid-term/quote-digest.js';
import type { NoticeRules } from '../notice/notice-rows.js';
import type { TermFacts } from '../policy-term/term-facts.js';
import type { Turn } from '../policy-term/state.js';
import type { ChargedTerm } from '../premium/charged-term.js';
import { chargeRow, PLAIN } from '../premium/charge-row.js';
import type { PremiumCharge } from '../premium/premium-charge.js';
import type { WorkedRow } from '../premium/worked-row.js';
import type { Product } from '../product/product.js';
import type { RenewalFlow, RenewalRules } from '../product/renewal.js';
import type { QuotedChange } from '../transaction/change-record.js';
import type { TermName } from '../workflow-ids.js';
import { notRenewable, type ExpiringFacts } from './guards.js';
import { anchorDayOf, expiringCharges, nextTermDays } from './next-term.js';
import type { MovedDays, RenewalAsked } from './request.js';
import { nonRenewalLead, renewalTimeline, type RenewalTimeline } from './timeline.js';

/** A term that expires, as its renewal sees it. */
export interface RenewableTerm {
  readonly facts: TermFacts;
  readonly charged: ChargedTerm;
  readonly product: Product;
  /** Of the first term of the policy. */
  readonly firstStart: CivilDate;
  /** Whose law holds for it. */
  readonly state: string;
  readonly record: { readonly turn: Turn; readonly nextTerm: TermName | null };
}

/** What the next term comes to. */
export interface QuotedRenewal {
  readonly rules: RenewalRules;
  readonly flow: RenewalFlow;
  readonly expiring: ExpiringFacts;
  readonly days: TermDays;
  /** What it is charged; nothing where only the rating of a workbook says. */
  readonly change: QuotedChange;
  readonly premium: readonly PremiumCharge[];
  /** Why an underwriter has to look at it; null where nobody has. */
  readonly referral: string | null;
  readonly timeline: RenewalTimeline;
  /** Row of the notice file by which a non-renewal is announced. */
  readonly noticeRow: string;
}

export interface RenewalPreview {
  /** Null where it is refused. */
  readonly quoted: QuotedRenewal | null;
  readonly refusals: readonly Refusal[];
}

/** What is known of whoever asks what the next term comes to. */
export interface AskedBy {
  /** The renewal that asks has bound the next term itself, where there is one. */
  readonly own: boolean;
  /** The renewal that asks was begun already. */
  readonly isUnderWay: boolean;
}

/** What the next term of a policy would cost and when it would be made; nothing is changed by asking. */
export function previewRenewal(
  term: RenewableTerm,
  asked: Pick<RenewalAsked, 'premium' | 'workbook' | 'moved'>,
  noticeRules: NoticeRules,
  by: AskedBy = { own: false, isUnderWay: false },
): RenewalPreview {
  const { product, facts, charged, state, firstStart } = term;
  const rules = product.renewal;
  if (rules === null) return { quoted: null, refusals: [notRenewedHere(product)] };
  const { effectiveDate, expirationDate } = facts.days;
  const days = nextTermDays(
    facts.days,
    product.termMonths,
    anchorDayOf(firstStart, expirationDate),
  );
  const lead = nonRenewalLead(noticeRules, {
    termEffective: effectiveDate,
    jurisdiction: state,
    lines: product.notice.lines,
    isAdmitted: product.notice.isAdmitted,
  });
  if (isRefusal(days)) return { quoted: null, refusals: isRefusal(lead) ? [days, lead] : [days] };
  const expiring = expiringFacts(term, days, by);
  const guard = notRenewable(expiring);
  const refusals = [...(guard ? [guard] : []), ...(isRefusal(lead) ? [lead] : [])];
  if (isRefusal(lead) || refusals.length > 0) return { quoted: null, refusals };
  const timeline = renewalTimeline(expirationDate, lead, rules);
  const premium = asked.premium ?? premiumByRule(charged, product, rules);
  const rows = premium.map((one) => rowOf(one, product, asked.premium === null));
  return {
    quoted: {
      rules,
      flow: rules.flow,
      expiring,
      days,
      change: quotedChange(days.effectiveDate, rows),
      premium,
      referral: referralOf(premium, asked.workbook !== null),
      timeline: moved(timeline, asked.moved),
      noticeRow: lead.row,
    },
    refusals: [],
  };
}

function notRenewedHere({ key }: Product): Refusal {
  return refusalOf('notRenewable', {
    field: 'product',
    found: `${key}, which is not renewed here`,
    allowed: 'a product whose file has a block renewal',
  });
}

function expiringFacts(
  { facts, record }: RenewableTerm,
  { effectiveDate }: TermDays,
  { own, isUnderWay }: AskedBy,
): ExpiringFacts {
  const { holder, queue } = record.turn;
  const claims = holder === null ? queue : [holder, ...queue];
  const { nextTerm } = record;
  return {
    ...facts,
    effectiveDate,
    openRewrite: claims.find(({ purpose }) => purpose === 'rewrite')?.transaction ?? null,
    nextTerm: nextTerm === null || own ? null : `${nextTerm.policyNumber}-${nextTerm.termNumber}`,
    otherRenewal: null,
    isUnderWay,
  };
}

/** What the expiring term would have cost in full, where the product renews at that. */
function premiumByRule(
  charged: ChargedTerm,
  { termMonths, lines, rating }: Product,
  rules: RenewalRules,
): readonly PremiumCharge[] {
  if (rules.premium === 'given' || rating.method !== 'passThrough') return [];
  const charges = expiringCharges(charged, termMonths) ?? [];
  return charges.flatMap(({ name, line, state, amountCents }) =>
    state === null ? [] : [{ line: line ?? lines[0].key, charge: name, state, amountCents }],
  );
}

function rowOf(premium: PremiumCharge, { billing }: Product, isExpiring: boolean): WorkedRow {
  const { amountCents } = premium;
  return {
    charge: chargeRow(premium, billing ?? PLAIN),
    working: {
      rule: isExpiring ? 'wholeCharge' : 'asGiven',
      ofCents: amountCents,
      factor: '1',
      roundedTo: 'cent',
      givesCents: amountCents,
    },
  };
}

function referralOf(premium: readonly PremiumCharge[], hasWorkbook: boolean): string | null {
  if (premium.length > 0 || hasWorkbook) return null;
  return 'nobody has said what the next term costs: say it by an edit with premium, workbook or risk.';
}

/** With the days that somebody has moved. */
function moved(timeline: RenewalTimeline, days: MovedDays): RenewalTimeline {
  const { startOn, offerOn, issueOn, payableUntil } = timeline;
  return {
    ...timeline,
    startOn: days.startOn ?? startOn,
    offerOn: offerOn && (days.offerOn ?? offerOn),
    issueOn: issueOn && (days.issueOn ?? issueOn),
    payableUntil: payableUntil && (days.payableUntil ?? payableUntil),
  };
}
