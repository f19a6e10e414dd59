import type { CancellationAsked } from '../../domain/cancellation/request.js';
import type { ChangeInput } from '../mid-term/messages.js';

/** Input of the `cancellation` workflow. */
export type CancellationInput = ChangeInput<CancellationAsked>;
