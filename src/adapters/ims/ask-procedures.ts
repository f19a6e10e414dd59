import type { SiteProcedures } from '../../domain/product/installation.js';
import { SystemContractError, SystemRejection } from '../../ports/call-errors.js';
import type { ProcedureAsked } from '../../ports/policy-system/set-up.js';
import type { InstallationContext } from './installation-context.js';
import { createLookUp } from './look-up.js';
import { ZERO_GUID } from './operations/answers.js';
import { insuredCandidates } from './operations/insured-candidates.js';
import { quotesByPolicyNumber } from './operations/policy-chain.js';
import {
  documentsOfQuote,
  invoicesOfQuote,
  premiumsOfQuote,
  quoteByGuid,
  quotesByReference,
  quotesOfSubmission,
  renewalsOfQuote,
  submissionsOfInsured,
  termsInForce,
} from './operations/site-procedures.js';

/**
 * Asks every look-up that the installation file names for something that cannot be there. A procedure that is missing,
 * refuses its parameters or answers other columns would stop transactions later on. The procedure that links
 * references writes, so it is not asked.
 */
export async function askProcedures(
  context: InstallationContext,
): Promise<readonly ProcedureAsked[]> {
  const { installation } = context;
  const lookUp = createLookUp(context);
  const questions: Readonly<Record<keyof SiteProcedures, () => Promise<unknown>>> = {
    quotesByReference: () =>
      lookUp(quotesByReference(installation), { system: 'bindery', id: '?' }),
    quoteByGuid: () => lookUp(quoteByGuid(installation), ZERO_GUID),
    submissionsOfInsured: () => lookUp(submissionsOfInsured, ZERO_GUID),
    quotesOfSubmission: () => lookUp(quotesOfSubmission(installation), ZERO_GUID),
    premiumsOfQuote: () => lookUp(premiumsOfQuote, ZERO_GUID),
    invoicesOfQuote: () => lookUp(invoicesOfQuote, ZERO_GUID),
    documentsOfQuote: () => lookUp(documentsOfQuote, ZERO_GUID),
    insuredCandidates: () =>
      lookUp(insuredCandidates, { nameStart: '0bindery0', state: 'ZZ', taxId: '000000000' }),
    quoteByPolicyNumber: () => lookUp(quotesByPolicyNumber, '?'),
    renewalsOfQuote: () => lookUp(renewalsOfQuote(installation), ZERO_GUID),
    termsInForce: () => lookUp(termsInForce(installation), { on: '9999-01-01', after: 0, most: 1 }),
  };
  const asked = (Object.keys(questions) as (keyof SiteProcedures)[]).map(async (lookup) => {
    const procedure = installation.procedures[lookup];
    return procedure === null ? [] : [{ lookup, procedure, ...(await ask(questions[lookup])) }];
  });
  return (await Promise.all(asked)).flat();
}

async function ask(
  question: () => Promise<unknown>,
): Promise<Pick<ProcedureAsked, 'outcome' | 'problem' | 'remedy'>> {
  try {
    await question();
    return { outcome: 'works', problem: null, remedy: null };
  } catch (error) {
    if (error instanceof SystemRejection && error.operation !== 'LoginIMSUser') {
      return { outcome: 'broken', problem: error.reason, remedy: error.remedy };
    }
    if (error instanceof SystemContractError) {
      const remedy = 'compare its columns with those documented for it (docs/ims-procedures.md)';
      return { outcome: 'broken', problem: error.message, remedy };
    }
    const problem = error instanceof Error ? error.message : 'unknown error';
    return { outcome: 'away', problem, remedy: null };
  }
}
