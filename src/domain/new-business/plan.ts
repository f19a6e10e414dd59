import { formatCents } from '../money/cents.js';
import type { Plan } from '../transaction/plan.js';
import type { PolicySystemIds } from '../transaction/policy-system-ids.js';
import { premiumKey } from './premium-key.js';
import type { Submission } from './submission.js';

/** How far new business has come: whether a policy is bound by then, and whether anything happens any more. */
export const NEW_BUSINESS_STATES = {
  started: 'open',
  authenticated: 'open',
  insured_created: 'open',
  submission_created: 'open',
  quote_created: 'open',
  rated: 'open',
  bound: 'bound',
  issued: 'bound',
  completed: 'ended',
  failed: 'ended',
} as const;

/** What is known of a transaction for telling its writes apart. */
export interface NewBusinessFacts {
  readonly request: Submission;
  readonly ids: PolicySystemIds;
  readonly policyNumber: string | null;
}

/** A new policy: each step with whom it asks, what it uses up, and what a person must name after a lost answer. */
export const NEW_BUSINESS_PLAN = [
  { name: 'validate', asks: 'the product file' },
  { name: 'lookUpReference', asks: 'the policy system' },
  { name: 'producer', asks: 'the policy system' },
  {
    name: 'insured',
    asks: 'the policy system',
    uses: ['insured'],
    final: {
      when: 'onceDone',
      why: 'The policy system has the insured on file already',
      remedy:
        'Have it corrected there; another insured is named for the draft of a quote, after a reset.',
    },
    writes: [
      {
        kind: 'insured',
        tells: ['insured'],
        // Who is meant may be said just because a look could not tell.
        mayStillSay: ['insured.onFile'],
        gives: 'insured',
        words: ({ request: { reference } }) => ({
          what: 'the insured',
          where: `the insured of ${reference.system} ${reference.id} by tax id and by name ${IN_POLICY_SYSTEM}`,
        }),
      },
    ],
  },
  {
    name: 'submission',
    asks: 'the policy system',
    uses: ['producer', 'underwriterGuid', 'submissionDate'],
    final: { when: 'onceBound' },
    writes: [
      {
        kind: 'submission',
        tells: ['producer', 'underwriterGuid', 'submissionDate'],
        gives: 'submission',
        words: ({ request, ids }) => ({
          what: `a submission without a quote, of ${request.submissionDate}`,
          where: `insured ${ids.insuredGuid ?? ''} ${IN_POLICY_SYSTEM}`,
        }),
      },
    ],
  },
  {
    name: 'quote',
    asks: 'the policy system',
    uses: [
      'state',
      'effectiveDate',
      'expirationDate',
      'termDuration',
      'durationBasis',
      'timeZone',
      'currency',
    ],
    final: { when: 'onceBound' },
    writes: [
      {
        kind: 'quote',
        tells: [
          'producer',
          'underwriterGuid',
          'submissionDate',
          'state',
          'effectiveDate',
          'expirationDate',
        ],
        gives: 'quote',
        words: ({ request, ids }) => ({
          what: `a quote from ${request.effectiveDate} to ${request.expirationDate}`,
          where: `submission group ${ids.submissionGroupGuid ?? ''} ${IN_POLICY_SYSTEM}`,
        }),
      },
    ],
  },
  {
    name: 'linkReference',
    asks: 'the policy system',
    writes: [
      {
        kind: 'link',
        gives: 'link',
        words: (facts) => {
          const { system, id } = facts.request.reference;
          return { what: `the external reference ${system} ${id}`, where: onQuote(facts) };
        },
      },
    ],
  },
  {
    name: 'rating',
    asks: 'the policy system',
    uses: ['premium', 'workbook', 'risk', 'addOns'],
    final: { when: 'onceBoundHere' },
    writes: [
      {
        kind: 'premium',
        gives: 'nothing',
        words: (facts, key) => ({ what: chargeOf(key, facts.request), where: onQuote(facts) }),
      },
      {
        kind: 'workbook',
        gives: 'price',
        words: (facts) => ({ what: 'the rating of the workbook', where: onQuote(facts) }),
      },
    ],
  },
  { name: 'billingTerms', asks: 'the billing system' },
  { name: 'underwrite', asks: 'the product file' },
  { name: 'group', asks: 'the group of the quote' },
  {
    name: 'bind',
    asks: 'the policy system',
    uses: ['paymentPlan'],
    final: { when: 'onceBound' },
    writes: [
      {
        kind: 'bind',
        gives: 'policyNumber',
        words: (facts) => ({ what: 'the bind', where: onQuote(facts) }),
      },
    ],
  },
  {
    name: 'binderDocument',
    asks: 'the policy system',
    writes: [
      {
        kind: 'binderDocument',
        gives: 'nothing',
        words: (facts) => ({ what: 'the binder document', where: onQuote(facts) }),
      },
    ],
  },
  { name: 'issue', asks: 'the policy system' },
  {
    name: 'policyDocument',
    asks: 'the policy system',
    writes: [
      {
        kind: 'policyDocument',
        gives: 'nothing',
        words: (facts) => ({ what: 'the policy document', where: onQuote(facts) }),
      },
    ],
  },
  {
    name: 'bookTerm',
    asks: 'the billing system',
    uses: ['billing'],
    final: { when: 'onceDone', why: 'Billing has booked the term already' },
    writes: [
      {
        kind: 'period',
        tells: ['billing'],
        gives: 'nothing',
        words: ({ policyNumber, request }) => ({
          what: `the booking of the term from ${request.effectiveDate}`,
          where: `policy ${policyNumber ?? ''} in billing`,
        }),
      },
    ],
  },
  { name: 'handOverTerm', asks: 'the workflow of the term' },
  { name: 'verify', asks: 'the policy system' },
] as const satisfies Plan<NewBusinessFacts>;

/** The number of a policy's first term. */
export const NEW_BUSINESS_TERM = 1;

const IN_POLICY_SYSTEM = 'in the policy system';

function onQuote({ ids }: NewBusinessFacts): string {
  return `quote ${ids.quoteGuid ?? 'of the reference'} ${IN_POLICY_SYSTEM}`;
}

function chargeOf(key: string, { premium }: Submission): string {
  const charge = premium.find((one) => premiumKey(one) === key);
  if (!charge) return 'a charge that a correction has taken out since';
  return `charge ${charge.charge} ${charge.state} of ${formatCents(charge.amountCents)} on line ${charge.line}`;
}
