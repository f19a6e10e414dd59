import type { ReinstatementAsked } from '../../domain/reinstatement/request.js';
import { changeKind } from '../mid-term/kind.js';

/** A reinstatement, as the workflows of all kinds need to know it. */
export const REINSTATEMENT = changeKind<ReinstatementAsked>('reinstatement');
