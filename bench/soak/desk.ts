import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from './random.js';
import type { Systems } from './systems.js';

/** An answer of the API that is one for good. */
export interface Answered<Body> {
  readonly status: number;
  readonly body: Body;
}

/** Whoever asks the API, as its documentation has them do it: what nobody has answered is asked again, with the same words. */
export interface Desk {
  get<Body>(path: string): Promise<Answered<Body>>;
  /** Posts; now and then twice at the same moment, as senders do that lose patience. */
  post<Body>(path: string, body: object): Promise<Answered<Body>>;
  /** Asks until it is so. @throws Stuck after too long, with what was seen last */
  until<Body>(what: string, path: string, isSo: (body: Body) => boolean): Promise<Body>;
  readonly counts: DeskCounts;
}

export interface DeskCounts {
  requests: number;
  /** Nobody answered, or only that it was to be asked again. */
  again: number;
  postedTwice: number;
  /** Answers of 500, which nobody should ever see. */
  broken: string[];
}

/** What was waited for did not come. */
export class Stuck extends Error {
  override readonly name = 'Stuck';
}

const AGAIN_MS = 400;
const LOOK_EVERY_MS = 300;
const ANSWER_WITHIN_MS = 75_000;
/** Longer than everything that may be killed on the way, one after the other. */
const PATIENCE_MS = 600_000;
const TWICE = 0.12;
const SENT_BACK = [429, 502, 503, 504];
const FAILING = '"urn:bindery:problem:workflow-failing"';

export function deskOf({ ask }: Pick<Systems, 'ask'>, random: Random): Desk {
  const counts: DeskCounts = { requests: 0, again: 0, postedTwice: 0, broken: [] };

  async function once<Body>(path: string, init: RequestInit): Promise<Answered<Body> | null> {
    counts.requests += 1;
    try {
      const response = await ask(path, { ...init, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
      const body = (await response.json()) as Body;
      // Workers that die over the same task again and again look like code that fails.
      if (JSON.stringify(body).includes(FAILING)) return null;
      if (response.status === 500)
        counts.broken.push(`${init.method ?? ''} ${path}: ${JSON.stringify(body)}`);
      return SENT_BACK.includes(response.status) ? null : { status: response.status, body };
    } catch {
      return null;
    }
  }

  async function untilAnswered<Body>(path: string, init: RequestInit): Promise<Answered<Body>> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const answered = await once<Body>(path, init);
      if (answered !== null && answered.status !== 500) return answered;
      if (Date.now() > deadline) throw new Stuck(`${init.method ?? ''} ${path} is not answered`);
      counts.again += 1;
      await pause(AGAIN_MS);
    }
  }

  const get = <Body>(path: string) => untilAnswered<Body>(path, { method: 'GET' });
  return {
    counts,
    get,
    post: async <Body>(path: string, body: object) => {
      const sent = { method: 'POST', body: JSON.stringify(body) };
      if (!random.isSo(TWICE)) return untilAnswered<Body>(path, sent);
      counts.postedTwice += 1;
      const [first] = await Promise.all([1, 2].map(() => untilAnswered<Body>(path, sent)));
      if (first === undefined) throw new Error('one was sent');
      return first;
    },
    until: async <Body>(what: string, path: string, isSo: (body: Body) => boolean) => {
      const deadline = Date.now() + PATIENCE_MS;
      for (;;) {
        const { status, body } = await get<Body>(path);
        if (status === 200 && isSo(body)) return body;
        if (Date.now() > deadline)
          throw new Stuck(
            `${what}: ${path} is ${String(status)} ${JSON.stringify(body).slice(0, 1500)}`,
          );
        await pause(LOOK_EVERY_MS);
      }
    },
  };
}
