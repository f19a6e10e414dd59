import type { BillingBooksActivities } from '../../src/activities/reconciliation/billing-books.js';
import type { KnownHereActivities } from '../../src/activities/reconciliation/known-here.js';
import type { LostPolicyActivities } from '../../src/activities/reconciliation/lost-policies.js';
import type {
  PolicyBooksActivities,
  TermInForce,
} from '../../src/activities/reconciliation/policy-books.js';
import type { TermBooksActivities } from '../../src/activities/reconciliation/term-books.js';
import type {
  Difference,
  DifferenceCode,
  Repair,
} from '../../src/domain/reconciliation/difference.js';
import type { SeenToLost } from '../../src/domain/reconciliation/lost.js';

/** The steps of a comparison over terms of which it is only known in what they differ. */
export class InMemoryTerms {
  /** By policy number, in what it differs; what is repaired leaves. */
  readonly differing = new Map<string, readonly Difference[]>();
  /** What each term asks people about, by its policy number. */
  readonly asked = new Map<string, readonly DifferenceCode[]>();
  /** How often a term was told what to ask. */
  readonly told = new Map<string, number>();
  readonly repaired: string[] = [];
  /** What the policy system has in force; null where it cannot list it. */
  inForce: readonly TermInForce[] | null = null;
  /** Policies in force that nobody here knows; one that is opened leaves. */
  readonly unknown = new Set<string>();
  /** Of those: why it cannot be opened. */
  readonly unreadable = new Map<string, string>();
  /** Policies whose term was opened. */
  readonly opened = new Set<string>();
  /** Policies by how often they were compared. */
  readonly looks = new Map<string, number>();
  /** Called when a step is over, before its answer is heard: where a worker dies, it throws. */
  afterStep: (name: string) => void = () => undefined;
  readonly #policies: readonly string[];

  constructor(policies: readonly string[]) {
    this.#policies = policies;
  }

  readonly termSteps: TermBooksActivities & KnownHereActivities & LostPolicyActivities = {
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
        policies.map(({ policyNumber }) => !this.unknown.has(policyNumber)),
      ),
    seeToLostPolicies: ({ policies, opens }) =>
      this.#answer(
        'seeToLostPolicies',
        policies.map(({ policyNumber }) => this.#seeTo(policyNumber, opens)),
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
    listTermsInForce: ({ after, most }) => {
      const terms = this.inForce?.slice(after, after + most) ?? null;
      const next = after + most;
      const isLast = next >= (this.inForce?.length ?? 0);
      return this.#answer('listTermsInForce', terms && { terms, next: isLast ? null : next });
    },
  };

  readonly billingSteps: BillingBooksActivities = {
    readBillingBooks: ({ terms }) =>
      this.#answer(
        'readBillingBooks',
        terms.map(() => ({ kind: 'unknown' })),
      ),
    listBilledTerms: () => this.#answer('listBilledTerms', null),
  };

  #seeTo(policyNumber: string, opens: boolean): SeenToLost {
    const why = opens ? this.unreadable.get(policyNumber) : 'Nothing was to be repaired.';
    if (why !== undefined) {
      this.told.set(policyNumber, (this.told.get(policyNumber) ?? 0) + 1);
      this.asked.set(policyNumber, ['unknownHere']);
      return { outcome: 'task', termNumber: 1, tried: why };
    }
    this.opened.add(policyNumber);
    this.unknown.delete(policyNumber);
    return { outcome: 'repaired', termNumber: 1, tried: 'Its term was opened.' };
  }

  #answer<T>(name: string, answer: T): Promise<T> {
    this.afterStep(name);
    return Promise.resolve(answer);
  }
}

function isSame(one: Repair | null, other: Repair): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
