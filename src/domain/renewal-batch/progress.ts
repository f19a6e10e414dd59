import { stopInWords, type BatchAct, type BatchState } from '../batch/acts.js';
import type { Updated } from '../batch/updated.js';
import { momentInWords, type Instant } from '../calendar/instant.js';

/** How far a batch of renewals is. */
export interface BatchProgress extends Updated {
  readonly requestId: string;
  readonly state: BatchState;
  /** Of the batch, each once. */
  readonly policies: number;
  /** Of them, by what became of them; `toDo` is the rest. */
  readonly started: number;
  readonly known: number;
  readonly refused: number;
  readonly unknown: number;
  readonly failed: number;
  readonly toDo: number;
  /** Of those started: their quotes are being made, and nobody is awaited for that. */
  readonly open: number;
  readonly perMinute: number;
  readonly mostOpen: number;
  /** Policies seen to in a minute, as of late; null as long as there is nothing to go by. */
  readonly ratePerMinute: number | null;
  /** When everything will have been seen to at that rate; null where nobody can say. */
  readonly estimatedEnd: Instant | null;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  /** Policies whose renewals it could not begin, and that no person has seen to; absent where an older version has left that unsaid. */
  readonly unsettled?: number;
  readonly requestedBy: string;
  /** The last ones, the earliest first. */
  readonly acts: readonly BatchAct[];
}

/** Of a batch that was started just now. */
export function progressAtStart(
  batch: Pick<BatchProgress, 'requestId' | 'policies' | 'perMinute' | 'mostOpen' | 'requestedBy'>,
  startedAt: Instant,
): BatchProgress {
  return {
    ...batch,
    state: 'running',
    started: 0,
    known: 0,
    refused: 0,
    unknown: 0,
    failed: 0,
    toDo: batch.policies,
    open: 0,
    ratePerMinute: null,
    estimatedEnd: null,
    startedAt,
    endedAt: null,
    updatedAt: startedAt,
    unsettled: 0,
    acts: [],
  };
}

/** What the page of a batch says, in Markdown. */
export function progressInWords(progress: BatchProgress): string {
  const { requestId, state, policies, toDo, open } = progress;
  const { started, known, refused, unknown, failed, unsettled = 0 } = progress;
  const stop = stopInWords(progress);
  return [
    `The renewals of batch ${requestId} are ${state}: ${policies - toDo} of ${policies} policies are seen to${shareOf(progress)}.`,
    `${started} were started (${open} of them are being quoted), ${known} were known, ${refused} refused, ${unknown} unknown and ${failed} failed; ${toDo} are to do.`,
    ...(stop.length > 0 ? stop : [paceInWords(progress)]),
    ...(unsettled > 0
      ? [
          `A person is to see to ${unsettled} of them whose renewals were not begun; each is settled with \`settleTask\`.`,
        ]
      : []),
  ].join('\n\n');
}

function shareOf({ policies, toDo }: BatchProgress): string {
  return policies === 0 ? '' : ` (${Math.floor((100 * (policies - toDo)) / policies)} %)`;
}

function paceInWords(progress: BatchProgress): string {
  const { perMinute, mostOpen, ratePerMinute, estimatedEnd, endedAt } = progress;
  if (endedAt !== null) return `It ended at ${momentInWords(endedAt)}.`;
  const rate = ratePerMinute === null ? '' : `, ${ratePerMinute.toFixed(1)} of late`;
  const end =
    estimatedEnd === null
      ? ''
      : ` Everything will have been seen to by ${momentInWords(estimatedEnd)}.`;
  return `At most ${perMinute} are begun in a minute${rate}, and ${mostOpen} are open at once.${end}`;
}
