import { randomInt } from 'node:crypto';
import { isFree } from './is-free.js';

/** Below the ports that systems give to outgoing connections, one of which could take a free port before its server. */
const FIRST = 20_000;
const END = 32_000;

/** A loopback port on which nothing listens, for a server that is about to be started in another process. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST, END);
    if (await isFree(port)) return port;
  }
}
