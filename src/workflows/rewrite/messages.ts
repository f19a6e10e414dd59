import type { RewriteAsked } from '../../domain/rewrite/request.js';
import type { ChangeInput } from '../mid-term/messages.js';

/** Input of the `rewrite` workflow. */
export type RewriteInput = ChangeInput<RewriteAsked>;
