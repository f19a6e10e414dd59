import type { ChangeRequest } from '../../src/domain/transaction/change-request.js';
import {
  aCancellation,
  aChange,
  anEndorsement,
  aRatedEndorsement,
  aReinstatement,
} from '../support/changes.js';
import type { ChangeOfRound } from './change-cases.js';
import type { CheckedExample } from './example-submissions.js';

/** What each change comes to of a policy of 5000.00 that nobody changed before; worked out by hand. */
export const TOTALS: Readonly<Record<ChangeOfRound, number>> = {
  // 276 of 365 days of 1200.00 more.
  endorsement: 90_740,
  // The same, rated, with the fee of a rated endorsement.
  rated: 93_240,
  // 184 of 365 days of 5000.00.
  cancellation: -252_055,
  reinstatement: 252_055,
  // From its start on: all is given back, and charged anew.
  rewrite: 0,
};

/** The same of one that was endorsed before. */
export const TOTALS_ENDORSED: typeof TOTALS = {
  ...TOTALS,
  // 184 of 276 of what the endorsement charged, too.
  cancellation: -312_548,
  reinstatement: 312_548,
  rewrite: -590_740 + 500_000,
};

/** A change of each kind, as somebody asks for it. */
export function requestOf(
  kind: ChangeOfRound,
  policyNumber: string,
  { submission }: CheckedExample,
): ChangeRequest {
  switch (kind) {
    case 'endorsement':
      return anEndorsement(policyNumber, 620_000);
    case 'rated':
      return aRatedEndorsement(policyNumber, '8700.00', { product: 'contractors' });
    case 'cancellation': {
      const days = { receivedOn: '2027-08-01', requestedOn: '2027-08-01', processOn: '2026-11-01' };
      return aCancellation(policyNumber, days);
    }
    case 'reinstatement':
      return aReinstatement(policyNumber, { isAgreed: true });
    case 'rewrite': {
      const { reference } = submission;
      const asked = {
        ...aChange(policyNumber, 'W-1'),
        kind: 'fullTerm',
        cancelledOn: '2027-02-01',
        start: null,
        submission: { ...submission, reference: { ...reference, id: `${reference.id}-W` } },
      };
      return asked;
    }
  }
}
