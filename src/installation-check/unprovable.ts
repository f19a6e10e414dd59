import type { Installation } from '../domain/product/installation.js';
import type { Product } from '../domain/product/product.js';
import { subject, type CheckLine } from './line.js';

const BY_WRITING_ONLY = 'cannot be asked without writing: proved by the first submission';

/** What the policy system has no question for: each is told with what the files say of it, to be compared by eye. */
export function* tellUnprovable(
  installation: Installation,
  products: ReadonlyMap<string, Product>,
): Generator<CheckLine> {
  yield linksLine(installation);
  yield changesLine(installation);
  yield numbersLine(installation);
  for (const product of products.values()) {
    const { rating } = product;
    if (rating.method === 'excelRater') {
      yield subject('raters', product.key).notProved(
        `rater ${String(rating.raterId)} ${BY_WRITING_ONLY}`,
      );
    } else if (rating.method === 'passThrough') {
      yield subject('chargeCodes', product.key).notProved(
        `${codesOf(product, rating.charges, installation)} ${BY_WRITING_ONLY}`,
      );
    }
  }
}

function linksLine({ linksReferences }: Installation): CheckLine {
  const links = subject('links', 'linksReferences');
  if (linksReferences === false) {
    return links.works('the installation keeps no references: nothing is linked');
  }
  const by =
    linksReferences === true
      ? 'UpdateExternalQuoteId, and the spAddExternalQuoteLink behind it,'
      : `the procedure ${linksReferences.procedure}`;
  return links.notProved(`${by} ${BY_WRITING_ONLY}`);
}

function changesLine({ changes, changeReasons }: Installation): CheckLine {
  const line = subject('changes', 'changes');
  const named = Object.values(changes).filter((procedure) => procedure !== null);
  if (named.length === 0) return line.works('no policy can be changed during its term');
  const reasons = Object.entries(changeReasons.cancellation).map(
    ([reason, id]) => `${reason} ${String(id)}`,
  );
  const reinstatement = String(changeReasons.reinstatement ?? 'none');
  return line.notProved(
    `${named.join(', ')}, with the reasons ${reasons.join(', ')} and, of a reinstatement, ` +
      `${reinstatement}, cannot be asked without writing: proved by the first change of each kind`,
  );
}

function numbersLine({ givePolicyNumber }: Installation): CheckLine {
  const numbers = subject('numbers', 'givePolicyNumber');
  return givePolicyNumber === null
    ? numbers.works('IMS numbers every policy itself, also one that comes from another system')
    : numbers.notProved(
        `the procedure ${givePolicyNumber} cannot be asked without writing: proved by the first policy that comes from another system`,
      );
}

/** Such as `premium 101 (TX), 102 (CA); windstorm 131 (TX), none in CA:`. */
function codesOf(
  { states }: Product,
  charges: readonly string[],
  installation: Installation,
): string {
  const each = charges.map((charge) => {
    const codes = states.map((state) => {
      const known = installation.charges.find(
        (one) => one.charge === charge && one.state === state,
      );
      return known === undefined ? `none in ${state}` : `${String(known.code)} (${state})`;
    });
    return `${charge} ${codes.join(', ')}`;
  });
  return `${each.join('; ')}:`;
}
