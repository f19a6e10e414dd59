import { isCivilDate, type CivilDate } from '../../domain/calendar.js';
import { LookupNotAvailable } from '../../ports/policy-system-errors.js';
import type { PolicySystem, QuoteFacts } from '../../ports/policy-system.js';
import { nullIfRejected, type InstallationContext } from './installation-context.js';
import { executeDataSet, type Lookup } from './operations/execute-data-set.js';
import {
  getPolicyInformation,
  type PolicyInformation,
} from './operations/get-policy-information.js';
import {
  documentsOfQuote,
  invoicesOfQuote,
  premiumsOfQuote,
  quoteByGuid,
  quotesByReference,
  quotesOfSubmission,
  quoteStatus,
  submissionsOfInsured,
} from './operations/site-procedures.js';

type Lookups = Pick<
  PolicySystem,
  | 'findQuotesByReference'
  | 'readQuote'
  | 'listSubmissions'
  | 'listQuotes'
  | 'listPremiums'
  | 'listInvoices'
  | 'listDocuments'
>;

export function createLookups({ ims, installation }: InstallationContext): Lookups {
  const byReference = quotesByReference(installation);
  const byGuid = quoteByGuid(installation);
  const ofSubmission = quotesOfSubmission(installation);

  async function lookUp<Request, Out>(
    lookup: Lookup<Request, Out>,
    request: Request,
  ): Promise<readonly Out[]> {
    const procedure = installation.procedures[lookup.lookup];
    if (procedure === null) throw new LookupNotAvailable(lookup.lookup);
    const parameters = lookup.toParameters(request);
    return ims.call(executeDataSet(lookup), { procedure, parameters });
  }

  return {
    findQuotesByReference: (reference) => lookUp(byReference, reference),
    listSubmissions: (insuredGuid) => lookUp(submissionsOfInsured, insuredGuid),
    listQuotes: (submissionGroupGuid) => lookUp(ofSubmission, submissionGroupGuid),
    listPremiums: (quoteGuid) => lookUp(premiumsOfQuote, quoteGuid),
    listInvoices: (quoteGuid) => lookUp(invoicesOfQuote, quoteGuid),
    listDocuments: (quoteGuid) => lookUp(documentsOfQuote, quoteGuid),

    async readQuote(quoteGuid) {
      if (installation.procedures.quoteByGuid !== null) {
        return (await lookUp(byGuid, quoteGuid)).at(0) ?? null;
      }
      const information = await ims.call(getPolicyInformation, { quoteGuid }).catch(nullIfRejected);
      const facts = information && readFacts(quoteGuid, information);
      if (!facts) throw new LookupNotAvailable(byGuid.lookup);
      return facts;
    },
  };

  /**
   * Facts from the policy information, whose element names are not confirmed: null unless all that matters is there.
   * An element that is missing must not be taken for "not bound".
   */
  function readFacts(quoteGuid: string, information: PolicyInformation): QuoteFacts | null {
    const first = (...names: string[]): string | null =>
      names.map((name) => information.get(name)).find((value) => value !== undefined) ?? null;
    const statusId = first('quotestatusid', 'statusid');
    const boundOn = first('datebound');
    const effectiveDate = dayOf(first('effective', 'effectivedate'));
    const expirationDate = dayOf(first('expiration', 'expirationdate'));
    const insuredGuid = first('insuredguid');
    const submissionGroupGuid = first('submissiongroupguid');
    if (boundOn === null && !/^\d+$/.test(statusId ?? '')) return null;
    if (!effectiveDate || !expirationDate || !insuredGuid || !submissionGroupGuid) return null;
    const policyNumber = first('policynumber');
    const issuedOn = dayOf(first('dateissued'));
    const controlNumber = first('controlno', 'controlnumber');
    return {
      quoteGuid,
      submissionGroupGuid: submissionGroupGuid.toLowerCase(),
      insuredGuid: insuredGuid.toLowerCase(),
      controlNumber: /^\d+$/.test(controlNumber ?? '') ? Number(controlNumber) : null,
      policyNumber: policyNumber === '' ? null : policyNumber,
      status: quoteStatus(
        installation.quoteStatuses,
        statusId === null ? Number.NaN : Number(statusId),
        dayOf(boundOn),
        issuedOn,
      ),
      issuedOn,
      effectiveDate,
      expirationDate,
      reference: null,
      requestDigest: null,
    };
  }
}

/** The day at the start of a date and time; null when there is none. */
function dayOf(value: string | null): CivilDate | null {
  const day = value?.slice(0, 10) ?? '';
  return isCivilDate(day) ? day : null;
}
