/** A message to whoever is told of events, signed as Standard Webhooks has it. */
export interface WebhookMessage {
  readonly url: string;
  /** The same for every repeat; without dots. */
  readonly id: string;
  /** A CloudEvent in JSON. */
  readonly body: string;
  /** As Standard Webhooks writes them, the current one first; the message is signed with each. */
  readonly secrets: readonly string[];
}

/** What became of a message. */
export type WebhookAnswer =
  | { readonly isTaken: true; readonly status: number }
  | {
      readonly isTaken: false;
      /** A sentence; nothing of what the receiver said is in it, nor its address. */
      readonly reason: string;
      /** Of HTTP; null where none came. */
      readonly status: number | null;
      /** How long the receiver asked to be left alone; null where it did not. */
      readonly retryAfterMs: number | null;
      /** It asked never to be sent anything any more. */
      readonly isGone: boolean;
    };

/** Which addresses may be sent to: a caller chooses them, and must not reach what only this side can. */
export interface WebhookAddresses {
  /** What is wrong with an address, as "reason; remedy"; null where nothing is. What a name stands for is looked at when something is sent. */
  refusalOf(url: string): string | null;
}

/** Whoever is told of events. */
export interface WebhookReceivers extends WebhookAddresses {
  /** Sends once, and waits for the answer no longer than it may take. Never fails: that nothing came is an answer. */
  send(message: WebhookMessage): Promise<WebhookAnswer>;
  close(): Promise<void>;
}
