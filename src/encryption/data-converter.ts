import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import { type Encryption, payloadCodec } from './payload-codec.js';

/** From source, or as built. */
const OURS = extname(import.meta.url);

/** Of the module that hides the words of failures, for whoever runs or bundles workflow code. */
export const FAILURE_CONVERTER_PATH = fileURLToPath(
  new URL(`./failure-converter${OURS}`, import.meta.url),
);

/** How a client of Temporal reads and writes. @param encryption null where nothing is and was encrypted */
export function clientConverter(encryption: Encryption | null): DataConverter {
  return encryption === null ? {} : { payloadCodecs: [payloadCodec(encryption)] };
}

/**
 * How a worker reads and writes: as a client, and the words of failures are where they can be encrypted. So they are without
 * encryption too, because workflow code is bundled before anybody knows of it.
 */
export function workerConverter(encryption: Encryption | null): DataConverter {
  return { ...clientConverter(encryption), failureConverterPath: FAILURE_CONVERTER_PATH };
}
