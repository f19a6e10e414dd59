import { aRow, opposite, type Change } from '../support/changes-over-soap.js';

const LINE = 'general-liability';
const PART = [aRow('premium', LINE, 'TX', -200_000)];
const PARTLY_CANCELLED: Change = { change: 'cancel', rows: PART };

/** A change of a policy of 5,000.00: rows of the matrix are its calls. */
export interface ChangeOfMatrix {
  /** The site's, that makes it. */
  readonly procedure: string;
  /** What must have been bound before. */
  readonly before: readonly Change[];
  readonly change: Change;
  /** What the policy is charged in the end. */
  readonly leavesCents: number;
}

export const CHANGES: readonly ChangeOfMatrix[] = [
  {
    procedure: 'BinderyEndorse',
    before: [],
    change: { change: 'endorse', rows: [aRow('premium', LINE, 'TX', 25_000)] },
    leavesCents: 525_000,
  },
  { procedure: 'BinderyCancel', before: [], change: PARTLY_CANCELLED, leavesCents: 300_000 },
  {
    procedure: 'BinderyReinstate',
    before: [PARTLY_CANCELLED],
    change: { change: 'reinstate', rows: opposite(PART) },
    leavesCents: 500_000,
  },
];
