import type { Payload } from '@temporalio/common';
import { z } from 'zod';

const EMPTY = new Uint8Array();

const base64 = z.base64().transform((text) => new Uint8Array(Buffer.from(text, 'base64')));

/** `Payloads` as protobuf writes it in JSON, which is how the Web UI and the command line send it. */
export const payloadsSchema = z.object({
  payloads: z
    .array(
      z.object({ metadata: z.record(z.string(), base64).default({}), data: base64.default(EMPTY) }),
    )
    .default([]),
});

/** The same way back. */
export function payloadsAnswer(payloads: readonly Payload[]): object {
  return {
    payloads: payloads.map(({ metadata, data }) => ({
      metadata: Object.fromEntries(
        Object.entries(metadata ?? {}).map(([name, value]) => [name, textOf(value)]),
      ),
      data: textOf(data),
    })),
  };
}

function textOf(bytes: Uint8Array | null | undefined): string {
  return Buffer.from(bytes ?? []).toString('base64');
}
