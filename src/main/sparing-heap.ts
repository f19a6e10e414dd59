import { setFlagsFromString } from 'node:v8';

/** By how much the heap may grow after a collection before the next one. Percent. */
const GROWTH = 50;

/**
 * Has garbage collected when the heap has grown by half, in every thread. Unless told so V8 lets it grow to up to four
 * times what is alive, and a worker takes twice the memory that its cache gives reason for.
 */
export function keepHeapSmall(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH}`);
}
