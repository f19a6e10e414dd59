import type { CancellationAsked } from '../../domain/cancellation/request.js';
import { changeKind } from '../mid-term/kind.js';

/** A cancellation, as the workflows of all kinds need to know it. */
export const CANCELLATION = changeKind<CancellationAsked>('cancellation');
