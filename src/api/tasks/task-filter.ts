import type { CivilDate } from '../../domain/calendar/civil-date.js';
import { parseCents, type Cents } from '../../domain/money/cents.js';
import type { TaskMoney } from '../../domain/task/open-task.js';

/** Which tasks are meant; what is not given is not looked at. */
export interface TaskFilter {
  readonly cause?: string | undefined;
  readonly product?: string | undefined;
  readonly policyNumber?: string | undefined;
  /** Due on that day or before. */
  readonly dueBy?: CivilDate | undefined;
  /** The money, in one of its currencies, is as much or more, whichever way it goes. */
  readonly amountFrom?: Cents | undefined;
  readonly amountTo?: Cents | undefined;
}

/** A filter as a caller sends it: its amounts are text. */
type AskedFilter = Omit<TaskFilter, 'amountFrom' | 'amountTo'> & {
  readonly amountFrom?: string | undefined;
  readonly amountTo?: string | undefined;
};

/** The filter that a caller means, once its schema has taken it. */
export function filterOf({ amountFrom, amountTo, ...others }: AskedFilter): TaskFilter {
  return { ...others, amountFrom: centsOf(amountFrom), amountTo: centsOf(amountTo) };
}

function centsOf(amount: string | undefined): Cents | undefined {
  return amount === undefined ? undefined : (parseCents(amount) ?? undefined);
}

/** What is looked at of a task. */
interface Facts {
  readonly cause: string;
  readonly due: CivilDate | null;
  readonly money: readonly TaskMoney[];
}

/** Whether a task is meant. */
export function isMeant(filter: TaskFilter, { cause, due, money }: Facts): boolean {
  const { dueBy, amountFrom, amountTo } = filter;
  const isInRange = ({ cents }: TaskMoney): boolean =>
    Math.abs(cents) >= (amountFrom ?? 0) && Math.abs(cents) <= (amountTo ?? Infinity);
  return (
    (filter.cause === undefined || filter.cause === cause) &&
    (dueBy === undefined || (due !== null && due <= dueBy)) &&
    ((amountFrom === undefined && amountTo === undefined) || money.some(isInRange))
  );
}

/** Whether what has tasks can be meant; what the index does not say is asked for. */
export function mayBeMeant(filter: TaskFilter, holder: Owner): boolean {
  return OF.every((name) => holder[name] === null || isOneOf(filter, holder, name));
}

/** Whether what is known of it is meant. */
export function isOf(filter: TaskFilter, owner: Owner): boolean {
  return OF.every((name) => isOneOf(filter, owner, name));
}

/** Of which product and policy something is. */
interface Owner {
  readonly product: string | null;
  readonly policyNumber: string | null;
}

const OF = ['product', 'policyNumber'] as const;

function isOneOf(filter: TaskFilter, owner: Owner, name: (typeof OF)[number]): boolean {
  return filter[name] === undefined || owner[name] === filter[name];
}
