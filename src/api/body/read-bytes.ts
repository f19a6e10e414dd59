import { finished, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Request, RequestHandler } from 'express';
import getRawBody from 'raw-body';
import { Problem } from '../problem.js';

/** How much a body may hold, and the same in words. */
export interface BodyLimit {
  readonly bytes: number;
  readonly inWords: string;
}

const UNPACKERS = { gzip: createGunzip, deflate: createInflate, br: createBrotliDecompress };

/**
 * Handler that leaves the bytes of the body in `request.body`; without a body they are none. A body over the limit is refused as soon as
 * that is known, by its declared length or by its bytes: the rest is not waited for.
 *
 * @param unpacks whether a body may come compressed; its limit counts what comes out
 */
export function readBytes(
  limit: BodyLimit,
  { unpacks }: { readonly unpacks: boolean },
): RequestHandler {
  return async (request, _response, next) => {
    request.body = await bytesOf(request, limit, unpacks);
    next();
  };
}

async function bytesOf(request: Request, limit: BodyLimit, unpacks: boolean): Promise<Buffer> {
  const encoding = request.get('Content-Encoding')?.trim().toLowerCase() ?? 'identity';
  const length = request.get('Content-Length');
  // What is too large packed is too large unpacked.
  if (Number(length ?? 0) > limit.bytes) throw tooLarge(limit);
  if (encoding === 'identity') return bounded(request, limit);
  if (!unpacks || !Object.hasOwn(UNPACKERS, encoding)) {
    throw new Problem('unsupported-media-type', {
      detail: unpacks
        ? 'Send the body as application/json in UTF-8, plain or compressed with gzip.'
        : 'Send the body as it is, without a Content-Encoding.',
    });
  }
  const unpacked = request.pipe(UNPACKERS[encoding as keyof typeof UNPACKERS]());
  finished(request, (error) => {
    if (error) unpacked.destroy(error);
  });
  return bounded(unpacked, limit).finally(() => {
    request.unpipe(unpacked);
    unpacked.destroy();
  });
}

async function bounded(stream: Readable, limit: BodyLimit): Promise<Buffer> {
  try {
    return await getRawBody(stream, { limit: limit.bytes });
  } catch (error) {
    if (error instanceof Error && 'status' in error && error.status === 413) throw tooLarge(limit);
    throw new Problem('malformed-json', {
      detail: 'The body cannot be read to its end.',
      cause: error,
    });
  }
}

function tooLarge({ inWords }: BodyLimit): Problem {
  return new Problem('too-large', { detail: `The body may have ${inWords} at most.` });
}
