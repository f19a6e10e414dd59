import { describe, expect, it } from 'vitest';
import {
  cancellationDay,
  type CancellationRequest,
} from '../../../src/domain/notice/cancellation-date.js';
import { CANCELLATION_REASONS } from '../../../src/domain/notice/cancellation-reason.js';
import { noticeDay, type NoticeSent } from '../../../src/domain/notice/notice-days.js';
import { noticeRows } from '../vectors.js';

const policy = {
  jurisdiction: 'NY',
  isAdmitted: true,
  lines: [{ line: 'generalLiability', classes: ['commercial'] }],
};
const rules = { rows: noticeRows, mailingStates: [] };
const asked: CancellationRequest = {
  term: { effectiveDate: '2025-02-01', expirationDate: '2026-02-01' },
  isRenewal: false,
  source: 'insurer',
  reason: 'underwriting',
  receivedOn: '2025-06-01',
  requestedOn: null,
};
const dayOf = (change: Partial<CancellationRequest>) =>
  cancellationDay({ ...asked, ...change }, policy, rules);

describe('the day of a cancellation', () => {
  it('takes a notice only where the insurer cancels for a reason of its own (D21)', () => {
    const noticed = CANCELLATION_REASONS.filter((reason) => {
      const day = dayOf({ reason });
      return 'date' in day && day.lead !== null;
    });
    expect(noticed).toEqual(['nonPayment', 'fraud', 'underwriting', 'other']);
    for (const reason of CANCELLATION_REASONS)
      expect(dayOf({ source: 'insured', reason }), reason).toMatchObject({ lead: null });
  });

  it('says which row it was found by, and cannot be moved before it', () => {
    expect(dayOf({})).toMatchObject({
      date: '2025-06-16',
      earliest: '2025-06-16',
      isFlat: false,
      lead: { row: 'N16', minDays: 15 },
    });
    expect(dayOf({ requestedOn: '2025-09-01' })).toMatchObject({
      date: '2025-09-01',
      earliest: '2025-06-16',
    });
  });

  it('is the start of the term, flat, when the notice goes out before it (D23)', () => {
    const flat = { date: '2025-02-01', earliest: '2025-02-01', isFlat: true };
    expect(dayOf({ receivedOn: '2025-01-31' })).toMatchObject({ ...flat, lead: { row: 'N15' } });
    expect(dayOf({ source: 'insured', receivedOn: '2025-01-20' })).toMatchObject(flat);
    const asStart = { receivedOn: '2025-01-20', requestedOn: '2025-02-01' };
    expect(dayOf(asStart)).toMatchObject(flat);
  });

  it('is a day of the term that was asked for, though the request came before the start', () => {
    const early = { receivedOn: '2025-01-20', requestedOn: '2025-03-01' };
    expect(dayOf(early)).toMatchObject({ date: '2025-03-01', isFlat: false });
    expect(dayOf({ ...early, source: 'insured' })).toMatchObject({ date: '2025-03-01' });
  });

  it.each([
    ['beforeTermStart', { source: 'insured', receivedOn: '2025-01-20', requestedOn: '2025-01-31' }],
    ['beforeTermStart', { reason: 'rewrittenMidTerm', requestedOn: '2025-01-31' }],
    ['atOrAfterExpiration', { requestedOn: '2026-02-01' }],
    ['atOrAfterExpiration', { receivedOn: '2026-01-20' }],
  ] as const)('is refused with %s outside of the term: %j', (code, change) => {
    expect(dayOf(change)).toMatchObject({
      code,
      field: 'effectiveDate',
      allowed: '2025-02-01 or later, before 2026-02-01',
    });
  });

  it('of a rewrite at the start of the term is flat', () => {
    expect(dayOf({ reason: 'rewrittenMidTerm', requestedOn: '2025-02-01' })).toMatchObject({
      isFlat: true,
    });
    expect(dayOf({ reason: 'rewrittenMidTerm', requestedOn: '2025-02-02' })).toMatchObject({
      isFlat: false,
    });
  });

  it('is not found where the notice file has no row', () => {
    expect(cancellationDay(asked, policy, { rows: [], mailingStates: [] })).toMatchObject({
      code: 'noNoticeRow',
    });
  });
});

describe('the proof of a notice', () => {
  it('counts from the last letter (D25)', () => {
    const letter = (to: NoticeSent['to'], on: string) => ({ to, on, reference: 'mail-1' });
    const sent = [letter('insured', '2025-06-03'), letter('mortgagee', '2025-06-05')] as const;
    expect(noticeDay({ sent: [...sent, letter('producer', '2025-06-01')] })).toBe('2025-06-05');
    expect(noticeDay({ sent: [sent[0]] })).toBe('2025-06-03');
  });
});
