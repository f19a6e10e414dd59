import { addDays } from '../../../src/domain/calendar/civil-date.js';
import { dayOfTerm } from '../../../src/domain/calendar/term-days.js';
import { sumCents } from '../../../src/domain/money/cents.js';
import {
  part,
  ratio,
  ratioText,
  roundedTo,
  times,
  type Ratio,
} from '../../../src/domain/money/ratio.js';
import { cancellationCharges } from '../../../src/domain/premium/cancellation.js';
import type { CancellationTerms } from '../../../src/domain/premium/refund-terms.js';
import { cancellationTerms } from '../../../src/domain/premium/cancellation-terms.js';
import type { ChargedTerm } from '../../../src/domain/premium/charged-term.js';
import { earnedFactor, earnedOf } from '../../../src/domain/premium/earned.js';
import { endorsementCharges } from '../../../src/domain/premium/endorsement.js';
import { equityOf } from '../../../src/domain/premium/equity.js';
import { isRefusal } from '../../../src/domain/machine/refusals.js';
import { rewriteDays } from '../../../src/domain/rewrite/dates.js';
import { rewriteCharges } from '../../../src/domain/premium/rewrite.js';
import { taxesOn } from '../../../src/domain/premium/taxes.js';
import { aCharge } from '../../support/charges.js';
import {
  chargeOf,
  dayIn,
  daysOf,
  kindAt,
  listed,
  rulesOf,
  termOf,
  termsOf,
  writtenTerm,
  type Inputs,
  type Worked,
} from './vector-inputs.js';
import { tables } from '../vectors.js';
import {
  amountsOf,
  cancelled,
  endorsed,
  granted,
  reinstatementOf,
  RULES,
} from './charged-terms.js';

/** By days alone, one premium. */
export function proRata(inputs: Inputs): Worked {
  const day = dayOfTerm(daysOf(inputs), dayIn(inputs));
  if (isRefusal(day)) return { refused: day.code };
  const rules = rulesOf(inputs);
  const factor = earnedFactor(rules, day);
  if (isRefusal(factor)) return { refused: factor.code };
  const earned = earnedOf({ kind: 'premium', amountCents: inputs.premium }, factor, rules);
  const { elapsedDays: d, termDays: D } = day;
  return { d, D, earned, returned: inputs.premium - earned };
}

/** One premium by method. */
export function cancel(inputs: Inputs): Worked {
  const term = termOf(inputs, [aCharge({ amountCents: inputs.premium })]);
  const result = cancellationCharges(term, dayIn(inputs), termsOf(inputs), rulesOf(inputs));
  if (isRefusal(result)) return { refused: result.code };
  const [row] = result.rows;
  return {
    factor: row?.working.factor,
    earned: row?.working.givesCents,
    returned: 0 - result.totalCents,
    penalty: row?.penaltyCents,
  };
}

function cancelCharges(inputs: Inputs): Worked {
  const terms = termsOf(inputs);
  const result = cancellationCharges(writtenTerm(inputs), dayIn(inputs), terms, rulesOf(inputs));
  if (isRefusal(result)) return { refused: result.code };
  const [row] = result.rows;
  return {
    factor: row?.working.factor,
    earned: row?.working.givesCents,
    charges: amountsOf(result.rows),
    total: result.totalCents,
  };
}

function endorsement(inputs: Inputs): Worked {
  const old = listed(inputs.old ?? []);
  const figures = { fullTerm: listed(inputs.new), asGiven: null };
  const result = endorsementCharges(termOf(inputs, old), dayIn(inputs), figures, rulesOf(inputs));
  if (isRefusal(result)) return { refused: result.code };
  const deltas = amountsOf(result.rows);
  const written = inputs.written ?? old[0]?.amountCents ?? 0;
  return {
    remaining: result.termDays - result.elapsedDays,
    delta: typeof inputs.old === 'number' ? deltas[0] : deltas,
    total: result.totalCents,
    written: written + (deltas[0] ?? 0),
  };
}

/** Each change as a new full-term figure on its own day: what was in force there, and the change. */
function endorsementChain(inputs: Inputs): Worked {
  let term = termOf(inputs, [aCharge({ amountCents: inputs.premium })]);
  const deltas: number[] = [];
  for (const { at, fullTermChange } of inputs.changes) {
    const before = inputs.changes
      .slice(0, deltas.length)
      .filter((earlier) => earlier.at <= at)
      .map((earlier) => earlier.fullTermChange);
    const amountCents = inputs.premium + sumCents(before) + fullTermChange;
    const fullTerm = [aCharge({ amountCents })];
    const result = endorsementCharges(term, at, { fullTerm, asGiven: null }, RULES);
    if (isRefusal(result)) return { refused: result.code };
    deltas.push(result.totalCents);
    term = endorsed(term, result);
  }
  return { deltas, written: inputs.premium + sumCents(deltas) };
}

/** The check by days at each full-term premium, which is not the rule. */
function earnedSegments({ segments, D = 365, written = 0 }: Inputs): Worked {
  const parts = segments.map(([premium, days]) => part(premium, ratio(days, D)));
  const sum = sumCents(parts);
  return { parts, sum, returned: written - sum };
}

function shortRatePercent(inputs: Inputs): Worked {
  const { method, d, D = 365 } = inputs;
  const term = termOf({ ...inputs, D }, [aCharge()]);
  const terms: CancellationTerms = { method, minimum: null };
  const result = granted(cancellationCharges(term, addDays(term.effectiveDate, d), terms, RULES));
  const [over = '', under = '1'] = (result.rows[0]?.working.factor ?? '').split('/');
  const percent = roundedTo(times(ratio(BigInt(over), BigInt(under)), ratio(100)), 4);
  return { percent: method === 'shortRate90' ? decimalText(percent) : ratioText(percent) };
}

/** With four decimals. */
const decimalText = ({ over, under }: Ratio): string =>
  String((over * 10_000n) / under).replace(/(\d{4})$/, '.$1');

export function taxes(inputs: Inputs): Worked {
  const { state = 'FL', inception = '2025-02-01', premium, rates } = inputs;
  const charges = inputs.charges?.map(chargeOf) ?? [aCharge({ amountCents: premium })];
  const rateList = (given: Readonly<Record<string, string>>) =>
    Object.entries(given).map(([name, rate]) => ({
      kind: name === 'tax' ? ('tax' as const) : ('fee' as const),
      name,
      rate,
      refundable: 'always' as const,
    }));
  const shipped = Object.entries(tables.taxes).flatMap(([of, rows]) =>
    rows.map(([from, to, given]) => ({ state: of, from, to, rates: rateList(given) })),
  );
  const rows = rates ? [{ state, from: inception, to: null, rates: rateList(rates) }] : shipped;
  const inState = charges.map((charge) => ({ ...charge, state }));
  const result = taxesOn(inState, rows, state, inception);
  if (isRefusal(result)) return { refused: result.code };
  return {
    ...Object.fromEntries(result.map(({ name, amountCents }) => [name, amountCents])),
    total: sumCents([...charges, ...result].map(({ amountCents }) => amountCents)),
  };
}

function equity(inputs: Inputs): Worked {
  const { premiumPaid, received, oneTime = [], premium } = inputs;
  const money = premiumPaid ?? received;
  const result = equityOf(daysOf(inputs), premium, sumCents(oneTime), money);
  return { premiumPaid: result.premiumPaidCents, days: result.days, paidTo: result.paidTo };
}

/** The old term is cancelled as the kind of rewrite has it, and the new one charged. */
function rewrite(inputs: Inputs): Worked {
  const { kind } = inputs;
  const cancelledOn = inputs.cancelledOn ?? daysOf(inputs).effectiveDate;
  const next = listed(inputs.new);
  const old = termOf(inputs, listed(inputs.old ?? 500_000));
  const asked = { kind, replaced: old, cancelledOn, start: inputs.start ?? null };
  const days = rewriteDays({ ...asked, newExpiration: null });
  if (isRefusal(days)) return { refused: days.code };
  const reason = kind === 'fullTerm' ? 'rewrittenFlat' : 'rewrittenMidTerm';
  const product = {
    methodForInsured: 'shortRate90',
    minimum: { kind: 'share', basisPoints: 2_500 },
    hasMinimumForInsurer: true,
  } as const;
  const terms = cancellationTerms({ source: 'insured', reason }, product, null, null);
  const returned = granted(cancellationCharges(old, cancelledOn, terms, RULES));
  return {
    start: days.effectiveDate,
    days: days.days,
    lapseDays: days.lapseDays,
    charge: amountsOf(rewriteCharges(kind, old, days, next).rows),
    return: amountsOf(returned.rows),
  };
}

function secondCancellation(inputs: Inputs): Worked {
  const term = writtenTerm(inputs);
  const terms = termsOf(inputs);
  const first = cancellationCharges(term, inputs.first, terms, RULES);
  if (isRefusal(first)) return { refused: first.code };
  const second = cancellationCharges(cancelled(term, first), inputs.second, terms, RULES);
  if (isRefusal(second)) return { refused: second.code };
  return { furtherReturn: amountsOf(second.rows), total: second.totalCents };
}

function reinstate(inputs: Inputs): Worked {
  const { cancelledOn = '', returned, on = cancelledOn, gapAllowed = false } = inputs;
  const term = returned ? termOf(inputs, listed(returned)) : writtenTerm(inputs);
  const out = returnedTerm(term, inputs);
  const result = reinstatementOf(out, on, rulesOf(inputs), gapAllowed);
  if (isRefusal(result)) return { refused: result.code };
  const { totalCents: total, gapDays } = result;
  return { charges: amountsOf(result.rows), total, gapDays, end: term.expirationDate };
}

/** Cancelled by the case's method, or with what the case says was returned. */
function returnedTerm(term: ChargedTerm, inputs: Inputs): ChargedTerm {
  if (inputs.cancelled === false) return term;
  const { cancelledOn = '', returned } = inputs;
  if (returned) {
    const booked = returned.map((cents, row) => ({
      ...aCharge({ amountCents: -cents }),
      of: { layer: 'bind', row },
    }));
    return {
      ...term,
      returns: [{ effectiveDate: cancelledOn, booked }],
      cancelledOn: cancelledOn,
    };
  }
  const terms = termsOf(inputs);
  return cancelled(term, granted(cancellationCharges(term, cancelledOn, terms, rulesOf(inputs))));
}

const eachEarned = (inputs: Inputs): readonly number[] =>
  inputs.amounts.map((amountCents, at) => {
    const charge = { kind: kindAt(at), amountCents };
    return earnedOf(charge, ratio(inputs.d, inputs.D ?? 365), RULES);
  });

/** What the code says, by the name of the calculation. */
export const WAYS: Readonly<Record<string, (inputs: Inputs) => Worked>> = {
  proRata,
  rounding: ({ amount, numerator, denominator }) => ({
    rounded: part(amount, ratio(numerator, denominator)),
  }),
  proRataEach: (inputs) => {
    const earned = eachEarned(inputs);
    const returned = inputs.amounts.map((amount, at) => amount - (earned[at] ?? 0));
    return {
      earned,
      earnedTotal: sumCents(earned),
      returned,
      returnedTotal: sumCents(returned),
    };
  },
  endorsement,
  endorsementChain,
  earnedSegments,
  cancel,
  cancelCharges,
  shortRatePercent,
  taxes,
  equity,
  rewrite,
  secondCancellation,
  reinstate,
};
