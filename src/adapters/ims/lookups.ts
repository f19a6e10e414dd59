import { isCivilDate, type CivilDate } from '../../domain/calendar/civil-date.js';
import { LookupNotAvailable, SystemContractError } from '../../ports/call-errors.js';
import type { PolicySystem } from '../../ports/policy-system.js';
import type { QuoteState } from '../../ports/policy-system/quotes.js';
import type { InstallationContext } from './installation-context.js';
import { createLookUp } from './look-up.js';
import {
  getPolicyInformation,
  type PolicyInformation,
} from './operations/get-policy-information.js';
import {
  bindStateOf,
  documentsOfQuote,
  invoicesOfQuote,
  NUMBERLESS,
  premiumsOfQuote,
  quoteByGuid,
  quotesByReference,
  quotesOfSubmission,
  quoteStatus,
  renewalsOfQuote,
  submissionsOfInsured,
  termsInForce,
} from './operations/site-procedures.js';

type Lookups = Pick<
  PolicySystem,
  | 'findQuotesByReference'
  | 'readQuote'
  | 'listSubmissions'
  | 'listQuotes'
  | 'listRenewals'
  | 'listPremiums'
  | 'listInvoices'
  | 'listDocuments'
  | 'listTermsInForce'
>;

export function createLookups(context: InstallationContext): Lookups {
  const { ims, installation } = context;
  const lookUp = createLookUp(context);
  const byReference = quotesByReference(installation);
  const byGuid = quoteByGuid(installation);
  const ofSubmission = quotesOfSubmission(installation);
  const renewals = renewalsOfQuote(installation);
  const inForce = termsInForce(installation);

  return {
    findQuotesByReference: (reference) => lookUp(byReference, reference),
    listSubmissions: (insuredGuid) => lookUp(submissionsOfInsured, insuredGuid),
    listQuotes: (submissionGroupGuid) => lookUp(ofSubmission, submissionGroupGuid),
    listRenewals: (quoteGuid) => lookUp(renewals, quoteGuid),
    listPremiums: (quoteGuid) => lookUp(premiumsOfQuote, quoteGuid),
    listInvoices: (quoteGuid) => lookUp(invoicesOfQuote, quoteGuid),
    listTermsInForce: (page) => lookUp(inForce, page),
    listDocuments: (quoteGuid) => lookUp(documentsOfQuote, quoteGuid),

    async readQuote(quoteGuid) {
      if (installation.procedures.quoteByGuid !== null) {
        return (await lookUp(byGuid, quoteGuid)).at(0) ?? null;
      }
      const information = await ims.call(getPolicyInformation, { quoteGuid });
      const state = information && readState(quoteGuid, information);
      if (!state) throw new LookupNotAvailable(byGuid.lookup);
      return state;
    },
  };

  /**
   * What the policy information says, whose element names are not confirmed: null unless it says whether the quote is
   * bound. An element that is missing must not be taken for "not bound", nor for "not linked".
   */
  function readState(quoteGuid: string, information: PolicyInformation): QuoteState | null {
    const first = (...names: string[]): string | null =>
      names.map((name) => information.get(name)).find((value) => value !== undefined) ?? null;
    const statusId = first('quotestatusid', 'statusid');
    const boundOn = first('datebound');
    if (boundOn === null && !/^\d+$/.test(statusId ?? '')) return null;
    const issuedOn = dayOf(first('dateissued'));
    const status = quoteStatus(
      installation.quoteStatuses,
      statusId === null ? Number.NaN : Number(statusId),
      boundOn === '' ? null : boundOn,
      issuedOn,
    );
    const policyNumber = first('policynumber');
    const bindState = bindStateOf(status, policyNumber === '' ? null : policyNumber);
    if (bindState === null) {
      const operation = getPolicyInformation.name;
      throw new SystemContractError(
        { system: 'policySystem', operation },
        `${operation}Result.PolicyNumber`,
        NUMBERLESS,
      );
    }
    return { ...bindState, quoteGuid, issuedOn, reference: 'unknown' };
  }
}

/** The day at the start of a date and time; null when there is none. */
function dayOf(value: string | null): CivilDate | null {
  const day = value?.slice(0, 10) ?? '';
  return isCivilDate(day) ? day : null;
}
