export {
  binderyClient,
  ifMatch,
  type Answer,
  type BinderyClient,
  type ClientOptions,
} from './client.js';
export {
  verifyDelivery,
  WebhookVerificationError,
  type Delivery,
  type TestEvent,
} from './deliveries.js';
export { ProblemError, UnexpectedAnswer } from './problem.js';
export type * from './api.js';
