import type { GroupReply, GroupWord } from '../../domain/quote-group/group.js';
import { uniformDigests, type UniformPart } from '../../requests/new-business/uniform-fields.js';
import { tellGroup } from '../../temporal/quote-groups.js';
import { GroupUnavailable } from '../group-unavailable.js';
import { CALL_LIMIT_MS, isUnanswered, temporal } from '../told.js';
import { translated } from '../translated.js';

interface Said {
  /** Id of the group. */
  readonly group: string;
  /** Id of the quote. */
  readonly quote: string;
  /** The same for every repeat, and later than that of anything the quote has said before. */
  readonly saidAtMs: number;
}

/** What a quote has its group told. */
export type ToldGroup = Said &
  (
    | { readonly kind: 'join' | 'claim'; readonly submission: UniformPart }
    | { readonly kind: 'giveBack' | 'leave' | 'lock' }
  );

export type GroupActivities = ReturnType<typeof createGroupActivities>;

/** The steps of a quote that touch its group. */
export function createGroupActivities() {
  return translated({
    /** Tells a group what one of its quotes says. Repeatable. @returns null where nothing is known of the group */
    async tellGroup({ group, ...said }: ToldGroup): Promise<GroupReply | null> {
      try {
        return await tellGroup(temporal(CALL_LIMIT_MS), group, wordOf(said, group));
      } catch (error) {
        if (isUnanswered(error)) throw new GroupUnavailable(group, { cause: error });
        throw error;
      }
    },
  });
}

function wordOf(said: Omit<Said, 'group'> & Pick<ToldGroup, 'kind'>, group: string): GroupWord {
  const { kind, quote, saidAtMs } = said;
  if (kind === 'join' || kind === 'claim') {
    const { submission } = said as Extract<ToldGroup, { readonly kind: typeof kind }>;
    return { kind, quote, saidAtMs, digests: uniformDigests(submission, group) };
  }
  return { kind, quote, saidAtMs };
}
