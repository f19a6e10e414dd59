import { setTimeout as pause } from 'node:timers/promises';
import type { Transaction } from './answers.js';
import { Stuck, type Desk } from './desk.js';
import type { Random } from './random.js';

interface Quote extends Transaction {
  readonly allowed: readonly string[];
}

const NEXT: Readonly<Record<string, string>> = {
  draft: 'validate',
  validated: 'price',
  priced: 'underwrite',
  underwritten: 'accept',
  accepted: 'issue',
};
const LOOK_EVERY_MS = 300;
const PATIENCE_MS = 600_000;

/** People have a quote made, go on state by state, and once in a while begin it anew, whatever was answered to them. */
export async function makeQuote(
  desk: Desk,
  random: Random,
  submission: object,
  id: string,
): Promise<void> {
  const posted = await desk.post<Quote>('/api/quotes', submission);
  if (posted.status >= 400)
    throw new Error(`the quote was refused: ${JSON.stringify(posted.body)}`);
  await steerQuote(desk, id, random.isSo(0.2));
}

/** People have a quote go on, from wherever it is, until its policy is issued. */
export async function steerQuote(desk: Desk, id: string, isBegunAnew = false): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  const path = `/api/quotes/${encodeURIComponent(id)}`;
  let isToBeReset = isBegunAnew;
  for (;;) {
    const quote = await look(desk, path);
    if (quote.quoteState === 'issued') return;
    if (isToBeReset && quote.quoteState === 'priced' && quote.heldAt !== null) {
      isToBeReset = false;
      await desk.post(`${path}/reset`, {
        by: 'soak',
        reason: 'Begun anew',
        underwritingFlags: 'keep',
      });
      continue;
    }
    const next = NEXT[quote.quoteState ?? ''];
    // A step under way is waited for, and so is a person who sees to what has stopped.
    if (next !== undefined && quote.attention === null)
      await desk.post(`${path}/${next}?wait=5`, {});
    if (Date.now() > deadline)
      throw new Stuck(`${id} does not go on: ${JSON.stringify(quote).slice(0, 1500)}`);
    await pause(LOOK_EVERY_MS);
  }
}

async function look(desk: Desk, path: string): Promise<Quote> {
  const { status, body } = await desk.get<Quote>(path);
  if (status >= 300) throw new Error(`${path} is answered ${String(status)}`);
  return body;
}
