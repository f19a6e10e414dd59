import type { LoggedEvent } from '../../domain/events/event.js';
import type { WakeAsked } from './messages.js';

/*
 * What comes to the log. Any client of Temporal may send anything; a signal has nobody to be refused to, and what is no event is
 * passed over.
 */

export function readEvents(sent: unknown): readonly LoggedEvent[] {
  return Array.isArray(sent) ? sent.filter(isLoggedEvent) : [];
}

function isLoggedEvent(sent: unknown): sent is LoggedEvent {
  if (typeof sent !== 'object' || sent === null) return false;
  const { id, source, type, at, data } = sent as Readonly<Record<keyof LoggedEvent, unknown>>;
  const areTexts = [id, source, type, at].every((text) => typeof text === 'string');
  return areTexts && typeof data === 'object' && data !== null;
}

export function readWakeAsked(sent: unknown): WakeAsked | null {
  if (typeof sent !== 'object' || sent === null) return null;
  const { workflowId, after } = sent as Readonly<Record<keyof WakeAsked, unknown>>;
  return typeof workflowId === 'string' && typeof after === 'number' ? { workflowId, after } : null;
}
