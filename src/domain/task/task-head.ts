import { isCivilDate, type CivilDate } from '../calendar/civil-date.js';
import { isInstant, type Instant } from '../calendar/instant.js';
import { isAboutHeldMoney } from './held-money.js';
import type { OpenTask, TaskMoney } from './open-task.js';

/** What Temporal's index tells of a task, so that a list is put in order and filtered without asking whoever has it. */
export interface TaskHead {
  readonly due: CivilDate | null;
  readonly since: Instant;
  readonly cause: string;
  /** The currency is said of money that is held; null of all other, and where an older version wrote it. */
  readonly money: readonly TaskMoney[];
}

/** Temporal takes two thousand bytes in one search attribute: of those that have more tasks, the most urgent are told. */
export const MOST_HEADS = 20;
/** And of money in more currencies those that come first. */
const MOST_CURRENCIES = 4;

const NOTHING = '-';

/** The heads of tasks as the index keeps them, the most urgent first. No personal data is in them. */
export function headsOf(tasks: readonly OpenTask[]): string[] {
  return [...tasks]
    .sort(byUrgency)
    .slice(0, MOST_HEADS)
    .map(headOf)
    .map(({ due, since, cause, money }) => {
      const sums = money.flatMap(({ cents, currency }) => [
        cents,
        ...(currency === null ? [] : [currency]),
      ]);
      return [due ?? NOTHING, since, cause, ...(sums.length === 0 ? [NOTHING] : sums)].join(' ');
    });
}

/** What the index would tell of a task. */
export function headOf({ due, since, cause, money }: OpenTask): TaskHead {
  if (isAboutHeldMoney(cause)) return { due, since, cause, money: money.slice(0, MOST_CURRENCIES) };
  return {
    due,
    since,
    cause,
    money: money.slice(0, 1).map(({ cents }) => ({ cents, currency: null })),
  };
}

/** Reads what `headsOf` wrote; null of anything else. */
export function readHead(text: string): TaskHead | null {
  const [due = '', since = '', cause = '', ...sums] = text.split(' ');
  const isReadable = (due === NOTHING || isCivilDate(due)) && isInstant(since) && cause !== '';
  if (!isReadable) return null;
  return {
    due: due === NOTHING ? null : due,
    since,
    cause,
    money: moneyIn(sums),
  };
}

/** @param sums amounts, each followed by its currency where that is said */
function moneyIn(sums: readonly string[]): readonly TaskMoney[] {
  return sums.flatMap((amount, at) => {
    if (!AMOUNT.test(amount)) return [];
    const next = sums[at + 1] ?? '';
    return [{ cents: Number(amount), currency: CURRENCY.test(next) ? next : null }];
  });
}

const AMOUNT = /^-?\d+$/;
const CURRENCY = /^[A-Z]{3}$/;

/** A place in the list of all tasks. */
export interface TaskPlace {
  readonly due: CivilDate | null;
  /** Null where nobody can say since when. */
  readonly since: Instant | null;
}

/** The deadlines first, the oldest of them before the others; of one day, and of those that have none, what waits the longest. */
export function byUrgency(one: TaskPlace, other: TaskPlace): number {
  const [mine, theirs] = [one.due ?? NEVER, other.due ?? NEVER];
  if (mine !== theirs) return mine < theirs ? -1 : 1;
  return sinceMs(one) - sinceMs(other);
}

const NEVER = '9999-12-31';

function sinceMs({ since }: TaskPlace): number {
  // Of a workflow's own clock; ten thousand are put in order for one page.
  return since === null ? Number.MAX_SAFE_INTEGER : Date.parse(since);
}
