import { civilDateIn } from '../../domain/calendar/time-zone.js';
import type { NoticeProof } from '../../domain/notice/notice-days.js';
import type { FoundTransaction } from '../../temporal/transactions.js';
import type { ApiContext } from '../context.js';
import { Problem } from '../problem.js';

/** Where a day begins first: one that has not come there has come nowhere. */
const FIRST_OF_ALL = 'Pacific/Kiritimati';

/**
 * Refuses the proof of a letter of a day that has not come, where the letter lets a term end: a cancellation only holds the later for it.
 *
 * @throws Problem `invalid-request`
 */
export function mustBeMailed(
  { sent }: NoticeProof,
  { visible }: FoundTransaction,
  { today }: ApiContext,
): void {
  if (visible.kind !== 'renewal') return;
  const latest = civilDateIn(FIRST_OF_ALL, today());
  const errors = sent.flatMap(({ on }, at) =>
    on <= latest
      ? []
      : [
          {
            field: `proof.sent[${at}].on`,
            code: 'outOfRange',
            reason: 'has not come yet',
            remedy: 'Record the notice once it is mailed.',
          } as const,
        ],
  );
  if (errors.length > 0) throw new Problem('invalid-request', { errors });
}
