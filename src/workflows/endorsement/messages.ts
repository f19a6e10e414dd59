import type { EndorsementAsked } from '../../domain/endorsement/request.js';
import type { ChangeInput } from '../mid-term/messages.js';

/** Input of the `endorsement` workflow. */
export type EndorsementInput = ChangeInput<EndorsementAsked>;
