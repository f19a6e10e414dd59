import type { RefusalCode } from '../machine/refusals.js';
import type { Finding } from '../transaction/finding.js';
import type { GroupReply } from './group.js';

/** What a group has against a quote, for whoever has it go on. @param group its id; null reply: nothing is known of the group */
export function groupFindings(group: string, reply: GroupReply | null): readonly Finding[] {
  if (reply === null) {
    return [
      {
        field: 'group',
        code: 'unknown',
        reason: `names ${group}, of which nothing is known any more`,
        remedy: 'Post the group again, and have the quote go on.',
      },
    ];
  }
  if (reply.outcome === 'taken') return [];
  const { refusal, fields, winner } = reply;
  if (refusal.code === 'notUniform') {
    return fields.map((field) => ({
      field,
      code: 'contradicts',
      reason: `is not what the other quotes of ${group} have there`,
      remedy: 'Have it agree with them, or discard those that are not wanted.',
    }));
  }
  const [how, remedy] = TAKEN[refusal.code] ?? [
    'taken',
    'Where that quote is not issued, have it refused, and this one go on; else discard this one.',
  ];
  const by = winner === null ? '' : ` by ${winner}`;
  return [
    { field: 'group', code: 'groupTaken', reason: `names ${group}, which is ${how}${by}`, remedy },
  ];
}

/** How a group is that takes the quote no further, and what is to be done. */
const TAKEN: Partial<Record<RefusalCode, readonly [how: string, remedy: string]>> = {
  groupFull: ['full', 'Discard quotes of it that are not wanted, and have this one go on.'],
  groupLocked: [
    'locked',
    'Discard this quote; where it is wanted all the same, post it by itself.',
  ],
};
