import type { Finding } from '../domain/transaction/finding.js';

/** Nobody mends more at a time, and an answer is not to grow with what was sent. */
const MOST_FINDINGS = 100;

/** The findings that an answer lists, and a sentence about the rest; null where all are listed. */
export function firstFindings(findings: readonly Finding[]): {
  readonly listed: readonly Finding[];
  readonly more: string | null;
} {
  const listed = findings.slice(0, MOST_FINDINGS);
  const more =
    findings.length > listed.length
      ? `The first ${MOST_FINDINGS} of ${findings.length} faults are listed.`
      : null;
  return { listed, more };
}
