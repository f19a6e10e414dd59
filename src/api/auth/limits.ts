import type { Request, RequestHandler, Response } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Problem } from '../problem.js';
import type { ApiKey, Limits } from './authentication.js';

const WINDOW_SECONDS = 60;
/** A place becomes free when one of the client's own requests is answered. */
const PLACE_FREE_SECONDS = 1;

/**
 * Handler that refuses a client's requests over its limits. Behind the gate, which names the client; what asks for health, and what nobody
 * known sends, is not counted. Each process of the API counts for itself.
 *
 * @param usual of clients whose key says nothing else
 */
export function clientLimits(
  keyOf: (request: Request) => ApiKey | undefined,
  usual: Limits,
): RequestHandler {
  const rates = new Map<string, RateLimiterMemory>();
  const open = new Map<string, number>();
  return async (request, response, next) => {
    const key = keyOf(request);
    if (!key) {
      next();
      return;
    }
    const {
      requestsPerMinute = usual.requestsPerMinute,
      concurrentRequests = usual.concurrentRequests,
    } = key.limits ?? {};
    await countInMinute(rateOf(rates, key.clientName, requestsPerMinute), key, response);
    takePlace(open, key.clientName, concurrentRequests, response);
    next();
  };
}

function rateOf(
  rates: Map<string, RateLimiterMemory>,
  clientName: string,
  points: number,
): RateLimiterMemory {
  const known = rates.get(clientName);
  if (known?.points === points) return known;
  const rate = new RateLimiterMemory({ points, duration: WINDOW_SECONDS });
  rates.set(clientName, rate);
  return rate;
}

async function countInMinute(
  rate: RateLimiterMemory,
  { clientName }: ApiKey,
  response: Response,
): Promise<void> {
  const counted: unknown = await rate.consume(clientName).catch((over: unknown) => over);
  if (!(counted instanceof RateLimiterRes)) throw counted;
  const { remainingPoints, msBeforeNext, consumedPoints } = counted;
  const seconds = String(Math.ceil(msBeforeNext / 1_000));
  response.set({
    'RateLimit-Policy': `"client";q=${String(rate.points)};w=${String(WINDOW_SECONDS)}`,
    RateLimit: `"client";r=${String(remainingPoints)};t=${seconds}`,
  });
  if (consumedPoints > rate.points) {
    throw tooMany(`This client may send ${String(rate.points)} requests in a minute.`, seconds);
  }
}

function takePlace(
  open: Map<string, number>,
  clientName: string,
  most: number,
  response: Response,
): void {
  const taken = open.get(clientName) ?? 0;
  if (taken >= most) {
    throw tooMany(
      `This client may have ${String(most)} requests open at once.`,
      String(PLACE_FREE_SECONDS),
    );
  }
  open.set(clientName, taken + 1);
  response.once('close', () => {
    open.set(clientName, (open.get(clientName) ?? 1) - 1);
  });
}

function tooMany(limit: string, seconds: string): Problem {
  return new Problem('too-many-requests', {
    detail: `${limit} Nothing was done; send it again after ${seconds} s.`,
    headers: { 'Retry-After': seconds },
  });
}
