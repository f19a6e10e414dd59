import { describe, expect, it } from 'vitest';
import { instantMs } from '../../../src/domain/calendar/instant.js';
import type { CancellationEvent } from '../../../src/domain/cancellation/events.js';
import { CANCELLATION_MACHINE } from '../../../src/domain/cancellation/machine.js';
import type { CancellationState } from '../../../src/domain/cancellation/state.js';
import { cancellationMoments } from '../../../src/domain/notice/cancellation-moments.js';
import { rescindOutcome, rescindShortfall } from '../../../src/domain/notice/rescind.js';
import { family } from '../vectors.js';

/** A rescission of the reference; without amounts the money is enough. */
interface Asked {
  readonly cancelDate: string;
  readonly timeOfDay: string;
  readonly zone: string;
  readonly processingDelayDays?: number;
  readonly receivedAt?: string;
  readonly state?: CancellationState;
  readonly pastDue?: number;
  readonly amount?: number;
  readonly tolerance?: number;
}
const vectors = [...family('RS'), ...family('LP')].filter(({ rule }) => rule === 'rescind');

const momentsOf = ({ cancelDate, zone, timeOfDay, processingDelayDays }: Asked) =>
  cancellationMoments(cancelDate, {
    timeZone: zone,
    termTime: timeOfDay,
    processingDelayDays: processingDelayDays ?? 0,
  });

function eventOf(asked: Asked, receivedAt: string): CancellationEvent {
  return {
    kind: 'rescind',
    rescission: { receivedAtMs: instantMs(receivedAt), receivedCents: asked.amount ?? null },
    limits: {
      deadlineMs: momentsOf(asked).deadlineMs,
      pastDueCents: asked.pastDue ?? 0,
      toleranceCents: asked.tolerance ?? 0,
    },
  };
}

/** What the money comes to, in the words of the reference. */
function outcomeOf(asked: Asked): string {
  const state = asked.state ?? 'pending';
  if (asked.receivedAt === undefined) return 'cancelled';
  const result = CANCELLATION_MACHINE.apply(state, eventOf(asked, asked.receivedAt));
  if (result.outcome === 'refused') {
    expect(result).toMatchObject({
      refusal: { code: 'tooLateToRescind' },
      effects: ['lateMoney'],
    });
    return state === 'cancelled' ? 'staysCancelled' : 'latePayment';
  }
  if (result.effects.includes('forwardToTerm')) return 'reinstateWithoutGap';
  return result.row === 'c24' ? 'noOp' : result.state;
}

describe('money for a cancellation', () => {
  it('is all of the reference: RS 11, LP 5', () => {
    expect(vectors.filter(({ family: name }) => name === 'RS')).toHaveLength(11);
    expect(vectors).toHaveLength(16);
  });

  it.each(vectors)('$id: is $expected.outcome $note', ({ inputs, expected }) => {
    const asked = inputs as unknown as Asked;
    const { deadline, outcome, booked, effective } = expected as Record<string, string>;
    const { deadlineMs, bookedOn } = momentsOf(asked);
    expect(outcomeOf(asked)).toBe(outcome);
    if (deadline !== undefined) expect(deadlineMs).toBe(instantMs(deadline));
    if (booked !== undefined) expect([bookedOn, asked.cancelDate]).toEqual([booked, effective]);
  });

  it('is in time or late by when it was received, and never both at the same second', () => {
    const limits = { deadlineMs: 1000, pastDueCents: 100, toleranceCents: 0 };
    const at = (receivedAtMs: number) =>
      rescindOutcome({ receivedAtMs, receivedCents: 100 }, limits);
    expect([at(999), at(1000), at(1001)]).toEqual(['enough', 'late', 'late']);
  });

  it('says what is missing, never below zero', () => {
    const limits = { deadlineMs: 1000, pastDueCents: 41_666, toleranceCents: 100 };
    const missing = (receivedCents: number | null) =>
      rescindShortfall({ receivedAtMs: 0, receivedCents }, limits);
    expect([missing(20_000), missing(41_666), missing(50_000), missing(null)]).toEqual([
      21_666, 0, 0, 0,
    ]);
  });
});

describe('what the reference says of late money in words', () => {
  const wordsOf = (id: string) =>
    family('LP').find((vector) => vector.id === id)?.expected['result'];
  const asked: Asked = {
    cancelDate: '2025-06-11',
    timeOfDay: '00:01',
    zone: 'America/Chicago',
    pastDue: 41_666,
    amount: 41_666,
  };

  it('LP-05: money after a cancellation that billing asked for stays unapplied', () => {
    expect(wordsOf('LP-05')).toBe('stays unapplied');
    const late = eventOf(asked, '2025-06-12T00:00:00Z');
    expect(CANCELLATION_MACHINE.apply('completed', late)).toMatchObject({
      outcome: 'refused',
      effects: ['lateMoney'],
    });
  });

  it('LP-08: a first payment that is dishonoured voids the policy from its start, as NT-13 says', () => {
    expect(wordsOf('LP-08')).toBe('void from inception: flat (NT-13)');
    const [dishonoured] = family('NT').filter(({ id }) => id === 'NT-13');
    expect(dishonoured?.inputs['reason']).toBe('dishonouredFirstPayment');
    expect(dishonoured?.expected['date']).toBe(dishonoured?.inputs['termStart']);
  });

  it('LP-09: money dishonoured after a rescission takes a new notice: a rescinded one stays so', () => {
    expect(wordsOf('LP-09')).toBe('new notice, not a retroactive cancellation');
    expect(CANCELLATION_MACHINE.allowed('rescinded')).not.toContain('effectiveReached');
    expect(CANCELLATION_MACHINE.allowed('rescinded')).not.toContain('recordNotice');
  });

  it('LP-11: money that was received in time and learned of after the booking brings the term back', () => {
    expect(wordsOf('LP-11')).toBe('reinstatement without gap (as RS-03)');
    const inTime = eventOf(asked, '2025-06-10T17:00:00Z');
    expect(CANCELLATION_MACHINE.apply('completed', inTime)).toMatchObject({
      row: 'c22',
      effects: ['forwardToTerm'],
    });
  });
});
