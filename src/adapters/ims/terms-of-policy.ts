import type { PolicyChain, TermChoice } from '../../ports/policy-system/mid-term.js';
import type { ChainRow } from './operations/policy-chain.js';

/** The terms that have a number, oldest first: one for each control number. */
export function termsOf(policyNumber: string, rows: readonly ChainRow[]): readonly PolicyChain[] {
  const numbers = [...new Set(rows.map(({ controlNumber }) => controlNumber))];
  return numbers.flatMap((number) => {
    const term = rows.filter(({ controlNumber }) => controlNumber === number);
    return chainOf(policyNumber, term) ?? [];
  });
}

/** The term that is meant; the newest that is bound where none is named, or none is as it is named. */
export function chosenTerm(
  terms: readonly PolicyChain[],
  which: TermChoice | undefined,
): PolicyChain | null {
  const named = which === undefined ? undefined : terms.find((term) => isNamed(term, which));
  const newest = terms.findLast(({ transactions: [original] }) => original.boundOn !== null);
  return named ?? newest ?? terms.at(-1) ?? null;
}

function isNamed({ effectiveDate, expirationDate, transactions }: PolicyChain, which: TermChoice) {
  return 'on' in which
    ? effectiveDate <= which.on && which.on < expirationDate
    : transactions.some(({ quoteGuid }) => quoteGuid === which.quoteGuid);
}

function chainOf(policyNumber: string, rows: readonly ChainRow[]): PolicyChain | null {
  const [first, ...others] = rows;
  if (!first) return null;
  return {
    policyNumber,
    controlNumber: first.controlNumber,
    insuredGuid: first.insuredGuid,
    submissionGroupGuid: first.submissionGroupGuid,
    effectiveDate: first.effectiveDate,
    expirationDate: first.expirationDate,
    writtenAs: first.writtenAs,
    transactions: [first.transaction, ...others.map(({ transaction }) => transaction)],
  };
}
