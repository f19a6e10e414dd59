import type { IncomingHttpHeaders } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';

/** What a message says of itself, and whether it was signed by who knows the secret. */
export interface ReadMessage {
  readonly webhookId: string | null;
  /** `unchecked`: no secret was told. */
  readonly signature: 'good' | 'bad' | 'unchecked';
  /** Null where it is no CloudEvent. */
  readonly event: ReceivedEvent | null;
}

const eventSchema = z.looseObject({
  id: z.string(),
  type: z.string(),
  source: z.string(),
  subject: z.string().optional(),
  sequence: z.string().optional(),
});
type ReceivedEvent = z.output<typeof eventSchema>;

/** Reads one as a careful receiver does: nothing of it counts before its signature was looked at. */
export function readMessage(
  headers: IncomingHttpHeaders,
  body: Buffer,
  secrets: readonly string[],
): ReadMessage {
  const webhookId = headers['webhook-id'];
  return {
    webhookId: typeof webhookId === 'string' ? webhookId : null,
    signature:
      secrets.length === 0 ? 'unchecked' : isSigned(headers, body, secrets) ? 'good' : 'bad',
    event: eventIn(body),
  };
}

/** One secret that fits is enough: while it is changed there are two. */
function isSigned(headers: IncomingHttpHeaders, body: Buffer, secrets: readonly string[]): boolean {
  const signed = Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );
  return secrets.some((secret) => {
    try {
      new Webhook(secret).verify(body, signed);
      return true;
    } catch {
      return false;
    }
  });
}

function eventIn(body: Buffer): ReceivedEvent | null {
  try {
    return eventSchema.safeParse(JSON.parse(body.toString())).data ?? null;
  } catch {
    return null;
  }
}
