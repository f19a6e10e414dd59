import { addDays } from '../../../src/domain/calendar/civil-date.js';
import { part, percentRatio, ratio, type Ratio } from '../../../src/domain/money/ratio.js';
import { cancellationCharges } from '../../../src/domain/premium/cancellation.js';
import type { CancellationTerms } from '../../../src/domain/premium/refund-terms.js';
import { endorsementCharges } from '../../../src/domain/premium/endorsement.js';
import { aCharge } from '../../support/charges.js';
import { dayIn, listed, termOf, type Inputs, type Worked } from './vector-inputs.js';
import { cancel, proRata, taxes } from './vector-answers.js';
import { amountsOf, endorsed, granted, RULES } from './charged-terms.js';

const percent = (text: string): Ratio => percentRatio(text) ?? ratio(0);

/** Practices of others, which the same arithmetic comes to with their count of time. */
export const PRACTICES: Readonly<Record<string, (inputs: Inputs) => Worked>> = {
  proRataFraction: ({ premium, part: months, whole }) => ({
    earned: part(premium, ratio(months, whole)),
  }),
  proRataMillis: ({ premium, effective = '', at = '', expiration = '' }) => {
    // Los Angeles is seven hours behind in July and eight in January.
    const [from, to] = [Date.parse(`${effective}-08:00`), Date.parse(`${expiration}-08:00`)];
    const [elapsed, whole] = [Date.parse(`${at}-07:00`) - from, to - from];
    return { part: elapsed, whole, earned: part(premium, ratio(elapsed, whole)) };
  },
  mepGivenEarned: (inputs) => {
    const { premium, part: months, whole, paid, mepPct = '0%', mepFixed = 0 } = inputs;
    const least = Math.max(mepFixed, part(premium, percent(mepPct)));
    const earned = Math.max(least, part(premium, ratio(months, whole)));
    return { earned, due: earned - paid, refund: paid - earned };
  },
  cancel,
};

/** What the rule says where a wrong way says something else. */
export const INSTEAD: Readonly<Record<string, (inputs: Inputs) => Worked>> = {
  dailyRateCut: proRata,
  shortRateTwiceRounded: (inputs) => cancel({ ...inputs, method: 'shortRate90' }),
  penaltyByItself: (inputs) => cancel({ ...inputs, method: 'shortRate90' }),
  earnedSegments: (inputs) => {
    const [[before, first], [after, second]] = inputs.segments as [
      [number, number],
      [number, number],
    ];
    const days = { ...inputs, d: first };
    const term = termOf(days, [aCharge({ amountCents: before })]);
    const figures = { fullTerm: [aCharge({ amountCents: after })], asGiven: null };
    const changed = granted(endorsementCharges(term, dayIn(days), figures, RULES));
    const at = addDays(term.effectiveDate, first + second);
    const terms: CancellationTerms = { method: 'proRata', minimum: null };
    const booked = endorsed(term, changed);
    return { returned: 0 - granted(cancellationCharges(booked, at, terms, RULES)).totalCents };
  },
  taxOnReturn: (inputs) => {
    const tax = part(inputs.premium, percent(inputs.rate));
    const term = termOf(inputs, listed([inputs.premium, tax]));
    const terms: CancellationTerms = { method: 'proRata', minimum: null };
    const { rows } = granted(cancellationCharges(term, dayIn(inputs), terms, RULES));
    return { returned: 0 - (amountsOf(rows)[1] ?? 0) };
  },
  taxEach: (inputs) =>
    taxes({
      ...inputs,
      charges: inputs.amounts.map((amount) => ({ type: 'premium', amount })),
      rates: { tax: inputs.rate },
    }),
};
