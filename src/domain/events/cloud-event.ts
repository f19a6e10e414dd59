import { addressOf } from '../addresses.js';
import type { EventData, EventType, NumberedEvent } from './event.js';

/** An event as CloudEvents 1.0 has it in JSON. */
export interface CloudEvent {
  readonly specversion: '1.0';
  /** The same for every repeat. */
  readonly id: string;
  /** Address of the transaction or term in which it happened. */
  readonly source: string;
  readonly type: EventType;
  /** Policy number; absent while there is none. */
  readonly subject?: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** Place in the order of all events, with zeros in front so that texts sort as numbers do. */
  readonly sequence: string;
  readonly data: EventData & { readonly id: string; readonly links: { readonly self: string } };
}

const SEQUENCE_LENGTH = 12;

/** The number of an event as it is written, so that texts sort as numbers do. */
export function sequenceText(sequence: number): string {
  return String(sequence).padStart(SEQUENCE_LENGTH, '0');
}

export function cloudEvent(event: NumberedEvent): CloudEvent {
  const { id, source, type, at, sequence, data } = event;
  const self = addressOf(source);
  return {
    specversion: '1.0',
    id,
    source: self,
    type,
    ...(data.policyNumber === null ? {} : { subject: data.policyNumber }),
    time: at,
    datacontenttype: 'application/json',
    sequence: sequenceText(sequence),
    data: { id: source, ...data, links: { self } },
  };
}
