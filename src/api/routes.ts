import type { ApiContext } from './context.js';
import { healthRoute, readinessRoute } from './health/health.js';
import { auditRoutes } from './audit/get-audit.js';
import { applyMoratoriumRoute } from './cancellation/apply-moratorium.js';
import { getEventsRoute } from './events/get-events.js';
import { webhookActRoutes } from './webhooks/act-on-webhook.js';
import { getWebhookRoutes } from './webhooks/get-webhook.js';
import { postWebhookRoute } from './webhooks/post-webhook.js';
import { convertPolicy } from './conversion/convert-policy.js';
import { postConversionRoute } from './conversion/post-conversion.js';
import { editQuoteRoute } from './new-business/quotes/edit-quote.js';
import { getQuoteRoute } from './new-business/quotes/get-quote.js';
import { listQuotesRoute } from './new-business/quotes/list-quotes.js';
import { postQuoteRoute } from './new-business/quotes/post-quote.js';
import { quoteActRoutes } from './new-business/quotes/quote-acts.js';
import { postSubmissionRoute } from './new-business/post-submission.js';
import { freeGroupRoute } from './quote-groups/free-group.js';
import { getGroupRoute } from './quote-groups/get-group.js';
import { postGroupRoute } from './quote-groups/post-group.js';
import { openApiRoute } from './openapi/documentation.js';
import { postPremiumQuoteRoute } from './premium-quote/post-premium-quote.js';
import type { Route } from './route.js';
import { settleTasksRoute } from './task-batch/settle-tasks.js';
import { taskBatchRoutes } from './task-batch/task-batch-routes.js';
import { listTasksRoute } from './tasks/get-tasks.js';
import { previewCancellationRoute } from './cancellation/preview.js';
import { billingCancellationRoutes } from './cancellation/billing-asks.js';
import { cancellationRoutes } from './cancellation/post-cancellation.js';
import { endorsementEdit } from './endorsement/edit.js';
import { endorsementRoutes } from './endorsement/post-endorsement.js';
import { previewEndorsementRoute } from './endorsement/preview.js';
import { reinstatementRoutes } from './reinstatement/post-reinstatement.js';
import { offerPaymentRoute, offerReversalRoute } from './renewal/offer-payments.js';
import { renewalEdit } from './renewal/edit.js';
import { renewalRoutes } from './renewal/post-renewal.js';
import { previewRenewalRoute } from './renewal/preview.js';
import { settleRenewalTaskRoute } from './renewal/settle.js';
import { startRenewalOf, startRenewalsRoute } from './renewal/start-renewals.js';
import { tellOffer } from './renewal/tell-offer.js';
import { actOnBatchRoutes, settleBatchTaskRoute } from './renewal-batch/act-on-batch.js';
import { batchResultsRoute, getBatchRoute } from './renewal-batch/get-batch.js';
import { postBatchRoute } from './renewal-batch/post-batch.js';
import { actOnReconciliationRoutes } from './reconciliation/act-on-reconciliation.js';
import {
  differencesRoute,
  getReconciliationRoute,
  listReconciliationsRoute,
} from './reconciliation/get-reconciliation.js';
import { postReconciliationRoute } from './reconciliation/post-reconciliation.js';
import { rewriteRoutes } from './rewrite/post-rewrite.js';
import { previewReinstatementRoute } from './reinstatement/preview.js';
import { previewRewriteRoute } from './rewrite/preview.js';
import { validateQuoteRoute } from './new-business/quotes/validate.js';
import {
  policyPeriodSchemaRoute,
  renewalOperationsRoute,
  renewalWsdlRoute,
} from './soap/routes.js';
import { confirmTermRoute } from './terms/confirm.js';
import { getPolicyRoute, getTermRoute } from './terms/get-policy.js';
import { listTermsRoute } from './terms/get-terms.js';
import { recordPaymentRoute, reversePaymentRoute } from './terms/payments.js';
import { setDirectionRoute } from './terms/direction.js';
import { freeTurnRoute } from './terms/free-turn.js';
import { settleTaskRoute } from './terms/settle.js';
import { syncTermRoute } from './terms/sync.js';
import { acceptTransactionRoute, advanceTransactionRoute } from './transactions/advance.js';
import { abandonTransactionRoute } from './transactions/abandon.js';
import { correctTransactionRoute } from './transactions/correct.js';
import { getTransactionAliasRoute, getTransactionRoute } from './transactions/get-transaction.js';
import { changeActRoutes } from './changes/act-routes.js';
import { editRoute } from './changes/edit-route.js';
import { listTransactionsRoute } from './transactions/list-transactions.js';
import { retryTransactionsRoute } from './transactions/retry.js';

/** Everything that the API can be asked, in the order of its documentation. */
export const ROUTES: readonly Route<ApiContext>[] = [
  postSubmissionRoute,
  postQuoteRoute,
  listQuotesRoute,
  getQuoteRoute,
  editQuoteRoute,
  ...quoteActRoutes,
  validateQuoteRoute,
  postGroupRoute,
  getGroupRoute,
  freeGroupRoute,
  postConversionRoute,
  listTransactionsRoute,
  getTransactionRoute,
  getTransactionAliasRoute,
  ...auditRoutes,
  retryTransactionsRoute,
  listTasksRoute,
  settleTasksRoute,
  ...taskBatchRoutes,
  advanceTransactionRoute,
  acceptTransactionRoute,
  correctTransactionRoute,
  abandonTransactionRoute,
  ...changeActRoutes,
  settleRenewalTaskRoute,
  editRoute([endorsementEdit, renewalEdit]),
  applyMoratoriumRoute,
  healthRoute,
  readinessRoute,
  listTermsRoute,
  getPolicyRoute,
  getTermRoute,
  setDirectionRoute,
  settleTaskRoute,
  syncTermRoute,
  freeTurnRoute,
  confirmTermRoute,
  recordPaymentRoute,
  reversePaymentRoute,
  ...billingCancellationRoutes,
  ...cancellationRoutes,
  ...endorsementRoutes,
  ...reinstatementRoutes,
  ...rewriteRoutes,
  ...renewalRoutes,
  startRenewalsRoute,
  postBatchRoute,
  getBatchRoute,
  batchResultsRoute,
  ...actOnBatchRoutes,
  settleBatchTaskRoute,
  postReconciliationRoute,
  listReconciliationsRoute,
  getReconciliationRoute,
  differencesRoute,
  ...actOnReconciliationRoutes,
  offerPaymentRoute,
  offerReversalRoute,
  previewCancellationRoute,
  previewEndorsementRoute,
  previewReinstatementRoute,
  previewRewriteRoute,
  previewRenewalRoute,
  postPremiumQuoteRoute,
  getEventsRoute,
  postWebhookRoute,
  ...getWebhookRoutes,
  ...webhookActRoutes,
  renewalWsdlRoute,
  policyPeriodSchemaRoute,
  renewalOperationsRoute({ offerPaid: tellOffer, start: startRenewalOf, convert: convertPolicy }),
  openApiRoute,
];
