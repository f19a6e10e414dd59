import type { Instant } from '../calendar/instant.js';
import type { EventType } from '../events/event.js';

/** What somebody wants to be told, and where. */
export interface Subscription {
  /** Where events are posted to. */
  readonly url: string;
  /** For people. */
  readonly description: string | null;
  /** Null: all. */
  readonly types: readonly EventType[] | null;
  /** Keys of product files; null: all. What has no product is told to those alone who want all. */
  readonly products: readonly string[] | null;
}

/** One of the secrets that a subscription has had: nobody keeps it, for it is made anew of these two and the subscription's id. */
export interface SecretGeneration {
  /** From 1 on. */
  readonly number: number;
  /** The key of the installation that it is made of. */
  readonly keyId: string;
}

/** The secrets of a subscription. */
export interface Secrets {
  readonly current: SecretGeneration;
  /** What it had before, and until when messages are signed with that, too. */
  readonly before: { readonly secret: SecretGeneration; readonly until: Instant } | null;
  /** By what the caller calls the last rotation; null before the first. */
  readonly rotation: string | null;
}

/** With a new secret. What the secret before was is good for a while; what was before that is over. */
export function rotated(
  { current }: Secrets,
  { rotation, keyId, until }: { rotation: string; keyId: string; until: Instant },
): Secrets {
  return {
    current: { number: current.number + 1, keyId },
    before: { secret: current, until },
    rotation,
  };
}

/** The secrets that messages are signed with at a moment, the current one first. */
export function signingSecrets(
  { current, before }: Secrets,
  nowMs: number,
): readonly SecretGeneration[] {
  return before !== null && Date.parse(before.until) > nowMs ? [current, before.secret] : [current];
}
