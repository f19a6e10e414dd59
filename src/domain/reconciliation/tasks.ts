import type { DifferenceCode } from './difference.js';

const KIND = 'difference:';

/** Key of the one task that a term has about a difference. */
export function differenceTaskKey(code: DifferenceCode): string {
  return `${KIND}${code}`;
}

export function isDifferenceTask(key: string): boolean {
  return key.startsWith(KIND);
}
