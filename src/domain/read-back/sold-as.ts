import type { HeldAmount } from '../mid-term/attributed.js';
import type { ChargeCode } from '../product/installation.js';
import type { Product } from '../product/product.js';

/** Why a policy cannot be taken over from what the policy system holds of it: the part at fault, and the way out. */
export interface NotReadable {
  readonly field: string;
  readonly found: string;
  readonly remedy: string;
}

export function isReadable<T extends object>(read: T | NotReadable): read is T {
  return !('remedy' in read);
}

/** As what a policy was quoted; null where nobody says it. */
export interface WrittenAs {
  readonly lineGuid: string | null;
  readonly companyLocationGuid: string | null;
  readonly state: string | null;
}

/** What the policy system says of a policy by which its product is known. */
export interface HeldPolicy {
  readonly writtenAs: WrittenAs;
  /** Of the original. */
  readonly amounts: readonly HeldAmount[];
}

/** What was sold, and under whose law. */
export interface SoldAs {
  readonly product: Product;
  readonly state: string;
}

const NAME_IT =
  'open the term by sync with ?product= and the key of the right one, or have the product files mended';

/**
 * As what a policy was sold: the one product whose line, carrier and state it has, and whose lines all of its amounts are on.
 *
 * @param named the product that somebody says it is; it has to fit, too
 */
export function soldAs(
  held: HeldPolicy,
  products: readonly Product[],
  charges: readonly ChargeCode[],
  named?: string,
): SoldAs | NotReadable {
  const state = held.writtenAs.state ?? stateOfAmounts(held.amounts, charges);
  if (state === null) {
    return {
      field: 'state',
      found: 'a policy of which the policy system does not say whose law holds for it',
      remedy: 'have the procedure quoteByPolicyNumber answer StateID',
    };
  }
  const asked = named === undefined ? products : products.filter(({ key }) => key === named);
  const fitting = asked.filter((product) => fits(product, held, state));
  const [product, ...others] = fitting;
  if (product && others.length === 0) return { product, state };
  return product ? several(fitting) : none(held, state, named);
}

function fits(product: Product, { writtenAs, amounts }: HeldPolicy, state: string): boolean {
  const { lines, states } = product;
  const [first] = lines;
  return (
    states.includes(state) &&
    isSame(writtenAs.lineGuid, first.lineGuid) &&
    isSame(writtenAs.companyLocationGuid, first.companyLocationGuid) &&
    amounts.every(({ lineGuid }) => lines.some((line) => isSame(lineGuid, line.lineGuid)))
  );
}

/** What is not said speaks against nothing. */
function isSame(said: string | null, guid: string): boolean {
  return said === null || said.toLowerCase() === guid.toLowerCase();
}

/** A number stands for charge and state together: where all are of one state, that is the policy's. */
function stateOfAmounts(
  amounts: readonly HeldAmount[],
  charges: readonly ChargeCode[],
): string | null {
  const states = amounts.flatMap(({ chargeCode, isFee }) =>
    isFee ? [] : charges.filter(({ code }) => code === chargeCode).map(({ state }) => state),
  );
  const [first, ...others] = [...new Set(states)];
  return others.length === 0 ? (first ?? null) : null;
}

function several(fitting: readonly Product[]): NotReadable {
  return {
    field: 'product',
    found: `a policy that fits ${fitting.map(({ key }) => key).join(' and ')}`,
    remedy: NAME_IT,
  };
}

function none(
  { writtenAs: { lineGuid, companyLocationGuid } }: HeldPolicy,
  state: string,
  named: string | undefined,
): NotReadable {
  const what = `line ${lineGuid ?? 'unknown'}, carrier ${companyLocationGuid ?? 'unknown'}, state ${state}`;
  return named === undefined
    ? { field: 'product', found: `${what}, which no product has`, remedy: 'add its product file' }
    : {
        field: 'product',
        found: `${what}, which is not ${named}`,
        remedy: 'name another product, or none',
      };
}
