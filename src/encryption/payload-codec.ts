import { METADATA_ENCODING_KEY, type Payload, type PayloadCodec } from '@temporalio/common';
import { decode, encode } from '@temporalio/common/lib/encoding.js';
import proto from '@temporalio/proto';
import { type KeyRing, open, seal } from './key-ring.js';

const PayloadMessage = proto.temporal.api.common.v1.Payload;

/** How an encrypted payload says that it is one. */
export const ENCRYPTED = 'binary/encrypted';
export const KEY_ID = 'encryption-key-id';

/** What an installation encrypts with. */
export interface Encryption {
  readonly ring: KeyRing;
  /** False opens what is encrypted and closes nothing: for the time in which not every process has the keys yet. */
  readonly isOn: boolean;
}

/**
 * Closes everything that workflows, activities and clients hand to Temporal, and opens it again. A payload is closed whole,
 * with what it says about itself. One that was never closed is left as it is, so that what ran before goes on.
 */
export function payloadCodec({ ring, isOn }: Encryption): PayloadCodec {
  return {
    encode: (payloads) =>
      Promise.resolve(isOn ? payloads.map((one) => closed(ring, one)) : payloads),
    decode: (payloads) =>
      new Promise((resolve) => {
        resolve(payloads.map((one) => (isEncrypted(one) ? opened(ring, one) : one)));
      }),
  };
}

export function isEncrypted({ metadata }: Payload): boolean {
  const encoding = metadata?.[METADATA_ENCODING_KEY];
  return encoding !== undefined && decode(encoding) === ENCRYPTED;
}

function closed(ring: KeyRing, payload: Payload): Payload {
  const { keyId, bytes } = seal(ring, 'payload', PayloadMessage.encode(payload).finish());
  return {
    metadata: { [METADATA_ENCODING_KEY]: encode(ENCRYPTED), [KEY_ID]: encode(keyId) },
    data: bytes,
  };
}

function opened(ring: KeyRing, { metadata, data }: Payload): Payload {
  const keyId = decode(metadata?.[KEY_ID] ?? new Uint8Array());
  const bytes = data ?? new Uint8Array();
  return PayloadMessage.decode(open(ring, 'payload', { keyId, bytes }));
}
