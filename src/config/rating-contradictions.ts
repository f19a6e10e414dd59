import { civilDateIn } from '../domain/calendar/time-zone.js';
import { isRefusal } from '../domain/machine/refusals.js';
import { ADDED_FEES } from '../domain/money/charges.js';
import { taxesOn } from '../domain/premium/taxes.js';
import type { Installation } from '../domain/product/installation.js';
import type { Product } from '../domain/product/product.js';
import { STATE, type RatePlan } from '../domain/rating/rate-plan.js';
import { planOf, type RatingFiles } from '../domain/rating/rated-product.js';
import { missing } from '../domain/rating/table-contradictions.js';
import { chargesNamed } from './product-file.js';

/**
 * What keeps a product from being rated by its plan wherever it is sold.
 *
 * @returns a sentence each; none for a product that is not rated by a plan
 */
export function ratingContradictions(
  product: Product,
  files: RatingFiles,
  installation: Pick<Installation, 'name' | 'charges'>,
): readonly string[] {
  if (product.rating.method !== 'ratePlan') return [];
  const plan = planOf(product, files);
  if (!plan) return [`rating.plan: there is no rate plan ${product.rating.plan}.`];
  return [
    ...termContradictions(product, plan),
    ...stateContradictions(product, plan),
    ...taxContradictions(product, files),
    ...chargeContradictions(product, plan, files, installation),
  ];
}

function termContradictions(
  { termMonths, lines, billing }: Product,
  plan: RatePlan,
): readonly string[] {
  const keys = lines.map(({ key }) => key);
  const unknown = plan.schedule.flatMap(({ line }) =>
    line === null || keys.includes(line) ? [] : [line],
  );
  return [
    ...(termMonths === plan.termMonths
      ? []
      : [`termMonths: the rate plan ${plan.key} is for terms of ${plan.termMonths} months.`]),
    ...(billing === null || billing.currency === plan.currency
      ? []
      : [`billing.currency: the rate plan ${plan.key} is in ${plan.currency}.`]),
    ...[...new Set(unknown)].map(
      (line) =>
        `lines: the rate plan ${plan.key} charges ${line}, which is no line of the product.`,
    ),
  ];
}

/** Every table by state has every state in which the product is sold. */
function stateContradictions({ states }: Product, plan: RatePlan): readonly string[] {
  return plan.schedule.flatMap(({ code, computation: { value } }) => {
    if (typeof value === 'string' || value.by !== STATE) return [];
    return missing(states, value).map(
      (state) => `states: line ${code} of the rate plan ${plan.key} has no ${state}.`,
    );
  });
}

/** A premium in a state whose taxes nobody knows could not be charged. */
function taxContradictions(
  { states, notice, timeZone }: Product,
  { taxRows }: RatingFiles,
): readonly string[] {
  if (notice.isAdmitted) return [];
  const today = civilDateIn(timeZone, new Date());
  return states.flatMap((state) => {
    const found = taxesOn([{ ...A_PREMIUM, state }], taxRows, state, today);
    return isRefusal(found) ? [`states: ${state}: ${found.text}`] : [];
  });
}

const A_PREMIUM = {
  kind: 'premium',
  name: 'premium',
  line: null,
  amountCents: 0,
  refundable: 'always',
  isTaxable: true,
} as const;

function chargeContradictions(
  { billing, states, notice, underwriting }: Product,
  plan: RatePlan,
  { taxRows }: RatingFiles,
  { name, charges }: Pick<Installation, 'name' | 'charges'>,
): readonly string[] {
  const known = taxRows.filter(({ state }) => states.includes(state)).flatMap((row) => row.rates);
  const taxes = notice.isAdmitted ? [] : known;
  const ofPlan = plan.schedule.map(({ charge }) => charge);
  const all = [...new Set([...ofPlan, ...taxes.map((rate) => rate.name)])];
  const unknown = chargesNamed(billing).filter(
    ([path, charge]) =>
      ![...all, ...known.map((rate) => rate.name)].includes(charge) &&
      (path[0] === 'oneTimeCharges' || charge !== ADDED_FEES),
  );
  const asked = (underwriting?.rules ?? []).flatMap(({ key, when }) =>
    (when.charges ?? []).flatMap((charge) => (all.includes(charge) ? [] : [{ key, charge }])),
  );
  // What is no premium would be billed as premium, and refunded as it.
  const untold = taxes.filter(
    (rate) =>
      billing !== null &&
      (billing.oneTimeCharges[rate.name] !== rate.kind ||
        (billing.refundable[rate.name] ?? 'always') !== rate.refundable),
  );
  const uncoded = all.flatMap((charge) =>
    states
      .filter((state) => !charges.some((one) => one.charge === charge && one.state === state))
      .map(
        (state) => `rating.plan: the installation ${name} has no code for ${charge} in ${state}.`,
      ),
  );
  return [
    ...unknown.map(
      ([path]) =>
        `billing.${path.join('.')}: is no charge of the rate plan ${plan.key}, and no tax of a state.`,
    ),
    ...new Set(
      untold.map(
        (rate) =>
          `billing: ${rate.name} of the taxes file must be a ${rate.kind} in oneTimeCharges, and ${rate.refundable} in refundable.`,
      ),
    ),
    ...asked.map(
      ({ key, charge }) =>
        `underwriting: rule ${key} asks for ${charge}, which is no charge of the rate plan ${plan.key}.`,
    ),
    ...uncoded,
  ];
}
