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
import type { EventLogInput, EventsAsked, EventsFound } from './messages.js';

/** The log of a run. */
export class OpenLog {
  #log: EventLog;
  readonly #known: Set<string>;
  #messages = 0;
  #filedHere = 0;

  constructor({ segmentSize, carried }: EventLogInput) {
    this.#log = carried ?? newEventLog(segmentSize);
    this.#known = rememberedIds(this.#log);
    this.#show();
  }

  get nextInput(): EventLogInput {
    return { carried: this.#log };
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

  append(events: readonly LoggedEvent[]): void {
    this.#messages += 1;
    const before = this.#log;
    this.#log = appended(before, events, this.#known);
    if (this.#log !== before) this.#show();
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
      `${lastSequence(this.#log)} events, of which the first ${filed} are in ${filed / segmentSize} segments.`,
    );
  }
}
