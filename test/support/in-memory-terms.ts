import type { BillingBooksActivities } from '../../src/activities/reconciliation/billing-books.js';
import type { KnownHereActivities } from '../../src/activities/reconciliation/known-here.js';
import type { PolicyBooksActivities } from '../../src/activities/reconciliation/policy-books.js';
import type { TermBooksActivities } from '../../src/activities/reconciliation/term-books.js';
import type {
  Difference,
  DifferenceCode,
  Repair,
} from '../../src/domain/reconciliation/difference.js';

/** The steps of a comparison over terms of which it is only known in what they differ. */
export class InMemoryTerms {
  /** By policy number, in what it differs; what is repaired leaves. */
  readonly differing = new Map<string, readonly Difference[]>();
  /** What each term asks people about, by its policy number. */
  readonly asked = new Map<string, readonly DifferenceCode[]>();
  /** How often a term was told what to ask. */
  readonly told = new Map<string, number>();
  readonly repaired: string[] = [];
  /** Policies by how often they were compared. */
  readonly looks = new Map<string, number>();
  /** Called when a step is over, before its answer is heard: where a worker dies, it throws. */
  afterStep: (name: string) => void = () => undefined;
  readonly #policies: readonly string[];

  constructor(policies: readonly string[]) {
    this.#policies = policies;
  }

  readonly termSteps: TermBooksActivities & KnownHereActivities = {
    listTermsToCompare: ({ isSweep, page, count }) => {
      const from = Number(page ?? 0);
      const listed = isSweep ? [] : this.#policies.slice(from, from + count);
      const isLast = isSweep || from + count >= this.#policies.length;
      return this.#answer('listTermsToCompare', {
        terms: listed.map((policyNumber) => ({ policyNumber, termNumber: 1 })),
        nextPage: isLast ? null : String(from + count),
      });
    },
    standingOfTerms: ({ terms }) =>
      this.#answer(
        'standingOfTerms',
        terms.map((term) => ({
          kind: 'rests',
          mark: 'as ever',
          term: {
            ...term,
            effectiveDate: '2027-02-01',
            productKey: 'general-liability',
            state: 'TX',
            isBilled: true,
          },
        })),
      ),
    compareTerms: ({ terms }) =>
      this.#answer(
        'compareTerms',
        terms.map(({ term: { policyNumber } }) => {
          this.looks.set(policyNumber, (this.looks.get(policyNumber) ?? 0) + 1);
          const differences = this.differing.get(policyNumber) ?? [];
          const codes = differences.map(({ code }) => code);
          const told = {
            isTold: codes.join() === (this.asked.get(policyNumber) ?? []).join(),
            isWhole: true,
          };
          return differences.length === 0
            ? { kind: 'agrees', ...told }
            : { kind: 'differs', differences, ...told };
        }),
      ),
    repairTerms: ({ terms }) =>
      this.#answer(
        'repairTerms',
        terms.map(({ term: { policyNumber }, repair }) => {
          this.repaired.push(policyNumber);
          const left = (this.differing.get(policyNumber) ?? []).filter(
            (one) => !isSame(one.repair, repair),
          );
          this.differing.set(policyNumber, left);
          return 'It was done.';
        }),
      ),
    tellTerms: ({ terms }) =>
      this.#answer(
        'tellTerms',
        terms.map(({ term: { policyNumber }, differences }) => {
          this.told.set(policyNumber, (this.told.get(policyNumber) ?? 0) + 1);
          this.asked.set(
            policyNumber,
            differences.map(({ code }) => code),
          );
          return true;
        }),
      ),
    knownPolicies: ({ policies }) =>
      this.#answer(
        'knownPolicies',
        policies.map(() => true),
      ),
    knownTerms: ({ terms }) =>
      this.#answer(
        'knownTerms',
        terms.map(() => true),
      ),
  };

  readonly policySteps: PolicyBooksActivities = {
    readPolicyBooks: ({ terms }) =>
      this.#answer(
        'readPolicyBooks',
        terms.map(() => ({ kind: 'unknown' })),
      ),
    listTermsInForce: () => this.#answer('listTermsInForce', null),
  };

  readonly billingSteps: BillingBooksActivities = {
    readBillingBooks: ({ terms }) =>
      this.#answer(
        'readBillingBooks',
        terms.map(() => ({ kind: 'unknown' })),
      ),
    listBilledTerms: () => this.#answer('listBilledTerms', null),
  };

  #answer<T>(name: string, answer: T): Promise<T> {
    this.afterStep(name);
    return Promise.resolve(answer);
  }
}

function isSame(one: Repair | null, other: Repair): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
