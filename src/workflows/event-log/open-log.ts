import { setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import {
  appended,
  fullSegment,
  lastSequence,
  newEventLog,
  numberedAfter,
  rememberedIds,
  withoutSegment,
  type EventLog,
  type Segment,
} from '../../domain/events/event-log.js';
import type { LoggedEvent } from '../../domain/events/event.js';
import type { EventLogInput, EventsAsked, EventsFound, WakeAsked } from './messages.js';

/** The log of a run, and who waits for more of it. */
export class OpenLog {
  #log: EventLog;
  readonly #known: Set<string>;
  readonly #waiting: Set<string>;
  #messages = 0;
  #filedHere = 0;
  #isMore: boolean;

  constructor({ segmentSize, carried, waiting = [] }: EventLogInput) {
    this.#log = carried ?? newEventLog(segmentSize);
    this.#known = rememberedIds(this.#log);
    this.#waiting = new Set(waiting);
    // What came when the run before ended, nobody was told of; once too often does no harm.
    this.#isMore = this.#waiting.size > 0;
    this.#show();
  }

  get nextInput(): EventLogInput {
    return { carried: this.#log, waiting: [...this.#waiting] };
  }

  /** How many messages came in this run. */
  get messages(): number {
    return this.#messages;
  }

  /** A segment was filed, so that little is left to carry, or there is newer code: the next run goes on. */
  get isDueToContinue(): boolean {
    const { continueAsNewSuggested, targetWorkerDeploymentVersionChanged } = workflowInfo();
    return this.#filedHere > 0 || continueAsNewSuggested || targetWorkerDeploymentVersionChanged;
  }

  /** The oldest part that is to be filed; null where none is. */
  get fullSegment(): Segment | null {
    return fullSegment(this.#log);
  }

  /** Who is to be told that there is more. */
  get toWake(): readonly string[] {
    return this.#isMore ? [...this.#waiting] : [];
  }

  append(events: readonly LoggedEvent[]): void {
    this.#messages += 1;
    const before = this.#log;
    this.#log = appended(before, events, this.#known);
    if (this.#log === before) return;
    this.#isMore ||= this.#waiting.size > 0;
    this.#show();
  }

  wake({ workflowId, after }: WakeAsked): void {
    this.#messages += 1;
    this.#waiting.add(workflowId);
    if (after < lastSequence(this.#log)) this.#isMore = true;
  }

  woken(workflowIds: readonly string[]): void {
    for (const id of workflowIds) this.#waiting.delete(id);
    this.#isMore = false;
  }

  filed(): void {
    this.#log = withoutSegment(this.#log);
    this.#filedHere += 1;
    this.#show();
  }

  find({ after, limit }: EventsAsked): EventsFound {
    const { segmentSize, filed, events } = this.#log;
    const last = lastSequence(this.#log);
    const found = after < filed ? [] : numberedAfter(filed, events, { after, limit });
    return { segmentSize, filed, last, events: found };
  }

  #show(): void {
    const { filed, segmentSize } = this.#log;
    setCurrentDetails(
      `There are ${lastSequence(this.#log)} events, of which the first ${filed} are in ${filed / segmentSize} segments.`,
    );
  }
}
