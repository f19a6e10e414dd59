import { readFileSync } from 'node:fs';
import { UsageError } from '../../src/main/usage-error.js';

/** What a person gives a command in a file, or, named `-`, on standard input. @throws UsageError where it cannot be read */
export function readInput(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`The file cannot be read: ${reason}.`, { cause: error });
  }
}

/** Null for what is no JSON. */
export function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
