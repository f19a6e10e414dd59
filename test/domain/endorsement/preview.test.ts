import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { productMidTerm } from '../../../src/config/product-mid-term.js';
import { addDays } from '../../../src/domain/calendar/civil-date.js';
import { previewEndorsement } from '../../../src/domain/endorsement/preview.js';
import { quotedChange } from '../../../src/domain/mid-term/quote-digest.js';
import type { Charge } from '../../../src/domain/money/charges.js';
import type { ChargedTerm } from '../../../src/domain/premium/charged-term.js';
import { fullTermOn } from '../../../src/domain/premium/full-term.js';
import { rowsToBook } from '../../../src/domain/premium/worked-row.js';
import { aCharge } from '../../support/charges.js';
import { aChargedTerm, aLayer } from '../premium/charged-terms.js';

const usual = productMidTerm.parse({});
const anyOrder = { ...usual, endorsement: { ...usual.endorsement, mayComeBefore: true } };
const inForce = { status: 'confirmed', cancelledOn: null } as const;

/** Printed with a failure; set it to run that one again: `VITEST_SEED=1 npx vitest run …`. */
const seed = Number(process.env['VITEST_SEED'] ?? Date.now());

const rowsOf = ([premium, tax, fee]: readonly [number, number, number]): readonly Charge[] => [
  aCharge({ kind: 'premium', name: 'premium', amountCents: premium }),
  aCharge({ kind: 'tax', name: 'surplus lines tax', amountCents: tax }),
  aCharge({ kind: 'fee', name: 'inspection', amountCents: fee }),
];
const cents = fc.integer({ min: 0, max: 100_000_000 });
const change = fc.record({ day: fc.nat(364), figures: fc.tuple(cents, cents, cents) });
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

const original = rowsOf([500_000, 24_250, 200]);
const start = '2025-02-01';
const newTerm = (): ChargedTerm =>
  aChargedTerm({ layers: [aLayer({ booked: original, fullTerm: original })] });

/** The term with the change booked, as its workflow books it. */
function booked(term: ChargedTerm, { day, figures }: Change): ChargedTerm {
  const effectiveDate = addDays(start, day);
  const asked = { fullTerm: rowsOf(figures), asGiven: null };
  const { charges } = previewEndorsement(inForce, term, effectiveDate, asked, anyOrder);
  if (charges === null) throw new Error('refused');
  const layer = {
    kind: 'endorsement',
    transaction: `E-${term.layers.length}`,
    effectiveDate,
    booked: rowsToBook(charges.rows),
    fullTerm: charges.fullTerm,
  } as const;
  return { ...term, layers: [...term.layers, layer] };
}

/** Half away from zero, in whole numbers: written apart from the code that it checks. */
function prorated(difference: number, daysLeft: number): number {
  const [over, under] = [BigInt(Math.abs(difference)) * BigInt(daysLeft), 365n];
  const cents = Number((2n * over + under) / (2n * under));
  return difference < 0 && cents !== 0 ? -cents : cents;
}

describe(`any endorsement of any term (seed ${seed})`, () => {
  const options = { seed, numRuns: 1_000 };

  it('charges of each row what is left of its own difference, rounded once', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), change, (before, next) => {
        const term = before.reduce(booked, newTerm());
        const on = addDays(start, next.day);
        const old = fullTermOn(term.layers, on);
        const { layers } = booked(term, next);
        const left = 365 - next.day;
        const wanted = rowsOf(next.figures).flatMap(({ name, amountCents }) => {
          const held = old.find((charge) => charge.name === name)?.amountCents ?? 0;
          const due = prorated(amountCents - held, left);
          return due === 0 ? [] : [[name, due]];
        });
        expect(layers.at(-1)?.booked.map((row) => [row.name, row.amountCents])).toEqual(wanted);
      }),
      options,
    );
  });

  it('leaves the figures that were asked for, also after it was told what to book', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), change, (before, next) => {
        const term = booked(before.reduce(booked, newTerm()), next);
        const on = addDays(start, next.day);
        const charged = rowsOf(next.figures).filter(({ amountCents }) => amountCents !== 0);
        const named = (rows: readonly Charge[]) =>
          new Map(rows.map(({ name, amountCents }) => [name, amountCents]));
        expect(named(fullTermOn(term.layers, on))).toEqual(named(charged));
      }),
      options,
    );
  });

  it('comes to the same numbers, by their digest, as long as nothing else is booked', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 4 }), change, change, (before, next, other) => {
        const term = before.reduce(booked, newTerm());
        const digestOf = (on: ChargedTerm) => {
          const date = addDays(start, next.day);
          const asked = { fullTerm: rowsOf(next.figures), asGiven: null };
          const { charges } = previewEndorsement(inForce, on, date, asked, anyOrder);
          return quotedChange(date, charges?.rows ?? []);
        };
        expect(digestOf(term).digest).toBe(digestOf(structuredClone(term)).digest);
        const [seen, now] = [digestOf(term), digestOf(booked(term, other))];
        const isSame =
          JSON.stringify(rowsToBook(seen.rows)) === JSON.stringify(rowsToBook(now.rows));
        expect(seen.digest === now.digest).toBe(isSame);
      }),
      options,
    );
  });

  it('is refused before a booked change, naming it, unless the product allows that', () => {
    fc.assert(
      fc.property(change, change, (first, second) => {
        const term = booked(newTerm(), first);
        const on = addDays(start, second.day);
        const asked = { fullTerm: rowsOf(second.figures), asGiven: null };
        const { refusals } = previewEndorsement(inForce, term, on, asked, usual);
        const isEarly = second.day < first.day;
        expect(refusals.map(({ code }) => code)).toEqual(isEarly ? ['outOfSequence'] : []);
        if (isEarly) expect(refusals[0]?.found).toContain(`E-1 from ${addDays(start, first.day)}`);
        expect(previewEndorsement(inForce, term, on, asked, anyOrder).refusals).toEqual([]);
      }),
      options,
    );
  });
});

describe('an endorsement whose amounts the source works out', () => {
  const given = rowsOf([-30_000, 0, 1_250]);
  const preview = (fullTerm: readonly Charge[] | null, on: string) =>
    previewEndorsement(inForce, newTerm(), on, { fullTerm, asGiven: given }, usual).charges;
  const figures = (rows: readonly Charge[] = []) => rows.map(({ amountCents }) => amountCents);

  it('books them as they stand, and leaves the figures that it names', () => {
    const charges = preview(rowsOf([470_000, 24_250, 1_450]), '2025-05-01');
    expect(charges?.totalCents).toBe(-28_750);
    expect(figures(charges?.fullTerm)).toEqual([470_000, 24_250, 1_450]);
  });

  it('moves the figures by what they come to over the whole term where it names none', () => {
    expect(figures(preview(null, '2025-02-01')?.fullTerm)).toEqual([470_000, 24_250, 1_450]);
    // 276 of 365 days are left: -300.00 and 12.50 are -396.74 and 16.53 of a whole term.
    expect(figures(preview(null, '2025-05-01')?.fullTerm)).toEqual([460_326, 24_250, 1_853]);
  });
});

describe('full-term figures of a source system that knows nothing of what the policy system added', () => {
  const rated = aCharge({ kind: 'premium', name: 'premium', line: null, amountCents: 320_000 });
  const added = aCharge({
    kind: 'fee',
    name: 'fees',
    line: null,
    state: null,
    amountCents: 12_500,
  });
  const bound = [rated, added];
  const term = aChargedTerm({ layers: [aLayer({ booked: bound, fullTerm: bound })] });
  const endorsed = (amountCents: number) => {
    const figures = {
      fullTerm: [aCharge({ ...rated, line: 'general-liability', amountCents })],
      asGiven: null,
    };
    return previewEndorsement(inForce, term, addDays(start, 100), figures, usual).charges;
  };

  it('leave added fees as they are, and a rated premium without a line', () => {
    expect(endorsed(320_000)?.totalCents).toBe(0);
    const charges = endorsed(356_500);
    // 265 of 365 days of 36500 cents.
    expect(charges && rowsToBook(charges.rows)).toMatchObject([
      { line: null, amountCents: 26_500 },
    ]);
    expect(charges?.fullTerm).toMatchObject([{ amountCents: 356_500 }, { name: 'fees' }]);
  });
});
