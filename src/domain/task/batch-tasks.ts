import type { BatchAct, BatchState } from '../batch/acts.js';
import type { BatchProgress } from '../renewal-batch/progress.js';
import type { UnbegunRenewal } from '../renewal-batch/unbegun.js';
import { sentences } from '../sentence.js';
import { EXAMPLE_ACT, type OpenTask } from './open-task.js';

/** Work on many things, as far as it asks people. */
interface Work {
  /** In a word: a batch, a comparison. */
  readonly what: string;
  readonly state: BatchState;
  readonly acts: readonly BatchAct[];
  /** Null where nobody can say. */
  readonly toDo: number | null;
}

/** What is paused goes on when somebody says so, and never by itself. */
export function tasksOfPaused({ what, state, acts, toDo }: Work): readonly OpenTask[] {
  const act = acts.findLast((one) => one.act === 'pause');
  if (state !== 'paused' || act === undefined) return [];
  const left = toDo === null ? '' : ` with ${toDo} to do`;
  return [
    {
      key: 'paused',
      cause: 'paused',
      what: `Resume the ${what}, or cancel it.`,
      why: sentences(`${act.by} has paused it${left}`, act.reason),
      since: act.at,
      due: null,
      money: [],
      settling: { act: 'resume', body: { ...EXAMPLE_ACT } },
    },
  ];
}

/** What a batch of renewals asks of people. */
export function tasksOfBatch({
  progress,
  unbegun,
}: {
  readonly progress: Pick<BatchProgress, 'state' | 'acts' | 'toDo'>;
  readonly unbegun: readonly UnbegunRenewal[];
}): readonly OpenTask[] {
  return [...tasksOfPaused({ what: 'batch', ...progress }), ...tasksOfUnbegun(unbegun)];
}

/** The policies of a batch whose renewals it could not begin: no renewal asks for them. */
function tasksOfUnbegun(unbegun: readonly UnbegunRenewal[]): readonly OpenTask[] {
  return unbegun.map(({ policyNumber, outcome, reason, since }) => {
    const key = unbegunKey(policyNumber);
    const [cause, what, why] = OF_OUTCOME[outcome];
    return {
      key,
      cause,
      what,
      why: reason === null ? why : sentences(reason),
      since,
      due: null,
      money: [],
      policyNumber,
      settling: { act: 'settle', body: { ...EXAMPLE_ACT, task: key } },
    };
  });
}

const UNBEGUN = 'renewal:';

/** The key of the task of a policy whose renewal was not begun. */
export function unbegunKey(policyNumber: string): string {
  return `${UNBEGUN}${policyNumber}`;
}

const OF_OUTCOME: Readonly<
  Record<UnbegunRenewal['outcome'], readonly [cause: string, what: string, why: string]>
> = {
  refused: [
    'renewalRefused',
    'Mend what it says and start the renewal by itself, or let the policy end.',
    'The renewal was refused.',
  ],
  unknown: [
    'renewalUnknown',
    'Find out which policy was meant, and start its renewal by itself.',
    'Nothing is known of such a policy.',
  ],
  failed: [
    'renewalFailed',
    'Start the renewal by itself once its cause is mended.',
    'The renewal could not be begun.',
  ],
};
