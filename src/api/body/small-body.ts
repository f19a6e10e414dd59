import type { RequestHandler } from 'express';
import { readBytes } from './read-bytes.js';

/**
 * Handler that leaves the bytes of a small body in `request.body`, exactly as they were sent: a message from billing has a few hundred bytes.
 * Nothing this small needs packing, and what is not unpacked cannot burst.
 */
export function smallBody(): RequestHandler {
  return readBytes({ bytes: 64 * 1024, inWords: '64 KiB' }, { unpacks: false });
}
