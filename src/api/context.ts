import type { NoticeLaw } from '../domain/notice/moratorium.js';
import type { RatingFiles } from '../domain/rating/rated-product.js';
import type { RequestRules } from '../requests/request-check.js';
import type { TermContext } from './terms/tell-term.js';
import type { TemporalUi } from './transactions/answer-of-record.js';
import type { Temporal } from '../temporal/deadlines.js';
import type { Archive } from '../ports/archive.js';
import type { WebhookAddresses } from '../ports/webhook-receivers.js';
import type { WebhookSecrets } from '../ports/webhook-secrets.js';
import type { ApiDeadlines } from './deadlines.js';
import type { MakesCursors } from './cursors.js';
import type { MayStop } from './stopping.js';

/** What the API needs for those who subscribe to events. */
export interface WebhookContext {
  readonly secrets: WebhookSecrets;
  readonly addresses: WebhookAddresses;
  /** How long messages are signed with the secret before, too, once it was changed. Milliseconds. */
  readonly rotationOverlapMs: number;
}

/** What the handlers of the routes work with; each asks for the part that it needs. */
export interface ApiContext extends Temporal, RequestRules, TermContext, MayStop, MakesCursors {
  readonly deadlines: ApiDeadlines;
  readonly noticeRules: NoticeLaw;
  /** What products are rated by. */
  readonly rating: RatingFiles;
  /** Where answers link to; undefined: they have no links. */
  readonly temporalUi: TemporalUi | undefined;
  /** Where audits are kept that Temporal has forgotten; null where nobody keeps them. */
  readonly archive: Archive | null;
  /** Null where nobody can subscribe to events: there are no keys to make secrets of. */
  readonly webhooks: WebhookContext | null;
  /** What operators should know though requests are served. */
  readonly warnings: () => readonly string[];
  /** The OpenAPI document as it is sent. */
  readonly openApi: string;
}
