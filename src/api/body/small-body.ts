import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { Problem } from '../problem.js';

/** A message from billing has a few hundred bytes. */
const LIMIT_BYTES = 64 * 1024;

/** Handlers that leave the bytes of a small body in `request.body`, exactly as they were sent. */
export function smallBody(): (RequestHandler | ErrorRequestHandler)[] {
  return [refuseEncodings, readBytes, sayHowSmall, bytesAnyway];
}

/** Nothing this small needs packing, and what is not unpacked cannot burst. */
const refuseEncodings: RequestHandler = (request, _response, next) => {
  const encoding = request.get('Content-Encoding') ?? 'identity';
  if (encoding.trim().toLowerCase() !== 'identity') {
    throw new Problem('unsupported-media-type', {
      detail: 'Send the body as it is, without a Content-Encoding.',
    });
  }
  next();
};

const readBytes = express.raw({ type: () => true, limit: LIMIT_BYTES, inflate: false });

const sayHowSmall: ErrorRequestHandler = (error: unknown, _request, _response, next) => {
  const isTooLarge = error instanceof Error && 'status' in error && error.status === 413;
  next(
    isTooLarge ? new Problem('too-large', { detail: 'The body may have 64 KiB at most.' }) : error,
  );
};

/** Without a body nothing was read; no bytes are bytes too, and may be signed. */
const bytesAnyway: RequestHandler = (request, _response, next) => {
  if (!Buffer.isBuffer(request.body)) request.body = Buffer.alloc(0);
  next();
};
