import type { StepName } from '../../src/domain/transaction/kinds.js';
import { BILLING_MISBEHAVIOURS, type BillingMisbehaviour } from './billing-matrix.js';
import {
  firstOfEach,
  MEANING_FOR_REPEATABLE,
  MISBEHAVIOURS,
  type Misbehaviour,
} from './misbehaviours.js';

/** The changes of a policy in the order in which a round makes them: one after the other, of the same policy. */
export const CHANGE_KINDS = ['endorsement', 'cancellation', 'reinstatement', 'rewrite'] as const;
/** `rated`: an endorsement that the policy system rates from a workbook, of a policy of its own. */
export type ChangeOfRound = (typeof CHANGE_KINDS)[number] | 'rated';

/** Of which kind the transaction is. */
export function kindOfChange(kind: ChangeOfRound): (typeof CHANGE_KINDS)[number] {
  return kind === 'rated' ? 'endorsement' : kind;
}

/** What a change asks the two systems to do, by its kind. */
const PROCEDURES: Readonly<Record<ChangeOfRound, string>> = {
  endorsement: 'BinderyEndorse',
  rated: 'BinderyEndorse',
  cancellation: 'BinderyCancel',
  reinstatement: 'BinderyReinstate',
  rewrite: 'BinderyCancel',
};
const BOOKINGS: Readonly<Record<ChangeOfRound, string>> = {
  endorsement: 'issuePolicyChange',
  rated: 'issuePolicyChange',
  cancellation: 'cancelPolicyPeriod',
  reinstatement: 'issueReinstatement',
  rewrite: 'cancelPolicyPeriod',
};

/** A mutating call of changes, which goes wrong in the same way in each change of a round. */
export type Round = {
  readonly id: string;
  readonly title: string;
  /** The changes of the policy, one after the other; the last is a rewrite, which leaves it as it was before, unless it is rated. */
  readonly kinds: readonly ChangeOfRound[];
} & (
  | {
      readonly call: 'procedure' | 'rating' | 'bind';
      readonly step: StepName;
      readonly misbehaviour: Misbehaviour;
    }
  | {
      readonly call: 'booking';
      readonly step: StepName;
      readonly misbehaviour: BillingMisbehaviour;
    }
);

const RATED: readonly ChangeOfRound[] = ['rated'];
const WITHOUT_CANCELLATION: readonly ChangeOfRound[] = ['endorsement', 'rewrite'];
const WITHOUT_ENDORSEMENT: readonly ChangeOfRound[] = ['cancellation', 'reinstatement', 'rewrite'];

/** The operation of a call, as the sandbox knows it. */
export function operationOf(call: Round['call'], kind: ChangeOfRound): string {
  if (call === 'bind') return 'BindQuote';
  if (call === 'rating') return 'ImportExcelRater';
  return call === 'procedure' ? PROCEDURES[kind] : BOOKINGS[kind];
}

/**
 * @param isWhole every misbehaviour of each call in each change; else one of each meaning that a change can tell from the others.
 *   Bind and booking are the same steps for all kinds, which share their misbehaviours then
 */
export function rounds(isWhole: boolean): readonly Round[] {
  const some = <Column>(columns: readonly Column[], meaning: (one: Column) => string) =>
    isWhole ? columns : firstOfEach(columns, meaning);
  const procedures = some(MISBEHAVIOURS, ({ means }) => MEANING_FOR_REPEATABLE[means]);
  const binds = some(MISBEHAVIOURS, ({ means }) => means);
  const bookings = some(BILLING_MISBEHAVIOURS, ({ stops, fault }) =>
    [stops?.cause, fault.when].join(),
  );
  const sharedBy = (at: number): readonly ChangeOfRound[] => {
    if (isWhole) return CHANGE_KINDS;
    return at % 2 === 0 ? WITHOUT_CANCELLATION : WITHOUT_ENDORSEMENT;
  };
  return [
    ...procedures.map((misbehaviour) =>
      round({ call: 'procedure', step: 'makeChange', misbehaviour, kinds: CHANGE_KINDS }),
    ),
    ...binds.map((misbehaviour, at) =>
      round({ call: 'bind', step: 'bind', misbehaviour, kinds: sharedBy(at) }),
    ),
    ...bookings.map((misbehaviour, at) =>
      round({ call: 'booking', step: 'billChange', misbehaviour, kinds: sharedBy(at) }),
    ),
    ...procedures.map((misbehaviour) =>
      round({ call: 'procedure', step: 'makeChange', misbehaviour, kinds: RATED }),
    ),
    ...binds.map((misbehaviour) =>
      round({ call: 'rating', step: 'rateWorkbook', misbehaviour, kinds: RATED }),
    ),
    ...binds.map((misbehaviour) =>
      round({ call: 'bind', step: 'bind', misbehaviour, kinds: RATED }),
    ),
  ];
}

const CALLS = {
  procedure: 'the procedure',
  rating: 'the rating',
  bind: 'the bind',
  booking: 'the booking',
} as const;

type WithoutName<R> = R extends Round ? Omit<R, 'id' | 'title'> : never;

function round(of: WithoutName<Round>): Round {
  const { call, misbehaviour, kinds } = of;
  const columns: readonly { readonly name: string }[] =
    call === 'booking' ? BILLING_MISBEHAVIOURS : MISBEHAVIOURS;
  const at = columns.findIndex(({ name }) => name === misbehaviour.name) + 1;
  const title = `${CALLS[call]} of ${kinds.join(', ')}: ${misbehaviour.name}`;
  const own = kinds.includes('rated') ? 'RATED' : 'CHANGED';
  return { ...of, id: `${own}-${call}-${at}`, title };
}
