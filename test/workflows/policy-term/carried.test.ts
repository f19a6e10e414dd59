import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contentDigest } from '../../../src/domain/machine/content-digest.js';
import { applyTermEvent } from '../../../src/domain/policy-term/machine.js';
import type { TermEvent } from '../../../src/domain/policy-term/events.js';
import {
  newCarried,
  readCarried,
  sealed,
  UnknownCarriedVersion,
} from '../../../src/workflows/policy-term/carried.js';
import type { CarriedTerm } from '../../../src/workflows/policy-term/messages.js';
import { aCharge } from '../../support/charges.js';
import {
  aBind,
  aCancellation,
  aPayment,
  aReinstatementClaim,
  aReversal,
  cancelling,
  EVENTS,
  TERMS,
  termAfter,
} from '../../domain/policy-term/policy-terms.js';

const leftByVersion = (version: number) =>
  new URL(`./carried-version-${version}.json`, import.meta.url);

const EARLY = aPayment({ paymentId: 'early', amountCents: 100_000 });
const IN_EUROS = aPayment({ paymentId: 'euros', currency: 'EUR' });
const TO_COME = aPayment({
  paymentId: 'to-come',
  receivedAt: '2025-03-01T12:00:00Z',
  toldAt: '2025-02-01T12:00:00Z',
});
const OF_ANOTHER_TERM = aPayment({ paymentId: 'astray', policyNumber: 'POL-2', termNumber: 2 });
const ENOUGH = aPayment({ paymentId: 'enough', amountCents: 49_450 });

/** Of everything that is kept as rows there is something. */
const STORY: readonly TermEvent[] = [
  EARLY,
  IN_EUROS,
  aBind(),
  TO_COME,
  OF_ANOTHER_TERM,
  ENOUGH,
  aReversal({ id: 'kept', paymentId: 'never-came' }),
  aReversal({ id: 'took-back', paymentId: 'early' }),
  EVENTS.confirmTerm,
];

const aCarried = (): CarriedTerm => ({
  ...newCarried('POL-1', 1),
  openedAt: '2025-02-01T12:00:00.000Z',
  term: termAfter(...STORY),
});

/** Through Temporal, as a run gives it to the next. */
const overTheWire = (left: object): unknown => JSON.parse(JSON.stringify(left));

describe('what a run of a term leaves to the next', () => {
  it('is all that it knew, money, reversals and answers', () => {
    const held = aCarried();
    expect(readCarried(overTheWire(sealed(held)))).toEqual(held);
  });

  it.each(Object.entries(TERMS))('is all that it knew of a term that is %s', (_status, term) => {
    const held = { ...aCarried(), term };
    expect(readCarried(overTheWire(sealed(held)))).toEqual(held);
  });

  it('is what was booked, with what each row gives back and how that was computed', () => {
    const returned = {
      ...aCharge({ amountCents: -123_456 }),
      of: { layer: 'new-business:portal:1', row: 0 },
      from: '2025-06-11',
    };
    const minimum = { kind: 'share', basisPoints: 2_500 } as const;
    const cancellation = aCancellation({
      charges: [returned],
      terms: { method: 'shortRate90', minimum },
    });
    const inTime = aPayment({
      paymentId: 'late',
      amountCents: 41_666,
      receivedAt: '2025-06-10T17:00:00Z',
    });
    const [claim, , givenBack] = cancelling;
    const pending = { ...EVENTS.cancellationPending, transaction: 'cancellation:POL-1:2' };
    const term = termAfter(
      aBind(),
      claim,
      cancellation,
      givenBack,
      inTime,
      aReinstatementClaim,
      { ...EVENTS.reinstated, charges: [{ ...returned, amountCents: 123_456 }] },
      pending,
    );
    const errand = { kind: 'withdrawEndorsements', effectiveDate: '2025-06-11' } as const;
    const held = { ...aCarried(), term, errands: [errand] };
    const next = readCarried(overTheWire(sealed(held)));
    expect(next).toEqual(held);
    expect(next?.term).toMatchObject({
      startedReinstatements: 1,
      returns: [{ booked: [returned], terms: { method: 'shortRate90', minimum } }],
      layers: [{}, { cancelledOn: '2025-06-11', booked: [{ of: returned.of }] }],
    });
  });

  it('answers every repeat as it was answered first', () => {
    const held = aCarried();
    const next = readCarried(overTheWire(sealed(held)));
    expect(next).not.toBeNull();
    for (const event of STORY) {
      const repeat = applyTermEvent(next?.term ?? TERMS.new, event);
      expect(repeat).toMatchObject({ outcome: 'accepted', effects: [] });
      expect({ ...repeat, term: held.term }).toEqual(applyTermEvent(held.term, event));
    }
  });

  it('is small after five thousand payments, half of them reversed', () => {
    const events = Array.from({ length: 5_000 }, (_, no): readonly TermEvent[] => {
      const paymentId = `4f2c1a7e-0000-4000-8000-${String(no).padStart(12, '0')}`;
      const payment = aPayment({ paymentId, amountCents: 100 });
      return no % 2 === 0 ? [payment, aReversal({ id: `r${no}`, paymentId })] : [payment];
    });
    const held = { ...aCarried(), term: termAfter(aBind(), ...events.flat()) };
    const left = sealed(held);
    expect(JSON.stringify(left).length).toBeLessThan(1_200_000);
    expect(readCarried(overTheWire(left))?.term.ledger.goodCents).toBe(250_000);
  });

  it('is the same in whatever order the money came', () => {
    const payments = Array.from({ length: 100 }, (_, no) =>
      aPayment({ paymentId: `p-${no}`, amountCents: 1 }),
    );
    const carriedAfter = (...events: readonly TermEvent[]) =>
      overTheWire(sealed({ ...aCarried(), term: termAfter(...events) })) as {
        term: { ledger: unknown };
      };
    expect(carriedAfter(...payments.toReversed()).term.ledger).toEqual(
      carriedAfter(...payments).term.ledger,
    );
  });

  it.each([3, 4])('is read where version %s left it', (version) => {
    const left: unknown = JSON.parse(readFileSync(leftByVersion(version), 'utf8'));
    expect(readCarried(left)).toEqual(aCarried());
  });

  it.each([1, 2, 6, undefined, 'three'])(
    'A65: is refused in words where it is of version %s, which this code does not know',
    (version) => {
      const { seal, ...left } = sealed(aCarried());
      expect(seal).toBeTypeOf('string');
      const other = { ...left, version };
      const read = () => readCarried({ ...other, seal: contentDigest(other) });
      expect(read).toThrow(UnknownCarriedVersion);
      expect(read).toThrow(/this code reads version 5: a newer worker can go on with it/);
    },
  );

  it.each<[string, unknown]>([
    ['nothing', null],
    ['text', 'ledger'],
    ['without a seal', { ...sealed(aCarried()), seal: undefined }],
    ['changed under its seal', { ...sealed(aCarried()), isConfirmationAcknowledged: true }],
  ])('is nothing that a term left when it is %s', (_what, given) => {
    expect(readCarried(given)).toBeNull();
  });
});
