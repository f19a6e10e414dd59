import type { Request, RequestHandler } from 'express';
import type { z } from 'zod';
import { firstDuplicateKey } from './duplicate-keys.js';
import { fieldErrors, shownName } from '../../requests/field-errors.js';
import { Problem } from '../problem.js';
import { readBytes, type BodyLimit } from './read-bytes.js';

/** Enough for a workbook of 256 KiB in Base64 and everything else, with room to spare. */
const LIMIT: BodyLimit = { bytes: 1024 * 1024, inWords: '1 MiB' };
/** A submission nests four deep; more than this is an attack. */
const MAX_DEPTH = 32;

/** Handlers that leave the parsed JSON in `request.body`, or stop with a problem that says what is wrong with it. */
export function jsonBody(): RequestHandler[] {
  return [requireJsonType(/^application\/json$/), readBytes(LIMIT, { unpacks: true }), parseJson];
}

/** The same for a message whose bytes are in `request.body` already; its JSON may be of a kind with a name of its own. */
export function jsonOfMessage(): RequestHandler[] {
  return [requireJsonType(/^application\/(?:json|[a-z0-9!#$&^_.+-]+\+json)$/), parseJson];
}

const requireJsonType =
  (type: RegExp): RequestHandler =>
  (request, _response, next) => {
    const contentType = request.get('Content-Type') ?? '';
    const [mediaType = '', ...parameters] = contentType
      .split(';')
      .map((part) => part.trim().toLowerCase());
    const isUtf8 = parameters.every(
      (parameter) => !parameter.startsWith('charset=') || /^charset="?utf-?8"?$/.test(parameter),
    );
    if (!type.test(mediaType) || !isUtf8) {
      throw new Problem('unsupported-media-type', {
        detail: 'Send the body as application/json in UTF-8, with that Content-Type.',
      });
    }
    next();
  };

const parseJson: RequestHandler = (request, _response, next) => {
  const bytes: unknown = request.body;
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) {
    throw new Problem('malformed-json', { detail: 'The body is empty.' });
  }
  request.body = readJson(bytes);
  next();
};

function readJson(bytes: Buffer): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Problem('malformed-json', { detail: 'The body is not UTF-8.' });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Problem('malformed-json', { detail: 'The body is not JSON.' });
  }
  refuseDangerousShapes(value, 0);
  const duplicate = firstDuplicateKey(text);
  if (duplicate !== null) {
    throw new Problem('malformed-json', {
      detail: `The body has the key "${shownName(duplicate)}" twice in one object.`,
    });
  }
  return value;
}

function refuseDangerousShapes(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth >= MAX_DEPTH) {
    throw new Problem('malformed-json', {
      detail: `The body nests deeper than ${MAX_DEPTH} levels.`,
    });
  }
  for (const [key, part] of Object.entries(value)) {
    if (key === '__proto__') {
      throw new Problem('malformed-json', { detail: 'The body has a key named __proto__.' });
    }
    refuseDangerousShapes(part, depth + 1);
  }
}

/**
 * The body by its schema.
 *
 * @throws Problem `invalid-request`
 */
export function readBody<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): z.infer<Schema> {
  const parsed = schema.safeParse(request.body);
  if (parsed.success) return parsed.data;
  throw new Problem('invalid-request', {
    detail: 'Some fields cannot be accepted; nothing was done.',
    errors: fieldErrors(parsed.error),
  });
}
