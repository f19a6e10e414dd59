import type { Instant } from '../../domain/calendar/instant.js';
import type { TermTask } from './messages.js';

/** How many tasks of one kind stand alone, each in its own words; what comes on top is counted in one task of the kind. */
export const TASKS_OF_A_KIND = 20;

/** How many ids the one task of a kind names; older ones are in its count alone. */
export const NEWEST_IDS = 100;

/** What is said of the tasks of a kind that are counted together. */
const MORE_OF: Readonly<Record<string, string>> = {
  moneyParked: 'payments do not fit the term; move or return them',
  lateMoney:
    'payments came when the term could not take them; reinstate it, or move or return them',
  contentDiffers:
    'ids came again with other content, and the first stands; find out which is right',
  samePayment:
    'payments were also told for other terms, and count at each; find out where they belong',
  termFull:
    'messages were not taken, because the term keeps as much as it can: nothing of them is counted here. Stop their sender, and see to their money in billing',
};

/** A task as it is opened: without a count of its own. */
export type NewTask = Omit<TermTask, 'since' | 'more'>;

/**
 * The open tasks with one more. One with the key of an open task is that task, with what is to be said of it now. However
 * many come, the list stays short: adding one costs the same whatever came before.
 */
export function withTask(
  tasks: readonly TermTask[],
  task: NewTask,
  since: Instant,
): readonly TermTask[] {
  const open = tasks.find(({ key }) => key === task.key);
  if (open) return replaced(tasks, { ...task, since: open.since });
  const [kind, id] = kindAndId(task.key);
  const alone = tasks.filter(({ key }) => key.startsWith(`${kind}:`)).length;
  const most = kind === 'termFull' ? 0 : TASKS_OF_A_KIND;
  if (id === null || alone < most) return [...tasks, { ...task, since }];
  return withCounted(tasks, kind, id, task, since);
}

function withCounted(
  tasks: readonly TermTask[],
  kind: string,
  id: string,
  { code, due }: NewTask,
  since: Instant,
): readonly TermTask[] {
  const group = tasks.find(({ key }) => key === kind);
  const { count = 0, newest = [] } = group?.more ?? {};
  if (newest.includes(id)) return tasks;
  const next = {
    ...(group ?? { key: kind, code, since, due }),
    ...counting(kind, count + 1, [id, ...newest].slice(0, NEWEST_IDS)),
  };
  return group ? replaced(tasks, next) : [...tasks, next];
}

/** The open tasks without one: that of a key, one that is counted under its kind, or with the key of a kind all of these. */
export function withoutTask(tasks: readonly TermTask[], done: string): readonly TermTask[] {
  const left = tasks.filter(({ key }) => key !== done);
  if (left.length < tasks.length) return left;
  const group = groupOf(tasks, done);
  if (!group?.more) return tasks;
  const { count, newest } = group.more;
  const [kind, doneId] = kindAndId(done);
  if (count === 1) return tasks.filter(({ key }) => key !== kind);
  return replaced(tasks, {
    ...group,
    ...counting(
      kind,
      count - 1,
      newest.filter((id) => id !== doneId),
    ),
  });
}

/** Whether a person can settle a task by this key. */
export function isOpenTask(tasks: readonly TermTask[], key: string): boolean {
  return tasks.some((task) => task.key === key) || groupOf(tasks, key) !== undefined;
}

function groupOf(tasks: readonly TermTask[], key: string): TermTask | undefined {
  const [kind, id] = kindAndId(key);
  return tasks.find((task) => task.key === kind && id !== null && task.more?.newest.includes(id));
}

function counting(
  kind: string,
  count: number,
  newest: readonly string[],
): Pick<TermTask, 'text' | 'more'> {
  const of = MORE_OF[kind] ?? `signals ${kind} changed nothing; look at what their sender wants`;
  const named = newest.slice(0, 3).join(', ');
  return { text: `${count} more ${of}. The newest: ${named}.`, more: { count, newest } };
}

/** Keys of tasks that can be many are `kind:id`; those of a task that there is once have no colon. */
function kindAndId(key: string): readonly [kind: string, id: string | null] {
  const at = key.indexOf(':');
  return at < 0 ? [key, null] : [key.slice(0, at), key.slice(at + 1)];
}

function replaced(tasks: readonly TermTask[], task: TermTask): readonly TermTask[] {
  return tasks.map((open) => (open.key === task.key ? task : open));
}
