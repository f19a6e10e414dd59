import { condition, patched, proxyActivities } from '@temporalio/workflow';
import type { EventActivities } from '../../activities/events/event-activities.js';
import type { HappenedEvent, TaskEventData } from '../../domain/events/event.js';

/** What one step hands over at most. */
const MOST_AT_ONCE = 250;

/** What a run leaves to the next one at most: some 400 kB, of the two million bytes that Temporal takes in one piece. */
const MOST_LEFT = 400;

/**
 * What happened in a workflow and is yet to be told. It is handed over in the order in which it happened, by one step at a
 * time: what comes while one is under way goes with the next. The step is repeated for as long as it takes, so that the
 * workflow ends only when all of it was taken, or leaves it to its next run; an event that is handed over twice is one event by its id.
 */
export class Outbox {
  /** A run that an earlier version began tells nothing. */
  readonly isOpen = patched('events');
  #untold: readonly HappenedEvent[];
  readonly #times = new Map<string, number>();

  /** @param untold what the run before has left, of which some may have been told */
  constructor(untold: readonly HappenedEvent[] = []) {
    this.#untold = untold;
  }

  /** What is yet to be told, and what is being told. */
  get untold(): readonly HappenedEvent[] {
    return this.#untold;
  }

  /** More is yet to be told than the next run can be given. */
  get isOverfull(): boolean {
    return this.#untold.length > MOST_LEFT;
  }

  /** Nothing is left to be told. */
  get isEmpty(): boolean {
    return this.#untold.length === 0;
  }

  /**
   * Something happened that is one and the same whenever it is told, such as a bind: after a reset in Temporal it is no news.
   *
   * @param key names it among those of its type
   */
  tellFact(type: HappenedEvent['type'], key: string, data: HappenedEvent['data']): void {
    const name = `${type} ${key}`;
    const times = (this.#times.get(name) ?? 0) + 1;
    this.#times.set(name, times);
    this.#add({ type, at: now(), key: times === 1 ? key : `${key}#${times}`, data });
  }

  /** Something stands as it does from now on, such as a wait: when it comes about again, that is news. */
  tellSituation(type: HappenedEvent['type'], data: HappenedEvent['data'], key = ''): void {
    const at = now();
    this.#add({ type, at, key: `${key}@${at}`, data });
  }

  /** A person is asked to do something, or need not do it any more. */
  tellTask(what: 'opened' | 'settled', data: TaskEventData): void {
    this.tellSituation(`bindery.task.${what}`, data, data.task);
  }

  /** Other tasks are open than before. */
  tellTasks<Task extends { readonly key: string }>(
    before: readonly Task[],
    after: readonly Task[],
    dataOf: (task: Task) => TaskEventData,
  ): void {
    const isIn = (tasks: readonly Task[], { key }: Task): boolean =>
      tasks.some((task) => task.key === key);
    for (const task of after) if (!isIn(before, task)) this.tellTask('opened', dataOf(task));
    for (const task of before) if (!isIn(after, task)) this.tellTask('settled', dataOf(task));
  }

  #add(event: HappenedEvent): void {
    if (this.isOpen) this.#untold = [...this.#untold, event];
  }

  /** Hands over whatever happens, as long as the workflow runs. */
  async handOver(): Promise<never> {
    const { recordEvents } = proxyActivities<EventActivities>(HAND_OVER);
    for (;;) {
      await condition(() => !this.isEmpty);
      const events = this.#untold.slice(0, MOST_AT_ONCE);
      await recordEvents({ events });
      this.#untold = this.#untold.slice(events.length);
    }
  }
}

/** It asks Temporal alone, which has to be there for the workflow too: no outage is waited out in vain. */
const HAND_OVER = {
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '60s' },
} as const;

/** Workflow time, which replays. */
function now(): string {
  return new Date().toISOString();
}
