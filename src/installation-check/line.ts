/** Which part of the set-up a line is about; stable, for machines. */
export type CheckName =
  | 'files'
  | 'login'
  | 'companyLines'
  | 'lists'
  | 'procedures'
  | 'producers'
  | 'quotes'
  | 'insuredSearch'
  | 'paymentPlans'
  | 'chargeCodes'
  | 'raters'
  | 'links'
  | 'changes'
  | 'numbers'
  | 'billing';

/**
 * What came of asking:
 * - `works`: it is proved;
 * - `failed`: it is wrong, or could not be asked, and a person has something to do;
 * - `notTried`: something failed on which it depends;
 * - `notProved`: nothing speaks against it, but only a write, or something that was not named, would prove it.
 */
export type CheckOutcome = 'works' | 'failed' | 'notTried' | 'notProved';

/** One thing that was asked, in words for whoever connects an installation. Holds no secret and no personal data. */
export interface CheckLine {
  readonly check: CheckName;
  /** What it is about, such as a product or a procedure. */
  readonly about: string;
  readonly outcome: CheckOutcome;
  /** What it proves, or what is wrong, or why it is not proved. */
  readonly says: string;
  /** What to do; null where there is nothing to do. */
  readonly remedy: string | null;
}

/** The lines of one thing: all say the same of what they are about. */
export interface Subject {
  works(says: string): CheckLine;
  failed(no: { readonly says: string; readonly remedy: string }): CheckLine;
  notTried(needs: string): CheckLine;
  notProved(says: string, remedy?: string): CheckLine;
}

export function subject(check: CheckName, about: string): Subject {
  const line = (outcome: CheckOutcome, says: string, remedy: string | null): CheckLine => ({
    check,
    about,
    outcome,
    says,
    remedy,
  });
  return {
    works: (says) => line('works', says, null),
    failed: ({ says, remedy }) => line('failed', says, remedy),
    notTried: (needs) => line('notTried', `not tried: ${needs}`, null),
    notProved: (says, remedy) => line('notProved', says, remedy ?? null),
  };
}

/** True when something is wrong; what is only not proved is not. */
export function hasFailed(lines: readonly CheckLine[]): boolean {
  return lines.some(({ outcome }) => outcome === 'failed');
}
