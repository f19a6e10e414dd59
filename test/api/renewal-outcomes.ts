import type { RenewalFlow } from '../../src/domain/product/renewal.js';

/** What becomes of money for a renewal, and of none. */
export type Situation =
  | 'paid in time'
  | 'paid late'
  | 'paid short'
  | 'paid twice'
  | 'paid before the offer, or the bind'
  | 'paid in another currency'
  | 'paid against an older version, or a bound term'
  | 'taken back before the bind'
  | 'taken back after the bind'
  | 'not paid';

/** One row of the table in docs/billing-system.md, with what a test sees of it. */
export interface Outcome {
  readonly flow: RenewalFlow;
  readonly when: Situation;
  /** Of the renewal. */
  readonly state: string;
  /** What whoever told of the last money of the offer was answered; absent where money of the term is not answered so. */
  readonly answer?: 'the policy number' | 'nothing' | 'wrongFlow';
  /** Keys of the tasks of the renewal. */
  readonly tasks: readonly string[];
  /** Of the new term; null where there is none. */
  readonly term: { readonly status: string; readonly tasks: readonly string[] } | null;
  /** As the documentation says it. */
  readonly says: string;
}

export const OUTCOMES: readonly Outcome[] = [
  {
    flow: 'offer',
    when: 'paid in time',
    state: 'completed',
    answer: 'the policy number',
    tasks: [],
    term: { status: 'confirmed', tasks: [] },
    says: 'bound at once, and confirmed by its bind; the policy number is answered',
  },
  {
    flow: 'offer',
    when: 'paid late',
    state: 'notTaken',
    answer: 'nothing',
    tasks: ['lateMoney'],
    term: null,
    says: 'not taken; the money is kept for a person (`lateMoney`). Received in time and told of later, it binds all the same',
  },
  {
    flow: 'offer',
    when: 'paid short',
    state: 'offered',
    answer: 'nothing',
    tasks: ['noPlanFits'],
    term: null,
    says: 'not bound; a person is asked (`noPlanFits`), and the rest binds it',
  },
  {
    flow: 'offer',
    when: 'paid twice',
    state: 'completed',
    answer: 'the policy number',
    tasks: [],
    term: { status: 'confirmed', tasks: [] },
    says: 'bound once; the new term counts both',
  },
  {
    flow: 'offer',
    when: 'paid before the offer, or the bind',
    state: 'completed',
    answer: 'nothing',
    tasks: [],
    term: { status: 'confirmed', tasks: [] },
    says: 'kept for the first version that is sent, which it binds where it pays for a plan',
  },
  {
    flow: 'offer',
    when: 'paid in another currency',
    state: 'offered',
    answer: 'nothing',
    tasks: ['wrongCurrency'],
    term: null,
    says: 'kept apart for a person (`wrongCurrency`); the offer stands',
  },
  {
    flow: 'offer',
    when: 'paid against an older version, or a bound term',
    state: 'offered',
    answer: 'nothing',
    tasks: ['olderVersion'],
    term: null,
    says: 'no consent: a person asks the payer (`olderVersion`); once the newest version is bound, the new term counts it',
  },
  {
    flow: 'offer',
    when: 'taken back before the bind',
    state: 'offered',
    answer: 'nothing',
    tasks: [],
    term: null,
    says: 'counts no more, and who was asked about it is asked no more; the offer waits for money as before',
  },
  {
    flow: 'offer',
    when: 'taken back after the bind',
    state: 'completed',
    answer: 'the policy number',
    tasks: [],
    term: { status: 'confirmed', tasks: ['delinquency'] },
    says: 'the term stays confirmed, and a person is asked there (`delinquency`)',
  },
  {
    flow: 'offer',
    when: 'not paid',
    state: 'notTaken',
    tasks: [],
    term: null,
    says: 'not taken at its deadline; nothing was bound, and nothing is to be reversed',
  },
  {
    flow: 'bindAndCancel',
    when: 'paid in time',
    state: 'completed',
    tasks: [],
    term: { status: 'confirmed', tasks: [] },
    says: 'bound on its day, and confirmed when the money reaches what confirms the term',
  },
  {
    flow: 'bindAndCancel',
    when: 'paid late',
    state: 'completed',
    tasks: [],
    term: { status: 'cancelled', tasks: ['lateMoney'] },
    says: 'cancelled flat at the deadline; the money is held there for a person (`lateMoney`)',
  },
  {
    flow: 'bindAndCancel',
    when: 'paid short',
    state: 'completed',
    tasks: [],
    term: { status: 'unconfirmed', tasks: [] },
    says: 'counted, and not confirmed: the answer says what is missing; a person is asked at the deadline',
  },
  {
    flow: 'bindAndCancel',
    when: 'paid twice',
    state: 'completed',
    tasks: [],
    term: { status: 'confirmed', tasks: [] },
    says: 'counted twice where it is two payments, once where one is told twice',
  },
  {
    flow: 'bindAndCancel',
    when: 'paid before the offer, or the bind',
    state: 'quoted',
    answer: 'wrongFlow',
    tasks: ['wrongFlow'],
    term: null,
    says: 'refused as `wrongFlow`, as no offer is made; kept, with a task of the renewal (`wrongFlow`)',
  },
  {
    flow: 'bindAndCancel',
    when: 'paid in another currency',
    state: 'completed',
    tasks: [],
    term: { status: 'unconfirmed', tasks: ['moneyParked'] },
    says: 'parked at the term, and a person is asked to move it (`moneyParked`)',
  },
  {
    flow: 'bindAndCancel',
    when: 'paid against an older version, or a bound term',
    state: 'completed',
    answer: 'the policy number',
    tasks: [],
    term: { status: 'confirmed', tasks: [] },
    says: 'there are no versions: money that names an offer counts for the bound term, and its policy number is answered',
  },
  {
    flow: 'bindAndCancel',
    when: 'taken back before the bind',
    state: 'quoted',
    answer: 'nothing',
    tasks: [],
    term: null,
    says: 'what was kept with a task (`wrongFlow`) is gone, and its task with it; the term is bound on its day as before',
  },
  {
    flow: 'bindAndCancel',
    when: 'taken back after the bind',
    state: 'completed',
    tasks: [],
    term: { status: 'confirmed', tasks: ['delinquency'] },
    says: 'the term stays confirmed, and a person is asked there (`delinquency`)',
  },
  {
    flow: 'bindAndCancel',
    when: 'not paid',
    state: 'completed',
    tasks: [],
    term: { status: 'cancelled', tasks: [] },
    says: 'cancelled flat from its first day at the deadline (`notTaken`)',
  },
  {
    flow: 'confirmed',
    when: 'paid in time',
    state: 'completed',
    tasks: [],
    term: { status: 'confirmed', tasks: [] },
    says: 'bound on its day, and confirmed when billing says so (`confirmTerm`), or when the money reaches what confirms the term',
  },
  {
    flow: 'confirmed',
    when: 'paid late',
    state: 'completed',
    tasks: [],
    term: { status: 'confirmed', tasks: [] },
    says: 'a person was asked at the deadline; the money still confirms the term',
  },
  {
    flow: 'confirmed',
    when: 'paid short',
    state: 'completed',
    tasks: [],
    term: { status: 'unconfirmed', tasks: [] },
    says: 'counted, and not confirmed: the answer says what is missing; a person is asked at the deadline',
  },
  {
    flow: 'confirmed',
    when: 'paid twice',
    state: 'completed',
    tasks: [],
    term: { status: 'confirmed', tasks: [] },
    says: 'counted twice where it is two payments, once where one is told twice',
  },
  {
    flow: 'confirmed',
    when: 'paid before the offer, or the bind',
    state: 'quoted',
    answer: 'wrongFlow',
    tasks: ['wrongFlow'],
    term: null,
    says: 'refused as `wrongFlow`, as no offer is made; kept, with a task of the renewal (`wrongFlow`)',
  },
  {
    flow: 'confirmed',
    when: 'paid in another currency',
    state: 'completed',
    tasks: [],
    term: { status: 'unconfirmed', tasks: ['moneyParked'] },
    says: 'parked at the term, and a person is asked to move it (`moneyParked`)',
  },
  {
    flow: 'confirmed',
    when: 'paid against an older version, or a bound term',
    state: 'completed',
    answer: 'the policy number',
    tasks: [],
    term: { status: 'confirmed', tasks: [] },
    says: 'there are no versions: money that names an offer counts for the bound term, and its policy number is answered',
  },
  {
    flow: 'confirmed',
    when: 'taken back before the bind',
    state: 'quoted',
    answer: 'nothing',
    tasks: [],
    term: null,
    says: 'what was kept with a task (`wrongFlow`) is gone, and its task with it; the term is bound on its day as before',
  },
  {
    flow: 'confirmed',
    when: 'taken back after the bind',
    state: 'completed',
    tasks: [],
    term: { status: 'confirmed', tasks: ['delinquency'] },
    says: 'the term stays confirmed, and a person is asked there (`delinquency`)',
  },
  {
    flow: 'confirmed',
    when: 'not paid',
    state: 'completed',
    tasks: [],
    term: { status: 'unconfirmed', tasks: ['startFlatCancellation'] },
    says: 'a person is asked at the deadline (`startFlatCancellation`); it is billing that has it cancelled',
  },
];
