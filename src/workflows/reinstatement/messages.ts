import type { ReinstatementAsked } from '../../domain/reinstatement/request.js';
import type { ChangeInput } from '../mid-term/messages.js';

/** Input of the `reinstatement` workflow. */
export type ReinstatementInput = ChangeInput<ReinstatementAsked>;
