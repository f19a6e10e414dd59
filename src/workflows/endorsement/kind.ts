import type { EndorsementAsked } from '../../domain/endorsement/request.js';
import { changeKind } from '../mid-term/kind.js';

/** An endorsement, as the workflows of all kinds need to know it. */
export const ENDORSEMENT = changeKind<EndorsementAsked>('endorsement');
