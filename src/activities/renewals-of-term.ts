import { SystemRejection } from '../ports/call-errors.js';
import type { PolicySystem } from '../ports/policy-system.js';
import type { NewQuote, QuoteFacts } from '../ports/policy-system/quotes.js';
import { emptyIfNotAvailable, isOf } from './looks.js';

type Renewals = Pick<PolicySystem, 'listRenewals'>;

/**
 * The renewal that was made for this very request, if it was; null also where renewals cannot be looked up.
 *
 * @throws SystemRejection where another one is bound
 */
export async function renewalOfRequest(
  policySystem: Renewals,
  { renews, submission: { reference }, requestDigest }: NewQuote,
): Promise<QuoteFacts | null> {
  if (!renews) return null;
  const isOurs = (quote: QuoteFacts): boolean =>
    isOf(quote, reference, requestDigest) &&
    // One without either mark may be anybody's.
    (quote.reference !== null || quote.requestDigest !== null);
  const renewals = await renewalsOf(policySystem, renews.quoteGuid);
  refuseBound(renewals.filter((quote) => !isOurs(quote)));
  return renewals.find(isOurs) ?? null;
}

/** @throws SystemRejection where the term was renewed by another quote than this one */
export async function refuseRenewed(
  policySystem: Renewals,
  renewed: { readonly quoteGuid: string; readonly by: string },
): Promise<void> {
  const renewals = await renewalsOf(policySystem, renewed.quoteGuid);
  refuseBound(renewals.filter(({ quoteGuid }) => quoteGuid !== renewed.by));
}

async function renewalsOf(
  policySystem: Renewals,
  quoteGuid: string,
): Promise<readonly QuoteFacts[]> {
  return policySystem.listRenewals(quoteGuid).catch(emptyIfNotAvailable);
}

function refuseBound(others: readonly QuoteFacts[]): void {
  for (const { status, quoteGuid, policyNumber, reference } of others) {
    if (status !== 'bound' && status !== 'issued') continue;
    const by = reference ? `for ${reference.system} ${reference.id}` : 'by hand';
    throw new SystemRejection(
      { system: 'policySystem', operation: 'listRenewals' },
      {
        reason: `The term is renewed already: as policy ${policyNumber}, made ${by}, quote ${quoteGuid}`,
        remedy:
          'abandon this transaction; or, if that renewal shall not stand, have it unbound and closed in the policy system, then correct without changes',
      },
    );
  }
}
