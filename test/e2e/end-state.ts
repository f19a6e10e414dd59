import { expect } from 'vitest';
import type { SandboxAdmin, SandboxState } from '../support/ims-sandbox-admin.js';
import {
  PREMIUMS_ON_FILE,
  TOTALS,
  type Example,
  type PremiumOnFile,
} from './example-submissions.js';
import type { ExternalReference } from '../../src/domain/transaction/external-reference.js';

/** Everything that stands in the books for one reference, whatever else is in them. */
export interface OnFile {
  readonly insureds: number;
  readonly submissions: number;
  readonly quotes: number;
  readonly links: number;
  readonly bound: boolean;
  readonly issued: boolean;
  readonly policyNumber: string | null;
  readonly premiums: readonly PremiumOnFile[];
  readonly invoices: readonly string[];
  readonly documents: readonly string[];
}

/** One insured, one submission, one quote, one policy, one invoice, the right premium, nothing lost. */
export function oneOfEach(example: Example): OnFile {
  return {
    insureds: 1,
    submissions: 1,
    quotes: 1,
    links: 1,
    bound: true,
    issued: true,
    policyNumber: expect.stringMatching(/^[A-Z]{3}-2027-\d{6}$/) as string,
    premiums: sorted(PREMIUMS_ON_FILE[example]),
    invoices: [TOTALS[example]],
    documents: ['Binder', 'Policy'],
  };
}

/** The whole of the books, for a sandbox that has worked for one transaction only. */
export async function everythingOnFile(admin: SandboxAdmin): Promise<OnFile> {
  const state = await admin.state();
  return describe(state, state.insureds.length, state.submissions.length, state.quotes);
}

/** What hangs on a reference, with the submissions of its insured, for books that many transactions share. */
export function onFileFor(state: SandboxState, { system, id }: ExternalReference): OnFile {
  const linked = new Set(
    state.links
      .filter((link) => link.externalSystemId === system && link.externalQuoteId === id)
      .map(({ quoteGuid }) => quoteGuid),
  );
  const quotes = state.quotes.filter(({ quoteGuid }) => linked.has(quoteGuid));
  const insureds = new Set(quotes.map(({ insuredGuid }) => insuredGuid));
  const submissions = state.submissions.filter(({ insuredGuid }) => insureds.has(insuredGuid));
  const groups = new Set(submissions.map((group) => group.submissionGroupGuid));
  const all = state.quotes.filter(({ submissionGroupGuid }) => groups.has(submissionGroupGuid));
  return describe(state, insureds.size, submissions.length, all);
}

/** A change of a policy as the books show it. */
export interface ChangeOnFile {
  readonly type: 'E' | 'C' | 'R';
  readonly effectiveDate: string | null;
  readonly isBound: boolean;
  readonly premiums: readonly PremiumOnFile[];
  readonly invoices: readonly string[];
}

/** All changes of a policy, oldest first, those that were given up among them. */
export function changesOnFile(state: SandboxState, policyNumber: string): readonly ChangeOnFile[] {
  return state.quotes.flatMap((quote) => {
    const { transactionType: type } = quote;
    if (quote.policyNumber !== policyNumber || type === '') return [];
    return {
      type,
      effectiveDate: quote.transactionEffective,
      isBound: quote.dateBound !== null,
      premiums: premiumsOf([quote]),
      invoices: invoicesOf(state, [quote]),
    };
  });
}

function describe(
  state: SandboxState,
  insureds: number,
  submissions: number,
  quotes: SandboxState['quotes'],
): OnFile {
  const guids = new Set(quotes.map(({ quoteGuid }) => quoteGuid));
  const ours = <T extends { readonly quoteGuid: string }>(rows: readonly T[]): T[] =>
    rows.filter(({ quoteGuid }) => guids.has(quoteGuid));
  return {
    insureds,
    submissions,
    quotes: quotes.length,
    links: ours(state.links).length,
    bound: quotes.every(({ dateBound }) => dateBound !== null),
    issued: quotes.every(({ dateIssued }) => dateIssued !== null),
    policyNumber: quotes.map(({ policyNumber }) => policyNumber).join() || null,
    premiums: premiumsOf(quotes),
    invoices: invoicesOf(state, quotes),
    documents: ours(state.documents)
      .map(({ kind }) => kind)
      .sort(),
  };
}

function premiumsOf(quotes: SandboxState['quotes']): PremiumOnFile[] {
  return sorted(
    quotes.flatMap(({ options }) =>
      options.flatMap(({ lineGuid, premiums }) =>
        premiums.map(({ chargeCode, amount, isFee }) => ({ lineGuid, chargeCode, amount, isFee })),
      ),
    ),
  );
}

function invoicesOf({ invoices }: SandboxState, quotes: SandboxState['quotes']): string[] {
  const guids = new Set(quotes.map(({ quoteGuid }) => quoteGuid));
  return invoices.filter(({ quoteGuid }) => guids.has(quoteGuid)).map(({ total }) => total);
}

function sorted(premiums: readonly PremiumOnFile[]): PremiumOnFile[] {
  const key = ({ lineGuid, chargeCode }: PremiumOnFile): string => `${lineGuid} ${chargeCode}`;
  return [...premiums].sort((one, other) => (key(one) < key(other) ? -1 : 1));
}
