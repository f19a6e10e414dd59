import type { Product } from '../domain/product/product.js';
import { LookupNotAvailable } from '../ports/call-errors.js';
import type { AskedPolicySystem, CheckedInstallation, NamedQuote } from './asked.js';
import { subject, type CheckLine } from './line.js';
import { whatWentWrong } from './what-went-wrong.js';

const SINGLE_PAY = -1;
const NAME_ONE = 'name a quote of the product that is on file already with --quote';

/** What only a quote that is on file can prove: the columns of the site's procedures, and the payment plans. */
export async function* checkQuotes(checked: CheckedInstallation): AsyncGenerator<CheckLine> {
  const { products, policySystem, named } = checked;
  for (const product of products.values()) {
    const quotes = named.quotes.filter((quote) => quote.product === product.key);
    for (const quote of quotes) yield* checkQuote(policySystem, product, quote);
    const plans = plansOf(product);
    if (quotes.length > 0 || plans.length === 0) continue;
    yield subject('paymentPlans', product.key).notProved(
      `${plans.join(', ')}: plans are offered for a quote only, and no quote was named`,
      NAME_ONE,
    );
  }
  if (named.quotes.length > 0) return;
  yield subject('quotes', 'columns of the procedures').notProved('no quote was named', NAME_ONE);
}

async function* checkQuote(
  policySystem: AskedPolicySystem,
  product: Product,
  { quoteGuid }: NamedQuote,
): AsyncGenerator<CheckLine> {
  const quote = subject('quotes', `${quoteGuid} of ${product.key}`);
  try {
    const state = await policySystem.readQuote(quoteGuid);
    if (state === null) {
      yield quote.failed({
        says: 'there is no such quote',
        remedy: 'name the GUID of a quote that is on file',
      });
      return;
    }
    yield quote.works(`it can be read and is ${state.status}`);
    yield* askRows(policySystem, quoteGuid, state.reference);
  } catch (error) {
    yield quote.failed(whatWentWrong(error));
    return;
  }
  yield await checkControlNumber(policySystem, quoteGuid);
  yield* checkPlans(policySystem, product, quoteGuid);
}

type Reference = NonNullable<Awaited<ReturnType<AskedPolicySystem['readQuote']>>>['reference'];

async function* askRows(
  policySystem: AskedPolicySystem,
  quoteGuid: string,
  reference: Reference,
): AsyncGenerator<CheckLine> {
  yield* rowsOf('premiumsOfQuote', () => policySystem.listPremiums(quoteGuid));
  yield* rowsOf('invoicesOfQuote', () => policySystem.listInvoices(quoteGuid));
  yield* rowsOf('documentsOfQuote', () => policySystem.listDocuments(quoteGuid));
  yield* rowsOf('renewalsOfQuote', () => policySystem.listRenewals(quoteGuid));
  if (reference === null || reference === 'unknown') {
    yield subject('quotes', 'columns of quotesByReference, quotesOfSubmission').notProved(
      'no reference is linked to the quote',
      'name a quote that Bindery has made',
    );
    return;
  }
  const found: { submissionGroupGuid: string; insuredGuid: string }[] = [];
  yield* rowsOf('quotesByReference', async () => {
    const quotes = await policySystem.findQuotesByReference(reference);
    found.push(...quotes);
    return quotes;
  });
  const [facts] = found;
  if (facts === undefined) return;
  yield* rowsOf('quotesOfSubmission', () => policySystem.listQuotes(facts.submissionGroupGuid));
  yield* rowsOf('submissionsOfInsured', () => policySystem.listSubmissions(facts.insuredGuid));
}

/** Rows that could be read prove the columns; that there are none proves nothing. */
async function* rowsOf(
  lookup: string,
  ask: () => Promise<readonly unknown[]>,
): AsyncGenerator<CheckLine> {
  const columns = subject('quotes', `columns of ${lookup}`);
  try {
    const rows = await ask();
    yield rows.length > 0
      ? columns.works('its rows are those of the contract')
      : columns.notProved('it answers no row for this quote');
  } catch (error) {
    if (error instanceof LookupNotAvailable) return;
    yield columns.failed(whatWentWrong(error));
  }
}

async function checkControlNumber(
  policySystem: AskedPolicySystem,
  quoteGuid: string,
): Promise<CheckLine> {
  const number = subject('quotes', 'control number');
  try {
    await policySystem.readControlNumber(quoteGuid);
    return number.works('it can be read');
  } catch (error) {
    return number.failed(whatWentWrong(error));
  }
}

async function* checkPlans(
  policySystem: AskedPolicySystem,
  product: Product,
  quoteGuid: string,
): AsyncGenerator<CheckLine> {
  const plans = plansOf(product);
  if (plans.length === 0) return;
  const line = subject('paymentPlans', product.key);
  try {
    const offered = await policySystem.listPaymentPlans(quoteGuid);
    const missing = plans.filter((plan) => !offered.has(plan));
    if (missing.length === 0) {
      yield line.works(`${plans.join(', ')} can be chosen for a quote`);
      return;
    }
    yield line.failed({
      says: `not offered for the quote: ${missing.join(', ')} (offered: ${[...offered].join(', ') || 'none'})`,
      remedy:
        'correct paymentPlans in the product file, or have the plan set up for the company line',
    });
  } catch (error) {
    yield line.failed(whatWentWrong(error));
  }
}

/** Those that have to be offered; single pay always is. */
function plansOf({ paymentPlans }: Product): readonly number[] {
  return paymentPlans.filter((plan) => plan !== SINGLE_PAY);
}
