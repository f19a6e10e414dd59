import { setTimeout as pause } from 'node:timers/promises';

/** Members of a body by which the API knows a repeat, for good; `id` is that of a webhook. */
const REFERENCES = ['transactionId', 'paymentId', 'requestId', 'externalId', 'id'] as const;

const FIRST_PAUSE_MS = 1_000;
/** A longer one is for the caller to decide. */
const LONGEST_PAUSE_MS = 120_000;

/** How a request is sent. */
export interface Sending {
  readonly send: (request: Request) => Promise<Response>;
  /** How often at most; 1 is never again. */
  readonly tries: number;
  /** Whether it may be sent again when nobody knows what became of it. */
  readonly isRepeatable: boolean;
}

/** Whether the same again does nothing twice: it looks, or it says by which reference its repeats are known. */
export function isRepeatable(method: string, body: unknown): boolean {
  if (method === 'get') return true;
  if (typeof body !== 'object' || body === null) return false;
  const members = body as Readonly<Record<string, unknown>>;
  return REFERENCES.some((name) => typeof members[name] === 'string');
}

/**
 * Sends a request, and sends it again where that is safe: after a 429 always, for then nothing was done; after a 503 and a lost connection where it is
 * repeatable. It waits for as long as `Retry-After` says, else a second and twice as long each time.
 *
 * @returns the last answer, whatever it says
 * @throws what the last try threw; what the request's signal was aborted with
 */
export async function sendPatiently(
  request: Request,
  { send, tries, isRepeatable }: Sending,
): Promise<Response> {
  for (let tried = 1; ; tried += 1) {
    const isLast = tried >= tries;
    const response = await send(request.clone()).catch((error: unknown) => {
      if (isLast || !isRepeatable || request.signal.aborted) throw error;
      return null;
    });
    const isOver = response !== null && (isLast || !asksToComeBack(response, isRepeatable));
    const pauseMs = pauseAfter(response, tried);
    if (response !== null && (isOver || pauseMs > LONGEST_PAUSE_MS)) return response;
    await response?.body?.cancel();
    await pause(pauseMs, undefined, { signal: request.signal });
  }
}

function asksToComeBack({ status }: Response, isRepeatable: boolean): boolean {
  return status === 429 || (status === 503 && isRepeatable);
}

function pauseAfter(response: Response | null, tried: number): number {
  const asked = response?.headers.get('Retry-After') ?? '';
  if (/^\d+$/.test(asked)) return 1_000 * Number(asked);
  const atMs = Date.parse(asked);
  if (!Number.isNaN(atMs)) return Math.max(0, atMs - Date.now());
  // Not all who lost the same server at the same moment come back at the same moment.
  return FIRST_PAUSE_MS * 2 ** (tried - 1) * (0.8 + 0.4 * Math.random());
}
