import { Context } from '@temporalio/activity';
import pLimit from 'p-limit';

/** Enough to be quick, and few enough to leave the workers to everybody else. */
const AT_ONCE = 4;
const HEARTBEAT_EVERY_MS = 2_000;

/** Several at once, in order, saying all the while that the worker lives. */
export async function each<One, Result>(
  all: readonly One[],
  work: (one: One) => Promise<Result>,
): Promise<readonly Result[]> {
  const context = Context.current();
  const beating = setInterval(() => {
    context.heartbeat();
  }, HEARTBEAT_EVERY_MS);
  const atOnce = pLimit(AT_ONCE);
  try {
    return await Promise.all(all.map((one) => atOnce(() => work(one))));
  } finally {
    clearInterval(beating);
  }
}
