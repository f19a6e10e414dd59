import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Calls } from './report.js';

const lineSchema = z.union([
  z.object({
    msg: z.literal('policy system call'),
    operation: z.string(),
    procedure: z.string().optional(),
    write: z.boolean(),
  }),
  z.object({ msg: z.literal('billing call'), operation: z.string() }),
]);

/** Reads what a worker called, from its log: each time what came since the last time. */
export function createCallReader(workerLog: string): () => Promise<Pick<Calls, 'ims' | 'billing'>> {
  let read = 0;
  return async () => {
    const log = await readFile(workerLog, 'utf8');
    // A line that is still being written is read next time.
    const end = log.lastIndexOf('\n') + 1;
    const lines = log.slice(read, end).split('\n').filter(isCall);
    read = end;
    const calls = lines.map((line) => lineSchema.parse(JSON.parse(line)));
    return {
      ims: calls.flatMap((call) =>
        call.msg === 'policy system call'
          ? {
              operation: call.operation,
              procedure: call.procedure ?? null,
              isWrite: call.write,
            }
          : [],
      ),
      billing: calls.flatMap((call) => (call.msg === 'billing call' ? call.operation : [])),
    };
  };
}

function isCall(line: string): boolean {
  return line.includes('"msg":"policy system call"') || line.includes('"msg":"billing call"');
}
