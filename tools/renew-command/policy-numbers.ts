import { createHash } from 'node:crypto';
import { UsageError } from '../../src/main/usage-error.js';

/** More are refused by the API. */
const MOST = 10_000;

/**
 * The policy numbers of a text, one a line, each once. Blank lines and lines that begin with `#` are none.
 *
 * @throws UsageError where there is none, or too many
 */
export function policyNumbersIn(text: string): readonly string[] {
  const lines = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const numbers = [...new Set(lines)];
  if (numbers.length === 0) throw new UsageError('The file has no policy numbers.');
  if (numbers.length > MOST)
    throw new UsageError(
      `The file has ${String(numbers.length)} policy numbers, and a batch takes ${String(MOST)}: split it.`,
    );
  return numbers;
}

/** The name of a batch that has none: the same for the same policies and limits. */
export function nameOf(wanted: object): string {
  return `renew-${createHash('sha256').update(JSON.stringify(wanted)).digest('hex').slice(0, 16)}`;
}
