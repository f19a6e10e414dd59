import { parseCents } from '../money/cents.js';
import { isLess, NONE } from '../money/ratio.js';
import { at, type Contradiction } from './contradiction.js';
import { decimalRatio, signedPercent } from './decimal.js';
import { boundsContradictions } from './range-contradictions.js';
import {
  linesOf,
  STATE,
  type Computation,
  type Condition,
  type RatePlan,
  type ScheduleLine,
} from './rate-plan.js';
import { tableContradictions } from './table-contradictions.js';

/** Everything that makes a plan one that cannot rate every risk that it takes. A checked plan never fails to rate. */
export function planContradictions(plan: RatePlan): readonly Contradiction[] {
  const { risk, addOns, groupAccounts, schedule } = plan;
  return [
    ...twice('risk', 'name', ['state', ...risk.map(({ name }) => name)], 1),
    ...twice('addOns', 'code', codesOf(addOns)),
    ...twice('groupAccounts', 'code', codesOf(groupAccounts)),
    ...twice('schedule', 'code', codesOf(schedule)),
    ...risk.flatMap((field, index) =>
      at(
        ['risk', index],
        'values' in field ? valuesTwice(field.values) : boundsContradictions(field),
      ),
    ),
    ...schedule.flatMap((line, index) =>
      at(['schedule', index], lineContradictions(plan, line, index)),
    ),
  ];
}

const codesOf = (named: readonly { readonly code: string }[]) => named.map(({ code }) => code);

function valuesTwice(values: readonly string[]): readonly Contradiction[] {
  return twice('values', '', values).map(({ path, message }) => ({
    path: path.slice(0, -1),
    message,
  }));
}

/** @param before how many names are taken before the list begins */
function twice(
  list: string,
  member: string,
  names: readonly string[],
  before = 0,
): readonly Contradiction[] {
  return names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [{ path: [list, index - before, member], message: `${name} is named twice` }],
  );
}

function lineContradictions(
  plan: RatePlan,
  line: ScheduleLine,
  index: number,
): readonly Contradiction[] {
  const { addOn, computation, when } = line;
  const unknownAddOn =
    addOn !== null && !codesOf(plan.addOns).includes(addOn)
      ? [{ path: ['addOn'], message: `${addOn} is no add-on of the plan` }]
      : [];
  return [
    ...unknownAddOn,
    ...at([computation.by], referenceContradictions(plan, line, index)),
    ...at([computation.by], valueContradictions(plan, computation)),
    ...when.flatMap((condition, place) =>
      at(['when', place], conditionContradictions(plan, condition)),
    ),
  ];
}

/** A line is computed of what is known by then: so there is no circle either. */
function referenceContradictions(
  { schedule }: RatePlan,
  { computation, type }: ScheduleLine,
  index: number,
): readonly Contradiction[] {
  return linesOf(computation).flatMap((code, place) => {
    const path = ['lines', place];
    const found = schedule.findIndex((one) => one.code === code);
    if (found === -1) return [{ path, message: `${code} is no line of the schedule` }];
    if (found === index) return [{ path, message: `${code} is computed of itself` }];
    if (found > index)
      return [{ path, message: `${code} is computed later: a line is computed of earlier ones` }];
    if (type === 'premium' && schedule[found]?.type !== 'premium')
      return [{ path, message: `${code} is no premium, and premium is computed of premium alone` }];
    return [];
  });
}

function valueContradictions(plan: RatePlan, computation: Computation): readonly Contradiction[] {
  const { value } = computation;
  const form = FORMS[computation.by];
  const wrong = (text: string) => (form.isRead(text) ? null : `must be ${form.wanted}`);
  const ofValue =
    typeof value === 'string'
      ? [wrong(value)].flatMap((message) =>
          message === null ? [] : [{ path: ['value'], message }],
        )
      : at(['value'], tableContradictions(plan, value, wrong));
  return computation.by === 'rate'
    ? [...ofValue, ...rateContradictions(plan, computation)]
    : ofValue;
}

const isAmount = (text: string) => (parseCents(text) ?? -1) >= 0;
const AMOUNT = { wanted: 'an amount of zero or more such as "200.00"', isRead: isAmount };
const isDecimal = (text: string) => {
  const read = decimalRatio(text);
  return read !== null && !isLess(read, NONE);
};

/** What the value of each computation has to be. */
const FORMS: Readonly<
  Record<Computation['by'], { readonly wanted: string; readonly isRead: (text: string) => boolean }>
> = {
  amount: AMOUNT,
  minimum: AMOUNT,
  rate: { wanted: 'a rate of zero or more such as "0.35"', isRead: isDecimal },
  factor: { wanted: 'a factor of zero or more such as "1.25"', isRead: isDecimal },
  percentage: {
    wanted: 'a percentage such as "4.85%" or "-10%"',
    isRead: (text) => signedPercent(text) !== null,
  },
};

function rateContradictions(
  { risk }: RatePlan,
  { of, per }: Extract<Computation, { by: 'rate' }>,
): readonly Contradiction[] {
  const field = risk.find(({ name }) => name === of);
  const above = decimalRatio(per);
  return [
    ...(field?.kind === 'number' && field.isRequired
      ? []
      : [{ path: ['of'], message: `${of} is no number that every risk has` }]),
    ...(above !== null && isLess(NONE, above)
      ? []
      : [{ path: ['per'], message: 'must be a number above zero such as "100"' }]),
  ];
}

function conditionContradictions(
  { risk }: RatePlan,
  condition: Condition,
): readonly Contradiction[] {
  const field = risk.find(({ name }) => name === condition.field);
  if (!field && condition.field !== STATE)
    return [{ path: ['field'], message: `${condition.field} is no field of the risk` }];
  if ('is' in condition) {
    const known = field?.kind === 'choice' ? field.values : condition.is;
    return condition.is.flatMap((value, place) =>
      known.includes(value)
        ? []
        : [{ path: ['is', place], message: `${value} is no value of ${condition.field}` }],
    );
  }
  if (field?.kind !== 'number' && field?.kind !== 'date')
    return [
      { path: ['field'], message: `${condition.field} has no range: it is no number or day` },
    ];
  return boundsContradictions({ ...field, from: condition.from, to: condition.to });
}
