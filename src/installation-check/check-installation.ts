import type { CheckedInstallation } from './asked.js';
import { checkBilling } from './billing.js';
import { subject, type CheckLine, type CheckName } from './line.js';
import { checkCompanyLines } from './company-lines.js';
import { checkInsuredSearch } from './insured-search.js';
import { checkLists } from './lists.js';
import { checkLogin } from './login.js';
import { checkProcedures } from './procedures.js';
import { checkProducers } from './producers.js';
import { checkQuotes } from './quotes.js';
import { tellUnprovable } from './unprovable.js';

/**
 * Asks the systems behind an installation, step by step, whether they are as its files say. Nothing is written: what only
 * a write would prove is told as not proved.
 *
 * @returns one line at a time, as it is known
 */
export async function* checkInstallation(checked: CheckedInstallation): AsyncGenerator<CheckLine> {
  const { installation, products, policySystem, billing } = checked;
  yield subject('files', installation.name).works(
    `the settings can be read; the installation file and the products ${[...products.keys()].join(', ')} agree`,
  );
  const login = await checkLogin(policySystem);
  yield login;
  for (const [check, about, ask] of questionsOf(checked)) {
    if (login.outcome === 'works') yield* ask();
    else yield subject(check, about).notTried('the login failed');
  }
  yield* tellUnprovable(installation, products);
  yield* checkBilling(billing, products);
}

type Question = readonly [check: CheckName, about: string, ask: () => AsyncGenerator<CheckLine>];

/** All that is asked of the policy system under a login. */
function questionsOf(checked: CheckedInstallation): readonly Question[] {
  return [
    ['companyLines', 'of all products', () => checkCompanyLines(checked)],
    ['lists', 'ids of the installation file', () => checkLists(checked)],
    ['procedures', 'all that are named', () => checkProcedures(checked.policySystem)],
    ['producers', 'of all products', () => checkProducers(checked)],
    ['insuredSearch', 'of a submission', () => checkInsuredSearch(checked)],
    ['quotes', 'of all products, and their payment plans', () => checkQuotes(checked)],
  ];
}
