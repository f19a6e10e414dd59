/* eslint-disable */
/** Made from the OpenAPI document; test/client/api-types.test.ts says how. */
export interface paths {
    readonly "/api/submissions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Start new business
         * @description The same request under the same external system and id is one transaction, however often it is posted; a different one is refused.
         */
        readonly post: operations["postSubmission"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/quotes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Search quotes
         * @description Newest first; submissions are quotes, too, and terms that a renewal, a rewrite or a conversion makes are not. The index follows by a second or so, and says of one under way where it last waited. A parameter may be given once.
         */
        readonly get: operations["listQuotes"];
        readonly put?: never;
        /**
         * Make a quote
         * @description It is a draft until it is asked to go on, or goes as far as `advanceTo` says; the policy system knows nothing of a draft. A draft may break the rules of its product, which has to be known. The same request under the same external system and id is one quote, however often it is posted; a different one is refused.
         */
        readonly post: operations["postQuote"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/quotes/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** A quote as it is now */
        readonly get: operations["getQuote"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Discard a quote
         * @description It vanishes from the list of quotes and stays readable by its id; its quote in the policy system is closed. An accepted quote is refused first, an issued one is cancelled instead.
         */
        readonly delete: operations["discardQuote"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Edit a draft
         * @description Only a draft changes, and its product, its external system and its external id never do. `If-Match` carries the `ETag` of the quote as it was read: a change that somebody else made in between is not overwritten (`staleVersion`).
         */
        readonly patch: operations["editQuote"];
        readonly trace?: never;
    };
    readonly "/api/quotes/{id}/validate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Check a draft against the rules of its product
         * @description It is waited for up to `wait` seconds, 20 unless said; a quote that is still on its way then is answered with 202. What its state does not take is refused, and changes nothing. Where something stands against the step, the quote stays as it is and `quote.findings` say what.
         */
        readonly post: operations["validateQuote"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/quotes/{id}/price": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Price a quote that is validated, in the policy system too
         * @description It is waited for up to `wait` seconds, 20 unless said; a quote that is still on its way then is answered with 202. What its state does not take is refused, and changes nothing. Where something stands against the step, the quote stays as it is and `quote.findings` say what.
         */
        readonly post: operations["priceQuote"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/quotes/{id}/underwrite": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Run the rules of underwriting, for the first time or again
         * @description It is waited for up to `wait` seconds, 20 unless said; a quote that is still on its way then is answered with 202. What its state does not take is refused, and changes nothing. Where something stands against the step, the quote stays as it is and `quote.findings` say what.
         */
        readonly post: operations["underwriteQuote"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/quotes/{id}/accept": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Accept a quote that is underwritten: nothing is bound yet
         * @description It is waited for up to `wait` seconds, 20 unless said; a quote that is still on its way then is answered with 202. What its state does not take is refused, and changes nothing. Where something stands against the step, the quote stays as it is and `quote.findings` say what.
         */
        readonly post: operations["acceptQuote"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/quotes/{id}/issue": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Bind and issue a quote that is accepted
         * @description It is waited for up to `wait` seconds, 20 unless said; a quote that is still on its way then is answered with 202. What its state does not take is refused, and changes nothing. Where something stands against the step, the quote stays as it is and `quote.findings` say what.
         */
        readonly post: operations["issueQuote"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/quotes/{id}/underwriting-decision": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Decide about a quote that the rules of underwriting have blocked
         * @description A quote that was asked to go further goes on when it is approved. It is waited for up to `wait` seconds, 20 unless said; a quote that is still on its way then is answered with 202. What its state does not take is refused, and changes nothing.
         */
        readonly post: operations["decideQuote"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/quotes/{id}/refuse": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * The customer does not take an accepted quote
         * @description It can be reset or discarded then. It is waited for up to `wait` seconds, 20 unless said; a quote that is still on its way then is answered with 202. What its state does not take is refused, and changes nothing.
         */
        readonly post: operations["refuseQuote"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/quotes/{id}/reset": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Make a quote a draft again
         * @description Its pricing is gone for good, and its quote in the policy system is closed; the next pricing makes another under the same submission. An accepted quote is refused first. It is waited for up to `wait` seconds, 20 unless said; a quote that is still on its way then is answered with 202. What its state does not take is refused, and changes nothing.
         */
        readonly post: operations["resetQuote"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/quotes/validate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * What would be refused of a quote or a submission
         * @description By the form of the request and the rules of its product; all at once. Nothing is kept, no transaction starts, and the policy system is not asked: whether it knows the producer turns out later.
         */
        readonly post: operations["checkQuote"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/quote-groups": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Make a group of quotes of one opportunity
         * @description One quote of it alone comes to `uniqueState`, and all agree in the fields of `uniform`. The same request is one group, however often it is posted. A quote joins it by `group` when it is posted.
         */
        readonly post: operations["postQuoteGroup"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/quote-groups/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** A group of quotes, and which of them has it */
        readonly get: operations["getQuoteGroup"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/quote-groups/{id}/free": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Take a quote out of its group that does not run any more
         * @description A quote that was terminated in Temporal never leaves its group, and never gives it back. What it has written stands: look it up first, and post it again where it is bound.
         */
        readonly post: operations["freeQuoteGroup"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/conversion-renewals": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Import a policy of another system by renewing it
         * @description Begins the next term of a policy that lives elsewhere, from the day on which its term ends there. It waits as a draft, `heldAt: "validated"`, and goes on as every quote does. Account, product and producer must be there, else nothing is begun. The same request under the same system and policy number is one transaction.
         */
        readonly post: operations["postConversionRenewal"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/transactions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Search transactions
         * @description Newest first. The index follows the transactions by a second or so, and says of one under way where it last waited, was bound or ended. A parameter may be given once.
         */
        readonly get: operations["listTransactions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/transactions/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Everything about a transaction */
        readonly get: operations["getTransaction"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/transaction/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The same, under its other address */
        readonly get: operations["getTransactionAlias"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/transactions/{id}/audit": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Who did what about a transaction, when and why
         * @description From the histories of all its runs, and from the archive once Temporal has forgotten them. It holds no personal data, unless somebody typed it as a reason; what a correction changed is named, and not said.
         */
        readonly get: operations["getTransactionAudit"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/policies/{policyNumber}/terms/{termNumber}/audit": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Who did what about a term, when and why
         * @description From the histories of all its runs, and from the archive once Temporal has forgotten them. It holds no personal data, unless somebody typed it as a reason; what a correction changed is named, and not said.
         */
        readonly get: operations["getTermAudit"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/webhooks/{id}/audit": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Who did what about a webhook, when and why
         * @description What people have had it do, from the histories of its newest two hundred runs, and from the archive once Temporal has forgotten them. What it does by itself is not told.
         */
        readonly get: operations["getWebhookAudit"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/transactions:retry": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Run again all transactions that stopped for the same cause
         * @description Sends each a correction without changes, and says what came of each. One that needs more than that is refused and stays as it is.
         */
        readonly post: operations["retryTransactions"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/tasks": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Whatever waits for a person, the oldest deadline first
         * @description One ordered list over transactions, terms, batches, groups of quotes, comparisons and webhooks: the deadlines first, the oldest before the others; of one day, and of those without one, what waits the longest. The index follows by a second or so; what is on a page was asked of its workflow. The cursor names a place: while the list changes, what stays is neither repeated nor left out.
         */
        readonly get: operations["listTasks"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/tasks:settle": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Settle many tasks at once
         * @description Each by the act that settles it: a stop is run again, a task is closed, what is paused or parked is resumed, what is referred is decided as `decision` says. What needs more, such as the proof of a notice or a person's word about a write in doubt, is refused and stays as it is. Of what a filter means, the 2000 most urgent.
         */
        readonly post: operations["settleTasks"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/task-batches/{requestId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** How far a batch of tasks is */
        readonly get: operations["getTaskBatch"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/task-batches/{requestId}/results": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What became of each task of a batch
         * @description In the order of the batch, as far as it is; 500 at a time.
         */
        readonly get: operations["getTaskBatchResults"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/task-batches/{requestId}/pause": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Have a batch settle no more tasks until it is resumed */
        readonly post: operations["pauseTaskBatch"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/task-batches/{requestId}/resume": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Have a paused batch of tasks go on */
        readonly post: operations["resumeTaskBatch"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/task-batches/{requestId}/cancel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** End a batch of tasks; what it has settled stays */
        readonly post: operations["cancelTaskBatch"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/transactions/{id}/advance": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Have a transaction go further
         * @description It goes on until it is where it was asked to go, and stops at the first failure on the way. What it was asked for before, has reached or passed changes nothing.
         */
        readonly post: operations["advanceTransaction"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/transactions/{id}/accept": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Accept what a transaction has quoted: it goes on to its end */
        readonly post: operations["acceptTransaction"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/transactions/{id}/correct": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Correct the input of a stopped step and run it again */
        readonly post: operations["correctTransaction"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/transactions/{id}/abandon": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** End a transaction that is not bound */
        readonly post: operations["abandonTransaction"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/transactions/{id}/withdraw": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * It shall not happen
         * @description Which acts a change takes now is said by its `links`. What its state refuses changes nothing.
         */
        readonly post: operations["withdrawTransaction"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/transactions/{id}/record-notice": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * The notice is out: it is recorded to whom it was mailed, when, and where the proof is
         * @description Which acts a change takes now is said by its `links`. What its state refuses changes nothing.
         */
        readonly post: operations["recordNoticeTransaction"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/transactions/{id}/reschedule": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * It shall hold from another day, be booked on another, or go on on another
         * @description Which acts a change takes now is said by its `links`. What its state refuses changes nothing.
         */
        readonly post: operations["rescheduleTransaction"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/transactions/{id}/rescind": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * What was announced shall not happen: a cancellation that is paid or forgiven, or a non-renewal
         * @description Which acts a change takes now is said by its `links`. What its state refuses changes nothing.
         */
        readonly post: operations["rescindTransaction"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/transactions/{id}/decide": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * A person decides what was referred
         * @description Which acts a change takes now is said by its `links`. What its state refuses changes nothing.
         */
        readonly post: operations["decideTransaction"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/transactions/{id}/settle": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * What a task asked for is done
         * @description Which acts a change takes now is said by its `links`. What its state refuses changes nothing.
         */
        readonly post: operations["settleTransaction"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/transactions/{id}/edit": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Something else is asked for: it is quoted again, as a new revision
         * @description Which acts a change takes now is said by its `links`. What its state refuses changes nothing.
         */
        readonly post: operations["editTransaction"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/moratoriums/{id}/apply": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Withdraw the cancellations under way that a moratorium forbids
         * @description The moratorium is one of the notice file, and holds today. Cancellations that are not pending any more go on. Repeatable.
         */
        readonly post: operations["applyMoratorium"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/healthz": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Whether the process answers */
        readonly get: operations["getHealth"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/readyz": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Whether Temporal answers too */
        readonly get: operations["getReadiness"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/terms": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The terms that are not over, such as those with a task for a person
         * @description From the search index, which follows by a second or so. No worker is needed.
         */
        readonly get: operations["listTerms"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/policies/{policyNumber}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * A policy: its terms and their charges, when it covers, its transactions, and what is pending
         * @description Which terms and transactions there are is from the search index, which follows by a second or so; what they hold is from their workers, where they answer. A policy of which nothing is known is read from the policy system; nothing is kept of that.
         */
        readonly get: operations["getPolicy"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/policies/{policyNumber}/terms/{termNumber}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Everything about a term: its money, whether it is confirmed and why, whose turn it is */
        readonly get: operations["getTerm"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/policies/{policyNumber}/terms/{termNumber}/direction": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Says how the term goes on after its end
         * @description The newest word holds, until it is lifted. `nonRenew` and `notTaken` keep the term from starting its renewal; a renewal that is under way is told. Only of a term in force that has no next one yet.
         */
        readonly put: operations["setDirection"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/policies/{policyNumber}/terms/{termNumber}/settle": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * A person has done what a task of the term asked for
         * @description The task is closed. Nothing else is changed: Bindery does not look whether it was done.
         */
        readonly post: operations["settleTask"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/policies/{policyNumber}/terms/{termNumber}/sync": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Tells the term what was done by hand in the policy system
         * @description Bound changes of the policy that no transaction of Bindery made are read from the policy system and told to the term. A term that nobody here has bound is opened first, with what the policy system and billing hold of it. Repeatable. Billing is told nothing: a task of a billed term names what it may not know.
         */
        readonly post: operations["syncTerm"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/policies/{policyNumber}/terms/{termNumber}/free-turn": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Take the turn from a transaction that does not run any more
         * @description A transaction that was terminated in Temporal while it had the turn of a term never gives it back. The next in the queue gets it. What that transaction has written stands: look it up first, and post it again to have it finished.
         */
        readonly post: operations["freeTurn"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/policies/{policyNumber}/terms/{termNumber}/confirm": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * The insured has taken the term
         * @description Only a bound term can be confirmed; nothing is started for any other.
         */
        readonly post: operations["confirmTerm"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/policies/{policyNumber}/terms/{termNumber}/payments": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Money has come in for a term
         * @description No money is dropped: what comes early, late or in another currency is kept, and the answer says so.
         */
        readonly post: operations["recordPayment"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/policies/{policyNumber}/terms/{termNumber}/payments/{paymentId}/reverse": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Money was taken back
         * @description May overtake its payment, which then does not count.
         */
        readonly post: operations["reversePayment"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/policies/{policyNumber}/terms/{termNumber}/begin-cancellation": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * The insurer cancels the term, because it is not paid
         * @description Starts a cancellation, which waits for the proof of its notice where the law wants one. A repeat is the same cancellation.
         */
        readonly post: operations["beginCancellation"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/policies/{policyNumber}/terms/{termNumber}/reschedule-cancellation": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * A cancellation that is not booked yet shall hold from another day
         * @description No day that its notice does not allow.
         */
        readonly post: operations["rescheduleCancellation"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/policies/{policyNumber}/terms/{termNumber}/rescind-cancellation": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * A cancellation that is not booked yet shall not happen
         * @description Billing's own word, without arithmetic. It is decided by when the money was received; what comes after the deadline is a matter of a reinstatement.
         */
        readonly post: operations["rescindCancellation"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/policies/{policyNumber}/cancellations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Cancel a policy
         * @description The same requestId with the same content is one change, however often it is posted; with other content it is refused. What is refused is not started.
         */
        readonly post: operations["postCancellation"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/cancellations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Cancel a policy, of the policy that has a transaction of that reference
         * @description The same requestId with the same content is one change, however often it is posted; with other content it is refused. What is refused is not started.
         */
        readonly post: operations["postCancellationByReference"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/policies/{policyNumber}/endorsements": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Change a policy within its term
         * @description The same requestId with the same content is one change, however often it is posted; with other content it is refused. What is refused is not started.
         */
        readonly post: operations["postEndorsement"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/endorsements": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Change a policy within its term, of the policy that has a transaction of that reference
         * @description The same requestId with the same content is one change, however often it is posted; with other content it is refused. What is refused is not started.
         */
        readonly post: operations["postEndorsementByReference"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/policies/{policyNumber}/reinstatements": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Bring a cancelled policy back
         * @description The same requestId with the same content is one change, however often it is posted; with other content it is refused. What is refused is not started.
         */
        readonly post: operations["postReinstatement"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/reinstatements": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Bring a cancelled policy back, of the policy that has a transaction of that reference
         * @description The same requestId with the same content is one change, however often it is posted; with other content it is refused. What is refused is not started.
         */
        readonly post: operations["postReinstatementByReference"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/policies/{policyNumber}/rewrites": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * End a policy term and put another in its place
         * @description The same requestId with the same content is one change, however often it is posted; with other content it is refused. What is refused is not started.
         */
        readonly post: operations["postRewrite"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/rewrites": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * End a policy term and put another in its place, of the policy that has a transaction of that reference
         * @description The same requestId with the same content is one change, however often it is posted; with other content it is refused. What is refused is not started.
         */
        readonly post: operations["postRewriteByReference"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/policies/{policyNumber}/renewals": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Make the next term of a policy
         * @description A term has one renewal at a time, whoever begins it: the term itself when its lead time comes, or a request. The same request again is the same renewal; another is refused while one is under way or done.
         */
        readonly post: operations["postRenewal"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/renewals": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Make the next term of the policy that has a transaction of that reference
         * @description A term has one renewal at a time, whoever begins it: the term itself when its lead time comes, or a request. The same request again is the same renewal; another is refused while one is under way or done.
         */
        readonly post: operations["postRenewalByReference"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/renewals:start": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Start the renewals of policies, each for itself
         * @description In the order given. What cannot be started is said and does not keep the others; posted again, what was started is known.
         */
        readonly post: operations["startRenewals"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/renewal-batches": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Start the renewals of many policies
         * @description Each is begun at once, by the rule of its product, as fast as the batch may; a policy that has a renewal, whoever began it, keeps it. What cannot be begun does not keep the others.
         */
        readonly post: operations["postRenewalBatch"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/renewal-batches/{requestId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** How far a batch of renewals is */
        readonly get: operations["getRenewalBatch"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/renewal-batches/{requestId}/results": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What became of each policy of a batch
         * @description In the order of the batch, as far as it is.
         */
        readonly get: operations["getRenewalBatchResults"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/renewal-batches/{requestId}/pause": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Have a batch begin no more renewals until it is resumed */
        readonly post: operations["pauseRenewalBatch"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/renewal-batches/{requestId}/resume": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Have a paused batch go on */
        readonly post: operations["resumeRenewalBatch"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/renewal-batches/{requestId}/cancel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** End a batch; what it has begun goes on */
        readonly post: operations["cancelRenewalBatch"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/renewal-batches/{requestId}/settle": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Say that a policy is seen to whose renewal a batch could not begin
         * @description It begins nothing: start the renewal by itself where it is wanted.
         */
        readonly post: operations["settleRenewalBatchTask"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/reconciliations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The comparisons, the newest first
         * @description From the search index, which follows by a second or so. No worker is needed.
         */
        readonly get: operations["listReconciliations"];
        readonly put?: never;
        /**
         * Compare the policy system, billing and Temporal
         * @description Term by term, as fast as it may. What differs twice is repaired by who owns it where that is safe, and is a task of the term everywhere else.
         */
        readonly post: operations["postReconciliation"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/reconciliations/{requestId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The numbers of a comparison */
        readonly get: operations["getReconciliation"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/reconciliations/{requestId}/differences": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What differs, with both sides
         * @description In the order in which it was found, as far as the comparison is.
         */
        readonly get: operations["getReconciliationDifferences"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/reconciliations/{requestId}/pause": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Have a comparison look at nothing more until it is resumed */
        readonly post: operations["pauseReconciliation"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/reconciliations/{requestId}/resume": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Have a paused comparison go on */
        readonly post: operations["resumeReconciliation"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/reconciliations/{requestId}/cancel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** End a comparison */
        readonly post: operations["cancelReconciliation"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/renewal-offers/{offerId}/payments": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Money came in for a renewal offer
         * @description Payments of one version add up. Where they pay for a plan, the new term is bound and its policy number answered; else a person is asked and the number is null. A repeat under the same transactionId is answered the same.
         */
        readonly post: operations["recordOfferPayment"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/renewal-offers/{offerId}/payments/{paymentId}/reverse": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Money for a renewal offer was taken back
         * @description Before the bind it counts no more, and may overtake its payment; what was bound with it by then is reversed at the new term, whose policy number is answered.
         */
        readonly post: operations["reverseOfferPayment"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/previews/cancellation": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * What a cancellation would give back, from which day at the earliest, and what stands against it
         * @description Nothing is written anywhere, and no transaction starts. A policy that Bindery did not bind is read from the policy system.
         */
        readonly post: operations["previewCancellation"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/previews/endorsement": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * What a change of the policy would charge or give back, and what stands against it
         * @description Nothing is written anywhere, and no transaction starts. A policy that Bindery did not bind is read from the policy system.
         */
        readonly post: operations["previewEndorsement"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/previews/reinstatement": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * What the return of a cancelled term would charge, and what stands against it
         * @description Nothing is written anywhere, and no transaction starts. A policy that Bindery did not bind is read from the policy system.
         */
        readonly post: operations["previewReinstatement"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/previews/rewrite": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * What a rewrite would give back and charge, and what stands against it
         * @description Nothing is written anywhere, and no transaction starts. A policy that Bindery did not bind is read from the policy system.
         */
        readonly post: operations["previewRewrite"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/previews/renewal": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * What the next term would cost, when it would be made, and what stands against it
         * @description Nothing is written anywhere, and no transaction starts. A policy that Bindery did not bind is read from the policy system.
         */
        readonly post: operations["previewRenewal"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/policies/quote/{calculationInputDate}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * What a policy would cost, period by period and line by line
         * @description The policy is handled as a new one. Nothing of it is kept, no transaction starts, and the policy system is not written to. With `Accept: application/json;fields=payDate|taxes` each result has these dynamic fields, five at most: billingCycle, explanation, payDate, ratePlan, state, taxes, totalWithTaxes.
         */
        readonly post: operations["quotePremium"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What happened, in order
         * @description Events of transactions, renewals, terms and tasks as CloudEvents 1.0, oldest first, each once. With a filter a page may be shorter than `limit`, or empty, although `hasMore` is true: read on with `next`.
         */
        readonly get: operations["listEvents"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/webhooks": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * The webhooks that are not removed
         * @description Which there are, is from the search index, which follows by a second or so.
         */
        readonly get: operations["listWebhooks"];
        readonly put?: never;
        /**
         * Have events posted to an address as they happen
         * @description From the next event on, each as a CloudEvent (structured, `application/cloudevents+json`), signed as Standard Webhooks has it, in order for each policy, at least once. Keep the `secret` of the answer: it is shown again only while the same request is repeated and it was not rotated.
         */
        readonly post: operations["postWebhook"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/webhooks/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** How a webhook stands */
        readonly get: operations["getWebhook"];
        readonly put?: never;
        readonly post?: never;
        /**
         * End a webhook
         * @description What waits is never delivered. Once more, it answers as it was left.
         */
        readonly delete: operations["removeWebhook"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Change where a webhook goes, or what it wants
         * @description From what is read next on; what waits is sent to the new address, wanted or not.
         */
        readonly patch: operations["changeWebhook"];
        readonly trace?: never;
    };
    readonly "/api/webhooks/{id}/pause": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Deliver nothing until it is resumed
         * @description Nothing is lost.
         */
        readonly post: operations["pauseWebhook"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/webhooks/{id}/resume": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Go on, also with what is parked or stopped
         * @description Whatever waits is tried at once, with all its attempts before it.
         */
        readonly post: operations["resumeWebhook"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/webhooks/{id}/rotate-secret": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Give a webhook a new secret
         * @description Messages are signed with both, the new one and the one before, until `signing.previousUntil`: have the receiver take the new one until then.
         */
        readonly post: operations["rotateWebhookSecret"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/webhooks/{id}/resend": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send events again
         * @description Under the ids that they had. `from`: whatever the webhook wants from there on, in order for each policy. `sequence`: one event, wanted or not, beside everything else.
         */
        readonly post: operations["resendEvents"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/webhooks/{id}/skip": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Leave an event out that a receiver never takes
         * @description Those of its policy that wait behind it go on at once.
         */
        readonly post: operations["skipEvent"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/webhooks/{id}/test": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send an event of type bindery.webhook.test, once
         * @description Also while the webhook is paused or stopped. It is in no order, and in no log.
         */
        readonly post: operations["testWebhook"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/openapi.json": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** This document */
        readonly get: operations["getOpenApiDocument"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly Transaction: {
            readonly id: string;
            /** @enum {string} */
            readonly kind: "newBusiness" | "cancellation" | "endorsement" | "reinstatement" | "renewal" | "rewrite";
            /**
             * @description How far the work on it is.
             * @enum {string}
             */
            readonly state: "started" | "authenticated" | "insured_created" | "submission_created" | "quote_created" | "rated" | "bound" | "issued" | "completed" | "failed" | "requested" | "quoted" | "pending" | "waitingTurn" | "completing" | "cancelled" | "rescinded" | "withdrawn" | "draft" | "binding" | "referred" | "scheduled" | "offered" | "nonRenewing" | "nonRenewed" | "notTaken" | "cancellingOld" | "bindingNew";
            /**
             * @description How far its quote has come: nothing is bound before `accepted`, and at `issued` everything is done. Null in a list, of what is under way.
             * @enum {string|null}
             */
            readonly quoteState: "draft" | "validated" | "priced" | "underwritten" | "accepted" | "issued" | "underwritingBlocked" | "declined" | "rejected" | "refused" | "discarded" | null;
            /**
             * @description How far it was asked to go.
             * @enum {string}
             */
            readonly advanceTo: "draft" | "validated" | "priced" | "underwritten" | "accepted" | "issued" | "quoted" | "completed";
            /**
             * @description Where it waits to be asked to go further; null while it goes on.
             * @enum {string|null}
             */
            readonly heldAt: "draft" | "validated" | "priced" | "underwritten" | "accepted" | "issued" | "quoted" | "completed" | null;
            readonly policyNumber: string | null;
            /** @description What it waits for, in a sentence. */
            readonly waitingFor: string | null;
            readonly needsAttention: boolean;
            readonly attention: components["schemas"]["Attention"];
            readonly failure: components["schemas"]["Failure"];
            readonly externalSystem: string;
            readonly externalId: string;
            readonly product: string;
            /** Format: date */
            readonly effectiveDate: string;
            /** Format: date */
            readonly expirationDate: string;
            /**
             * @description What the policy costs once rated, premium and fees; of a change what it charges, below zero what it gives back.
             * @example 5000.00
             */
            readonly total: string | null;
            /**
             * @description Without fees that the policy system added.
             * @example 5000.00
             */
            readonly premium: string | null;
            /**
             * @description What the policy system added by itself.
             * @example 5000.00
             */
            readonly fees: string | null;
            /** Format: date */
            readonly issuedOn: string | null;
            readonly ids: components["schemas"]["PolicySystemIds"];
            /** @description Null where the policy system alone bills, and until it is agreed. */
            readonly billing: {
                readonly accountNumber: string;
                readonly currency: string;
                /** @enum {string} */
                readonly method: "directBill" | "agencyBill";
                /** @description Billing's code of the payment plan. */
                readonly paymentPlan: string;
                /** @description Billing's code of the rhythm of invoices. */
                readonly invoicingPlan: string;
                /**
                 * @description Due first, one-time charges included.
                 * @example 1494.50
                 */
                readonly firstInvoice: string;
                /** @description The invoices to come; known before the bind. */
                readonly schedule: readonly {
                    /** Format: date */
                    readonly dueDate: string;
                    /** @enum {string} */
                    readonly kind: "downPayment" | "installment";
                    /** @example 1494.50 */
                    readonly amount: string;
                }[];
                /** @description Billing's number of the booking; null until the term is booked. */
                readonly bookingId: string | null;
            } | null;
            /** @description Of a quote that was steered or underwritten; null of all others. */
            readonly quote: {
                /**
                 * Format: date-time
                 * @description Until when it may be bound; null where it does not expire.
                 */
                readonly expiresAt: string | null;
                /** @description What stands against the step that was tried last. */
                readonly findings: readonly components["schemas"]["FieldError"][];
                /** @description How a rate plan has come to the premium, line by line; null until then, and of what is priced otherwise. */
                readonly rating: readonly components["schemas"]["RatedLine"][] | null;
                /** @description Runs of the rules of underwriting, oldest first. */
                readonly underwriting: readonly {
                    /** Format: date-time */
                    readonly at: string;
                    readonly flags: readonly components["schemas"]["UnderwritingFlag"][];
                    /**
                     * @description Where the quote stood after it.
                     * @enum {string}
                     */
                    readonly quoteState: "draft" | "validated" | "priced" | "underwritten" | "accepted" | "issued" | "underwritingBlocked" | "declined" | "rejected" | "refused" | "discarded";
                    /** @description A reset has cleared it: it counts no more. */
                    readonly isCleared: boolean;
                }[];
                /**
                 * Format: date-time
                 * @description Until when an underwriter is to decide; null where none is asked.
                 */
                readonly decisionDue: string | null;
                readonly acts: readonly {
                    /** Format: date-time */
                    readonly at: string;
                    readonly by: string;
                    /** @enum {string} */
                    readonly act: "approve" | "decline" | "reject" | "refuse" | "reset" | "discard";
                    readonly reason: string;
                }[];
                /** @description Id of the group of quotes that it is one of; not there where it is its own opportunity. */
                readonly group?: string;
            } | null;
            /** @description Of a change of a bound term; null of what makes one. */
            readonly change: {
                readonly termNumber: number;
                /**
                 * Format: date
                 * @description From when it holds, as it was quoted last; null until it is quoted.
                 */
                readonly effectiveDate: string | null;
                /** @description As it was quoted last, and then as it was booked. */
                readonly amounts: {
                    readonly rows: readonly components["schemas"]["PreviewedCharge"][];
                    /**
                     * @description Above zero: to be paid; below: to be given back.
                     * @example -2520.55
                     */
                    readonly total: string;
                    /** @example -2520.55 */
                    readonly premium: string;
                    /** @example -2520.55 */
                    readonly taxes: string;
                    /** @example -2520.55 */
                    readonly fees: string;
                } | null;
                /** @description Names day and amounts; a preview with the same numbers has the same. */
                readonly digest: string | null;
                /** @description Null where nobody has to be told first. */
                readonly notice: {
                    /** @description Row of the notice file that asks for it. */
                    readonly row: string;
                    /**
                     * Format: date
                     * @description The first day that it allows.
                     */
                    readonly earliestDate: string;
                    /** @description Null until it is recorded. */
                    readonly proof: {
                        readonly sent: readonly {
                            /** @enum {string} */
                            readonly to: "insured" | "producer" | "mortgagee" | "additionalInterest";
                            /** Format: date */
                            readonly on: string;
                            readonly reference: string;
                        }[];
                    } | null;
                } | null;
                /**
                 * Format: date-time
                 * @description When it goes on by itself; null where it does not wait for a moment.
                 */
                readonly goesOnAt: string | null;
                /** @description Nothing happens until a moment comes or somebody acts. */
                readonly isResting: boolean;
                /** @description What was done about it; for the audit. */
                readonly acts: readonly {
                    /** Format: date-time */
                    readonly at: string;
                    readonly by: string;
                    /** @enum {string} */
                    readonly act: "withdraw" | "recordNotice" | "reschedule" | "rescind" | "edit" | "decide" | "settle" | "moratorium";
                    readonly reason: string | null;
                }[];
                /** @description The moratorium that withdrew it; null where none did. */
                readonly moratorium: string | null;
                /** @description Of a renewal; null of every other change. */
                readonly renewal: {
                    /** @enum {string|null} */
                    readonly flow: "bindAndCancel" | "offer" | "confirmed" | null;
                    readonly newTermNumber: number;
                    /** @description Of the new term, which the policy system may number anew; null until it is bound. */
                    readonly newPolicyNumber: string | null;
                    /** @description Id of the new business that makes the new term; null until that is begun. */
                    readonly madeBy: string | null;
                    /** @enum {string|null} */
                    readonly direction: "nonRenew" | "notTaken" | "refer" | null;
                    /** @description When it goes on by itself, by the files of the business as they are now. */
                    readonly moments: {
                        /** Format: date-time */
                        readonly startsAt: string;
                        readonly recheckedAt: readonly string[];
                        /** Format: date-time */
                        readonly offeredAt: string | null;
                        /** Format: date-time */
                        readonly boundAt: string | null;
                        /** Format: date-time */
                        readonly payableUntil: string | null;
                        /** Format: date-time */
                        readonly expiresAt: string;
                    } | null;
                    /** @description The days of a notice of non-renewal, with the row that says so. */
                    readonly nonRenewal: {
                        /** Format: date */
                        readonly from: string | null;
                        /** Format: date */
                        readonly by: string;
                        readonly row: string;
                    } | null;
                    readonly offers: readonly components["schemas"]["RenewalOffer"][];
                    readonly money: readonly components["schemas"]["RenewalMoney"][];
                    /** @description What billing has taken back, perhaps before it came. */
                    readonly reversals: readonly {
                        readonly paymentId: string;
                        readonly transactionId: string;
                        readonly reason: string;
                    }[];
                    /** @description What a person has to do; settled one by one. */
                    readonly tasks: readonly {
                        readonly key: string;
                        readonly text: string;
                        /** Format: date-time */
                        readonly since: string;
                    }[];
                } | null;
            } | null;
            readonly steps: readonly components["schemas"]["Step"][];
            readonly corrections: readonly components["schemas"]["Correction"][];
            readonly advances: readonly components["schemas"]["Advance"][];
            readonly revision: number;
            /**
             * Format: date-time
             * @description When it was begun; one that was taken up after its end in Temporal, when that was. Null in the answer that begins it.
             */
            readonly createdAt: string | null;
            /**
             * Format: date-time
             * @description When something became of it last. Null in lists of what is not over.
             */
            readonly updatedAt: string | null;
            readonly links: components["schemas"]["TransactionLinks"];
        };
        /** @description Why the transaction waits for a person, and what helps. */
        readonly Attention: {
            /** @enum {string} */
            readonly step: "validate" | "lookUpReference" | "producer" | "insured" | "submission" | "quote" | "linkReference" | "rating" | "billingTerms" | "underwrite" | "group" | "bind" | "binderDocument" | "issue" | "policyDocument" | "bookTerm" | "handOverTerm" | "verify" | "quoteChange" | "findMoratorium" | "readPastDue" | "flagTerm" | "takeTurn" | "makeChange" | "rateWorkbook" | "compareRated" | "tellTerm" | "billChange" | "startReturn" | "closeUnbound" | "giveBackTurn" | "readExpiring" | "nextReference" | "prepareNewTerm" | "lookAtNewTerm" | "sendOffer" | "acceptPlan" | "bindNewTerm" | "adviseLateMoney" | "passMoneyOn" | "cancelNewTerm" | "carryChange";
            /** @enum {string} */
            readonly cause: "rejected" | "contractBroken" | "outage" | "unknownOutcome";
            /** @description Part of the submission at fault, such as `producer.contactGuid`. */
            readonly field: string | null;
            readonly reason: string;
            readonly remedy: string;
            /** @description Every write that may have happened and is not settled; empty when none is. */
            readonly inDoubt: readonly components["schemas"]["WriteInDoubt"][];
            /** Format: date-time */
            readonly since: string;
        } | null;
        /** @description A write that may have happened. */
        readonly WriteInDoubt: {
            /** @description Names it in `outcome.write` of a correction. */
            readonly write: string;
            /** @description What it is, a charge with line, state and amount. */
            readonly what: string;
            /** @description Where to look for it: system, and GUID or number. */
            readonly where: string;
            /** @description What `outcome.made` must name when it is there; null for nothing. */
            readonly made: string | null;
        };
        readonly Failure: {
            /** @enum {string} */
            readonly code: "abandoned" | "conflict" | "discarded" | "expired" | "refused" | "terminated" | "cancelled" | "timedOut" | "crashed";
            readonly reason: string;
        } | null;
        /** @description The policy system's identifiers, as far as known. */
        readonly PolicySystemIds: {
            readonly insuredGuid: string | null;
            readonly producerContactGuid: string | null;
            readonly underwriterGuid: string | null;
            readonly submissionGroupGuid: string | null;
            readonly quoteGuid: string | null;
            readonly quoteOptionGuids: readonly string[];
            readonly controlNumber: number | null;
            readonly invoiceNumbers: readonly number[];
        };
        readonly FieldError: {
            /** @description Such as `insured.location.zip` or `premium[0].amount`; empty for the whole request. */
            readonly field: string;
            /**
             * @description What kind of fault it is, and what a client decides by (docs/errors.md).
             * @enum {string}
             */
            readonly code: "missing" | "malformed" | "unknownField" | "unknown" | "notSold" | "notUsed" | "notAllowed" | "outOfRange" | "repeated" | "contradicts" | "groupTaken";
            readonly reason: string;
            readonly remedy: string;
            /**
             * @description Of premium quotes: what is said by a code that clients of other systems know.
             * @example POL-IP-POLI-003
             */
            readonly messageCode?: string;
        };
        readonly RatedLine: {
            readonly sequence: number;
            readonly code: string;
            readonly name: string;
            readonly type: string;
            readonly charge: string;
            readonly line: string | null;
            readonly addOn: string | null;
            /** @description Lines that it was computed of. */
            readonly references: readonly number[];
            readonly percentage: string | null;
            readonly amount: string;
            readonly working: {
                readonly by: string;
                readonly of: string | null;
                readonly value: string;
                readonly lookedUp: {
                    readonly field: string;
                    readonly found: string | null;
                } | null;
                /** @description Before it was rounded, as a fraction. */
                readonly exact: string;
                /** @enum {string} */
                readonly roundedTo: "cent" | "dollar";
            };
        };
        readonly UnderwritingFlag: {
            /** @description Key of the rule in the product file. */
            readonly rule: string;
            /** @enum {string} */
            readonly flag: "information" | "block" | "decline" | "reject" | "approve";
            readonly text: string;
        };
        readonly PreviewedCharge: {
            /** @enum {string} */
            readonly kind: "premium" | "tax" | "fee";
            readonly name: string;
            readonly line: string | null;
            readonly state: string | null;
            /** @description Below zero for what is given back. */
            readonly amount: string;
            /**
             * @description Whether a cancellation gives it back: always, from the very start of the term, or never.
             * @enum {string}
             */
            readonly refundable: "always" | "flatOnly" | "never";
            readonly isTaxable: boolean;
            readonly because: components["schemas"]["Working"];
        };
        readonly Working: {
            /** @description By which rule; docs/amounts.md has them all. */
            readonly rule: string;
            /**
             * @description The amount that the factor was taken of.
             * @example -2520.55
             */
            readonly of: string;
            /**
             * @description Exact, in lowest terms.
             * @example 181/365
             */
            readonly factor: string;
            /**
             * @description What the factor gives of the amount.
             * @example -2520.55
             */
            readonly gives: string;
            /** @enum {string} */
            readonly roundedTo: "cent" | "dollar";
        };
        readonly RenewalOffer: {
            /** @description Billing names it when money comes in. */
            readonly offerId: string;
            readonly version: number;
            /** Format: date-time */
            readonly sentAt: string;
            readonly currency: string;
            /** @example 1494.50 */
            readonly total: string;
            readonly plans: readonly {
                readonly planCode: string;
                /**
                 * @description Pays for the plan.
                 * @example 1494.50
                 */
                readonly firstInvoice: string;
            }[];
            /** Format: date-time */
            readonly payableUntil: string;
        };
        readonly RenewalMoney: {
            readonly paymentId: string;
            /** @description Of the offer that it is for, which may not be out yet. */
            readonly version: number;
            /** @example 1494.50 */
            readonly amount: string;
            readonly currency: string;
            /** Format: date-time */
            readonly receivedAt: string;
            /** @description That the payer named. */
            readonly planCode: string | null;
            /** @enum {string} */
            readonly standing: "counts" | "parked" | "olderVersion" | "unapplied" | "reversed";
            /** @description Of the message that told it; absent from what came long ago. */
            readonly transactionId?: string;
        };
        readonly Step: {
            /** @enum {string} */
            readonly name: "validate" | "lookUpReference" | "producer" | "insured" | "submission" | "quote" | "linkReference" | "rating" | "billingTerms" | "underwrite" | "group" | "bind" | "binderDocument" | "issue" | "policyDocument" | "bookTerm" | "handOverTerm" | "verify" | "quoteChange" | "findMoratorium" | "readPastDue" | "flagTerm" | "takeTurn" | "makeChange" | "rateWorkbook" | "compareRated" | "tellTerm" | "billChange" | "startReturn" | "closeUnbound" | "giveBackTurn" | "readExpiring" | "nextReference" | "prepareNewTerm" | "lookAtNewTerm" | "sendOffer" | "acceptPlan" | "bindNewTerm" | "adviseLateMoney" | "passMoneyOn" | "cancelNewTerm" | "carryChange";
            /** Format: date-time */
            readonly startedAt: string;
            /** Format: date-time */
            readonly finishedAt: string;
            readonly outcome: string;
        };
        readonly Correction: {
            /** Format: date-time */
            readonly at: string;
            readonly by: string;
            readonly reason: string;
            readonly fields: readonly string[];
            /** @description What was said of a write in doubt, and whether the policy system or billing could confirm it. */
            readonly word: string | null;
        };
        /** @description Somebody had it go further, or accepted what it quoted. */
        readonly Advance: {
            /** Format: date-time */
            readonly at: string;
            readonly by: string;
            /** @enum {string} */
            readonly advanceTo: "draft" | "validated" | "priced" | "underwritten" | "accepted" | "issued" | "quoted" | "completed";
        };
        readonly TransactionLinks: {
            readonly self: string;
            /** @description Present while a correction is awaited or possible. */
            readonly correct?: string;
            /** @description Present while it can be asked to go further. */
            readonly advance?: string;
            /** @description Present together with `advance`. */
            readonly accept?: string;
            /** @description Present until the policy is bound. */
            readonly abandon?: string;
            /** @description Present while it can be done. */
            readonly withdraw?: string;
            /** @description Present while it can be done. */
            readonly recordNotice?: string;
            /** @description Present while it can be done. */
            readonly reschedule?: string;
            /** @description Present while it can be done. */
            readonly rescind?: string;
            /** @description Present while it can be done. */
            readonly edit?: string;
            /** @description Present while it can be done. */
            readonly decide?: string;
            /** @description Present while it can be done. */
            readonly settle?: string;
            readonly temporalUi?: string;
        };
        /** @description RFC 9457 problem details. */
        readonly Problem: {
            /**
             * @description What a client decides by.
             * @enum {string}
             */
            readonly type: "urn:bindery:problem:malformed-path" | "urn:bindery:problem:malformed-json" | "urn:bindery:problem:invalid-parameter" | "urn:bindery:problem:idempotency-key-refused" | "urn:bindery:problem:unauthenticated" | "urn:bindery:problem:missing-scope" | "urn:bindery:problem:unknown-path" | "urn:bindery:problem:unknown-transaction" | "urn:bindery:problem:not-a-quote" | "urn:bindery:problem:unknown-policy" | "urn:bindery:problem:unknown-term" | "urn:bindery:problem:unknown-offer" | "urn:bindery:problem:unknown-batch" | "urn:bindery:problem:unknown-reconciliation" | "urn:bindery:problem:unknown-webhook" | "urn:bindery:problem:unknown-group" | "urn:bindery:problem:unknown-moratorium" | "urn:bindery:problem:term-not-bound" | "urn:bindery:problem:method-not-allowed" | "urn:bindery:problem:unknown-product" | "urn:bindery:problem:different-request" | "urn:bindery:problem:change-refused" | "urn:bindery:problem:policy-not-opened" | "urn:bindery:problem:no-preview" | "urn:bindery:problem:quote-differs" | "urn:bindery:problem:group-in-use" | "urn:bindery:problem:turn-in-use" | "urn:bindery:problem:no-such-act" | "urn:bindery:problem:nothing-to-correct" | "urn:bindery:problem:webhooks-off" | "urn:bindery:problem:no-such-event" | "urn:bindery:problem:events-gone" | "urn:bindery:problem:stale-version" | "urn:bindery:problem:version-needed" | "urn:bindery:problem:stale-revision" | "urn:bindery:problem:already-used" | "urn:bindery:problem:outcome-needed" | "urn:bindery:problem:outcome-not-needed" | "urn:bindery:problem:outcome-differs" | "urn:bindery:problem:too-early" | "urn:bindery:problem:already-bound" | "urn:bindery:problem:bind-under-way" | "urn:bindery:problem:already-ended" | "urn:bindery:problem:refused" | "urn:bindery:problem:content-differs" | "urn:bindery:problem:term-full" | "urn:bindery:problem:term-refused" | "urn:bindery:problem:no-such-task" | "urn:bindery:problem:term-ended" | "urn:bindery:problem:too-large" | "urn:bindery:problem:unsupported-media-type" | "urn:bindery:problem:invalid-request" | "urn:bindery:problem:amount-not-positive" | "urn:bindery:problem:too-many-requests" | "urn:bindery:problem:workflow-failing" | "urn:bindery:problem:internal" | "urn:bindery:problem:policy-not-read" | "urn:bindery:problem:term-busy" | "urn:bindery:problem:worker-unavailable" | "urn:bindery:problem:stopping" | "urn:bindery:problem:temporal-unavailable";
            readonly title: string;
            readonly status: number;
            readonly detail: string;
            readonly errors?: readonly components["schemas"]["FieldError"][];
            /**
             * @description Why a policy term refused a message; there where a term did.
             * @enum {string}
             */
            readonly code?: "notAllowedInState" | "contentDiffers" | "alreadyBound" | "anchorContradictsStart" | "amountNotPositive" | "atOrAfterExpiration" | "afterTermEnd" | "beforeCancellationDate" | "beforeTermStart" | "bindInProgress" | "cancellationPending" | "directionHolds" | "durationNotPositiveInteger" | "equalFirstInvoices" | "flatNotAtStart" | "gapNotAllowed" | "groupFull" | "groupLocked" | "groupTaken" | "noNoticeRow" | "noTaxRow" | "notCancelled" | "notEarlier" | "noticeProofMissing" | "nothingToCorrect" | "notInMoratorium" | "notOneYearTerm" | "notRenewable" | "notUniform" | "notTurnHolder" | "offerOutstanding" | "outOfSequence" | "productFixed" | "quoteIssued" | "refuseFirst" | "staleVersion" | "termAlreadyBound" | "termCancelled" | "termFull" | "termHasNoDay" | "termNotBound" | "termNotInForce" | "termReplaced" | "tooEarly" | "tooLateToRescind" | "unknownProduct" | "unknownReference" | "wrongFlow";
            /** @description What the term would have taken. */
            readonly allowed?: string;
            /** @description Everything that stands against a change, all at once. */
            readonly refusals?: readonly components["schemas"]["Refusal"][];
            /** @description Of `quote-differs`: the digest that was given, the one of now, and the total of now. */
            readonly quote?: {
                readonly asked: string;
                readonly now: string;
                readonly total: string;
            };
        };
        readonly Refusal: {
            /** @enum {string} */
            readonly code: "notAllowedInState" | "contentDiffers" | "alreadyBound" | "anchorContradictsStart" | "amountNotPositive" | "atOrAfterExpiration" | "afterTermEnd" | "beforeCancellationDate" | "beforeTermStart" | "bindInProgress" | "cancellationPending" | "directionHolds" | "durationNotPositiveInteger" | "equalFirstInvoices" | "flatNotAtStart" | "gapNotAllowed" | "groupFull" | "groupLocked" | "groupTaken" | "noNoticeRow" | "noTaxRow" | "notCancelled" | "notEarlier" | "noticeProofMissing" | "nothingToCorrect" | "notInMoratorium" | "notOneYearTerm" | "notRenewable" | "notUniform" | "notTurnHolder" | "offerOutstanding" | "outOfSequence" | "productFixed" | "quoteIssued" | "refuseFirst" | "staleVersion" | "termAlreadyBound" | "termCancelled" | "termFull" | "termHasNoDay" | "termNotBound" | "termNotInForce" | "termReplaced" | "tooEarly" | "tooLateToRescind" | "unknownProduct" | "unknownReference" | "wrongFlow";
            readonly field: string;
            readonly found: string;
            readonly allowed: string;
            readonly text: string;
        };
        readonly SubmissionRequest: {
            /** @description Short name of the source system. Holds no personal data: it becomes part of ids. */
            readonly externalSystem: string;
            /** @description The source system's key of this submission; the same key twice is one transaction. Holds no personal data. */
            readonly externalId: string;
            readonly product: string;
            /**
             * Format: date
             * @example 2027-02-01
             */
            readonly effectiveDate: string;
            /**
             * Format: date
             * @description The effective date plus the product's term unless said. Not covered.
             * @example 2027-02-01
             */
            readonly expirationDate?: string;
            /**
             * @description Instead of the effective date: a moment, or without an offset what the clock of the zone shows.
             * @example 2027-02-01T00:01-06:00
             */
            readonly startTime?: string;
            /** @description Instead of the expiration date. */
            readonly endTime?: string;
            /** @description Where no end is said: how long the term is, by the calendar of the zone; the product's term unless said. */
            readonly termDuration?: number;
            /**
             * @default months
             * @enum {string}
             */
            readonly durationBasis?: "hours" | "days" | "weeks" | "months" | "years";
            /** @description The product's; copied from it unless said. */
            readonly timeZone?: string;
            /** @description The product's; copied from it unless said. */
            readonly currency?: string;
            /**
             * Format: date
             * @description Today in the product's time zone unless said.
             * @example 2027-02-01
             */
            readonly submissionDate?: string;
            /**
             * @description State whose rules govern the policy.
             * @example TX
             */
            readonly state: string;
            readonly insured: components["schemas"]["Insured"];
            readonly producer: components["schemas"]["Producer"];
            /**
             * @description The producer's underwriter for the line unless said.
             * @example 4b9b3b8a-9c67-58a6-980d-8ac59b4e89ad
             */
            readonly underwriterGuid?: string;
            /** @description For a pass-through product: the source system's own premium. */
            readonly premium?: readonly components["schemas"]["PremiumCharge"][];
            /**
             * @description For a product with a rate plan: what it is rated by.
             * @example {
             *       "buildingValue": 350000,
             *       "deductible": "2500"
             *     }
             */
            readonly risk?: {
                readonly [key: string]: string | number;
            };
            /** @description For a product with a rate plan: parts of it that are wanted, too. */
            readonly addOns?: readonly string[];
            /** @description For an Excel-rated product: what it is priced from. */
            readonly workbook?: {
                readonly fileName: string;
                readonly contentBase64: string;
            };
            /** @description One of the product's plans in the policy system, its first unless said; -1 is single pay. */
            readonly paymentPlan?: number;
            readonly billing?: components["schemas"]["BillingChoices"];
            /**
             * @description How far to go before it waits to be asked for more; `issued`, the default, goes straight through. No part of what is posted: the same request with another `advanceTo` is the same, and does not move it.
             * @enum {string}
             */
            readonly advanceTo?: "draft" | "validated" | "priced" | "underwritten" | "accepted" | "issued";
        };
        /** @description Who is insured: an organisation or a person, never both. */
        readonly Insured: {
            /** @enum {string} */
            readonly businessType: "corporation" | "llc" | "partnership" | "limitedPartnership" | "jointVenture" | "trust" | "individual" | "other";
            /** @description For every legal form but `individual`. */
            readonly corporationName?: string;
            readonly firstName?: string;
            readonly middleName?: string;
            /** @description For an `individual`; for `other`, either this or `corporationName`. */
            readonly lastName?: string;
            /** @description The corporation name, or first and last name, unless said. */
            readonly nameOnPolicy?: string;
            readonly dba?: string;
            /** @example 12-3456789 */
            readonly fein?: string;
            readonly ssn?: string;
            /**
             * Format: date
             * @example 2027-02-01
             */
            readonly dateOfBirth?: string;
            readonly location: components["schemas"]["InsuredLocation"];
            /**
             * @description Who it is in the policy system, where somebody knows: the GUID of the insured on file, or `nobody` when its namesakes there are others. Looked for unless said.
             * @example nobody
             */
            readonly onFile?: string;
        };
        /** @description The insured's primary location. */
        readonly InsuredLocation: {
            /** @default Primary Location */
            readonly name?: string;
            readonly address1: string;
            readonly address2?: string;
            readonly city: string;
            readonly county?: string;
            /** @example TX */
            readonly state: string;
            /** @example 75201 */
            readonly zip: string;
            readonly zipPlus?: string;
            /** @default USA */
            readonly country?: string;
            readonly phone?: string;
            /** @example office@example.com */
            readonly email?: string;
        };
        /** @description Who brings the business. */
        readonly Producer: {
            /** @example 4b9b3b8a-9c67-58a6-980d-8ac59b4e89ad */
            readonly contactGuid: string;
        } | {
            /** @description Must find exactly one producer location when the transaction looks it up. */
            readonly search: string;
        };
        /** @description At most one per line, charge and state. */
        readonly PremiumCharge: {
            /** @description A line of the product; the product's first unless said. */
            readonly line?: string;
            /** @example premium */
            readonly charge: string;
            /** @example TX */
            readonly state: string;
            /**
             * @description For the whole term; text, so that no digit is lost.
             * @example 5000.00
             */
            readonly amount: string;
        };
        /**
         * @description Only for a product that a billing system bills.
         * @example {
         *       "method": "directBill",
         *       "paymentPlan": "TEN",
         *       "upFrontPayments": [
         *         {
         *           "paymentId": "PAY-2027-0001",
         *           "amount": "1494.50",
         *           "receivedAt": "2027-01-15T17:00:00Z"
         *         }
         *       ]
         *     }
         */
        readonly BillingChoices: {
            /**
             * @description The account that is charged; the insured's own unless said.
             * @example ACC-1001
             */
            readonly accountNumber?: string;
            /**
             * @description The product's unless said.
             * @enum {string}
             */
            readonly method?: "directBill" | "agencyBill";
            /**
             * @description Billing's code of a payment plan; the product's unless said.
             * @example TEN
             */
            readonly paymentPlan?: string;
            /**
             * @description Billing's code of a rhythm of invoices; the product's unless said.
             * @example TERM_DAY
             */
            readonly invoicingPlan?: string;
            /**
             * @description What the policy system adds to the premium by itself, where Bindery cannot read it. A person who found it on the invoice corrects it; below zero where something was taken off, never all of the premium. Where the policy system tells its fees, leave it out: another amount stops before the bind.
             * @example 75.00
             */
            readonly addedFees?: string;
            /** @description Money taken before the bind; it counts towards the first invoice. */
            readonly upFrontPayments?: readonly components["schemas"]["UpFrontPayment"][];
        };
        /** @description Money taken before the bind. */
        readonly UpFrontPayment: {
            /**
             * @description The payer's or receiver's own key: told twice, it counts once.
             * @example PAY-2027-0001
             */
            readonly paymentId: string;
            /**
             * @description Above zero, in the currency of the product.
             * @example 5000.00
             */
            readonly amount: string;
            /**
             * Format: date-time
             * @description When the money came in.
             * @example 2027-02-01T06:01:00Z
             */
            readonly receivedAt: string;
        };
        readonly Quote: {
            readonly id: string;
            /** @enum {string} */
            readonly kind: "newBusiness" | "cancellation" | "endorsement" | "reinstatement" | "renewal" | "rewrite";
            /**
             * @description How far the work on it is.
             * @enum {string}
             */
            readonly state: "started" | "authenticated" | "insured_created" | "submission_created" | "quote_created" | "rated" | "bound" | "issued" | "completed" | "failed" | "requested" | "quoted" | "pending" | "waitingTurn" | "completing" | "cancelled" | "rescinded" | "withdrawn" | "draft" | "binding" | "referred" | "scheduled" | "offered" | "nonRenewing" | "nonRenewed" | "notTaken" | "cancellingOld" | "bindingNew";
            /**
             * @description How far its quote has come: nothing is bound before `accepted`, and at `issued` everything is done. Null in a list, of what is under way.
             * @enum {string|null}
             */
            readonly quoteState: "draft" | "validated" | "priced" | "underwritten" | "accepted" | "issued" | "underwritingBlocked" | "declined" | "rejected" | "refused" | "discarded" | null;
            /**
             * @description How far it was asked to go.
             * @enum {string}
             */
            readonly advanceTo: "draft" | "validated" | "priced" | "underwritten" | "accepted" | "issued" | "quoted" | "completed";
            /**
             * @description Where it waits to be asked to go further; null while it goes on.
             * @enum {string|null}
             */
            readonly heldAt: "draft" | "validated" | "priced" | "underwritten" | "accepted" | "issued" | "quoted" | "completed" | null;
            readonly policyNumber: string | null;
            /** @description What it waits for, in a sentence. */
            readonly waitingFor: string | null;
            readonly needsAttention: boolean;
            readonly attention: components["schemas"]["Attention"];
            readonly failure: components["schemas"]["Failure"];
            readonly externalSystem: string;
            readonly externalId: string;
            readonly product: string;
            /** Format: date */
            readonly effectiveDate: string;
            /** Format: date */
            readonly expirationDate: string;
            /**
             * @description What the policy costs once rated, premium and fees; of a change what it charges, below zero what it gives back.
             * @example 5000.00
             */
            readonly total: string | null;
            /**
             * @description Without fees that the policy system added.
             * @example 5000.00
             */
            readonly premium: string | null;
            /**
             * @description What the policy system added by itself.
             * @example 5000.00
             */
            readonly fees: string | null;
            /** Format: date */
            readonly issuedOn: string | null;
            readonly ids: components["schemas"]["PolicySystemIds"];
            /** @description Null where the policy system alone bills, and until it is agreed. */
            readonly billing: {
                readonly accountNumber: string;
                readonly currency: string;
                /** @enum {string} */
                readonly method: "directBill" | "agencyBill";
                /** @description Billing's code of the payment plan. */
                readonly paymentPlan: string;
                /** @description Billing's code of the rhythm of invoices. */
                readonly invoicingPlan: string;
                /**
                 * @description Due first, one-time charges included.
                 * @example 1494.50
                 */
                readonly firstInvoice: string;
                /** @description The invoices to come; known before the bind. */
                readonly schedule: readonly {
                    /** Format: date */
                    readonly dueDate: string;
                    /** @enum {string} */
                    readonly kind: "downPayment" | "installment";
                    /** @example 1494.50 */
                    readonly amount: string;
                }[];
                /** @description Billing's number of the booking; null until the term is booked. */
                readonly bookingId: string | null;
            } | null;
            /** @description Of a quote that was steered or underwritten; null of all others. */
            readonly quote: {
                /**
                 * Format: date-time
                 * @description Until when it may be bound; null where it does not expire.
                 */
                readonly expiresAt: string | null;
                /** @description What stands against the step that was tried last. */
                readonly findings: readonly components["schemas"]["FieldError"][];
                /** @description How a rate plan has come to the premium, line by line; null until then, and of what is priced otherwise. */
                readonly rating: readonly components["schemas"]["RatedLine"][] | null;
                /** @description Runs of the rules of underwriting, oldest first. */
                readonly underwriting: readonly {
                    /** Format: date-time */
                    readonly at: string;
                    readonly flags: readonly components["schemas"]["UnderwritingFlag"][];
                    /**
                     * @description Where the quote stood after it.
                     * @enum {string}
                     */
                    readonly quoteState: "draft" | "validated" | "priced" | "underwritten" | "accepted" | "issued" | "underwritingBlocked" | "declined" | "rejected" | "refused" | "discarded";
                    /** @description A reset has cleared it: it counts no more. */
                    readonly isCleared: boolean;
                }[];
                /**
                 * Format: date-time
                 * @description Until when an underwriter is to decide; null where none is asked.
                 */
                readonly decisionDue: string | null;
                readonly acts: readonly {
                    /** Format: date-time */
                    readonly at: string;
                    readonly by: string;
                    /** @enum {string} */
                    readonly act: "approve" | "decline" | "reject" | "refuse" | "reset" | "discard";
                    readonly reason: string;
                }[];
                /** @description Id of the group of quotes that it is one of; not there where it is its own opportunity. */
                readonly group?: string;
            } | null;
            /** @description Of a change of a bound term; null of what makes one. */
            readonly change: {
                readonly termNumber: number;
                /**
                 * Format: date
                 * @description From when it holds, as it was quoted last; null until it is quoted.
                 */
                readonly effectiveDate: string | null;
                /** @description As it was quoted last, and then as it was booked. */
                readonly amounts: {
                    readonly rows: readonly components["schemas"]["PreviewedCharge"][];
                    /**
                     * @description Above zero: to be paid; below: to be given back.
                     * @example -2520.55
                     */
                    readonly total: string;
                    /** @example -2520.55 */
                    readonly premium: string;
                    /** @example -2520.55 */
                    readonly taxes: string;
                    /** @example -2520.55 */
                    readonly fees: string;
                } | null;
                /** @description Names day and amounts; a preview with the same numbers has the same. */
                readonly digest: string | null;
                /** @description Null where nobody has to be told first. */
                readonly notice: {
                    /** @description Row of the notice file that asks for it. */
                    readonly row: string;
                    /**
                     * Format: date
                     * @description The first day that it allows.
                     */
                    readonly earliestDate: string;
                    /** @description Null until it is recorded. */
                    readonly proof: {
                        readonly sent: readonly {
                            /** @enum {string} */
                            readonly to: "insured" | "producer" | "mortgagee" | "additionalInterest";
                            /** Format: date */
                            readonly on: string;
                            readonly reference: string;
                        }[];
                    } | null;
                } | null;
                /**
                 * Format: date-time
                 * @description When it goes on by itself; null where it does not wait for a moment.
                 */
                readonly goesOnAt: string | null;
                /** @description Nothing happens until a moment comes or somebody acts. */
                readonly isResting: boolean;
                /** @description What was done about it; for the audit. */
                readonly acts: readonly {
                    /** Format: date-time */
                    readonly at: string;
                    readonly by: string;
                    /** @enum {string} */
                    readonly act: "withdraw" | "recordNotice" | "reschedule" | "rescind" | "edit" | "decide" | "settle" | "moratorium";
                    readonly reason: string | null;
                }[];
                /** @description The moratorium that withdrew it; null where none did. */
                readonly moratorium: string | null;
                /** @description Of a renewal; null of every other change. */
                readonly renewal: {
                    /** @enum {string|null} */
                    readonly flow: "bindAndCancel" | "offer" | "confirmed" | null;
                    readonly newTermNumber: number;
                    /** @description Of the new term, which the policy system may number anew; null until it is bound. */
                    readonly newPolicyNumber: string | null;
                    /** @description Id of the new business that makes the new term; null until that is begun. */
                    readonly madeBy: string | null;
                    /** @enum {string|null} */
                    readonly direction: "nonRenew" | "notTaken" | "refer" | null;
                    /** @description When it goes on by itself, by the files of the business as they are now. */
                    readonly moments: {
                        /** Format: date-time */
                        readonly startsAt: string;
                        readonly recheckedAt: readonly string[];
                        /** Format: date-time */
                        readonly offeredAt: string | null;
                        /** Format: date-time */
                        readonly boundAt: string | null;
                        /** Format: date-time */
                        readonly payableUntil: string | null;
                        /** Format: date-time */
                        readonly expiresAt: string;
                    } | null;
                    /** @description The days of a notice of non-renewal, with the row that says so. */
                    readonly nonRenewal: {
                        /** Format: date */
                        readonly from: string | null;
                        /** Format: date */
                        readonly by: string;
                        readonly row: string;
                    } | null;
                    readonly offers: readonly components["schemas"]["RenewalOffer"][];
                    readonly money: readonly components["schemas"]["RenewalMoney"][];
                    /** @description What billing has taken back, perhaps before it came. */
                    readonly reversals: readonly {
                        readonly paymentId: string;
                        readonly transactionId: string;
                        readonly reason: string;
                    }[];
                    /** @description What a person has to do; settled one by one. */
                    readonly tasks: readonly {
                        readonly key: string;
                        readonly text: string;
                        /** Format: date-time */
                        readonly since: string;
                    }[];
                } | null;
            } | null;
            readonly steps: readonly components["schemas"]["Step"][];
            readonly corrections: readonly components["schemas"]["Correction"][];
            readonly advances: readonly components["schemas"]["Advance"][];
            readonly revision: number;
            /**
             * Format: date-time
             * @description When it was begun; one that was taken up after its end in Temporal, when that was. Null in the answer that begins it.
             */
            readonly createdAt: string | null;
            /**
             * Format: date-time
             * @description When something became of it last. Null in lists of what is not over.
             */
            readonly updatedAt: string | null;
            readonly links: components["schemas"]["TransactionLinks"];
            /** @description What its state takes; while a step is on its way, what it takes when it waits. */
            readonly allowed: readonly ("edit" | "validate" | "price" | "underwrite" | "decide" | "accept" | "issue" | "refuse" | "reset" | "discard")[];
            /** @description As it was posted and edited since, every default spelled out: the base of an edit. Of a social security number the last four digits are shown, and of a workbook its name. Null of one that has ended, while no worker is there. */
            readonly request: {
                readonly [key: string]: unknown;
            } | null;
        };
        readonly QuoteRequest: {
            /** @description Short name of the source system. Holds no personal data: it becomes part of ids. */
            readonly externalSystem: string;
            /** @description The source system's key of this submission; the same key twice is one transaction. Holds no personal data. */
            readonly externalId: string;
            readonly product: string;
            /**
             * Format: date
             * @example 2027-02-01
             */
            readonly effectiveDate: string;
            /**
             * Format: date
             * @description The effective date plus the product's term unless said. Not covered.
             * @example 2027-02-01
             */
            readonly expirationDate?: string;
            /**
             * @description Instead of the effective date: a moment, or without an offset what the clock of the zone shows.
             * @example 2027-02-01T00:01-06:00
             */
            readonly startTime?: string;
            /** @description Instead of the expiration date. */
            readonly endTime?: string;
            /** @description Where no end is said: how long the term is, by the calendar of the zone; the product's term unless said. */
            readonly termDuration?: number;
            /**
             * @default months
             * @enum {string}
             */
            readonly durationBasis?: "hours" | "days" | "weeks" | "months" | "years";
            /** @description The product's; copied from it unless said. */
            readonly timeZone?: string;
            /** @description The product's; copied from it unless said. */
            readonly currency?: string;
            /**
             * Format: date
             * @description Today in the product's time zone unless said.
             * @example 2027-02-01
             */
            readonly submissionDate?: string;
            /**
             * @description State whose rules govern the policy.
             * @example TX
             */
            readonly state: string;
            readonly insured: components["schemas"]["Insured"];
            readonly producer: components["schemas"]["Producer"];
            /**
             * @description The producer's underwriter for the line unless said.
             * @example 4b9b3b8a-9c67-58a6-980d-8ac59b4e89ad
             */
            readonly underwriterGuid?: string;
            /** @description For a pass-through product: the source system's own premium. */
            readonly premium?: readonly components["schemas"]["PremiumCharge"][];
            /**
             * @description For a product with a rate plan: what it is rated by.
             * @example {
             *       "buildingValue": 350000,
             *       "deductible": "2500"
             *     }
             */
            readonly risk?: {
                readonly [key: string]: string | number;
            };
            /** @description For a product with a rate plan: parts of it that are wanted, too. */
            readonly addOns?: readonly string[];
            /** @description For an Excel-rated product: what it is priced from. */
            readonly workbook?: {
                readonly fileName: string;
                readonly contentBase64: string;
            };
            /** @description One of the product's plans in the policy system, its first unless said; -1 is single pay. */
            readonly paymentPlan?: number;
            readonly billing?: components["schemas"]["BillingChoices"];
            /**
             * @description How far to go before it waits to be asked for more; `issued`, the default, goes straight through. No part of what is posted: the same request with another `advanceTo` is the same, and does not move it.
             * @enum {string}
             */
            readonly advanceTo?: "draft" | "validated" | "priced" | "underwritten" | "accepted" | "issued";
            /**
             * @description The group of quotes that it is one of, for good; it must have been made before. Its own opportunity unless said.
             * @example {
             *       "externalSystem": "portal",
             *       "externalId": "OPP-17"
             *     }
             */
            readonly group?: {
                /**
                 * @description Short name of the source system.
                 * @example triton
                 */
                readonly externalSystem: string;
                /** @example TRITON-12345 */
                readonly externalId: string;
            };
        };
        readonly TransactionList: {
            /** @description From the search index alone: `attention`, `premium`, `steps` and the like are empty; follow `links.self` for them. */
            readonly items: readonly components["schemas"]["Transaction"][];
            /** @description Give it as `cursor` to get the next page; null at the end. */
            readonly nextCursor: string | null;
        };
        /** @description A JSON merge patch (RFC 7396) of `request`: members replace those of the quote, objects are merged, null removes, and a list is replaced as a whole. */
        readonly QuoteEdit: {
            readonly [key: string]: unknown;
        };
        readonly AcceptanceRequest: {
            /** @description Who asks; kept for the audit. The client of the API unless said. */
            readonly by?: string;
            /** @description Revision of what was seen; refused when it has moved on, because it may be quoted otherwise by now. */
            readonly revision?: number;
        };
        readonly UnderwritingDecision: {
            /** @description Who asks; kept for the audit. The client of the API unless said. */
            readonly by?: string;
            /** @description Why; kept for the audit. */
            readonly reason: string;
            /** @enum {string} */
            readonly decision: "approve" | "decline" | "reject";
        };
        readonly QuoteGivenUp: {
            /** @description Who asks; kept for the audit. The client of the API unless said. */
            readonly by?: string;
            /** @description Why; kept for the audit. */
            readonly reason: string;
        };
        readonly QuoteReset: {
            /** @description Who asks; kept for the audit. The client of the API unless said. */
            readonly by?: string;
            /** @description Why; kept for the audit. */
            readonly reason: string;
            /**
             * @description What becomes of what the rules of underwriting have said: gone; kept for the audit and counting no more; or kept.
             * @default keep
             * @enum {string}
             */
            readonly underwritingFlags?: "delete" | "clear" | "keep";
        };
        readonly Validation: {
            /** @description Whether the request would be accepted now. */
            readonly isValid: boolean;
            /** @description Everything that stands against it, by its form and by the rules of its product; of more than 100 findings the first. */
            readonly findings: readonly components["schemas"]["FieldError"][];
        };
        readonly QuoteGroup: {
            /**
             * @description Of its workflow.
             * @example quote-group:portal:OPP-17
             */
            readonly id: string;
            readonly externalSystem: string;
            readonly externalId: string;
            readonly uniform: readonly ("product" | "state" | "effectiveDate" | "expirationDate" | "insured" | "insured.location" | "producer" | "underwriterGuid" | "paymentPlan")[];
            /** @enum {string} */
            readonly uniqueState: "accepted" | "issued";
            /**
             * @description `free`: any of its quotes may come to `uniqueState`; `taken`: one of them has, and may still give it back; `locked`: that one is issued, or for a long time none was in it.
             * @enum {string}
             */
            readonly state: "free" | "taken" | "locked";
            /** @description Id of the quote that has it. */
            readonly winner: string | null;
            /** @description In the order in which they came. */
            readonly quotes: readonly {
                readonly id: string;
                /**
                 * @description As in a list of quotes: null of one that is on its way, or was ended in Temporal.
                 * @enum {string|null}
                 */
                readonly quoteState: "draft" | "validated" | "priced" | "underwritten" | "accepted" | "issued" | "underwritingBlocked" | "declined" | "rejected" | "refused" | "discarded" | null;
                /** @description False of one that is over, or was taken out. */
                readonly isIn: boolean;
                readonly links: {
                    readonly self: string;
                };
            }[];
            /** @description Quotes that a person has taken out. */
            readonly freed: readonly {
                /** Format: date-time */
                readonly at: string;
                readonly quote: string;
                readonly by: string;
                readonly reason: string;
            }[];
            /** Format: date-time */
            readonly createdAt: string | null;
            /**
             * Format: date-time
             * @description When anything of it has changed last; null, as `createdAt`, where an older version has left that unsaid.
             */
            readonly updatedAt: string | null;
        };
        readonly QuoteGroupRequest: {
            /**
             * @description Short name of the source system.
             * @example triton
             */
            readonly externalSystem: string;
            /** @example TRITON-12345 */
            readonly externalId: string;
            /**
             * @description What must be the same in all its quotes.
             * @default []
             */
            readonly uniform?: readonly ("product" | "state" | "effectiveDate" | "expirationDate" | "insured" | "insured.location" | "producer" | "underwriterGuid" | "paymentPlan")[];
            /**
             * @description Which state one of its quotes alone comes to.
             * @default accepted
             * @enum {string}
             */
            readonly uniqueState?: "accepted" | "issued";
        };
        readonly FreedGroup: {
            /**
             * @description Id of the quote that does not run any more, as the group answers it.
             * @example new-business:portal:Q-2027-17
             */
            readonly quote: string;
            /** @description Who acts; kept for the audit. */
            readonly by: string;
            /** @description Why; kept for the audit. */
            readonly reason: string;
        };
        readonly ConversionRequest: {
            /**
             * @description Short name of the system that the policy comes from; it becomes part of ids.
             * @default conversion
             */
            readonly externalSystem?: string;
            /** @description The caller's own name for this request; needed where there is no policy number. A conversion that was given up is begun anew by another. */
            readonly requestId?: string;
            /**
             * @description An account that billing knows, or the GUID of an insured on file in the policy system: then that is who is insured, and billing is told of the account at the bind.
             * @example ACC-1001
             */
            readonly accountNumber: string;
            readonly product: string;
            readonly producer: components["schemas"]["Producer"];
            /**
             * @description The number of the policy in the other system. Kept where no policy here has it, as the expiring one and, where the policy system can be given a number, as that of the new policy; else it numbers the new policy at its bind.
             * @example LEGACY-4711
             */
            readonly policyNumber?: string;
            readonly basedOn: components["schemas"]["BasedOn"];
            readonly parseOptions?: {
                /**
                 * @description What becomes of members that the period does not have; `reject` unless said.
                 * @enum {string}
                 */
                readonly unknownFields?: "reject" | "ignore";
            };
            readonly period: components["schemas"]["PolicyPeriod"];
            /**
             * @description What of the new term differs from the period: a JSON merge patch (RFC 7396) of `period`.
             * @example {
             *       "paymentPlan": 1
             *     }
             */
            readonly changes?: {
                readonly [key: string]: unknown;
            };
        };
        /** @description The term that ends in the other system. The new one begins on its expiration date, at the time of day of the product: no gap. */
        readonly BasedOn: {
            /**
             * Format: date
             * @example 2027-02-01
             */
            readonly effectiveDate: string;
            /**
             * Format: date
             * @example 2027-02-01
             */
            readonly expirationDate: string;
        };
        /** @description The data of the policy as the next term shall have them. Over SOAP the same as XML, by PolicyPeriod.xsd. */
        readonly PolicyPeriod: {
            /**
             * @description State whose rules govern the policy.
             * @example TX
             */
            readonly state: string;
            /**
             * Format: date
             * @description The effective date plus the product's term unless said. Not covered.
             * @example 2027-02-01
             */
            readonly expirationDate?: string;
            readonly insured: components["schemas"]["Insured"];
            /**
             * @description The producer's underwriter for the line unless said.
             * @example 4b9b3b8a-9c67-58a6-980d-8ac59b4e89ad
             */
            readonly underwriterGuid?: string;
            /** @description For a pass-through product: the source system's own premium. */
            readonly premium?: readonly components["schemas"]["PremiumCharge"][];
            /**
             * @description For a product with a rate plan: what it is rated by.
             * @example {
             *       "buildingValue": 350000,
             *       "deductible": "2500"
             *     }
             */
            readonly risk?: {
                readonly [key: string]: string | number;
            };
            /** @description For a product with a rate plan: parts of it that are wanted, too. */
            readonly addOns?: readonly string[];
            /** @description For an Excel-rated product: what it is priced from. */
            readonly workbook?: {
                readonly fileName: string;
                readonly contentBase64: string;
            };
            /** @description One of the product's plans in the policy system, its first unless said; -1 is single pay. */
            readonly paymentPlan?: number;
            readonly billing?: components["schemas"]["PolicyPeriodBilling"];
        };
        readonly PolicyPeriodBilling: {
            /**
             * @description The product's unless said.
             * @enum {string}
             */
            readonly method?: "directBill" | "agencyBill";
            /**
             * @description Billing's code of a payment plan; the product's unless said.
             * @example TEN
             */
            readonly paymentPlan?: string;
            /**
             * @description Billing's code of a rhythm of invoices; the product's unless said.
             * @example TERM_DAY
             */
            readonly invoicingPlan?: string;
            /**
             * @description What the policy system adds to the premium by itself, where Bindery cannot read it. A person who found it on the invoice corrects it; below zero where something was taken off, never all of the premium. Where the policy system tells its fees, leave it out: another amount stops before the bind.
             * @example 75.00
             */
            readonly addedFees?: string;
            /** @description Money taken before the bind; it counts towards the first invoice. */
            readonly upFrontPayments?: readonly components["schemas"]["UpFrontPayment"][];
        };
        readonly Audit: {
            /** @description Of the workflow. */
            readonly id: string;
            readonly items: readonly components["schemas"]["AuditEntry"][];
        };
        readonly AuditEntry: {
            /** Format: date-time */
            readonly at: string;
            /** @description A person or client by name, `billing`, or `Bindery` for what it did by itself. */
            readonly who: string;
            /** @description The name of a message, such as `correct` or `recordPayment`, of a step, such as `bind`, or `begun`, `ended`, `failed`, `timedOut`, `terminatedInTemporal`, `cancelRequestedInTemporal`. */
            readonly what: string;
            readonly why: string | null;
            /** @description False where it was refused. */
            readonly isTaken: boolean;
            /** @description Ids, amounts in cents and choices that came with it. */
            readonly facts: {
                readonly [key: string]: string | number | boolean;
            };
        };
        readonly RetryAnswer: {
            /** @description Stopped transactions that were looked at. */
            readonly looked: number;
            readonly retried: number;
            readonly refused: number;
            readonly unanswered: number;
            /** @description One for each that the filter meant, and for each that did not answer. */
            readonly items: readonly components["schemas"]["RetriedTransaction"][];
            /** @description Send it as `cursor`, with the same filter, for the next; null at the end. */
            readonly nextCursor: string | null;
        };
        readonly RetriedTransaction: {
            /** @description Of the transaction. */
            readonly id: string;
            /**
             * @description `refused`: it needs more than to be run again. `unanswered`: it may have been run again, or not.
             * @enum {string}
             */
            readonly outcome: "retried" | "refused" | "unanswered";
            /**
             * @description The problem that a `correct` of it alone would have answered.
             * @enum {string|null}
             */
            readonly code: "malformed-path" | "malformed-json" | "invalid-parameter" | "idempotency-key-refused" | "unauthenticated" | "missing-scope" | "unknown-path" | "unknown-transaction" | "not-a-quote" | "unknown-policy" | "unknown-term" | "unknown-offer" | "unknown-batch" | "unknown-reconciliation" | "unknown-webhook" | "unknown-group" | "unknown-moratorium" | "term-not-bound" | "method-not-allowed" | "unknown-product" | "different-request" | "change-refused" | "policy-not-opened" | "no-preview" | "quote-differs" | "group-in-use" | "turn-in-use" | "no-such-act" | "nothing-to-correct" | "webhooks-off" | "no-such-event" | "events-gone" | "stale-version" | "version-needed" | "stale-revision" | "already-used" | "outcome-needed" | "outcome-not-needed" | "outcome-differs" | "too-early" | "already-bound" | "bind-under-way" | "already-ended" | "refused" | "content-differs" | "term-full" | "term-refused" | "no-such-task" | "term-ended" | "too-large" | "unsupported-media-type" | "invalid-request" | "amount-not-positive" | "too-many-requests" | "workflow-failing" | "internal" | "policy-not-read" | "term-busy" | "worker-unavailable" | "stopping" | "temporal-unavailable" | null;
            readonly detail: string | null;
        };
        readonly TaskBatch: {
            /** @description Of its workflow. */
            readonly id: string;
            readonly requestId: string;
            /** @enum {string} */
            readonly state: "running" | "paused" | "cancelled" | "done" | "endedInTemporal";
            readonly by: string;
            readonly reason: string;
            /** @description Of the batch. */
            readonly tasks: number;
            readonly outcomes: {
                /** @description By this batch. */
                readonly settled: number;
                /** @description Nobody was asked that any more. */
                readonly notOpen: number;
                /** @description They need more than this, and stay as they are. */
                readonly refused: number;
                /** @description Nobody answered; look whether they were settled. */
                readonly failed: number;
            };
            /** @description Tasks that were not looked at yet. */
            readonly toDo: number;
            /** @description Settled in a minute, at most. */
            readonly perMinute: number;
            /** Format: date-time */
            readonly createdAt: string;
            /**
             * Format: date-time
             * @description When anything of it has changed last; null where an older version has left that unsaid.
             */
            readonly updatedAt: string | null;
            /** Format: date-time */
            readonly startedAt: string;
            /** Format: date-time */
            readonly endedAt: string | null;
            readonly acts: readonly {
                /** Format: date-time */
                readonly at: string;
                /**
                 * @description `settle`: of what a batch of renewals asked for.
                 * @enum {string}
                 */
                readonly act: "pause" | "resume" | "cancel" | "settle";
                readonly by: string;
                readonly reason: string;
            }[];
            readonly links: {
                readonly self: string;
                readonly results: string;
                readonly temporalUi?: string;
            };
        };
        readonly RetryRequest: {
            /** @description Who acts; kept for the audit. */
            readonly by: string;
            /** @description Why; kept for the audit. */
            readonly reason: string;
            readonly filter: components["schemas"]["RetryFilter"];
            /**
             * @description Makes it a batch, which is answered at once with 202, goes on whatever dies, and says what became of each: the same id with the same content is one batch. `limit` and `cursor` are not looked at then.
             * @example TRITON-12345
             */
            readonly requestId?: string;
            /**
             * @description How many transactions are looked at by this request.
             * @default 50
             */
            readonly limit?: number;
            /** @description `nextCursor` of the answer before. */
            readonly cursor?: string;
        };
        /** @description All that are given must hold; at least one is. */
        readonly RetryFilter: {
            /** @enum {string} */
            readonly kind?: "newBusiness" | "cancellation" | "endorsement" | "reinstatement" | "renewal" | "rewrite";
            readonly product?: string;
            /**
             * @description Where it stopped.
             * @enum {string}
             */
            readonly step?: "validate" | "lookUpReference" | "producer" | "insured" | "submission" | "quote" | "linkReference" | "rating" | "billingTerms" | "underwrite" | "group" | "bind" | "binderDocument" | "issue" | "policyDocument" | "bookTerm" | "handOverTerm" | "verify" | "quoteChange" | "findMoratorium" | "readPastDue" | "flagTerm" | "takeTurn" | "makeChange" | "rateWorkbook" | "compareRated" | "tellTerm" | "billChange" | "startReturn" | "closeUnbound" | "giveBackTurn" | "readExpiring" | "nextReference" | "prepareNewTerm" | "lookAtNewTerm" | "sendOffer" | "acceptPlan" | "bindNewTerm" | "adviseLateMoney" | "passMoneyOn" | "cancelNewTerm" | "carryChange";
            /**
             * @description `attention.cause`.
             * @enum {string}
             */
            readonly cause?: "rejected" | "contractBroken" | "outage" | "unknownOutcome";
            /** @description `attention.field`, exactly. */
            readonly field?: string;
            /** @description A part of `attention.reason`, in its own spelling. */
            readonly reasonIncludes?: string;
            /**
             * Format: date-time
             * @description Stopped at this moment or later.
             */
            readonly since?: string;
        };
        readonly TaskList: {
            readonly items: readonly components["schemas"]["Task"][];
            readonly nextCursor: string | null;
            /** @description False where more than 10000 workflows wait for a person: those above it are put in order once some are settled. */
            readonly isComplete: boolean;
        };
        readonly Task: {
            /**
             * @description The kind of transaction, the term, the batch, the comparison, the webhook or the group of quotes.
             * @enum {string}
             */
            readonly of: "newBusiness" | "cancellation" | "endorsement" | "reinstatement" | "renewal" | "rewrite" | "policyTerm" | "renewalBatch" | "taskBatch" | "reconciliation" | "webhook" | "quoteGroup";
            /** @description Of the workflow that has it. */
            readonly id: string;
            readonly product: string | null;
            readonly policyNumber: string | null;
            readonly termNumber: number | null;
            /** @description Names it where it is settled: the step that stopped, or the id of the task. */
            readonly task: string;
            /** @description Why a person is asked, as a stable name: `attention.cause` of a stop, the code of a task of a term, or such as `underwriting`, `referral`, `notice`, `paused`; `unknown` where nobody can say. */
            readonly cause: string;
            /** @description What to do. */
            readonly what: string;
            /** @description What has happened. */
            readonly why: string;
            /** Format: date-time */
            readonly since: string | null;
            /**
             * Format: date
             * @description The day by which it is to be done; of what is not bound yet, that from which it is to hold.
             */
            readonly due: string | null;
            /** @description The money that it is about; below zero is to be given back. Null where it is of several currencies, too. */
            readonly money: {
                readonly amount: string;
                readonly currency: string | null;
            } | null;
            /** @description The same by currency, of which there may be several. */
            readonly moneyByCurrency: readonly {
                readonly amount: string;
                readonly currency: string | null;
            }[];
            readonly links: {
                readonly self: string;
                /** @description POST here when it is done. */
                readonly settle: string;
                readonly temporalUi?: string;
            };
            /** @description What settles it, as an example that is taken as it is: say in it who you are, why, and what was found or decided. `body` is null where all of it is yours to say. */
            readonly request: {
                /** @enum {string} */
                readonly method: "GET" | "POST";
                readonly path: string;
                readonly body: {
                    readonly [key: string]: unknown;
                } | null;
            };
        };
        readonly SettleTasks: {
            /**
             * @description The caller's own id of this batch: the same id with the same content is one batch, however often it is posted.
             * @example OUTAGE-2027-02-03
             */
            readonly requestId: string;
            /**
             * @description Tasks that are settled in a minute, at most.
             * @default 120
             */
            readonly perMinute?: number;
            /** @description Who acts; kept for the audit. */
            readonly by: string;
            /** @description Why; kept for the audit. */
            readonly reason: string;
            /**
             * @description For those that are to be decided; they are refused where it is not said.
             * @enum {string}
             */
            readonly decision?: "approve" | "decline";
            /** @description Each by `id` and `task` as they were listed. */
            readonly tasks?: readonly {
                readonly id: string;
                readonly task: string;
            }[];
            readonly filter?: components["schemas"]["TaskFilter"];
        };
        /** @description As the filters of `GET /api/tasks`. */
        readonly TaskFilter: {
            /** @enum {string} */
            readonly kind?: "newBusiness" | "cancellation" | "endorsement" | "reinstatement" | "renewal" | "rewrite" | "policyTerm" | "renewalBatch" | "taskBatch" | "reconciliation" | "webhook" | "quoteGroup";
            readonly cause?: string;
            readonly product?: string;
            readonly policyNumber?: string;
            /**
             * Format: date
             * @example 2027-02-01
             */
            readonly dueBy?: string;
            /** @example 5000.00 */
            readonly amountFrom?: string;
            /** @example 5000.00 */
            readonly amountTo?: string;
        };
        readonly TaskBatchResults: {
            readonly items: readonly components["schemas"]["BatchedTask"][];
            /** @description Send it as `after` for the next page; null where no more tasks were looked at yet. */
            readonly next: string | null;
        };
        readonly BatchedTask: {
            readonly id: string;
            readonly task: string;
            /** @enum {string} */
            readonly outcome: "settled" | "notOpen" | "refused" | "failed";
            readonly reason: string | null;
        };
        readonly TaskBatchOrder: {
            /** @description Who acts; kept for the audit. */
            readonly by: string;
            /** @description Why; kept for the audit. */
            readonly reason: string;
        };
        readonly AdvanceRequest: {
            /**
             * @description How far it shall go from now on.
             * @enum {string}
             */
            readonly advanceTo: "draft" | "validated" | "priced" | "underwritten" | "accepted" | "issued" | "quoted" | "completed";
            /** @description Who asks; kept for the audit. The client of the API unless said. */
            readonly by?: string;
            /** @description Revision of what was seen; refused when it has moved on, because it may be quoted otherwise by now. */
            readonly revision?: number;
        };
        readonly CorrectionRequest: {
            /** @description Who acts; kept for the audit. */
            readonly by: string;
            /** @description Why; kept for the audit. */
            readonly reason: string;
            /**
             * @description RFC 7396 merge patch of the submission request. Empty or left out, it runs the stopped step again with the same input.
             * @example {
             *       "insured": {
             *         "location": {
             *           "zip": "75202"
             *         }
             *       }
             *     }
             */
            readonly changes?: {
                readonly [key: string]: unknown;
            };
            /** @description Revision the correction was made from; refused when it has moved on. */
            readonly revision?: number;
            readonly outcome?: components["schemas"]["WriteOutcome"];
        };
        /** @description What a person found in the policy system. Needed when the cause of the attention is `unknownOutcome` and a write is in `inDoubt`; taken for every write that was attempted and is not settled. */
        readonly WriteOutcome: {
            /** @description Which write: its name in `attention.inDoubt`. Left out for the one that stopped the step. */
            readonly write?: string;
            /** @enum {boolean} */
            readonly written: false;
        } | {
            /** @description Which write: its name in `attention.inDoubt`. Left out for the one that stopped the step. */
            readonly write?: string;
            /** @enum {boolean} */
            readonly written: true;
            /**
             * @description What it made: the GUID of an insured, submission or quote, the policy number of a bind, the premium of a rated workbook such as "5000.00", and for the booking of a term, where it is known, the policy number. Left out for a charge, a document or a reference.
             * @default null
             */
            readonly made?: string | null;
            /**
             * @description Of a rated workbook: the fees that the policy system added to that premium, "0.00" for none.
             * @default null
             */
            readonly fees?: string | null;
        };
        readonly AbandonmentRequest: {
            /** @description Who acts; kept for the audit. */
            readonly by: string;
            /** @description Why; kept for the audit. */
            readonly reason: string;
        };
        readonly Withdrawal: {
            /** @description Who acts; kept for the audit. The client of the API unless said. */
            readonly by?: string;
            /** @description Why; kept for the audit. */
            readonly reason: string;
        };
        readonly RecordedNotice: {
            /** @description Who acts; kept for the audit. The client of the API unless said. */
            readonly by?: string;
            readonly proof: {
                /** @description Each letter that went out; the notice counts from the last of them. */
                readonly sent: readonly components["schemas"]["NoticeLetter"][];
            };
        };
        readonly NoticeLetter: {
            /** @enum {string} */
            readonly to: "insured" | "producer" | "mortgagee" | "additionalInterest";
            /**
             * Format: date
             * @description Day of mailing, in the zone of the policy; of a notice of non-renewal one that has come.
             * @example 2027-02-01
             */
            readonly on: string;
            /**
             * @description Of the proof of mailing, where the letters are kept; no names.
             * @example USPS-9407-1000
             */
            readonly reference: string;
        };
        readonly Rescheduling: {
            /** @description Who acts; kept for the audit. The client of the API unless said. */
            readonly by?: string;
            /** @description Why; kept for the audit. */
            readonly reason: string;
            /**
             * Format: date
             * @description From which day it shall hold.
             * @example 2027-02-01
             */
            readonly effectiveDate?: string;
            /**
             * Format: date
             * @description On which day it is booked, whichever day it holds from.
             * @example 2027-02-01
             */
            readonly processOn?: string;
            /**
             * Format: date
             * @description Of a renewal: on which day it is quoted.
             * @example 2027-02-01
             */
            readonly startOn?: string;
            /**
             * Format: date
             * @description Of a renewal: on which day its offer goes out.
             * @example 2027-02-01
             */
            readonly offerOn?: string;
            /**
             * Format: date
             * @description Of a renewal: on which day its term is bound.
             * @example 2027-02-01
             */
            readonly issueOn?: string;
            /**
             * Format: date
             * @description Of a renewal: the last day on which its offer can be paid.
             * @example 2027-02-01
             */
            readonly payableUntil?: string;
        };
        readonly Rescinding: {
            /** @description Who acts; kept for the audit. The client of the API unless said. */
            readonly by?: string;
            /** @description Why; kept for the audit. */
            readonly reason: string;
            /**
             * Format: date-time
             * @description When the money was received, which decides; now unless said.
             * @example 2027-02-01T06:01:00Z
             */
            readonly receivedAt?: string;
        };
        readonly Decision: {
            /** @description Who acts; kept for the audit. The client of the API unless said. */
            readonly by?: string;
            /** @description Why; kept for the audit. */
            readonly reason: string;
            /** @enum {string} */
            readonly decision: "approve" | "decline";
        };
        readonly SettledChangeTask: {
            /** @description Who acts; kept for the audit. The client of the API unless said. */
            readonly by?: string;
            /** @description Why; kept for the audit. */
            readonly reason: string;
            /**
             * @description `key` of the task.
             * @example lateMoney
             */
            readonly task: string;
        };
        readonly EndorsementEdit: {
            /** @description Who acts; kept for the audit. The client of the API unless said. */
            readonly by?: string;
            /** @description Why; kept for the audit. */
            readonly reason: string;
            /** @description `revision` that was seen; refused where it is another by now. */
            readonly revision?: number;
            /**
             * Format: date
             * @description First day of the change.
             * @example 2027-02-01
             */
            readonly effectiveDate?: string;
            /** @description All charges that the whole term would have, had it been so from the start; what is left of the difference is charged or given back. */
            readonly fullTerm?: readonly {
                readonly line: string;
                readonly charge: string;
                /** @example TX */
                readonly state: string;
                /** @example 5000.00 */
                readonly amount: string;
            }[];
            /** @description Instead: what is to be booked, as it is; empty for a change without premium. With fullTerm beside it the whole term has those figures from then on; else they move by what the amounts come to over the whole term. */
            readonly asGiven?: readonly {
                readonly line: string;
                readonly charge: string;
                /** @example TX */
                readonly state: string;
                /** @example 75.00 */
                readonly amount: string;
            }[];
            /** @description For a product that is rated from one, which takes no figures: the policy as it shall be. The policy system rates it, and says what is left to charge. */
            readonly workbook?: {
                readonly fileName: string;
                readonly contentBase64: string;
            };
            /**
             * @description For a product with a rate plan, which takes no figures of the whole term: the risk as it shall be. What is left of the difference is charged or given back, by the taxes of the first day of the term.
             * @example {
             *       "buildingValue": 350000,
             *       "deductible": "2500"
             *     }
             */
            readonly risk?: {
                readonly [key: string]: string | number;
            };
            /** @description Together with the risk. */
            readonly addOns?: readonly string[];
        };
        readonly RenewalEdit: {
            /** @description Who acts; kept for the audit. The client of the API unless said. */
            readonly by?: string;
            /** @description Why; kept for the audit. */
            readonly reason: string;
            /** @description `revision` that was seen; refused where it is another by now. */
            readonly revision?: number;
            /** @description What the new term costs, charge by charge; by the rule of the product unless said. Never what billing booked before. */
            readonly premium?: readonly {
                readonly line: string;
                readonly charge: string;
                /** @example TX */
                readonly state: string;
                /** @example 5000.00 */
                readonly amount: string;
            }[];
            /**
             * @description For a product with a rate plan, instead: the risk of the new term. The plan, and the taxes of its first day, come to what it costs.
             * @example {
             *       "buildingValue": 350000,
             *       "deductible": "2500"
             *     }
             */
            readonly risk?: {
                readonly [key: string]: string | number;
            };
            /** @description Together with the risk. */
            readonly addOns?: readonly string[];
            /** @description For a product that is rated from a workbook. */
            readonly workbook?: {
                readonly fileName: string;
                readonly contentBase64: string;
            };
            /** @description As billing bills the old term now, unless said. */
            readonly billing?: {
                /**
                 * @description The account that is charged; the insured's own unless said.
                 * @example ACC-1001
                 */
                readonly accountNumber?: string;
                /**
                 * @description The product's unless said.
                 * @enum {string}
                 */
                readonly method?: "directBill" | "agencyBill";
                /**
                 * @description Billing's code of a payment plan; the product's unless said.
                 * @example TEN
                 */
                readonly paymentPlan?: string;
                /**
                 * @description Billing's code of a rhythm of invoices; the product's unless said.
                 * @example TERM_DAY
                 */
                readonly invoicingPlan?: string;
                /**
                 * @description What the policy system adds to the premium by itself, where Bindery cannot read it. A person who found it on the invoice corrects it; below zero where something was taken off, never all of the premium. Where the policy system tells its fees, leave it out: another amount stops before the bind.
                 * @example 75.00
                 */
                readonly addedFees?: string;
            };
        };
        readonly AppliedMoratorium: {
            readonly moratorium: {
                readonly id: string;
                /** Format: date */
                readonly from: string;
                /**
                 * Format: date
                 * @description The last day.
                 */
                readonly to: string;
                readonly jurisdictions: readonly string[];
                /** @description Empty for every line. */
                readonly lines: readonly string[];
                readonly reasons: readonly string[];
            };
            /** @description Cancellations that were looked at. */
            readonly looked: number;
            readonly withdrawn: number;
            readonly refused: number;
            readonly unanswered: number;
            /** @description One for each that the moratorium is about, or that did not answer. */
            readonly items: readonly components["schemas"]["ToldOfMoratorium"][];
            /** @description Send it as `cursor` for the next; null at the end. */
            readonly nextCursor: string | null;
        };
        readonly ToldOfMoratorium: {
            /** @description Of the cancellation. */
            readonly id: string;
            readonly policyNumber: string | null;
            /**
             * @description `withdrawn`: by this request or by an earlier one. `refused`: it stands otherwise by now. `unanswered`: it may have been withdrawn, or not.
             * @enum {string}
             */
            readonly outcome: "withdrawn" | "refused" | "unanswered";
            /** @enum {string|null} */
            readonly code: "malformed-path" | "malformed-json" | "invalid-parameter" | "idempotency-key-refused" | "unauthenticated" | "missing-scope" | "unknown-path" | "unknown-transaction" | "not-a-quote" | "unknown-policy" | "unknown-term" | "unknown-offer" | "unknown-batch" | "unknown-reconciliation" | "unknown-webhook" | "unknown-group" | "unknown-moratorium" | "term-not-bound" | "method-not-allowed" | "unknown-product" | "different-request" | "change-refused" | "policy-not-opened" | "no-preview" | "quote-differs" | "group-in-use" | "turn-in-use" | "no-such-act" | "nothing-to-correct" | "webhooks-off" | "no-such-event" | "events-gone" | "stale-version" | "version-needed" | "stale-revision" | "already-used" | "outcome-needed" | "outcome-not-needed" | "outcome-differs" | "too-early" | "already-bound" | "bind-under-way" | "already-ended" | "refused" | "content-differs" | "term-full" | "term-refused" | "no-such-task" | "term-ended" | "too-large" | "unsupported-media-type" | "invalid-request" | "amount-not-positive" | "too-many-requests" | "workflow-failing" | "internal" | "policy-not-read" | "term-busy" | "worker-unavailable" | "stopping" | "temporal-unavailable" | null;
            readonly detail: string | null;
        };
        readonly ApplyMoratorium: {
            /** @description Who acts; kept for the audit. */
            readonly by: string;
            /** @description Why; kept for the audit. */
            readonly reason: string;
            /**
             * @description How many transactions are looked at by this request.
             * @default 50
             */
            readonly limit?: number;
            /** @description `nextCursor` of the answer before. */
            readonly cursor?: string;
        };
        readonly TermList: {
            readonly items: readonly components["schemas"]["ListedTerm"][];
            readonly nextCursor: string | null;
        };
        readonly ListedTerm: {
            readonly termNumber: number;
            /** @enum {string|null} */
            readonly status: "new" | "awaited" | "unconfirmed" | "confirmed" | "cancelled" | "expired" | "closed" | null;
            readonly needsAttention: boolean;
            readonly links: {
                readonly self: string;
                readonly temporalUi?: string;
            };
            readonly policyNumber: string;
        };
        readonly Policy: {
            readonly policyNumber: string;
            /** @description Whether a worker answered for everything; else `details` are missing, and what is open is from the search index alone. */
            readonly isComplete: boolean;
            /** @description False of a policy that Bindery did not bind: it is as the policy system and billing have it now, and its term is opened by `sync` or by the first change. */
            readonly isKnownHere: boolean;
            /** @description What covers today, in the zone of the product; null for nothing. */
            readonly inForce: {
                readonly termNumber: number;
                /** Format: date */
                readonly from: string;
                /**
                 * Format: date
                 * @description First day without it.
                 */
                readonly to: string;
            } | null;
            /** @description When the policy covers, as far as is known, in order. */
            readonly cover: readonly components["schemas"]["Cover"][];
            /** @description What the policy waits for. */
            readonly pending: readonly components["schemas"]["Pending"][];
            readonly terms: readonly components["schemas"]["TermOfPolicy"][];
            /** @description Those that are closed are as in the list of transactions. */
            readonly transactions: {
                readonly open: readonly components["schemas"]["Transaction"][];
                readonly closed: readonly components["schemas"]["Transaction"][];
            };
        };
        readonly Cover: {
            readonly termNumber: number;
            /** Format: date */
            readonly from: string;
            /**
             * Format: date
             * @description First day without it.
             */
            readonly to: string;
        };
        readonly Pending: {
            readonly termNumber: number | null;
            /** @description Null of the term itself. */
            readonly transaction: string | null;
            /** @description What is awaited, in a sentence. */
            readonly what: string;
            /**
             * Format: date-time
             * @description When it goes on by itself; null where it waits for somebody.
             */
            readonly until: string | null;
        };
        readonly TermOfPolicy: {
            readonly termNumber: number;
            /** @enum {string|null} */
            readonly status: "new" | "awaited" | "unconfirmed" | "confirmed" | "cancelled" | "expired" | "closed" | null;
            readonly needsAttention: boolean;
            readonly links: {
                readonly self: string;
                readonly temporalUi?: string;
            };
            /** @description Null where no worker answered for the term. */
            readonly details: {
                readonly product: string | null;
                readonly state: string | null;
                readonly isConfirmed: boolean;
                /** Format: date */
                readonly effectiveDate: string | null;
                /** Format: date */
                readonly expirationDate: string | null;
                /** Format: date */
                readonly cancelledOn: string | null;
                readonly replacedBy: string | null;
                readonly priorTerm: components["schemas"]["TermName"];
                readonly nextTerm: components["schemas"]["TermName"];
                /** @enum {string|null} */
                readonly direction: "nonRenew" | "notTaken" | "refer" | null;
                readonly currency: string | null;
                /** @description All layers together, returns taken off. */
                readonly charged: {
                    readonly total: string;
                    readonly premium: string;
                    readonly taxes: string;
                    readonly fees: string;
                };
                readonly layers: readonly components["schemas"]["TermLayer"][];
                readonly returns: readonly components["schemas"]["TermReturn"][];
            } | null;
        };
        readonly TermName: {
            readonly policyNumber: string;
            readonly termNumber: number;
        } | null;
        readonly TermLayer: {
            readonly transaction: string;
            /** @enum {string} */
            readonly kind: "bind" | "endorsement" | "reinstatement";
            /**
             * Format: date
             * @description From here to the end of the term.
             */
            readonly effectiveDate: string;
            readonly charges: readonly components["schemas"]["Charge"][];
        };
        readonly Charge: {
            /** @enum {string} */
            readonly kind: "premium" | "tax" | "fee";
            readonly name: string;
            readonly line: string | null;
            readonly state: string | null;
            /** @description Below zero for what is given back. */
            readonly amount: string;
            /**
             * @description Whether a cancellation gives it back: always, from the very start of the term, or never.
             * @enum {string}
             */
            readonly refundable: "always" | "flatOnly" | "never";
            readonly isTaxable: boolean;
        };
        readonly TermReturn: {
            readonly transaction: string;
            /** Format: date */
            readonly effectiveDate: string;
            /** @enum {string} */
            readonly method: "flat" | "proRata" | "shortRate90" | "shortRateTable";
            /** @description The least that was kept of the premium, as product files have it. */
            readonly minimumEarned: {
                readonly share: string;
            } | {
                readonly amount: string;
            } | null;
            readonly charges: readonly components["schemas"]["Charge"][];
        };
        readonly Term: {
            readonly policyNumber: string;
            readonly termNumber: number;
            /** @enum {string} */
            readonly status: "new" | "awaited" | "unconfirmed" | "confirmed" | "cancelled" | "expired" | "closed";
            /**
             * @description Set when the workflow was ended in Temporal before the term was: `status` is the last one known.
             * @enum {string|null}
             */
            readonly endedBy: "operator" | "fault" | null;
            /** @description Whether a billing system bills the term; null until it is bound. One that none bills is confirmed by its bind. */
            readonly isBilled: boolean | null;
            readonly isConfirmed: boolean;
            /** @description Whether billing has taken it that the term is confirmed; false where no billing system bills it. */
            readonly isConfirmationAcknowledged: boolean;
            readonly product: string | null;
            /** @description Whose law holds for it. */
            readonly state: string | null;
            /** Format: date */
            readonly effectiveDate: string | null;
            /** Format: date */
            readonly expirationDate: string | null;
            /**
             * Format: date
             * @description First day without cover; null while it is not cancelled.
             */
            readonly cancelledOn: string | null;
            /** @description Announced and not booked. */
            readonly pendingCancellation: {
                readonly transaction: string;
                /** Format: date */
                readonly effectiveDate: string;
            } | null;
            /** @description The term of a rewrite in its place. */
            readonly replacedBy: string | null;
            /** @description The term that it follows. */
            readonly priorTerm: {
                readonly policyNumber: string;
                readonly termNumber: number;
            } | null;
            /** @description The term that follows it, once that is bound; the policy system may have given it another policy number. */
            readonly nextTerm: {
                readonly policyNumber: string;
                readonly termNumber: number;
            } | null;
            /** @description Of a term that nobody bound under this name: the policy system gave it that one, and what was told of its money counts there. */
            readonly movedTo: {
                readonly policyNumber: string;
                readonly termNumber: number;
            } | null;
            /** @description What a person has said of its renewal; null while nothing holds. */
            readonly direction: {
                /** @enum {string} */
                readonly direction: "nonRenew" | "notTaken" | "refer";
                readonly by: string;
                readonly reason: string;
                /** Format: date-time */
                readonly at: string;
            } | null;
            /** @description Whether a renewal is under way, or has bound the next term. */
            readonly isRenewalStarted: boolean;
            /** @description When it starts its renewal by itself, as the product file and the notice table said when they were asked last; `at` is null where it does not, or where they do not say. Null until they were asked. */
            readonly renewalStart: {
                /** Format: date-time */
                readonly at: string | null;
                readonly why: string;
            } | null;
            /** @description The transaction that changed it last; the bind is the first. */
            readonly lastChange: string | null;
            /**
             * Format: date
             * @description The latest day from which any change of it holds, the bind among them.
             */
            readonly latestChangeFrom: string | null;
            /** @description What each transaction charged, the bind first; all that later changes are computed from. */
            readonly layers: readonly components["schemas"]["TermLayer"][];
            /** @description What each cancellation gave back, also those that were undone. */
            readonly returns: readonly components["schemas"]["TermReturn"][];
            readonly currency: string | null;
            readonly money: components["schemas"]["TermMoney"];
            /** @description The newest thousand, oldest first. */
            readonly payments: readonly components["schemas"]["TermPayment"][];
            readonly paymentCount: number;
            /** @description Payments that were taken back before they came; they will not count. */
            readonly keptReversals: readonly string[];
            readonly turn: components["schemas"]["Turn"];
            readonly tasks: readonly components["schemas"]["TermTask"][];
            readonly nextDeadline: {
                readonly what: string;
                /** Format: date-time */
                readonly at: string;
            } | null;
            /** @description What it waits for, in a sentence. */
            readonly waitingFor: string | null;
            /**
             * Format: date-time
             * @description When something was said of it first.
             */
            readonly createdAt: string | null;
            /**
             * Format: date-time
             * @description When something became of it last; null of one that an earlier version began, until something does.
             */
            readonly updatedAt: string | null;
            readonly links: {
                readonly self: string;
                readonly policy: string;
                readonly temporalUi?: string;
            };
        };
        /** @description Why it is confirmed or not. */
        readonly TermMoney: {
            /**
             * @description Money of this term that has come in and is still good.
             * @example 1494.50
             */
            readonly counted: string;
            /**
             * @description What confirms the term; null until it is bound.
             * @example 1494.50
             */
            readonly threshold: string | null;
            /** @example 1494.50 */
            readonly tolerance: string | null;
            /**
             * @description What is missing to the threshold.
             * @example 1494.50
             */
            readonly shortfall: string | null;
            /**
             * @description What is over it, once confirmed. Invoices to come may need it.
             * @example 1494.50
             */
            readonly aboveThreshold: string | null;
            /**
             * @description All that the term has been charged so far, returns taken off.
             * @example 1494.50
             */
            readonly charged: string | null;
            /**
             * @description Money above what was charged: it has to go back some day.
             * @example 1494.50
             */
            readonly unapplied: string | null;
            /** @enum {string} */
            readonly decision: "undecided" | "unconfirmed" | "confirmed";
            /** @description The rule in words. */
            readonly rule: string;
        };
        readonly TermPayment: {
            readonly paymentId: string;
            readonly amount: string;
            readonly currency: string;
            /** Format: date-time */
            readonly receivedAt: string;
            /**
             * @description `held`: kept until the term can take it. `parked`: not for this term or not in its currency; a person moves it.
             * @enum {string}
             */
            readonly place: "counted" | "held" | "parked" | "postdated";
            readonly isReversed: boolean;
        };
        /** @description Who may change the term, and who waits for that. */
        readonly Turn: {
            readonly holder: components["schemas"]["TurnClaim"];
            readonly queue: readonly components["schemas"]["TurnClaim"][];
        };
        readonly TurnClaim: {
            readonly transaction: string;
            readonly purpose: string;
            /** Format: date */
            readonly effectiveDate: string | null;
        } | null;
        /** @description Something for a person to do. */
        readonly TermTask: {
            /** @description By which it is settled. */
            readonly id: string;
            readonly code: string;
            readonly text: string;
            /** Format: date-time */
            readonly since: string;
            /** Format: date */
            readonly due: string | null;
            /** @description On the one task that stands for many of a kind: it is settled as a whole by its `id`, or one by one by `id`, a colon and the id of one that is named. */
            readonly more: {
                /** @description How many there are of this kind beside those listed. */
                readonly count: number;
                /** @description Their ids, the newest first; at most a hundred. */
                readonly newest: readonly string[];
            } | null;
        };
        readonly SetDirection: {
            /**
             * @description The caller's own id of this word; the same id again is the same word.
             * @example DIR-2027-0001
             */
            readonly requestId: string;
            /**
             * @description `nonRenew`: the insurer does not renew. `notTaken`: the insured does not want it. `refer`: the renewal asks a person before it goes on. Null lifts what holds.
             * @enum {string|null}
             */
            readonly direction: "nonRenew" | "notTaken" | "refer" | null;
            /** @description Who acts; kept for the audit. */
            readonly by: string;
            /** @description Why; kept for the audit. */
            readonly reason: string;
        };
        readonly Settlement: {
            /**
             * @description `id` of a task of the term, as it was answered.
             * @example moneyParked:PAY-2027-0001
             */
            readonly taskId: string;
            /** @description Who acts; kept for the audit. */
            readonly by: string;
            /** @description Why; kept for the audit. */
            readonly reason: string;
        };
        readonly TermSync: {
            /** @description Whether nobody here had bound the term, and it was opened with what the policy system and billing hold. */
            readonly isOpened: boolean;
            /** @description What the policy system has as bound and the term did not know, oldest first; or what the term knows and is bound no more. What could not be told is named once; the tasks of the term say what is still to be put right. */
            readonly found: readonly {
                /** @description The policy system's id of the transaction. */
                readonly quoteGuid: string;
                /** @enum {string} */
                readonly kind: "original" | "endorsement" | "cancellation" | "reinstatement" | "other";
                /** Format: date */
                readonly effectiveDate: string;
                readonly amount: string;
                /** @description Whether the term knows it now. Otherwise `text` says why not, and the term has a task. */
                readonly isTold: boolean;
                readonly text: string;
            }[];
        };
        readonly FreedTurn: {
            /**
             * @description Who has the turn, as the term answers it: nobody else is sent away.
             * @example cancellation:CGL-2027-000001:CXL-2027-0001
             */
            readonly transaction: string;
            /** @description Who acts; kept for the audit. */
            readonly by: string;
            /** @description Why; kept for the audit. */
            readonly reason: string;
        };
        /** @description A repeat is told the same as the first time, even if the term has moved on. */
        readonly TermMessageAnswer: {
            /**
             * @description Where the term stood then.
             * @enum {string}
             */
            readonly status: "new" | "awaited" | "unconfirmed" | "confirmed" | "cancelled" | "expired" | "closed";
            /**
             * @description What became of the message.
             * @enum {string}
             */
            readonly result: "counted" | "held" | "parked" | "killed" | "reversed" | "reversalKept" | "confirmed" | "alreadyConfirmed" | "bound" | "postdated";
            /**
             * @description Money of this term that has come in and is still good.
             * @example 1494.50
             */
            readonly counted: string;
            /**
             * @description What confirms the term; null until it is bound.
             * @example 1494.50
             */
            readonly threshold: string | null;
            /** @example 1494.50 */
            readonly tolerance: string | null;
            /**
             * @description What is missing to the threshold.
             * @example 1494.50
             */
            readonly shortfall: string | null;
            /**
             * @description What is over it, once confirmed. Invoices to come may need it.
             * @example 1494.50
             */
            readonly aboveThreshold: string | null;
            /**
             * @description All that the term has been charged so far, returns taken off.
             * @example 1494.50
             */
            readonly charged: string | null;
            /**
             * @description Money above what was charged: it has to go back some day.
             * @example 1494.50
             */
            readonly unapplied: string | null;
            /** @enum {string} */
            readonly decision: "undecided" | "unconfirmed" | "confirmed";
            /** @description The rule in words. */
            readonly rule: string;
            /** @description There where nobody has bound the policy and others are bound whose number is the same but for case, dashes, spaces, or O and 0: the number may be mis-spelt. */
            readonly resembles?: readonly string[];
        };
        readonly ConfirmTerm: {
            /**
             * @description As in the address. Required in a signed message, whose address is not signed; compared wherever it is given.
             * @example CGL-2027-000001
             */
            readonly policyNumber?: string;
            /**
             * @description As policyNumber.
             * @example 1
             */
            readonly termNumber?: number;
            /**
             * @description The sender's own id of this message; the same id again is the same message.
             * @example billing:confirm:4711
             */
            readonly transactionId: string;
        };
        readonly PaymentReceived: {
            /**
             * @description As in the address. Required in a signed message, whose address is not signed; compared wherever it is given.
             * @example CGL-2027-000001
             */
            readonly policyNumber?: string;
            /**
             * @description As policyNumber.
             * @example 1
             */
            readonly termNumber?: number;
            /**
             * @description Billing's own id of the money, unique in the whole billing system: told twice for one term it counts once; told for a second term it counts there too, and a person is asked at both.
             * @example PAY-2027-0001
             */
            readonly paymentId: string;
            /**
             * @description Above zero.
             * @example 1494.50
             */
            readonly amount: string;
            /** @example USD */
            readonly currency: string;
            /**
             * Format: date-time
             * @description When billing received the money; decides, not the moment of the message.
             * @example 2027-02-01T06:01:00Z
             */
            readonly receivedAt: string;
            /**
             * @description Taken and not used: the payment is known by its `paymentId`.
             * @example billing:confirm:4711
             */
            readonly transactionId?: string;
        };
        readonly PaymentReversed: {
            /**
             * @description As in the address. Required in a signed message, whose address is not signed; compared wherever it is given.
             * @example CGL-2027-000001
             */
            readonly policyNumber?: string;
            /**
             * @description As policyNumber.
             * @example 1
             */
            readonly termNumber?: number;
            /**
             * @description As policyNumber.
             * @example PAY-2027-0001
             */
            readonly paymentId?: string;
            /**
             * @description The sender's own id of this message; the same id again is the same message.
             * @example billing:confirm:4711
             */
            readonly transactionId: string;
            /** @example Returned by the bank */
            readonly reason: string;
        };
        readonly BeginCancellation: {
            /**
             * @description As in the address. Required in a signed message, whose address is not signed; compared wherever it is given.
             * @example CGL-2027-000001
             */
            readonly policyNumber?: string;
            /**
             * @description As policyNumber.
             * @example 1
             */
            readonly termNumber?: number;
            /**
             * @description Billing's own id; the cancellation has it as its `requestId`, so that a repeat is the same cancellation.
             * @example NONPAY-4711
             */
            readonly transactionId: string;
            /**
             * @default nonPayment
             * @enum {string}
             */
            readonly reason?: "notTaken" | "dishonouredFirstPayment" | "rewrittenFlat" | "rewrittenMidTerm" | "nonPayment" | "fraud" | "underwriting" | "other";
            /**
             * Format: date
             * @description From which day it shall hold; as early as the law allows unless said.
             * @example 2027-02-01
             */
            readonly effectiveDate?: string;
            /**
             * @description Whether a day that the law does not allow yet becomes the first one that it allows; else it is refused. Without a day there is nothing to refuse.
             * @default false
             */
            readonly recalculate?: boolean;
            /** @description Without personal data. */
            readonly description?: string;
        };
        readonly RescheduleCancellation: {
            /**
             * @description As in the address. Required in a signed message, whose address is not signed; compared wherever it is given.
             * @example CGL-2027-000001
             */
            readonly policyNumber?: string;
            /**
             * @description As policyNumber.
             * @example 1
             */
            readonly termNumber?: number;
            /**
             * @description The sender's own id of this message; the same id again is the same message.
             * @example billing:confirm:4711
             */
            readonly transactionId: string;
            /**
             * @description Of the cancellation, where it is known; else the one that is pending or under way on the term.
             * @example NONPAY-4711
             */
            readonly requestId?: string;
            /**
             * Format: date
             * @description The first day that the notice allows unless said.
             * @example 2027-02-01
             */
            readonly effectiveDate?: string;
            /** @default Rescheduled by billing */
            readonly reason?: string;
        };
        readonly RescindCancellation: {
            /**
             * @description As in the address. Required in a signed message, whose address is not signed; compared wherever it is given.
             * @example CGL-2027-000001
             */
            readonly policyNumber?: string;
            /**
             * @description As policyNumber.
             * @example 1
             */
            readonly termNumber?: number;
            /**
             * @description The sender's own id of this message; the same id again is the same message.
             * @example billing:confirm:4711
             */
            readonly transactionId: string;
            /**
             * @description Of the cancellation, where it is known; else the one that is pending or under way on the term.
             * @example NONPAY-4711
             */
            readonly requestId?: string;
            /**
             * Format: date-time
             * @description When the money was received, which decides; now unless said.
             * @example 2027-02-01T06:01:00Z
             */
            readonly receivedAt?: string;
            /** @default Rescinded by billing */
            readonly reason?: string;
        };
        readonly CancellationRequest: {
            /**
             * @description The caller's own id of this change of the policy: the same id with the same content is one change, however often it is posted.
             * @example CXL-2027-0001
             */
            readonly requestId: string;
            /**
             * @description Short name of the source system.
             * @default api
             * @example triton
             */
            readonly externalSystem?: string;
            /**
             * @description The latest known term unless said.
             * @example 1
             */
            readonly termNumber?: number;
            /**
             * @description How far it shall go by itself: `quoted` waits to be accepted, `completed` goes on to the books.
             * @default quoted
             * @enum {string}
             */
            readonly advanceTo?: "quoted" | "completed";
            /** @description `digest` of the preview that was seen; the request is refused when the numbers are others by now. */
            readonly digest?: string;
            /** @description For those who read it in the policy system; without personal data. */
            readonly comment?: string;
            /**
             * @description Who ends the policy; billing asks in the name of the insurer.
             * @enum {string}
             */
            readonly source: "insured" | "insurer";
            /** @enum {string} */
            readonly reason: "notTaken" | "dishonouredFirstPayment" | "rewrittenFlat" | "rewrittenMidTerm" | "nonPayment" | "fraud" | "underwriting" | "other";
            /**
             * Format: date
             * @description Day on which the request came in, or on which the notice goes out; today in the zone of the product unless said.
             * @example 2027-02-01
             */
            readonly receivedOn?: string;
            /**
             * Format: date
             * @description From which day it shall hold; as early as the law allows unless said.
             * @example 2027-02-01
             */
            readonly requestedOn?: string;
            /** @description When it is booked, whichever day it holds from: `now`, or a day. Unless said on the day from which it holds, and as many days later as the product holds cancellations back. Nothing is booked before a notice that is needed. */
            readonly processOn?: "now" | string;
            /**
             * @description Everything shall be given back; only the first day of the term allows that.
             * @default false
             */
            readonly flat?: boolean;
            readonly leniency?: components["schemas"]["Leniency"];
        };
        /** @description A person gives back more than the rules do: by days alone, or without the minimum. */
        readonly Leniency: {
            /** @default false */
            readonly proRata?: boolean;
            /** @default false */
            readonly withoutMinimum?: boolean;
            /** @description Who acts; kept for the audit. */
            readonly by: string;
            /** @description Why; kept for the audit. */
            readonly reason: string;
        };
        readonly CancellationByReferenceRequest: {
            /**
             * @description The caller's own id of this change of the policy: the same id with the same content is one change, however often it is posted.
             * @example CXL-2027-0001
             */
            readonly requestId: string;
            /**
             * @description Short name of the source system.
             * @default api
             * @example triton
             */
            readonly externalSystem?: string;
            /**
             * @description The latest known term unless said.
             * @example 1
             */
            readonly termNumber?: number;
            /**
             * @description How far it shall go by itself: `quoted` waits to be accepted, `completed` goes on to the books.
             * @default quoted
             * @enum {string}
             */
            readonly advanceTo?: "quoted" | "completed";
            /** @description `digest` of the preview that was seen; the request is refused when the numbers are others by now. */
            readonly digest?: string;
            /** @description For those who read it in the policy system; without personal data. */
            readonly comment?: string;
            /**
             * @description Who ends the policy; billing asks in the name of the insurer.
             * @enum {string}
             */
            readonly source: "insured" | "insurer";
            /** @enum {string} */
            readonly reason: "notTaken" | "dishonouredFirstPayment" | "rewrittenFlat" | "rewrittenMidTerm" | "nonPayment" | "fraud" | "underwriting" | "other";
            /**
             * Format: date
             * @description Day on which the request came in, or on which the notice goes out; today in the zone of the product unless said.
             * @example 2027-02-01
             */
            readonly receivedOn?: string;
            /**
             * Format: date
             * @description From which day it shall hold; as early as the law allows unless said.
             * @example 2027-02-01
             */
            readonly requestedOn?: string;
            /** @description When it is booked, whichever day it holds from: `now`, or a day. Unless said on the day from which it holds, and as many days later as the product holds cancellations back. Nothing is booked before a notice that is needed. */
            readonly processOn?: "now" | string;
            /**
             * @description Everything shall be given back; only the first day of the term allows that.
             * @default false
             */
            readonly flat?: boolean;
            readonly leniency?: components["schemas"]["Leniency"];
            readonly policy: components["schemas"]["PolicyReference"];
        };
        /** @description The policy by the external system and id of any of its transactions: of its submission, or of a change of it. */
        readonly PolicyReference: {
            /**
             * @description Short name of the source system.
             * @example triton
             */
            readonly externalSystem: string;
            /** @example TRITON-12345 */
            readonly externalId: string;
        };
        readonly EndorsementRequest: {
            /**
             * @description The caller's own id of this change of the policy: the same id with the same content is one change, however often it is posted.
             * @example CXL-2027-0001
             */
            readonly requestId: string;
            /**
             * @description Short name of the source system.
             * @default api
             * @example triton
             */
            readonly externalSystem?: string;
            /**
             * @description The latest known term unless said.
             * @example 1
             */
            readonly termNumber?: number;
            /**
             * @description How far it shall go by itself: `quoted` waits to be accepted, `completed` goes on to the books.
             * @default quoted
             * @enum {string}
             */
            readonly advanceTo?: "quoted" | "completed";
            /** @description `digest` of the preview that was seen; the request is refused when the numbers are others by now. */
            readonly digest?: string;
            /** @description For those who read it in the policy system; without personal data. */
            readonly comment?: string;
            /**
             * Format: date
             * @description First day of the change.
             * @example 2027-02-01
             */
            readonly effectiveDate: string;
            /** @description All charges that the whole term would have, had it been so from the start; what is left of the difference is charged or given back. */
            readonly fullTerm?: readonly {
                readonly line: string;
                readonly charge: string;
                /** @example TX */
                readonly state: string;
                /** @example 5000.00 */
                readonly amount: string;
            }[];
            /** @description Instead: what is to be booked, as it is; empty for a change without premium. With fullTerm beside it the whole term has those figures from then on; else they move by what the amounts come to over the whole term. */
            readonly asGiven?: readonly {
                readonly line: string;
                readonly charge: string;
                /** @example TX */
                readonly state: string;
                /** @example 75.00 */
                readonly amount: string;
            }[];
            /** @description For a product that is rated from one, which takes no figures: the policy as it shall be. The policy system rates it, and says what is left to charge. */
            readonly workbook?: {
                readonly fileName: string;
                readonly contentBase64: string;
            };
            /**
             * @description For a product with a rate plan, which takes no figures of the whole term: the risk as it shall be. What is left of the difference is charged or given back, by the taxes of the first day of the term.
             * @example {
             *       "buildingValue": 350000,
             *       "deductible": "2500"
             *     }
             */
            readonly risk?: {
                readonly [key: string]: string | number;
            };
            /** @description Together with the risk. */
            readonly addOns?: readonly string[];
        };
        readonly EndorsementByReferenceRequest: {
            /**
             * @description The caller's own id of this change of the policy: the same id with the same content is one change, however often it is posted.
             * @example CXL-2027-0001
             */
            readonly requestId: string;
            /**
             * @description Short name of the source system.
             * @default api
             * @example triton
             */
            readonly externalSystem?: string;
            /**
             * @description The latest known term unless said.
             * @example 1
             */
            readonly termNumber?: number;
            /**
             * @description How far it shall go by itself: `quoted` waits to be accepted, `completed` goes on to the books.
             * @default quoted
             * @enum {string}
             */
            readonly advanceTo?: "quoted" | "completed";
            /** @description `digest` of the preview that was seen; the request is refused when the numbers are others by now. */
            readonly digest?: string;
            /** @description For those who read it in the policy system; without personal data. */
            readonly comment?: string;
            /**
             * Format: date
             * @description First day of the change.
             * @example 2027-02-01
             */
            readonly effectiveDate: string;
            /** @description All charges that the whole term would have, had it been so from the start; what is left of the difference is charged or given back. */
            readonly fullTerm?: readonly {
                readonly line: string;
                readonly charge: string;
                /** @example TX */
                readonly state: string;
                /** @example 5000.00 */
                readonly amount: string;
            }[];
            /** @description Instead: what is to be booked, as it is; empty for a change without premium. With fullTerm beside it the whole term has those figures from then on; else they move by what the amounts come to over the whole term. */
            readonly asGiven?: readonly {
                readonly line: string;
                readonly charge: string;
                /** @example TX */
                readonly state: string;
                /** @example 75.00 */
                readonly amount: string;
            }[];
            /** @description For a product that is rated from one, which takes no figures: the policy as it shall be. The policy system rates it, and says what is left to charge. */
            readonly workbook?: {
                readonly fileName: string;
                readonly contentBase64: string;
            };
            /**
             * @description For a product with a rate plan, which takes no figures of the whole term: the risk as it shall be. What is left of the difference is charged or given back, by the taxes of the first day of the term.
             * @example {
             *       "buildingValue": 350000,
             *       "deductible": "2500"
             *     }
             */
            readonly risk?: {
                readonly [key: string]: string | number;
            };
            /** @description Together with the risk. */
            readonly addOns?: readonly string[];
            readonly policy: components["schemas"]["PolicyReference"];
        };
        readonly ReinstatementRequest: {
            /**
             * @description The caller's own id of this change of the policy: the same id with the same content is one change, however often it is posted.
             * @example CXL-2027-0001
             */
            readonly requestId: string;
            /**
             * @description Short name of the source system.
             * @default api
             * @example triton
             */
            readonly externalSystem?: string;
            /**
             * @description The latest known term unless said.
             * @example 1
             */
            readonly termNumber?: number;
            /**
             * @description How far it shall go by itself: `quoted` waits to be accepted, `completed` goes on to the books.
             * @default quoted
             * @enum {string}
             */
            readonly advanceTo?: "quoted" | "completed";
            /** @description `digest` of the preview that was seen; the request is refused when the numbers are others by now. */
            readonly digest?: string;
            /** @description For those who read it in the policy system; without personal data. */
            readonly comment?: string;
            /**
             * Format: date
             * @description First day of cover again; the day of the cancellation unless said, as if it had never been.
             * @example 2027-02-01
             */
            readonly effectiveDate?: string;
        };
        readonly ReinstatementByReferenceRequest: {
            /**
             * @description The caller's own id of this change of the policy: the same id with the same content is one change, however often it is posted.
             * @example CXL-2027-0001
             */
            readonly requestId: string;
            /**
             * @description Short name of the source system.
             * @default api
             * @example triton
             */
            readonly externalSystem?: string;
            /**
             * @description The latest known term unless said.
             * @example 1
             */
            readonly termNumber?: number;
            /**
             * @description How far it shall go by itself: `quoted` waits to be accepted, `completed` goes on to the books.
             * @default quoted
             * @enum {string}
             */
            readonly advanceTo?: "quoted" | "completed";
            /** @description `digest` of the preview that was seen; the request is refused when the numbers are others by now. */
            readonly digest?: string;
            /** @description For those who read it in the policy system; without personal data. */
            readonly comment?: string;
            /**
             * Format: date
             * @description First day of cover again; the day of the cancellation unless said, as if it had never been.
             * @example 2027-02-01
             */
            readonly effectiveDate?: string;
            readonly policy: components["schemas"]["PolicyReference"];
        };
        readonly RewriteRequest: {
            /**
             * @description The caller's own id of this change of the policy: the same id with the same content is one change, however often it is posted.
             * @example CXL-2027-0001
             */
            readonly requestId: string;
            /**
             * @description Short name of the source system.
             * @default api
             * @example triton
             */
            readonly externalSystem?: string;
            /**
             * @description The latest known term unless said.
             * @example 1
             */
            readonly termNumber?: number;
            /**
             * @description How far it shall go by itself: `quoted` waits to be accepted, `completed` goes on to the books.
             * @default quoted
             * @enum {string}
             */
            readonly advanceTo?: "quoted" | "completed";
            /** @description `digest` of the preview that was seen; the request is refused when the numbers are others by now. */
            readonly digest?: string;
            /** @description For those who read it in the policy system; without personal data. */
            readonly comment?: string;
            /**
             * @description `fullTerm`: in full from its start; `remainder`: for what remains of the term; `newTerm`: for a fresh term of its own.
             * @enum {string}
             */
            readonly kind: "fullTerm" | "remainder" | "newTerm";
            /**
             * Format: date
             * @description From when the old term ends; today in the zone of the product unless said. Not used for `fullTerm`, nor for a term that is cancelled already.
             * @example 2027-02-01
             */
            readonly cancelledOn?: string;
            /**
             * Format: date
             * @description First day of the new term; without a gap unless said.
             * @example 2027-02-01
             */
            readonly start?: string;
            readonly newTerm: components["schemas"]["NewTerm"];
        };
        /** @description The new term as a submission, its premium that of the whole old term, of `newTerm` its own. Products that are priced from a workbook cannot be rewritten. */
        readonly NewTerm: {
            readonly product: string;
            /**
             * @description Instead of the effective date: a moment, or without an offset what the clock of the zone shows.
             * @example 2027-02-01T00:01-06:00
             */
            readonly startTime?: string;
            /** @description Instead of the expiration date. */
            readonly endTime?: string;
            /** @description Where no end is said: how long the term is, by the calendar of the zone; the product's term unless said. */
            readonly termDuration?: number;
            /**
             * @default months
             * @enum {string}
             */
            readonly durationBasis?: "hours" | "days" | "weeks" | "months" | "years";
            /** @description The product's; copied from it unless said. */
            readonly timeZone?: string;
            /** @description The product's; copied from it unless said. */
            readonly currency?: string;
            /**
             * Format: date
             * @description Today in the product's time zone unless said.
             * @example 2027-02-01
             */
            readonly submissionDate?: string;
            /**
             * @description State whose rules govern the policy.
             * @example TX
             */
            readonly state: string;
            readonly insured: components["schemas"]["Insured"];
            readonly producer: components["schemas"]["Producer"];
            /**
             * @description The producer's underwriter for the line unless said.
             * @example 4b9b3b8a-9c67-58a6-980d-8ac59b4e89ad
             */
            readonly underwriterGuid?: string;
            /** @description For a pass-through product: the source system's own premium. */
            readonly premium?: readonly components["schemas"]["PremiumCharge"][];
            /**
             * @description For a product with a rate plan: what it is rated by.
             * @example {
             *       "buildingValue": 350000,
             *       "deductible": "2500"
             *     }
             */
            readonly risk?: {
                readonly [key: string]: string | number;
            };
            /** @description For a product with a rate plan: parts of it that are wanted, too. */
            readonly addOns?: readonly string[];
            /** @description One of the product's plans in the policy system, its first unless said; -1 is single pay. */
            readonly paymentPlan?: number;
            readonly billing?: components["schemas"]["BillingChoices"];
        };
        readonly RewriteByReferenceRequest: {
            /**
             * @description The caller's own id of this change of the policy: the same id with the same content is one change, however often it is posted.
             * @example CXL-2027-0001
             */
            readonly requestId: string;
            /**
             * @description Short name of the source system.
             * @default api
             * @example triton
             */
            readonly externalSystem?: string;
            /**
             * @description The latest known term unless said.
             * @example 1
             */
            readonly termNumber?: number;
            /**
             * @description How far it shall go by itself: `quoted` waits to be accepted, `completed` goes on to the books.
             * @default quoted
             * @enum {string}
             */
            readonly advanceTo?: "quoted" | "completed";
            /** @description `digest` of the preview that was seen; the request is refused when the numbers are others by now. */
            readonly digest?: string;
            /** @description For those who read it in the policy system; without personal data. */
            readonly comment?: string;
            /**
             * @description `fullTerm`: in full from its start; `remainder`: for what remains of the term; `newTerm`: for a fresh term of its own.
             * @enum {string}
             */
            readonly kind: "fullTerm" | "remainder" | "newTerm";
            /**
             * Format: date
             * @description From when the old term ends; today in the zone of the product unless said. Not used for `fullTerm`, nor for a term that is cancelled already.
             * @example 2027-02-01
             */
            readonly cancelledOn?: string;
            /**
             * Format: date
             * @description First day of the new term; without a gap unless said.
             * @example 2027-02-01
             */
            readonly start?: string;
            readonly newTerm: components["schemas"]["NewTerm"];
            readonly policy: components["schemas"]["PolicyReference"];
        };
        readonly RenewalRequest: {
            /**
             * @description The caller's own id of this change of the policy: the same id with the same content is one change, however often it is posted.
             * @example CXL-2027-0001
             */
            readonly requestId: string;
            /**
             * @description Short name of the source system.
             * @default api
             * @example triton
             */
            readonly externalSystem?: string;
            /**
             * @description The latest known term unless said.
             * @example 1
             */
            readonly termNumber?: number;
            /**
             * @description `completed`, the default, goes on by its days; `quoted` waits to be accepted before it is offered or bound.
             * @default completed
             * @enum {string}
             */
            readonly advanceTo?: "quoted" | "completed";
            /** @description `digest` of the preview that was seen; the request is refused when the numbers are others by now. */
            readonly digest?: string;
            /** @description For those who read it in the policy system; without personal data. */
            readonly comment?: string;
            /** @description What the new term costs, charge by charge; by the rule of the product unless said. Never what billing booked before. */
            readonly premium?: readonly {
                readonly line: string;
                readonly charge: string;
                /** @example TX */
                readonly state: string;
                /** @example 5000.00 */
                readonly amount: string;
            }[];
            /**
             * @description For a product with a rate plan, instead: the risk of the new term. The plan, and the taxes of its first day, come to what it costs.
             * @example {
             *       "buildingValue": 350000,
             *       "deductible": "2500"
             *     }
             */
            readonly risk?: {
                readonly [key: string]: string | number;
            };
            /** @description Together with the risk. */
            readonly addOns?: readonly string[];
            /** @description For a product that is rated from a workbook. */
            readonly workbook?: {
                readonly fileName: string;
                readonly contentBase64: string;
            };
            /** @description As billing bills the old term now, unless said. */
            readonly billing?: {
                /**
                 * @description The account that is charged; the insured's own unless said.
                 * @example ACC-1001
                 */
                readonly accountNumber?: string;
                /**
                 * @description The product's unless said.
                 * @enum {string}
                 */
                readonly method?: "directBill" | "agencyBill";
                /**
                 * @description Billing's code of a payment plan; the product's unless said.
                 * @example TEN
                 */
                readonly paymentPlan?: string;
                /**
                 * @description Billing's code of a rhythm of invoices; the product's unless said.
                 * @example TERM_DAY
                 */
                readonly invoicingPlan?: string;
                /**
                 * @description What the policy system adds to the premium by itself, where Bindery cannot read it. A person who found it on the invoice corrects it; below zero where something was taken off, never all of the premium. Where the policy system tells its fees, leave it out: another amount stops before the bind.
                 * @example 75.00
                 */
                readonly addedFees?: string;
            };
            /**
             * @description `now` quotes at once; `leadTime` waits for the day that the product says.
             * @default now
             * @enum {string}
             */
            readonly start?: "now" | "leadTime";
            /** @description Days that are not those of the product. */
            readonly days?: {
                /**
                 * Format: date
                 * @description On which day a renewal is quoted.
                 * @example 2027-02-01
                 */
                readonly startOn?: string;
                /**
                 * Format: date
                 * @description On which day its offer goes out.
                 * @example 2027-02-01
                 */
                readonly offerOn?: string;
                /**
                 * Format: date
                 * @description On which day its term is bound.
                 * @example 2027-02-01
                 */
                readonly issueOn?: string;
                /**
                 * Format: date
                 * @description The last day on which its offer can be paid.
                 * @example 2027-02-01
                 */
                readonly payableUntil?: string;
            };
        };
        readonly RenewalByReferenceRequest: {
            /**
             * @description The caller's own id of this change of the policy: the same id with the same content is one change, however often it is posted.
             * @example CXL-2027-0001
             */
            readonly requestId: string;
            /**
             * @description Short name of the source system.
             * @default api
             * @example triton
             */
            readonly externalSystem?: string;
            /**
             * @description The latest known term unless said.
             * @example 1
             */
            readonly termNumber?: number;
            /**
             * @description `completed`, the default, goes on by its days; `quoted` waits to be accepted before it is offered or bound.
             * @default completed
             * @enum {string}
             */
            readonly advanceTo?: "quoted" | "completed";
            /** @description `digest` of the preview that was seen; the request is refused when the numbers are others by now. */
            readonly digest?: string;
            /** @description For those who read it in the policy system; without personal data. */
            readonly comment?: string;
            /** @description What the new term costs, charge by charge; by the rule of the product unless said. Never what billing booked before. */
            readonly premium?: readonly {
                readonly line: string;
                readonly charge: string;
                /** @example TX */
                readonly state: string;
                /** @example 5000.00 */
                readonly amount: string;
            }[];
            /**
             * @description For a product with a rate plan, instead: the risk of the new term. The plan, and the taxes of its first day, come to what it costs.
             * @example {
             *       "buildingValue": 350000,
             *       "deductible": "2500"
             *     }
             */
            readonly risk?: {
                readonly [key: string]: string | number;
            };
            /** @description Together with the risk. */
            readonly addOns?: readonly string[];
            /** @description For a product that is rated from a workbook. */
            readonly workbook?: {
                readonly fileName: string;
                readonly contentBase64: string;
            };
            /** @description As billing bills the old term now, unless said. */
            readonly billing?: {
                /**
                 * @description The account that is charged; the insured's own unless said.
                 * @example ACC-1001
                 */
                readonly accountNumber?: string;
                /**
                 * @description The product's unless said.
                 * @enum {string}
                 */
                readonly method?: "directBill" | "agencyBill";
                /**
                 * @description Billing's code of a payment plan; the product's unless said.
                 * @example TEN
                 */
                readonly paymentPlan?: string;
                /**
                 * @description Billing's code of a rhythm of invoices; the product's unless said.
                 * @example TERM_DAY
                 */
                readonly invoicingPlan?: string;
                /**
                 * @description What the policy system adds to the premium by itself, where Bindery cannot read it. A person who found it on the invoice corrects it; below zero where something was taken off, never all of the premium. Where the policy system tells its fees, leave it out: another amount stops before the bind.
                 * @example 75.00
                 */
                readonly addedFees?: string;
            };
            /**
             * @description `now` quotes at once; `leadTime` waits for the day that the product says.
             * @default now
             * @enum {string}
             */
            readonly start?: "now" | "leadTime";
            /** @description Days that are not those of the product. */
            readonly days?: {
                /**
                 * Format: date
                 * @description On which day a renewal is quoted.
                 * @example 2027-02-01
                 */
                readonly startOn?: string;
                /**
                 * Format: date
                 * @description On which day its offer goes out.
                 * @example 2027-02-01
                 */
                readonly offerOn?: string;
                /**
                 * Format: date
                 * @description On which day its term is bound.
                 * @example 2027-02-01
                 */
                readonly issueOn?: string;
                /**
                 * Format: date
                 * @description The last day on which its offer can be paid.
                 * @example 2027-02-01
                 */
                readonly payableUntil?: string;
            };
            readonly policy: components["schemas"]["PolicyReference"];
        };
        readonly StartedRenewals: {
            readonly renewals: readonly components["schemas"]["StartedRenewal"][];
        };
        readonly StartedRenewal: {
            readonly policyNumber: string;
            /**
             * @description `started` now, `known` where a renewal is under way or done, `refused` by the business, `unknown` policy.
             * @enum {string}
             */
            readonly outcome: "started" | "known" | "refused" | "unknown";
            /** @description Id of the renewal. */
            readonly renewal: string | null;
            readonly reason: string | null;
        };
        readonly StartRenewals: {
            readonly policyNumbers: readonly string[];
        };
        readonly RenewalBatch: {
            /** @description Of its workflow. */
            readonly id: string;
            readonly requestId: string;
            /**
             * @description `done`: every policy was seen to, and nothing that was begun is being quoted; `unsettled` ones may wait for a person. `endedInTemporal`: terminated there; what was begun goes on by itself.
             * @enum {string}
             */
            readonly state: "running" | "paused" | "cancelled" | "done" | "endedInTemporal";
            /** @description Of the batch, each counted once. */
            readonly policies: number;
            /** @description Policies of which is known what became, and whose renewal is not being quoted. */
            readonly done: number;
            /** @description Policies that were not looked at yet. */
            readonly toDo: number;
            /** @description Renewals that the batch has begun and that are being quoted. */
            readonly open: number;
            readonly outcomes: {
                /** @description By this batch. */
                readonly started: number;
                /** @description Their renewal was begun by somebody else. */
                readonly known: number;
                /** @description By the business, or by the policy system after the renewal was begun. */
                readonly refused: number;
                /** @description Policies of which nothing is known. */
                readonly unknown: number;
                /** @description For another reason; start them again. */
                readonly failed: number;
            };
            /** @description Policies whose renewals were not begun, and that no person has seen to. */
            readonly unsettled: number;
            /** @description Begun in a minute, at most. */
            readonly perMinute: number;
            /** @description Being quoted at once, at most. */
            readonly mostOpen: number;
            /** @description Policies seen to in a minute, as of late; null while nobody can say. */
            readonly ratePerMinute: number | null;
            /** Format: date-time */
            readonly estimatedEnd: string | null;
            /** Format: date-time */
            readonly createdAt: string;
            /**
             * Format: date-time
             * @description When anything of it has changed last; null where an older version has left that unsaid.
             */
            readonly updatedAt: string | null;
            /** Format: date-time */
            readonly startedAt: string;
            /** Format: date-time */
            readonly endedAt: string | null;
            readonly requestedBy: string;
            readonly acts: readonly {
                /** Format: date-time */
                readonly at: string;
                /**
                 * @description `settle`: of what a batch of renewals asked for.
                 * @enum {string}
                 */
                readonly act: "pause" | "resume" | "cancel" | "settle";
                readonly by: string;
                readonly reason: string;
            }[];
        };
        readonly StartRenewalBatch: {
            /**
             * @description The caller's own id of this batch: the same id with the same content is one batch, however often it is posted.
             * @example RNW-2027-01
             */
            readonly requestId: string;
            /** @description Renewed in this order. One that is named twice is renewed once. */
            readonly policyNumbers: readonly string[];
            /**
             * @description Renewals that are begun in a minute, at most.
             * @default 60
             */
            readonly perMinute?: number;
            /**
             * @description Renewals that are being quoted at once, at most: what is begun is finished first.
             * @default 20
             */
            readonly mostOpen?: number;
        };
        readonly RenewalBatchResults: {
            readonly items: readonly components["schemas"]["BatchedRenewal"][];
            /** @description Send it as `after` for the next page; null where no more policies were looked at yet. */
            readonly next: string | null;
        };
        readonly BatchedRenewal: {
            readonly policyNumber: string;
            /** @enum {string} */
            readonly outcome: "started" | "known" | "refused" | "unknown" | "failed";
            /** @description Id of the renewal. Refused or failed with one: it was begun and stopped, and a person sees to it there. */
            readonly renewal: string | null;
            readonly reason: string | null;
        };
        readonly BatchOrder: {
            /** @description Who acts; kept for the audit. */
            readonly by: string;
            /** @description Why; kept for the audit. */
            readonly reason: string;
        };
        readonly SettleBatchTask: {
            /** @description Who acts; kept for the audit. */
            readonly by: string;
            /** @description Why; kept for the audit. */
            readonly reason: string;
            /** @description As the list of tasks names it. */
            readonly task: string;
        };
        readonly Reconciliation: {
            /** @description Of its workflow. */
            readonly id: string;
            readonly requestId: string;
            /** @enum {string} */
            readonly state: "running" | "paused" | "cancelled" | "done" | "endedInTemporal";
            /** @description What it is at, in a few words. */
            readonly at: string | null;
            readonly terms: {
                /** @description Looked at, each once. */
                readonly all: number;
                /** @description Nothing differs, perhaps after a repair. */
                readonly agreed: number;
                /** @description Something differs still. */
                readonly differed: number;
                /** @description A system did not answer for them. */
                readonly unread: number;
                /** @description A transaction was at work on them all the while. */
                readonly underWay: number;
                /** @description Looked at again after a while, before what differs counts. */
                readonly again: number;
                /** @description Of those that agreed or differed: one system cannot be asked for them here. */
                readonly partly: number;
            };
            /** @description By code; those that were found. */
            readonly differences: readonly {
                /** @enum {string} */
                readonly code: "missingInPolicySystem" | "datesInPolicySystem" | "doneByHand" | "cancellationInPolicySystem" | "premiumInPolicySystem" | "invoicesInPolicySystem" | "missingInBilling" | "datesInBilling" | "cancellationInBilling" | "chargesInBilling" | "invoicesInBilling" | "moneyInBilling" | "confirmation" | "unknownHere";
                readonly found: number;
                /** @description Of them. */
                readonly repaired: number;
            }[];
            /** @description Differences that the list has no room for; each is counted above. */
            readonly notListed: number;
            /** @description Terms that the policy system has in force; null where it cannot list them, or they were not come to yet. */
            readonly inPolicySystem: {
                readonly listed: number;
                readonly knownHere: number;
                /** @description Made by others, or over and forgotten here: counted, and left alone. */
                readonly others: number;
            } | null;
            /** @description Terms that billing has; null likewise. */
            readonly inBilling: {
                readonly listed: number;
                readonly knownHere: number;
                /** @description Made by others, or over and forgotten here: counted, and left alone. */
                readonly others: number;
            } | null;
            /** @description Terms looked at in a minute, at most. */
            readonly perMinute: number;
            /** @description Seconds after which what differs is looked at again. */
            readonly compareAgainAfter: number;
            readonly repairs: boolean;
            /** Format: date-time */
            readonly createdAt: string;
            /**
             * Format: date-time
             * @description When anything of it has changed last; null where an older version has left that unsaid.
             */
            readonly updatedAt: string | null;
            /** Format: date-time */
            readonly startedAt: string;
            /** Format: date-time */
            readonly endedAt: string | null;
            readonly requestedBy: string;
            readonly acts: readonly {
                /** Format: date-time */
                readonly at: string;
                /**
                 * @description `settle`: of what a batch of renewals asked for.
                 * @enum {string}
                 */
                readonly act: "pause" | "resume" | "cancel" | "settle";
                readonly by: string;
                readonly reason: string;
            }[];
            readonly links: {
                readonly differences: string;
            };
        };
        readonly StartReconciliation: {
            /**
             * @description The caller's own id of this comparison: the same id with the same content is one, however often it is posted.
             * @example PROOF-2027-02-01
             */
            readonly requestId: string;
            /**
             * @description Terms that are looked at in a minute, at most.
             * @default 120
             */
            readonly perMinute?: number;
            /**
             * @description Seconds after which what differs, or is at work, is looked at again: a difference counts when it was there twice.
             * @default 120
             */
            readonly compareAgainAfter?: number;
            /**
             * @description Whether what can be repaired safely is; without, it becomes a task.
             * @default true
             */
            readonly repairs?: boolean;
        };
        readonly ReconciliationList: {
            readonly items: readonly components["schemas"]["ListedReconciliation"][];
            readonly nextCursor: string | null;
        };
        readonly ListedReconciliation: {
            readonly requestId: string;
            readonly isRunning: boolean;
            /** Format: date-time */
            readonly startedAt: string;
            /** Format: date-time */
            readonly endedAt: string | null;
            readonly links: {
                readonly self: string;
            };
        };
        readonly ReconciliationDifferences: {
            readonly items: readonly components["schemas"]["ReconciliationDifference"][];
            /** @description Send it as `after` for the next page. */
            readonly next: string | null;
        };
        readonly ReconciliationDifference: {
            /** @enum {string} */
            readonly code: "missingInPolicySystem" | "datesInPolicySystem" | "doneByHand" | "cancellationInPolicySystem" | "premiumInPolicySystem" | "invoicesInPolicySystem" | "missingInBilling" | "datesInBilling" | "cancellationInBilling" | "chargesInBilling" | "invoicesInBilling" | "moneyInBilling" | "confirmation" | "unknownHere";
            readonly policyNumber: string;
            /** @description Null of a policy of which nobody can say which of its terms it is. */
            readonly termNumber: number | null;
            /**
             * @description `repaired`: it is gone. `task`: the term asks a person. `untold`: nobody is asked, and the next comparison looks again; `tried` says why, where something was done about it.
             * @enum {string}
             */
            readonly outcome: "repaired" | "task" | "untold";
            /** @description What differs, as it stood on both sides. */
            readonly sides: readonly {
                /** @example general-liability premium TX */
                readonly what: string;
                /** @description In the policy system or in billing; amounts as `"5000.00"`. */
                readonly there: string;
                /** @description In Bindery. */
                readonly here: string;
                /** @description How much more there is there, of amounts; null of everything else. */
                readonly differenceAmount: string | null;
            }[];
            /** @description What was done about it, in a sentence. */
            readonly tried: string | null;
            readonly links: {
                readonly term: string | null;
            };
        };
        readonly ReconciliationOrder: {
            /** @description Who acts; kept for the audit. */
            readonly by: string;
            /** @description Why; kept for the audit. */
            readonly reason: string;
        };
        readonly OfferAnswer: {
            /** @description Of the policy that the money finishes or had finished; null when a person has to look. */
            readonly policyNumber: string | null;
            /** @description Why, with the sums. */
            readonly text: string;
        };
        readonly OfferPayment: {
            /**
             * @description Billing's own id of the money, unique in the whole billing system: told twice for one term it counts once; told for a second term it counts there too, and a person is asked at both.
             * @example PAY-2027-0001
             */
            readonly paymentId: string;
            /**
             * @description Above zero.
             * @example 1494.50
             */
            readonly amount: string;
            /** @example USD */
            readonly currency: string;
            /**
             * Format: date-time
             * @description When billing received the money; decides, not the moment of the message.
             * @example 2027-02-01T06:01:00Z
             */
            readonly receivedAt: string;
            /**
             * @description The sender's own id of this message; the same id again is the same message.
             * @example billing:confirm:4711
             */
            readonly transactionId: string;
            /**
             * @description As in the address. Required in a signed message.
             * @example renewal:CGL-2027-000001:2/v1
             */
            readonly offerId?: string;
            /**
             * @description The plan that the payer chose; left out, it is inferred from the sum.
             * @example TEN
             */
            readonly selectedPaymentPlanCode?: string;
        };
        readonly OfferPaymentReversed: {
            /**
             * @description As policyNumber.
             * @example PAY-2027-0001
             */
            readonly paymentId?: string;
            /**
             * @description The sender's own id of this message; the same id again is the same message.
             * @example billing:confirm:4711
             */
            readonly transactionId: string;
            /** @example Returned by the bank */
            readonly reason: string;
            /**
             * @description As in the address. Required in a signed message.
             * @example renewal:CGL-2027-000001:2/v1
             */
            readonly offerId?: string;
        };
        readonly CancellationPreview: {
            readonly policyNumber: string;
            readonly termNumber: number;
            readonly currency: string | null;
            /** @description Names day and amounts. Given with the request, that is refused when they are others by then; null where nothing can be booked. */
            readonly digest: string | null;
            /**
             * Format: date
             * @description First day without cover; null where it is refused.
             */
            readonly effectiveDate: string | null;
            /**
             * Format: date
             * @description It can be moved, but to no day before this one.
             */
            readonly earliestDate: string | null;
            /** @description Null where nobody has to be told first. */
            readonly notice: {
                /** @description Least days from the notice to the cancellation. */
                readonly days: number;
                /** @description Added where it is mailed. */
                readonly mailingDays: number;
                /** @description Row of the notice file that decided. */
                readonly row: string;
            } | null;
            /** @enum {string|null} */
            readonly method: "flat" | "proRata" | "shortRate90" | "shortRateTable" | null;
            /** @description Days in force before it. */
            readonly elapsedDays: number | null;
            readonly termDays: number | null;
            readonly amounts: components["schemas"]["PreviewedAmounts"];
            /**
             * Format: date
             * @description First day that the money received does not pay for, taxes and fees paid first; null of a term that no billing system bills, or that is cancelled already.
             */
            readonly paidTo: string | null;
            /** @description Everything that stands against the change as it is now, all at once; empty: it could be begun. */
            readonly refusals: readonly components["schemas"]["Refusal"][];
        };
        readonly PreviewedAmounts: {
            readonly rows: readonly components["schemas"]["PreviewedCharge"][];
            /**
             * @description Above zero: to be paid; below: to be given back.
             * @example -2520.55
             */
            readonly total: string;
            /** @example -2520.55 */
            readonly premium: string;
            /** @example -2520.55 */
            readonly taxes: string;
            /** @example -2520.55 */
            readonly fees: string;
        } | null;
        readonly CancellationPreviewRequest: {
            /**
             * @description As the policy system answered it at the bind, letter by letter: printable ASCII without quotes and backslashes.
             * @example CGL-2027-000001
             */
            readonly policyNumber?: string;
            /** @description Instead of `policyNumber`. */
            readonly policy?: {
                /**
                 * @description Short name of the source system.
                 * @example triton
                 */
                readonly externalSystem: string;
                /** @example TRITON-12345 */
                readonly externalId: string;
            };
            /**
             * @description The latest known term unless said.
             * @example 1
             */
            readonly termNumber?: number;
            /**
             * @description Who ends the policy; billing asks in the name of the insurer.
             * @enum {string}
             */
            readonly source: "insured" | "insurer";
            /** @enum {string} */
            readonly reason: "notTaken" | "dishonouredFirstPayment" | "rewrittenFlat" | "rewrittenMidTerm" | "nonPayment" | "fraud" | "underwriting" | "other";
            /**
             * Format: date
             * @description Day on which the request came in, or on which the notice goes out; today in the zone of the product unless said.
             * @example 2027-02-01
             */
            readonly receivedOn?: string;
            /**
             * Format: date
             * @description From which day it shall hold; as early as the law allows unless said.
             * @example 2027-02-01
             */
            readonly requestedOn?: string;
            /** @description When it is booked, whichever day it holds from: `now`, or a day. Unless said on the day from which it holds, and as many days later as the product holds cancellations back. Nothing is booked before a notice that is needed. */
            readonly processOn?: "now" | string;
            /**
             * @description Everything shall be given back; only the first day of the term allows that.
             * @default false
             */
            readonly flat?: boolean;
            readonly leniency?: components["schemas"]["Leniency"];
        };
        readonly EndorsementPreview: {
            readonly policyNumber: string;
            readonly termNumber: number;
            readonly currency: string | null;
            /** @description Names day and amounts. Given with the request, that is refused when they are others by then; null where nothing can be booked. */
            readonly digest: string | null;
            /** Format: date */
            readonly effectiveDate: string;
            /** @description Days in force before it. */
            readonly elapsedDays: number | null;
            readonly termDays: number | null;
            readonly amounts: components["schemas"]["PreviewedAmounts"];
            /** @description Everything that stands against the change as it is now, all at once; empty: it could be begun. */
            readonly refusals: readonly components["schemas"]["Refusal"][];
        };
        readonly EndorsementPreviewRequest: {
            /**
             * @description As the policy system answered it at the bind, letter by letter: printable ASCII without quotes and backslashes.
             * @example CGL-2027-000001
             */
            readonly policyNumber?: string;
            /** @description Instead of `policyNumber`. */
            readonly policy?: {
                /**
                 * @description Short name of the source system.
                 * @example triton
                 */
                readonly externalSystem: string;
                /** @example TRITON-12345 */
                readonly externalId: string;
            };
            /**
             * @description The latest known term unless said.
             * @example 1
             */
            readonly termNumber?: number;
            /**
             * Format: date
             * @description First day of the change.
             * @example 2027-02-01
             */
            readonly effectiveDate: string;
            /** @description All charges that the whole term would have, had it been so from the start; what is left of the difference is charged or given back. */
            readonly fullTerm?: readonly {
                readonly line: string;
                readonly charge: string;
                /** @example TX */
                readonly state: string;
                /** @example 5000.00 */
                readonly amount: string;
            }[];
            /** @description Instead: what is to be booked, as it is; empty for a change without premium. With fullTerm beside it the whole term has those figures from then on; else they move by what the amounts come to over the whole term. */
            readonly asGiven?: readonly {
                readonly line: string;
                readonly charge: string;
                /** @example TX */
                readonly state: string;
                /** @example 75.00 */
                readonly amount: string;
            }[];
            /** @description For a product that is rated from one, which takes no figures: the policy as it shall be. The policy system rates it, and says what is left to charge. */
            readonly workbook?: {
                readonly fileName: string;
                readonly contentBase64: string;
            };
            /**
             * @description For a product with a rate plan, which takes no figures of the whole term: the risk as it shall be. What is left of the difference is charged or given back, by the taxes of the first day of the term.
             * @example {
             *       "buildingValue": 350000,
             *       "deductible": "2500"
             *     }
             */
            readonly risk?: {
                readonly [key: string]: string | number;
            };
            /** @description Together with the risk. */
            readonly addOns?: readonly string[];
        };
        readonly ReinstatementPreview: {
            readonly policyNumber: string;
            readonly termNumber: number;
            readonly currency: string | null;
            /** @description Names day and amounts. Given with the request, that is refused when they are others by then; null where nothing can be booked. */
            readonly digest: string | null;
            /** Format: date */
            readonly cancelledOn: string | null;
            /** Format: date */
            readonly effectiveDate: string | null;
            /** @description Days without cover. */
            readonly gapDays: number | null;
            readonly amounts: components["schemas"]["PreviewedAmounts"];
            /** @description Everything that stands against the change as it is now, all at once; empty: it could be begun. */
            readonly refusals: readonly components["schemas"]["Refusal"][];
        };
        readonly ReinstatementPreviewRequest: {
            /**
             * @description As the policy system answered it at the bind, letter by letter: printable ASCII without quotes and backslashes.
             * @example CGL-2027-000001
             */
            readonly policyNumber?: string;
            /** @description Instead of `policyNumber`. */
            readonly policy?: {
                /**
                 * @description Short name of the source system.
                 * @example triton
                 */
                readonly externalSystem: string;
                /** @example TRITON-12345 */
                readonly externalId: string;
            };
            /**
             * @description The latest known term unless said.
             * @example 1
             */
            readonly termNumber?: number;
            /**
             * Format: date
             * @description First day of cover again; the day of the cancellation unless said, as if it had never been.
             * @example 2027-02-01
             */
            readonly effectiveDate?: string;
        };
        readonly RewritePreview: {
            readonly policyNumber: string;
            readonly termNumber: number;
            readonly currency: string | null;
            /** @description Names day and amounts. Given with the request, that is refused when they are others by then; null where nothing can be booked. */
            readonly digest: string | null;
            /** Format: date */
            readonly effectiveDate: string | null;
            /** Format: date */
            readonly expirationDate: string | null;
            /** @description Days without cover before the new term. */
            readonly lapseDays: number | null;
            /** @description What the cancellation of the old term gives back; null where it is cancelled already, or refused. */
            readonly returned: {
                readonly rows: readonly components["schemas"]["PreviewedCharge"][];
                /**
                 * @description Above zero: to be paid; below: to be given back.
                 * @example -2520.55
                 */
                readonly total: string;
                /** @example -2520.55 */
                readonly premium: string;
                /** @example -2520.55 */
                readonly taxes: string;
                /** @example -2520.55 */
                readonly fees: string;
            } | null;
            /** @description What the new term is charged. */
            readonly charged: {
                readonly rows: readonly components["schemas"]["PreviewedCharge"][];
                /**
                 * @description Above zero: to be paid; below: to be given back.
                 * @example -2520.55
                 */
                readonly total: string;
                /** @example -2520.55 */
                readonly premium: string;
                /** @example -2520.55 */
                readonly taxes: string;
                /** @example -2520.55 */
                readonly fees: string;
            } | null;
            /** @description Everything that stands against the change as it is now, all at once; empty: it could be begun. */
            readonly refusals: readonly components["schemas"]["Refusal"][];
        };
        readonly RewritePreviewRequest: {
            /**
             * @description As the policy system answered it at the bind, letter by letter: printable ASCII without quotes and backslashes.
             * @example CGL-2027-000001
             */
            readonly policyNumber?: string;
            /** @description Instead of `policyNumber`. */
            readonly policy?: {
                /**
                 * @description Short name of the source system.
                 * @example triton
                 */
                readonly externalSystem: string;
                /** @example TRITON-12345 */
                readonly externalId: string;
            };
            /**
             * @description The latest known term unless said.
             * @example 1
             */
            readonly termNumber?: number;
            /**
             * @description `fullTerm`: in full from its start; `remainder`: for what remains of the term; `newTerm`: for a fresh term of its own.
             * @enum {string}
             */
            readonly kind: "fullTerm" | "remainder" | "newTerm";
            /**
             * Format: date
             * @description From when the old term ends; today in the zone of the product unless said. Not used for `fullTerm`, nor for a term that is cancelled already.
             * @example 2027-02-01
             */
            readonly cancelledOn?: string;
            /**
             * Format: date
             * @description First day of the new term; without a gap unless said.
             * @example 2027-02-01
             */
            readonly start?: string;
            /** @description What the new term would be charged, were it as long as the old one; of `newTerm` its own charges. */
            readonly fullTerm: readonly {
                readonly line: string;
                readonly charge: string;
                /** @example TX */
                readonly state: string;
                /** @example 5000.00 */
                readonly amount: string;
            }[];
        };
        readonly RenewalPreview: {
            readonly policyNumber: string;
            readonly termNumber: number;
            readonly currency: string | null;
            /** @description Names day and amounts. Given with the request, that is refused when they are others by then; null where nothing can be booked. */
            readonly digest: string | null;
            /** @enum {string|null} */
            readonly flow: "bindAndCancel" | "offer" | "confirmed" | null;
            /** Format: date */
            readonly effectiveDate: string | null;
            /** Format: date */
            readonly expirationDate: string | null;
            /** @description What the new term is charged. */
            readonly charged: {
                readonly rows: readonly components["schemas"]["PreviewedCharge"][];
                /**
                 * @description Above zero: to be paid; below: to be given back.
                 * @example -2520.55
                 */
                readonly total: string;
                /** @example -2520.55 */
                readonly premium: string;
                /** @example -2520.55 */
                readonly taxes: string;
                /** @example -2520.55 */
                readonly fees: string;
            } | null;
            /** @description Why an underwriter has to look at it. */
            readonly referral: string | null;
            readonly days: {
                /** Format: date */
                readonly start: string;
                readonly rechecks: readonly string[];
                /** Format: date */
                readonly offer: string | null;
                /** Format: date */
                readonly issue: string | null;
                /** Format: date */
                readonly payableUntil: string | null;
                /** Format: date */
                readonly noticeFrom: string | null;
                /**
                 * Format: date
                 * @description The last day of a notice of non-renewal.
                 */
                readonly noticeBy: string;
                readonly noticeRow: string;
            } | null;
            /** @description Everything that stands against the change as it is now, all at once; empty: it could be begun. */
            readonly refusals: readonly components["schemas"]["Refusal"][];
        };
        readonly RenewalPreviewRequest: {
            /**
             * @description As the policy system answered it at the bind, letter by letter: printable ASCII without quotes and backslashes.
             * @example CGL-2027-000001
             */
            readonly policyNumber?: string;
            /** @description Instead of `policyNumber`. */
            readonly policy?: {
                /**
                 * @description Short name of the source system.
                 * @example triton
                 */
                readonly externalSystem: string;
                /** @example TRITON-12345 */
                readonly externalId: string;
            };
            /**
             * @description The latest known term unless said.
             * @example 1
             */
            readonly termNumber?: number;
            /** @description What the new term costs, charge by charge; by the rule of the product unless said. Never what billing booked before. */
            readonly premium?: readonly {
                readonly line: string;
                readonly charge: string;
                /** @example TX */
                readonly state: string;
                /** @example 5000.00 */
                readonly amount: string;
            }[];
            /**
             * @description For a product with a rate plan, instead: the risk of the new term. The plan, and the taxes of its first day, come to what it costs.
             * @example {
             *       "buildingValue": 350000,
             *       "deductible": "2500"
             *     }
             */
            readonly risk?: {
                readonly [key: string]: string | number;
            };
            /** @description Together with the risk. */
            readonly addOns?: readonly string[];
        };
        readonly PremiumQuote: {
            readonly calculationResultSetTotalBasePremium: components["schemas"]["QuotedMoney"];
            readonly calculationResultSetTotalAdjustment: components["schemas"]["QuotedMoney"];
            readonly calculationResultSetTotalSurcharge: components["schemas"]["QuotedMoney"];
            readonly calculationResultSetTotalResult: components["schemas"]["QuotedMoney"];
            readonly calculationResultList: readonly components["schemas"]["CalculationResult"][];
        };
        readonly QuotedMoney: {
            /** @example 16.66 */
            readonly value: string;
            /** @example USD */
            readonly currency: string;
        };
        readonly CalculationResult: {
            readonly calculationPeriod: {
                /** Format: date */
                readonly startDate: string;
                /**
                 * Format: date
                 * @description The first day after it.
                 */
                readonly endDate: string;
                readonly displayName: string;
            };
            /** Format: date */
            readonly calculationDate: string;
            /** Format: date */
            readonly referenceDate: string;
            /** Format: date */
            readonly policyContractStartDate: string | null;
            readonly groupAccount: components["schemas"]["QuotedName"];
            readonly totalBasePremium: components["schemas"]["QuotedMoney"];
            readonly totalAdjustment: components["schemas"]["QuotedMoney"];
            readonly totalSurcharge: components["schemas"]["QuotedMoney"];
            readonly totalResult: components["schemas"]["QuotedMoney"];
            readonly calculationResultLineList: readonly components["schemas"]["CalculationResultLine"][];
            /** @enum {string} */
            readonly billingCycle?: "I" | "F";
            readonly explanation?: readonly {
                readonly sequence: number;
                readonly name: string;
                /** @enum {string} */
                readonly by: "amount" | "rate" | "factor" | "percentage" | "minimum";
                /** @description Sequences of the lines that it was computed of. */
                readonly lines: readonly number[];
                /** @example sumInsured 750000 per 100 */
                readonly of: string | null;
                /** @example 0.35 */
                readonly value: string;
                /** @description The field that the value depends on. */
                readonly lookedUpBy: string | null;
                /**
                 * @description Of a whole term, before it is rounded.
                 * @example 4375/12
                 */
                readonly exact: string;
                /** @enum {string} */
                readonly roundedTo: "cent" | "dollar";
            }[];
            /** Format: date */
            readonly payDate?: string;
            readonly ratePlan?: string;
            readonly state?: string;
            /** @description Of all results together, in the first of them: they are due with it. */
            readonly taxes?: readonly {
                /** @enum {string} */
                readonly kind: "tax" | "fee";
                readonly name: string;
                readonly amount: components["schemas"]["QuotedMoney"];
            }[];
            readonly totalWithTaxes?: components["schemas"]["QuotedTotalWithTaxes"];
        };
        readonly QuotedName: {
            readonly code: string;
            readonly displayName: string;
        } | null;
        readonly CalculationResultLine: {
            readonly sequence: number;
            /** @description The last of the lines that it was computed of; `explanation` has all. */
            readonly referencedCalculationResultLine: {
                readonly sequence: number;
            } | null;
            readonly policyEnrollmentProduct: {
                /** @description A person, or an object. */
                readonly policyEnrollment: {
                    readonly person?: components["schemas"]["QuotedParty"];
                    readonly object?: components["schemas"]["QuotedParty"];
                };
                readonly enrollmentProduct: components["schemas"]["QuotedName"];
            };
            readonly scheduleDefinition: {
                readonly code: string;
                /** @enum {string} */
                readonly type: "premium" | "adjustment" | "surcharge";
                /** @enum {string|null} */
                readonly surchargeRuleEvaluation: "onPremium" | "afterAdjustment" | null;
            };
            /** @description The rate plan, of a line of premium. */
            readonly premiumSchedule: {
                readonly code: string;
            } | null;
            readonly addOn: components["schemas"]["QuotedName"];
            readonly resultAmount: components["schemas"]["QuotedResultAmount"];
            readonly retrievedAmount: components["schemas"]["QuotedRetrievedAmount"];
            /** @example -7.5% */
            readonly percentage: string | null;
        };
        readonly QuotedParty: {
            readonly code: string;
            readonly descr: string | null;
            readonly name: string | null;
            readonly firstName: string | null;
            /** Format: date */
            readonly dateOfBirth: string | null;
            /** Format: date */
            readonly entityDate: string | null;
        };
        /** @description What the period has of it. */
        readonly QuotedResultAmount: {
            /** @example 16.66 */
            readonly value: string;
            /** @example USD */
            readonly currency: string;
        };
        /** @description What the line comes to for a whole term. */
        readonly QuotedRetrievedAmount: {
            /** @example 16.66 */
            readonly value: string;
            /** @example USD */
            readonly currency: string;
        };
        readonly QuotedTotalWithTaxes: {
            /** @example 16.66 */
            readonly value: string;
            /** @example USD */
            readonly currency: string;
        };
        readonly PremiumQuoteRequest: {
            /**
             * @description Must be that of no policy.
             * @example QUOTE-1
             */
            readonly policyCode?: string;
            /** @example small-property */
            readonly product: string;
            /**
             * @description State of exposure.
             * @example TX
             */
            readonly state: string;
            readonly groupAccount?: {
                readonly code: string;
            };
            /** @description The first day is in it, the last date is not. */
            readonly policyContractPeriod?: {
                /**
                 * Format: date
                 * @example 2027-02-01
                 */
                readonly startDate: string;
                /**
                 * Format: date
                 * @example 2027-02-01
                 */
                readonly endDate: string;
            };
            readonly policyEnrollments: readonly components["schemas"]["PolicyEnrollment"][];
        };
        readonly PolicyEnrollment: {
            readonly person?: components["schemas"]["QuotedPerson"];
            /** @description Instead of `person`. */
            readonly object?: {
                readonly code: string;
                readonly descr?: string;
                /**
                 * Format: date
                 * @description When it came to be, such as the day it was built.
                 * @example 2027-02-01
                 */
                readonly entityDate?: string;
                /**
                 * @description ISO 3166-1, two letters.
                 * @example US
                 */
                readonly countryCode?: string;
            };
            readonly policyEnrollmentProducts: readonly components["schemas"]["PolicyEnrollmentProduct"][];
        };
        readonly QuotedPerson: {
            readonly code: string;
            readonly name: string;
            readonly firstName?: string;
            /**
             * Format: date
             * @example 2027-02-01
             */
            readonly dateOfBirth?: string;
            /**
             * @description ISO 3166-1, two letters.
             * @example US
             */
            readonly countryCode?: string;
        };
        readonly PolicyEnrollmentProduct: {
            /**
             * Format: date
             * @example 2027-02-01
             */
            readonly startDate?: string;
            /**
             * Format: date
             * @description The first day on which it is not enrolled any more.
             * @example 2027-02-01
             */
            readonly endDate?: string;
            /** @default [] */
            readonly addOns?: readonly string[];
            /**
             * @description What the rate plan of the product asks for, by its names: numbers as whole numbers or text, everything else as text.
             * @example {
             *       "sumInsured": 750000,
             *       "construction": "masonry"
             *     }
             */
            readonly risk: {
                readonly [key: string]: unknown;
            };
        };
        readonly EventFeed: {
            readonly events: readonly components["schemas"]["CloudEvent"][];
            /** @description Send it as `after` to read on, also where there is no more now. */
            readonly next: string;
            /** @description Whether there is more to be read at once. */
            readonly hasMore: boolean;
        };
        readonly CloudEvent: {
            /** @enum {string} */
            readonly specversion: "1.0";
            /**
             * @description The same whenever and however often the event comes.
             * @example evt_0bQx3nS2yq1VfK7mWc8ZtA
             */
            readonly id: string;
            /** @description Address of the transaction or term. */
            readonly source: string;
            /**
             * @description `bindery.transaction.waiting`: A transaction rests: at a milestone, or until a moment or an act that it names. `bindery.transaction.needsAttention`: A step was stopped, and a person is needed. `bindery.transaction.resumed`: What had stopped was put right, and goes on. `bindery.transaction.bound`: The policy system has booked what the transaction is for. `bindery.transaction.ended`: Nothing happens in the transaction any more by itself. `bindery.renewal.offered`: An offer of the next term went to billing. `bindery.renewal.paid`: Money came for an offer, whatever becomes of it. `bindery.renewal.notTaken`: No offer was paid in time: there is no next term. `bindery.renewal.nonRenewed`: The insurer does not renew the policy. `bindery.term.bound`: A term of a policy is on file, and waits for its money where it is billed. `bindery.term.confirmed`: The insured has taken the term. `bindery.term.paymentRecorded`: Money was told for the term, whatever became of it. `bindery.term.paymentReversed`: Money of the term was taken back. `bindery.term.paymentDeadlinePassed`: The time to pay is over, and the term is not confirmed. `bindery.term.endorsed`: The term was changed. `bindery.term.cancellationPending`: A cancellation of the term was announced, or moved to another day. `bindery.term.cancellationWithdrawn`: The cancellation that was pending does not happen. `bindery.term.cancelled`: The term is cancelled. `bindery.term.reinstated`: The term is in force again. `bindery.term.ended`: The term is over. `bindery.task.opened`: A person is asked to do something. `bindery.task.settled`: What a person was asked to do is done, or need not be done any more.
             * @enum {string}
             */
            readonly type: "bindery.transaction.waiting" | "bindery.transaction.needsAttention" | "bindery.transaction.resumed" | "bindery.transaction.bound" | "bindery.transaction.ended" | "bindery.renewal.offered" | "bindery.renewal.paid" | "bindery.renewal.notTaken" | "bindery.renewal.nonRenewed" | "bindery.term.bound" | "bindery.term.confirmed" | "bindery.term.paymentRecorded" | "bindery.term.paymentReversed" | "bindery.term.paymentDeadlinePassed" | "bindery.term.endorsed" | "bindery.term.cancellationPending" | "bindery.term.cancellationWithdrawn" | "bindery.term.cancelled" | "bindery.term.reinstated" | "bindery.term.ended" | "bindery.task.opened" | "bindery.task.settled";
            /** @description Policy number; absent while there is none. */
            readonly subject?: string;
            /** Format: date-time */
            readonly time: string;
            /** @enum {string} */
            readonly datacontenttype: "application/json";
            /** @description Place in the order of all events. */
            readonly sequence: string;
            readonly data: components["schemas"]["TransactionEventData"] | components["schemas"]["TermEventData"] | components["schemas"]["TaskEventData"];
        };
        readonly TransactionEventData: {
            /** @description Of the transaction or term: its workflow id. */
            readonly id: string;
            readonly policyNumber: string | null;
            /** @description Of a new policy null. */
            readonly termNumber: number | null;
            readonly product: string | null;
            readonly links: {
                readonly self: string;
            };
            readonly kind: string;
            readonly externalSystem: string;
            readonly externalId: string;
            /** Format: date */
            readonly effectiveDate: string;
            readonly state: string;
            readonly quoteState: string | null;
            readonly heldAt: string | null;
            /**
             * Format: date-time
             * @description When it goes on by itself; null where that is for somebody to say.
             */
            readonly goesOnAt: string | null;
            readonly total: components["schemas"]["EventAmount"];
            /** @description The step that was stopped; its reason is at `links.self`. */
            readonly stopped: {
                readonly step: string;
                readonly cause: string;
                readonly field: string | null;
                /** Format: date-time */
                readonly since: string;
            } | null;
            /** @description Why it came to nothing, as a code. */
            readonly failure: string | null;
            /** @description Of `renewal.offered` and `renewal.paid`. */
            readonly offer: {
                readonly offerId: string;
                /** Format: date-time */
                readonly payableUntil: string | null;
                readonly paymentId: string | null;
                readonly paid: components["schemas"]["EventAmount"];
            } | null;
        };
        readonly EventAmount: {
            /** @example 1250.00 */
            readonly amount: string;
            /** @description ISO 4217; null where no billing system bills. */
            readonly currency: string | null;
        } | null;
        readonly TermEventData: {
            /** @description Of the transaction or term: its workflow id. */
            readonly id: string;
            readonly policyNumber: string;
            readonly termNumber: number;
            readonly product: string | null;
            readonly links: {
                readonly self: string;
            };
            readonly status: string;
            readonly isConfirmed: boolean;
            /** @description Id of what changed the term. */
            readonly transaction: string | null;
            /**
             * Format: date
             * @description From which day the change holds.
             */
            readonly effectiveDate: string | null;
            readonly payment: {
                readonly paymentId: string;
                /** @example 1250.00 */
                readonly amount: string;
                /** @description ISO 4217; null where no billing system bills. */
                readonly currency: string | null;
                readonly result: string;
            } | null;
            /** @description Until the term is confirmed; null where nothing is billed. */
            readonly missing: {
                /** @example 1250.00 */
                readonly amount: string;
                /** @description ISO 4217; null where no billing system bills. */
                readonly currency: string | null;
            } | null;
        };
        readonly TaskEventData: {
            /** @description Of the transaction or term: its workflow id. */
            readonly id: string;
            readonly policyNumber: string | null;
            /** @description Of a new policy null. */
            readonly termNumber: number | null;
            readonly product: string | null;
            readonly links: {
                readonly self: string;
            };
            /** @description Its key. What it says is at `links.self`. */
            readonly task: string;
            readonly code: string | null;
            /** Format: date-time */
            readonly since: string | null;
            /** Format: date */
            readonly due: string | null;
        };
        readonly Webhook: {
            /** @description As it was posted. */
            readonly id: string;
            readonly url: string;
            readonly description: string | null;
            readonly types: readonly ("bindery.transaction.waiting" | "bindery.transaction.needsAttention" | "bindery.transaction.resumed" | "bindery.transaction.bound" | "bindery.transaction.ended" | "bindery.renewal.offered" | "bindery.renewal.paid" | "bindery.renewal.notTaken" | "bindery.renewal.nonRenewed" | "bindery.term.bound" | "bindery.term.confirmed" | "bindery.term.paymentRecorded" | "bindery.term.paymentReversed" | "bindery.term.paymentDeadlinePassed" | "bindery.term.endorsed" | "bindery.term.cancellationPending" | "bindery.term.cancellationWithdrawn" | "bindery.term.cancelled" | "bindery.term.reinstated" | "bindery.term.ended" | "bindery.task.opened" | "bindery.task.settled")[] | null;
            readonly products: readonly string[] | null;
            /**
             * @description `delivering`: all goes well. `retrying`: something was not taken, and is sent again. `parked`: some of it was not taken for days, and waits for `resume` or `skip`. `stopped`: nothing is sent until `resume`; `stop` says why. `paused`: by a person. `endedInTemporal`: terminated there; post the same webhook again, and it goes on.
             * @enum {string}
             */
            readonly state: "delivering" | "retrying" | "parked" | "stopped" | "paused" | "removed" | "endedInTemporal";
            /**
             * @description What messages are signed with, as Standard Webhooks writes it. Shown in the answer to its creation and to `rotate-secret`, and nowhere else.
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
             */
            readonly secret?: string;
            readonly signing: {
                /** @description Of the secret; one more with each rotation. */
                readonly generation: number;
                /** @description Key of the installation that it is made of. */
                readonly keyId: string;
                /**
                 * Format: date-time
                 * @description Until when messages are signed with the secret before, too.
                 */
                readonly previousUntil: string | null;
            };
            /**
             * Format: date-time
             * @description Since when something that waits is not taken; null where nothing is.
             */
            readonly failingSince: string | null;
            /** Format: date-time */
            readonly lastDeliveredAt: string | null;
            /** @description Messages that were taken, repeats included. */
            readonly delivered: number;
            readonly lastFailure: components["schemas"]["WebhookFailure"];
            /**
             * @description All events up to this one were delivered, are not wanted, or wait.
             * @example 000000000042
             */
            readonly after: string;
            /** @description Events that wait, in all. */
            readonly waiting: number;
            /** @description So many wait that no more are read until some are taken, or skipped. */
            readonly isFull: boolean;
            /** @description What is not taken, policy by policy. */
            readonly held: readonly components["schemas"]["HeldEvents"][];
            readonly stop: {
                /**
                 * @description `gone`: the receiver answered 410. `eventsGone`: events that were to be delivered are not kept any more.
                 * @enum {string}
                 */
                readonly kind: "gone" | "eventsGone";
                /** Format: date-time */
                readonly at: string;
                /**
                 * @description Of `eventsGone`: the last that is not kept.
                 * @example 000000000042
                 */
                readonly until: string | null;
            } | null;
            /** @description Events of which some were never delivered, for they are not kept. */
            readonly gaps: readonly {
                /** Format: date-time */
                readonly at: string;
                /**
                 * @description The first.
                 * @example 000000000042
                 */
                readonly from: string;
                /**
                 * @description The last.
                 * @example 000000000042
                 */
                readonly until: string;
            }[];
            /** Format: date-time */
            readonly createdAt: string;
            readonly createdBy: string;
            /** Format: date-time */
            readonly updatedAt: string;
            readonly acts: readonly {
                /** Format: date-time */
                readonly at: string;
                /** @enum {string} */
                readonly act: "change" | "rotateSecret" | "pause" | "resume" | "resend" | "skip" | "remove";
                readonly by: string;
                readonly reason: string | null;
            }[];
            readonly links: {
                readonly self: string;
                readonly temporalUi?: string;
            };
        };
        readonly WebhookFailure: {
            /** Format: date-time */
            readonly at: string;
            readonly reason: string;
            /** @description Of HTTP; null where none came. */
            readonly status: number | null;
        } | null;
        readonly HeldEvents: {
            /** @description The policy whose events wait; of what has none yet, the transaction; of one event that was sent again, that. */
            readonly of: string;
            /**
             * @description The event that is not taken; the others of the policy come after it.
             * @example 000000000042
             */
            readonly sequence: string;
            /** @description Events of the policy that wait. */
            readonly waiting: number;
            readonly attempts: number;
            /** Format: date-time */
            readonly since: string;
            /** Format: date-time */
            readonly nextAttemptAt: string | null;
            /** Format: date-time */
            readonly parkedAt: string | null;
            readonly last: components["schemas"]["WebhookFailure"];
        };
        readonly SubscribeWebhook: {
            /**
             * @description The caller's own id of this webhook: the same id with the same content is one, however often it is posted.
             * @example portal-events
             */
            readonly id: string;
            /**
             * Format: uri
             * @description Where events are posted to. `https:`, in a public network, without a password.
             * @example https://portal.example/hooks/bindery
             */
            readonly url: string;
            /**
             * @description For people.
             * @default null
             */
            readonly description?: string | null;
            /**
             * @description Types of events; null for all, also those that are yet to come.
             * @default null
             */
            readonly types?: readonly ("bindery.transaction.waiting" | "bindery.transaction.needsAttention" | "bindery.transaction.resumed" | "bindery.transaction.bound" | "bindery.transaction.ended" | "bindery.renewal.offered" | "bindery.renewal.paid" | "bindery.renewal.notTaken" | "bindery.renewal.nonRenewed" | "bindery.term.bound" | "bindery.term.confirmed" | "bindery.term.paymentRecorded" | "bindery.term.paymentReversed" | "bindery.term.paymentDeadlinePassed" | "bindery.term.endorsed" | "bindery.term.cancellationPending" | "bindery.term.cancellationWithdrawn" | "bindery.term.cancelled" | "bindery.term.reinstated" | "bindery.term.ended" | "bindery.task.opened" | "bindery.task.settled")[] | null;
            /**
             * @description Keys of product files; null for all.
             * @default null
             */
            readonly products?: readonly string[] | null;
        };
        readonly WebhookList: {
            readonly items: readonly components["schemas"]["Webhook"][];
            readonly nextCursor: string | null;
        };
        /** @description What is left out stays as it is. */
        readonly ChangeWebhook: {
            /**
             * Format: uri
             * @description Where events are posted to. `https:`, in a public network, without a password.
             * @example https://portal.example/hooks/bindery
             */
            readonly url?: string;
            /** @description For people. */
            readonly description?: string | null;
            /** @description Types of events; null for all, also those that are yet to come. */
            readonly types?: readonly ("bindery.transaction.waiting" | "bindery.transaction.needsAttention" | "bindery.transaction.resumed" | "bindery.transaction.bound" | "bindery.transaction.ended" | "bindery.renewal.offered" | "bindery.renewal.paid" | "bindery.renewal.notTaken" | "bindery.renewal.nonRenewed" | "bindery.term.bound" | "bindery.term.confirmed" | "bindery.term.paymentRecorded" | "bindery.term.paymentReversed" | "bindery.term.paymentDeadlinePassed" | "bindery.term.endorsed" | "bindery.term.cancellationPending" | "bindery.term.cancellationWithdrawn" | "bindery.term.cancelled" | "bindery.term.reinstated" | "bindery.term.ended" | "bindery.task.opened" | "bindery.task.settled")[] | null;
            /** @description Keys of product files; null for all. */
            readonly products?: readonly string[] | null;
        };
        readonly WebhookOrder: {
            /** @description Who acts; kept for the audit. */
            readonly by: string;
            /** @description Why; kept for the audit. */
            readonly reason: string;
        };
        readonly RotateWebhookSecret: {
            /**
             * @description The caller's own id of this rotation: however often it is posted, it is one, as long as no other came after it.
             * @example ROTATE-2027-02
             */
            readonly requestId: string;
        };
        readonly ResendEvents: {
            /** @description Who acts; kept for the audit. */
            readonly by: string;
            /** @description Why; kept for the audit. */
            readonly reason: string;
            /**
             * @description This event, and all that came after.
             * @example 000000000042
             */
            readonly from?: string;
            /**
             * @description This event alone.
             * @example 000000000042
             */
            readonly sequence?: string;
        };
        readonly SkipEvent: {
            /** @description Who acts; kept for the audit. */
            readonly by: string;
            /** @description Why; kept for the audit. */
            readonly reason: string;
            /** @example 000000000042 */
            readonly sequence: string;
        };
        readonly TestedWebhook: {
            readonly isTaken: boolean;
            /** @description Of HTTP; null where none came. */
            readonly status: number | null;
            /** @description Null where it was taken. */
            readonly reason: string | null;
            readonly tookMs: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type Transaction = components['schemas']['Transaction'];
export type Attention = components['schemas']['Attention'];
export type WriteInDoubt = components['schemas']['WriteInDoubt'];
export type Failure = components['schemas']['Failure'];
export type PolicySystemIds = components['schemas']['PolicySystemIds'];
export type FieldError = components['schemas']['FieldError'];
export type RatedLine = components['schemas']['RatedLine'];
export type UnderwritingFlag = components['schemas']['UnderwritingFlag'];
export type PreviewedCharge = components['schemas']['PreviewedCharge'];
export type Working = components['schemas']['Working'];
export type RenewalOffer = components['schemas']['RenewalOffer'];
export type RenewalMoney = components['schemas']['RenewalMoney'];
export type Step = components['schemas']['Step'];
export type Correction = components['schemas']['Correction'];
export type Advance = components['schemas']['Advance'];
export type TransactionLinks = components['schemas']['TransactionLinks'];
export type Problem = components['schemas']['Problem'];
export type Refusal = components['schemas']['Refusal'];
export type SubmissionRequest = components['schemas']['SubmissionRequest'];
export type Insured = components['schemas']['Insured'];
export type InsuredLocation = components['schemas']['InsuredLocation'];
export type Producer = components['schemas']['Producer'];
export type PremiumCharge = components['schemas']['PremiumCharge'];
export type BillingChoices = components['schemas']['BillingChoices'];
export type UpFrontPayment = components['schemas']['UpFrontPayment'];
export type Quote = components['schemas']['Quote'];
export type QuoteRequest = components['schemas']['QuoteRequest'];
export type TransactionList = components['schemas']['TransactionList'];
export type QuoteEdit = components['schemas']['QuoteEdit'];
export type AcceptanceRequest = components['schemas']['AcceptanceRequest'];
export type UnderwritingDecision = components['schemas']['UnderwritingDecision'];
export type QuoteGivenUp = components['schemas']['QuoteGivenUp'];
export type QuoteReset = components['schemas']['QuoteReset'];
export type Validation = components['schemas']['Validation'];
export type QuoteGroup = components['schemas']['QuoteGroup'];
export type QuoteGroupRequest = components['schemas']['QuoteGroupRequest'];
export type FreedGroup = components['schemas']['FreedGroup'];
export type ConversionRequest = components['schemas']['ConversionRequest'];
export type BasedOn = components['schemas']['BasedOn'];
export type PolicyPeriod = components['schemas']['PolicyPeriod'];
export type PolicyPeriodBilling = components['schemas']['PolicyPeriodBilling'];
export type Audit = components['schemas']['Audit'];
export type AuditEntry = components['schemas']['AuditEntry'];
export type RetryAnswer = components['schemas']['RetryAnswer'];
export type RetriedTransaction = components['schemas']['RetriedTransaction'];
export type TaskBatch = components['schemas']['TaskBatch'];
export type RetryRequest = components['schemas']['RetryRequest'];
export type RetryFilter = components['schemas']['RetryFilter'];
export type TaskList = components['schemas']['TaskList'];
export type Task = components['schemas']['Task'];
export type SettleTasks = components['schemas']['SettleTasks'];
export type TaskFilter = components['schemas']['TaskFilter'];
export type TaskBatchResults = components['schemas']['TaskBatchResults'];
export type BatchedTask = components['schemas']['BatchedTask'];
export type TaskBatchOrder = components['schemas']['TaskBatchOrder'];
export type AdvanceRequest = components['schemas']['AdvanceRequest'];
export type CorrectionRequest = components['schemas']['CorrectionRequest'];
export type WriteOutcome = components['schemas']['WriteOutcome'];
export type AbandonmentRequest = components['schemas']['AbandonmentRequest'];
export type Withdrawal = components['schemas']['Withdrawal'];
export type RecordedNotice = components['schemas']['RecordedNotice'];
export type NoticeLetter = components['schemas']['NoticeLetter'];
export type Rescheduling = components['schemas']['Rescheduling'];
export type Rescinding = components['schemas']['Rescinding'];
export type Decision = components['schemas']['Decision'];
export type SettledChangeTask = components['schemas']['SettledChangeTask'];
export type EndorsementEdit = components['schemas']['EndorsementEdit'];
export type RenewalEdit = components['schemas']['RenewalEdit'];
export type AppliedMoratorium = components['schemas']['AppliedMoratorium'];
export type ToldOfMoratorium = components['schemas']['ToldOfMoratorium'];
export type ApplyMoratorium = components['schemas']['ApplyMoratorium'];
export type TermList = components['schemas']['TermList'];
export type ListedTerm = components['schemas']['ListedTerm'];
export type Policy = components['schemas']['Policy'];
export type Cover = components['schemas']['Cover'];
export type Pending = components['schemas']['Pending'];
export type TermOfPolicy = components['schemas']['TermOfPolicy'];
export type TermName = components['schemas']['TermName'];
export type TermLayer = components['schemas']['TermLayer'];
export type Charge = components['schemas']['Charge'];
export type TermReturn = components['schemas']['TermReturn'];
export type Term = components['schemas']['Term'];
export type TermMoney = components['schemas']['TermMoney'];
export type TermPayment = components['schemas']['TermPayment'];
export type Turn = components['schemas']['Turn'];
export type TurnClaim = components['schemas']['TurnClaim'];
export type TermTask = components['schemas']['TermTask'];
export type SetDirection = components['schemas']['SetDirection'];
export type Settlement = components['schemas']['Settlement'];
export type TermSync = components['schemas']['TermSync'];
export type FreedTurn = components['schemas']['FreedTurn'];
export type TermMessageAnswer = components['schemas']['TermMessageAnswer'];
export type ConfirmTerm = components['schemas']['ConfirmTerm'];
export type PaymentReceived = components['schemas']['PaymentReceived'];
export type PaymentReversed = components['schemas']['PaymentReversed'];
export type BeginCancellation = components['schemas']['BeginCancellation'];
export type RescheduleCancellation = components['schemas']['RescheduleCancellation'];
export type RescindCancellation = components['schemas']['RescindCancellation'];
export type CancellationRequest = components['schemas']['CancellationRequest'];
export type Leniency = components['schemas']['Leniency'];
export type CancellationByReferenceRequest = components['schemas']['CancellationByReferenceRequest'];
export type PolicyReference = components['schemas']['PolicyReference'];
export type EndorsementRequest = components['schemas']['EndorsementRequest'];
export type EndorsementByReferenceRequest = components['schemas']['EndorsementByReferenceRequest'];
export type ReinstatementRequest = components['schemas']['ReinstatementRequest'];
export type ReinstatementByReferenceRequest = components['schemas']['ReinstatementByReferenceRequest'];
export type RewriteRequest = components['schemas']['RewriteRequest'];
export type NewTerm = components['schemas']['NewTerm'];
export type RewriteByReferenceRequest = components['schemas']['RewriteByReferenceRequest'];
export type RenewalRequest = components['schemas']['RenewalRequest'];
export type RenewalByReferenceRequest = components['schemas']['RenewalByReferenceRequest'];
export type StartedRenewals = components['schemas']['StartedRenewals'];
export type StartedRenewal = components['schemas']['StartedRenewal'];
export type StartRenewals = components['schemas']['StartRenewals'];
export type RenewalBatch = components['schemas']['RenewalBatch'];
export type StartRenewalBatch = components['schemas']['StartRenewalBatch'];
export type RenewalBatchResults = components['schemas']['RenewalBatchResults'];
export type BatchedRenewal = components['schemas']['BatchedRenewal'];
export type BatchOrder = components['schemas']['BatchOrder'];
export type SettleBatchTask = components['schemas']['SettleBatchTask'];
export type Reconciliation = components['schemas']['Reconciliation'];
export type StartReconciliation = components['schemas']['StartReconciliation'];
export type ReconciliationList = components['schemas']['ReconciliationList'];
export type ListedReconciliation = components['schemas']['ListedReconciliation'];
export type ReconciliationDifferences = components['schemas']['ReconciliationDifferences'];
export type ReconciliationDifference = components['schemas']['ReconciliationDifference'];
export type ReconciliationOrder = components['schemas']['ReconciliationOrder'];
export type OfferAnswer = components['schemas']['OfferAnswer'];
export type OfferPayment = components['schemas']['OfferPayment'];
export type OfferPaymentReversed = components['schemas']['OfferPaymentReversed'];
export type CancellationPreview = components['schemas']['CancellationPreview'];
export type PreviewedAmounts = components['schemas']['PreviewedAmounts'];
export type CancellationPreviewRequest = components['schemas']['CancellationPreviewRequest'];
export type EndorsementPreview = components['schemas']['EndorsementPreview'];
export type EndorsementPreviewRequest = components['schemas']['EndorsementPreviewRequest'];
export type ReinstatementPreview = components['schemas']['ReinstatementPreview'];
export type ReinstatementPreviewRequest = components['schemas']['ReinstatementPreviewRequest'];
export type RewritePreview = components['schemas']['RewritePreview'];
export type RewritePreviewRequest = components['schemas']['RewritePreviewRequest'];
export type RenewalPreview = components['schemas']['RenewalPreview'];
export type RenewalPreviewRequest = components['schemas']['RenewalPreviewRequest'];
export type PremiumQuote = components['schemas']['PremiumQuote'];
export type QuotedMoney = components['schemas']['QuotedMoney'];
export type CalculationResult = components['schemas']['CalculationResult'];
export type QuotedName = components['schemas']['QuotedName'];
export type CalculationResultLine = components['schemas']['CalculationResultLine'];
export type QuotedParty = components['schemas']['QuotedParty'];
export type QuotedResultAmount = components['schemas']['QuotedResultAmount'];
export type QuotedRetrievedAmount = components['schemas']['QuotedRetrievedAmount'];
export type QuotedTotalWithTaxes = components['schemas']['QuotedTotalWithTaxes'];
export type PremiumQuoteRequest = components['schemas']['PremiumQuoteRequest'];
export type PolicyEnrollment = components['schemas']['PolicyEnrollment'];
export type QuotedPerson = components['schemas']['QuotedPerson'];
export type PolicyEnrollmentProduct = components['schemas']['PolicyEnrollmentProduct'];
export type EventFeed = components['schemas']['EventFeed'];
export type CloudEvent = components['schemas']['CloudEvent'];
export type TransactionEventData = components['schemas']['TransactionEventData'];
export type EventAmount = components['schemas']['EventAmount'];
export type TermEventData = components['schemas']['TermEventData'];
export type TaskEventData = components['schemas']['TaskEventData'];
export type Webhook = components['schemas']['Webhook'];
export type WebhookFailure = components['schemas']['WebhookFailure'];
export type HeldEvents = components['schemas']['HeldEvents'];
export type SubscribeWebhook = components['schemas']['SubscribeWebhook'];
export type WebhookList = components['schemas']['WebhookList'];
export type ChangeWebhook = components['schemas']['ChangeWebhook'];
export type WebhookOrder = components['schemas']['WebhookOrder'];
export type RotateWebhookSecret = components['schemas']['RotateWebhookSecret'];
export type ResendEvents = components['schemas']['ResendEvents'];
export type SkipEvent = components['schemas']['SkipEvent'];
export type TestedWebhook = components['schemas']['TestedWebhook'];
export type $defs = Record<string, never>;
export interface operations {
    readonly postSubmission: {
        readonly parameters: {
            readonly query?: {
                /** @description Seconds to wait for the outcome, which may be that it waits where it was asked to; 0, the default, answers at once. */
                readonly wait?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SubmissionRequest"];
            };
        };
        readonly responses: {
            /** @description The transaction has ended; `state` says how. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
            /** @description The transaction is under way, waits for a person, or waits where it was asked to go no further. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
        };
    };
    readonly listQuotes: {
        readonly parameters: {
            readonly query?: {
                /** @description The system that asked, exactly. */
                readonly externalSystem?: string;
                /** @description Its own name for it, exactly. */
                readonly externalId?: string;
                /** @description Of the policy, exactly. */
                readonly policyNumber?: string;
                /** @description `true`: only those that wait for a person, or whose code fails. */
                readonly needsAttention?: "true" | "false";
                /** @description How many are answered at once. */
                readonly pageSize?: number;
                /** @description `nextCursor` of the page before. */
                readonly cursor?: string;
                /** @description Quotes of the group with this id. */
                readonly group?: string;
                /** @description Those that wait in that state, or have ended in it; `open` those under way. Discarded ones are listed where they are asked for alone. */
                readonly quoteState?: "draft" | "validated" | "priced" | "underwritten" | "accepted" | "issued" | "underwritingBlocked" | "declined" | "rejected" | "refused" | "discarded" | "open";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TransactionList"];
                };
            };
        };
    };
    readonly postQuote: {
        readonly parameters: {
            readonly query?: {
                /** @description Seconds to wait for the outcome, which may be that it waits where it was asked to; 0, the default, answers at once. */
                readonly wait?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["QuoteRequest"];
            };
        };
        readonly responses: {
            /** @description The quote, which waits or has ended. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Quote"];
                };
            };
            /** @description The quote, which is still on its way. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Quote"];
                };
            };
        };
    };
    readonly getQuote: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description `id` of the quote as it was answered: that of its transaction. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The quote, which waits or has ended. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Quote"];
                };
            };
            /** @description The quote, which is on its way. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Quote"];
                };
            };
        };
    };
    readonly discardQuote: {
        readonly parameters: {
            readonly query?: {
                /** @description Why; kept for the audit. */
                readonly reason?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description `id` of the quote as it was answered: that of its transaction. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The quote, which waits or has ended. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Quote"];
                };
            };
            /** @description The quote, which is still on its way. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Quote"];
                };
            };
        };
    };
    readonly editQuote: {
        readonly parameters: {
            readonly query?: never;
            readonly header: {
                /** @description The `ETag` that was read; what is none is refused as one that is stale. */
                readonly "If-Match": string;
            };
            readonly path: {
                /** @description `id` of the quote as it was answered: that of its transaction. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["QuoteEdit"];
            };
        };
        readonly responses: {
            /** @description The draft as it is now. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Quote"];
                };
            };
        };
    };
    readonly validateQuote: {
        readonly parameters: {
            readonly query?: {
                /** @description Seconds to wait for the outcome, which may be that it waits where it was asked to; 0, the default, answers at once. */
                readonly wait?: number;
            };
            readonly header?: {
                /** @description The `ETag` that was read; what is none is refused as one that is stale. */
                readonly "If-Match"?: string;
            };
            readonly path: {
                /** @description `id` of the quote as it was answered: that of its transaction. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["AcceptanceRequest"];
            };
        };
        readonly responses: {
            /** @description The quote, which waits or has ended. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Quote"];
                };
            };
            /** @description The quote, which is still on its way. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Quote"];
                };
            };
        };
    };
    readonly priceQuote: {
        readonly parameters: {
            readonly query?: {
                /** @description Seconds to wait for the outcome, which may be that it waits where it was asked to; 0, the default, answers at once. */
                readonly wait?: number;
            };
            readonly header?: {
                /** @description The `ETag` that was read; what is none is refused as one that is stale. */
                readonly "If-Match"?: string;
            };
            readonly path: {
                /** @description `id` of the quote as it was answered: that of its transaction. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["AcceptanceRequest"];
            };
        };
        readonly responses: {
            /** @description The quote, which waits or has ended. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Quote"];
                };
            };
            /** @description The quote, which is still on its way. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Quote"];
                };
            };
        };
    };
    readonly underwriteQuote: {
        readonly parameters: {
            readonly query?: {
                /** @description Seconds to wait for the outcome, which may be that it waits where it was asked to; 0, the default, answers at once. */
                readonly wait?: number;
            };
            readonly header?: {
                /** @description The `ETag` that was read; what is none is refused as one that is stale. */
                readonly "If-Match"?: string;
            };
            readonly path: {
                /** @description `id` of the quote as it was answered: that of its transaction. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["AcceptanceRequest"];
            };
        };
        readonly responses: {
            /** @description The quote, which waits or has ended. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Quote"];
                };
            };
            /** @description The quote, which is still on its way. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Quote"];
                };
            };
        };
    };
    readonly acceptQuote: {
        readonly parameters: {
            readonly query?: {
                /** @description Seconds to wait for the outcome, which may be that it waits where it was asked to; 0, the default, answers at once. */
                readonly wait?: number;
            };
            readonly header?: {
                /** @description The `ETag` that was read; what is none is refused as one that is stale. */
                readonly "If-Match"?: string;
            };
            readonly path: {
                /** @description `id` of the quote as it was answered: that of its transaction. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["AcceptanceRequest"];
            };
        };
        readonly responses: {
            /** @description The quote, which waits or has ended. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Quote"];
                };
            };
            /** @description The quote, which is still on its way. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Quote"];
                };
            };
        };
    };
    readonly issueQuote: {
        readonly parameters: {
            readonly query?: {
                /** @description Seconds to wait for the outcome, which may be that it waits where it was asked to; 0, the default, answers at once. */
                readonly wait?: number;
            };
            readonly header?: {
                /** @description The `ETag` that was read; what is none is refused as one that is stale. */
                readonly "If-Match"?: string;
            };
            readonly path: {
                /** @description `id` of the quote as it was answered: that of its transaction. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["AcceptanceRequest"];
            };
        };
        readonly responses: {
            /** @description The quote, which waits or has ended. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Quote"];
                };
            };
            /** @description The quote, which is still on its way. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Quote"];
                };
            };
        };
    };
    readonly decideQuote: {
        readonly parameters: {
            readonly query?: {
                /** @description Seconds to wait for the outcome, which may be that it waits where it was asked to; 0, the default, answers at once. */
                readonly wait?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @description `id` of the quote as it was answered: that of its transaction. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["UnderwritingDecision"];
            };
        };
        readonly responses: {
            /** @description The quote, which waits or has ended. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Quote"];
                };
            };
            /** @description The quote, which is still on its way. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Quote"];
                };
            };
        };
    };
    readonly refuseQuote: {
        readonly parameters: {
            readonly query?: {
                /** @description Seconds to wait for the outcome, which may be that it waits where it was asked to; 0, the default, answers at once. */
                readonly wait?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @description `id` of the quote as it was answered: that of its transaction. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["QuoteGivenUp"];
            };
        };
        readonly responses: {
            /** @description The quote, which waits or has ended. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Quote"];
                };
            };
            /** @description The quote, which is still on its way. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Quote"];
                };
            };
        };
    };
    readonly resetQuote: {
        readonly parameters: {
            readonly query?: {
                /** @description Seconds to wait for the outcome, which may be that it waits where it was asked to; 0, the default, answers at once. */
                readonly wait?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @description `id` of the quote as it was answered: that of its transaction. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["QuoteReset"];
            };
        };
        readonly responses: {
            /** @description The quote, which waits or has ended. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Quote"];
                };
            };
            /** @description The quote, which is still on its way. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Quote"];
                };
            };
        };
    };
    readonly checkQuote: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SubmissionRequest"];
            };
        };
        readonly responses: {
            /** @description What was found. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Validation"];
                };
            };
        };
    };
    readonly postQuoteGroup: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["QuoteGroupRequest"];
            };
        };
        readonly responses: {
            /** @description The group as it is now. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["QuoteGroup"];
                };
            };
        };
    };
    readonly getQuoteGroup: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description `id` of the group as it was answered. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The group as it is now. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["QuoteGroup"];
                };
            };
        };
    };
    readonly freeQuoteGroup: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description `id` of the group as it was answered. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["FreedGroup"];
            };
        };
        readonly responses: {
            /** @description The group, without the quote. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["QuoteGroup"];
                };
            };
        };
    };
    readonly postConversionRenewal: {
        readonly parameters: {
            readonly query?: {
                /** @description Seconds to wait for the outcome, which may be that it waits where it was asked to; 0, the default, answers at once. */
                readonly wait?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ConversionRequest"];
            };
        };
        readonly responses: {
            /** @description The transaction has ended; `state` says how. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
            /** @description The transaction is under way, or waits to be asked for more. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
        };
    };
    readonly listTransactions: {
        readonly parameters: {
            readonly query?: {
                /** @description Of the policy, exactly. */
                readonly policyNumber?: string;
                /** @description The system that asked, exactly. */
                readonly externalSystem?: string;
                /** @description Its own name for it, exactly. */
                readonly externalId?: string;
                /** @description How far the work on it is. */
                readonly state?: "started" | "authenticated" | "insured_created" | "submission_created" | "quote_created" | "rated" | "bound" | "issued" | "completed" | "failed" | "requested" | "quoted" | "pending" | "waitingTurn" | "completing" | "cancelled" | "rescinded" | "withdrawn" | "draft" | "binding" | "referred" | "scheduled" | "offered" | "nonRenewing" | "nonRenewed" | "notTaken" | "cancellingOld" | "bindingNew";
                /** @description Of which kind it is. */
                readonly kind?: "newBusiness" | "cancellation" | "endorsement" | "reinstatement" | "renewal" | "rewrite";
                /** @description Only those that wait there to be asked to go further. */
                readonly heldAt?: "draft" | "validated" | "priced" | "underwritten" | "accepted" | "issued" | "quoted" | "completed";
                /** @description `true`: only those that wait for a person, or whose code fails. */
                readonly needsAttention?: "true" | "false";
                /** @description How many are answered at once. */
                readonly pageSize?: number;
                /** @description `nextCursor` of the page before. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TransactionList"];
                };
            };
        };
    };
    readonly getTransaction: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description `id` of the transaction as it was answered. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The transaction. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
        };
    };
    readonly getTransactionAlias: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description `id` of the transaction as it was answered. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The transaction. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
        };
    };
    readonly getTransactionAudit: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description `id` of the transaction as it was answered. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description What happened, the earliest first. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Audit"];
                };
            };
        };
    };
    readonly getTermAudit: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description As the policy system answered it at the bind, letter by letter: printable ASCII without quotes and backslashes. */
                readonly policyNumber: string;
                /** @description Which term of the policy; renewals count it up. */
                readonly termNumber: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description What happened, the earliest first. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Audit"];
                };
            };
        };
    };
    readonly getWebhookAudit: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description As it was posted. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description What happened, the earliest first. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Audit"];
                };
            };
        };
    };
    readonly retryTransactions: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RetryRequest"];
            };
        };
        readonly responses: {
            /** @description What came of each that the filter meant. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RetryAnswer"];
                };
            };
            /** @description With `requestId`: the batch is under way, or was before. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TaskBatch"];
                };
            };
        };
    };
    readonly listTasks: {
        readonly parameters: {
            readonly query?: {
                /** @description `of`. */
                readonly kind?: "newBusiness" | "cancellation" | "endorsement" | "reinstatement" | "renewal" | "rewrite" | "policyTerm" | "renewalBatch" | "taskBatch" | "reconciliation" | "webhook" | "quoteGroup";
                /** @description Of the workflow that has it. */
                readonly id?: string;
                /** @description Why a person is asked, exactly. */
                readonly cause?: string;
                /** @description Key of the product. */
                readonly product?: string;
                /** @description Of the policy, exactly. */
                readonly policyNumber?: string;
                /** @description Due on that day or before. */
                readonly dueBy?: string;
                /** @description Of money, as much or more, whichever way it goes. */
                readonly amountFrom?: string;
                /** @description Of money, as much or less. */
                readonly amountTo?: string;
                /** @description How many are answered at once. */
                readonly pageSize?: number;
                /** @description `nextCursor` of the page before. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TaskList"];
                };
            };
        };
    };
    readonly settleTasks: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SettleTasks"];
            };
        };
        readonly responses: {
            /** @description The batch is under way, or was before. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TaskBatch"];
                };
            };
        };
    };
    readonly getTaskBatch: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Id of the batch, as it was posted or answered. */
                readonly requestId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Its progress. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TaskBatch"];
                };
            };
        };
    };
    readonly getTaskBatchResults: {
        readonly parameters: {
            readonly query?: {
                /** @description Only those of which this became. */
                readonly outcome?: "settled" | "notOpen" | "refused" | "failed";
                /** @description `next` of the page before. */
                readonly after?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description Id of the batch, as it was posted or answered. */
                readonly requestId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TaskBatchResults"];
                };
            };
        };
    };
    readonly pauseTaskBatch: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Id of the batch, as it was posted or answered. */
                readonly requestId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["TaskBatchOrder"];
            };
        };
        readonly responses: {
            /** @description How far it is. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TaskBatch"];
                };
            };
        };
    };
    readonly resumeTaskBatch: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Id of the batch, as it was posted or answered. */
                readonly requestId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["TaskBatchOrder"];
            };
        };
        readonly responses: {
            /** @description How far it is. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TaskBatch"];
                };
            };
        };
    };
    readonly cancelTaskBatch: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Id of the batch, as it was posted or answered. */
                readonly requestId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["TaskBatchOrder"];
            };
        };
        readonly responses: {
            /** @description How far it is. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TaskBatch"];
                };
            };
        };
    };
    readonly advanceTransaction: {
        readonly parameters: {
            readonly query?: {
                /** @description Seconds to wait for the outcome, which may be that it waits where it was asked to; 0, the default, answers at once. */
                readonly wait?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @description `id` of the transaction as it was answered. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["AdvanceRequest"];
            };
        };
        readonly responses: {
            /** @description The transaction has ended. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
            /** @description The transaction goes on, or waits. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
        };
    };
    readonly acceptTransaction: {
        readonly parameters: {
            readonly query?: {
                /** @description Seconds to wait for the outcome, which may be that it waits where it was asked to; 0, the default, answers at once. */
                readonly wait?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @description `id` of the transaction as it was answered. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["AcceptanceRequest"];
            };
        };
        readonly responses: {
            /** @description The transaction has ended. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
            /** @description The transaction goes on, or waits. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
        };
    };
    readonly correctTransaction: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description `id` of the transaction as it was answered. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["CorrectionRequest"];
            };
        };
        readonly responses: {
            /** @description The transaction as it goes on. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
        };
    };
    readonly abandonTransaction: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description `id` of the transaction as it was answered. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["AbandonmentRequest"];
            };
        };
        readonly responses: {
            /** @description The transaction as it ends. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
        };
    };
    readonly withdrawTransaction: {
        readonly parameters: {
            readonly query?: {
                /** @description Seconds to wait for the outcome, which may be that it waits where it was asked to; 0, the default, answers at once. */
                readonly wait?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @description `id` of the transaction as it was answered. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Withdrawal"];
            };
        };
        readonly responses: {
            /** @description The change has ended. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
            /** @description The change goes on, or waits. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
        };
    };
    readonly recordNoticeTransaction: {
        readonly parameters: {
            readonly query?: {
                /** @description Seconds to wait for the outcome, which may be that it waits where it was asked to; 0, the default, answers at once. */
                readonly wait?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @description `id` of the transaction as it was answered. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RecordedNotice"];
            };
        };
        readonly responses: {
            /** @description The change has ended. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
            /** @description The change goes on, or waits. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
        };
    };
    readonly rescheduleTransaction: {
        readonly parameters: {
            readonly query?: {
                /** @description Seconds to wait for the outcome, which may be that it waits where it was asked to; 0, the default, answers at once. */
                readonly wait?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @description `id` of the transaction as it was answered. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Rescheduling"];
            };
        };
        readonly responses: {
            /** @description The change has ended. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
            /** @description The change goes on, or waits. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
        };
    };
    readonly rescindTransaction: {
        readonly parameters: {
            readonly query?: {
                /** @description Seconds to wait for the outcome, which may be that it waits where it was asked to; 0, the default, answers at once. */
                readonly wait?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @description `id` of the transaction as it was answered. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Rescinding"];
            };
        };
        readonly responses: {
            /** @description The change has ended. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
            /** @description The change goes on, or waits. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
        };
    };
    readonly decideTransaction: {
        readonly parameters: {
            readonly query?: {
                /** @description Seconds to wait for the outcome, which may be that it waits where it was asked to; 0, the default, answers at once. */
                readonly wait?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @description `id` of the transaction as it was answered. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Decision"];
            };
        };
        readonly responses: {
            /** @description The change has ended. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
            /** @description The change goes on, or waits. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
        };
    };
    readonly settleTransaction: {
        readonly parameters: {
            readonly query?: {
                /** @description Seconds to wait for the outcome, which may be that it waits where it was asked to; 0, the default, answers at once. */
                readonly wait?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @description `id` of the transaction as it was answered. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SettledChangeTask"];
            };
        };
        readonly responses: {
            /** @description The change has ended. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
            /** @description The change goes on, or waits. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
        };
    };
    readonly editTransaction: {
        readonly parameters: {
            readonly query?: {
                /** @description Seconds to wait for the outcome, which may be that it waits where it was asked to; 0, the default, answers at once. */
                readonly wait?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @description `id` of the transaction as it was answered. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["EndorsementEdit"] | components["schemas"]["RenewalEdit"];
            };
        };
        readonly responses: {
            /** @description The change has ended. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
            /** @description The change goes on, or waits. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
        };
    };
    readonly applyMoratorium: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description `id` of the moratorium in the notice file. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ApplyMoratorium"];
            };
        };
        readonly responses: {
            /** @description What came of each that it is about. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AppliedMoratorium"];
                };
            };
        };
    };
    readonly getHealth: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Yes. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @enum {string} */
                        readonly status: "ok";
                    };
                };
            };
        };
    };
    readonly getReadiness: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Yes. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        /** @enum {string} */
                        readonly status: "ready";
                        /** @description What operators should know though requests are served. */
                        readonly warnings: readonly string[];
                    };
                };
            };
        };
    };
    readonly listTerms: {
        readonly parameters: {
            readonly query?: {
                /** @description `true`: only those with a task for a person, or whose code fails. */
                readonly needsAttention?: "true" | "false";
                /** @description How many are answered at once. */
                readonly pageSize?: number;
                /** @description `nextCursor` of the page before. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TermList"];
                };
            };
        };
    };
    readonly getPolicy: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description As the policy system answered it at the bind, letter by letter: printable ASCII without quotes and backslashes. */
                readonly policyNumber: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The policy. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Policy"];
                };
            };
        };
    };
    readonly getTerm: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description As the policy system answered it at the bind, letter by letter: printable ASCII without quotes and backslashes. */
                readonly policyNumber: string;
                /** @description Which term of the policy; renewals count it up. */
                readonly termNumber: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The term. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Term"];
                };
            };
        };
    };
    readonly setDirection: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description As the policy system answered it at the bind, letter by letter: printable ASCII without quotes and backslashes. */
                readonly policyNumber: string;
                /** @description Which term of the policy; renewals count it up. */
                readonly termNumber: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SetDirection"];
            };
        };
        readonly responses: {
            /** @description The term, with what holds now. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Term"];
                };
            };
        };
    };
    readonly settleTask: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description As the policy system answered it at the bind, letter by letter: printable ASCII without quotes and backslashes. */
                readonly policyNumber: string;
                /** @description Which term of the policy; renewals count it up. */
                readonly termNumber: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Settlement"];
            };
        };
        readonly responses: {
            /** @description The term, without the task. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Term"];
                };
            };
        };
    };
    readonly syncTerm: {
        readonly parameters: {
            readonly query?: {
                /** @description Of a policy that Bindery did not bind: the product that it is, where more than one fits what the policy system says. */
                readonly product?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description As the policy system answered it at the bind, letter by letter: printable ASCII without quotes and backslashes. */
                readonly policyNumber: string;
                /** @description Which term of the policy; renewals count it up. */
                readonly termNumber: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description What was found. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TermSync"];
                };
            };
        };
    };
    readonly freeTurn: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description As the policy system answered it at the bind, letter by letter: printable ASCII without quotes and backslashes. */
                readonly policyNumber: string;
                /** @description Which term of the policy; renewals count it up. */
                readonly termNumber: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["FreedTurn"];
            };
        };
        readonly responses: {
            /** @description The term, its turn with the next or free. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Term"];
                };
            };
        };
    };
    readonly confirmTerm: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description As the policy system answered it at the bind, letter by letter: printable ASCII without quotes and backslashes. */
                readonly policyNumber: string;
                /** @description Which term of the policy; renewals count it up. */
                readonly termNumber: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ConfirmTerm"];
            };
        };
        readonly responses: {
            /** @description The term is confirmed. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TermMessageAnswer"];
                };
            };
        };
    };
    readonly recordPayment: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description As the policy system answered it at the bind, letter by letter: printable ASCII without quotes and backslashes. */
                readonly policyNumber: string;
                /** @description Which term of the policy; renewals count it up. */
                readonly termNumber: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PaymentReceived"];
            };
        };
        readonly responses: {
            /** @description The money is counted, or was taken back before it came. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TermMessageAnswer"];
                };
            };
            /** @description The money is kept and counts for nothing yet. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TermMessageAnswer"];
                };
            };
        };
    };
    readonly reversePayment: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description As the policy system answered it at the bind, letter by letter: printable ASCII without quotes and backslashes. */
                readonly policyNumber: string;
                /** @description Which term of the policy; renewals count it up. */
                readonly termNumber: number;
                /** @description Billing's own id of the money. */
                readonly paymentId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PaymentReversed"];
            };
        };
        readonly responses: {
            /** @description The money no longer counts. A confirmed term stays confirmed. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TermMessageAnswer"];
                };
            };
            /** @description Kept until the payment comes, which then does not count. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TermMessageAnswer"];
                };
            };
        };
    };
    readonly beginCancellation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description As the policy system answered it at the bind, letter by letter: printable ASCII without quotes and backslashes. */
                readonly policyNumber: string;
                /** @description Which term of the policy; renewals count it up. */
                readonly termNumber: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["BeginCancellation"];
            };
        };
        readonly responses: {
            /** @description The cancellation has ended; `state` says how. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
            /** @description The cancellation is under way, or waits. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
        };
    };
    readonly rescheduleCancellation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description As the policy system answered it at the bind, letter by letter: printable ASCII without quotes and backslashes. */
                readonly policyNumber: string;
                /** @description Which term of the policy; renewals count it up. */
                readonly termNumber: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RescheduleCancellation"];
            };
        };
        readonly responses: {
            /** @description The cancellation has ended; `state` says how. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
            /** @description The cancellation is under way, or waits. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
        };
    };
    readonly rescindCancellation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description As the policy system answered it at the bind, letter by letter: printable ASCII without quotes and backslashes. */
                readonly policyNumber: string;
                /** @description Which term of the policy; renewals count it up. */
                readonly termNumber: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RescindCancellation"];
            };
        };
        readonly responses: {
            /** @description The cancellation has ended; `state` says how. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
            /** @description The cancellation is under way, or waits. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
        };
    };
    readonly postCancellation: {
        readonly parameters: {
            readonly query?: {
                /** @description Seconds to wait for the outcome, which may be that it waits where it was asked to; 0, the default, answers at once. */
                readonly wait?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @description As the policy system answered it at the bind, letter by letter: printable ASCII without quotes and backslashes. */
                readonly policyNumber: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["CancellationRequest"];
            };
        };
        readonly responses: {
            /** @description The change has ended; `state` says how. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
            /** @description The change is under way, or waits. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
        };
    };
    readonly postCancellationByReference: {
        readonly parameters: {
            readonly query?: {
                /** @description Seconds to wait for the outcome, which may be that it waits where it was asked to; 0, the default, answers at once. */
                readonly wait?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["CancellationByReferenceRequest"];
            };
        };
        readonly responses: {
            /** @description The change has ended; `state` says how. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
            /** @description The change is under way, or waits. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
        };
    };
    readonly postEndorsement: {
        readonly parameters: {
            readonly query?: {
                /** @description Seconds to wait for the outcome, which may be that it waits where it was asked to; 0, the default, answers at once. */
                readonly wait?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @description As the policy system answered it at the bind, letter by letter: printable ASCII without quotes and backslashes. */
                readonly policyNumber: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["EndorsementRequest"];
            };
        };
        readonly responses: {
            /** @description The change has ended; `state` says how. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
            /** @description The change is under way, or waits. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
        };
    };
    readonly postEndorsementByReference: {
        readonly parameters: {
            readonly query?: {
                /** @description Seconds to wait for the outcome, which may be that it waits where it was asked to; 0, the default, answers at once. */
                readonly wait?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["EndorsementByReferenceRequest"];
            };
        };
        readonly responses: {
            /** @description The change has ended; `state` says how. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
            /** @description The change is under way, or waits. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
        };
    };
    readonly postReinstatement: {
        readonly parameters: {
            readonly query?: {
                /** @description Seconds to wait for the outcome, which may be that it waits where it was asked to; 0, the default, answers at once. */
                readonly wait?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @description As the policy system answered it at the bind, letter by letter: printable ASCII without quotes and backslashes. */
                readonly policyNumber: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ReinstatementRequest"];
            };
        };
        readonly responses: {
            /** @description The change has ended; `state` says how. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
            /** @description The change is under way, or waits. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
        };
    };
    readonly postReinstatementByReference: {
        readonly parameters: {
            readonly query?: {
                /** @description Seconds to wait for the outcome, which may be that it waits where it was asked to; 0, the default, answers at once. */
                readonly wait?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ReinstatementByReferenceRequest"];
            };
        };
        readonly responses: {
            /** @description The change has ended; `state` says how. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
            /** @description The change is under way, or waits. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
        };
    };
    readonly postRewrite: {
        readonly parameters: {
            readonly query?: {
                /** @description Seconds to wait for the outcome, which may be that it waits where it was asked to; 0, the default, answers at once. */
                readonly wait?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @description As the policy system answered it at the bind, letter by letter: printable ASCII without quotes and backslashes. */
                readonly policyNumber: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RewriteRequest"];
            };
        };
        readonly responses: {
            /** @description The change has ended; `state` says how. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
            /** @description The change is under way, or waits. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
        };
    };
    readonly postRewriteByReference: {
        readonly parameters: {
            readonly query?: {
                /** @description Seconds to wait for the outcome, which may be that it waits where it was asked to; 0, the default, answers at once. */
                readonly wait?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RewriteByReferenceRequest"];
            };
        };
        readonly responses: {
            /** @description The change has ended; `state` says how. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
            /** @description The change is under way, or waits. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
        };
    };
    readonly postRenewal: {
        readonly parameters: {
            readonly query?: {
                /** @description Seconds to wait for the outcome, which may be that it waits where it was asked to; 0, the default, answers at once. */
                readonly wait?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @description As the policy system answered it at the bind, letter by letter: printable ASCII without quotes and backslashes. */
                readonly policyNumber: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RenewalRequest"];
            };
        };
        readonly responses: {
            /** @description The renewal has ended; `state` says how. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
            /** @description The renewal is under way, or waits. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
        };
    };
    readonly postRenewalByReference: {
        readonly parameters: {
            readonly query?: {
                /** @description Seconds to wait for the outcome, which may be that it waits where it was asked to; 0, the default, answers at once. */
                readonly wait?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RenewalByReferenceRequest"];
            };
        };
        readonly responses: {
            /** @description The renewal has ended; `state` says how. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
            /** @description The renewal is under way, or waits. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Transaction"];
                };
            };
        };
    };
    readonly startRenewals: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["StartRenewals"];
            };
        };
        readonly responses: {
            /** @description What became of each. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["StartedRenewals"];
                };
            };
        };
    };
    readonly postRenewalBatch: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["StartRenewalBatch"];
            };
        };
        readonly responses: {
            /** @description The batch is under way, or was before. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RenewalBatch"];
                };
            };
        };
    };
    readonly getRenewalBatch: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Id of the batch, as it was posted or answered. */
                readonly requestId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Its progress. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RenewalBatch"];
                };
            };
        };
    };
    readonly getRenewalBatchResults: {
        readonly parameters: {
            readonly query?: {
                /** @description Only those of which this became. */
                readonly outcome?: "started" | "known" | "refused" | "unknown" | "failed";
                /** @description `next` of the page before. */
                readonly after?: string;
                /** @description How many are answered at once. */
                readonly pageSize?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @description Id of the batch, as it was posted or answered. */
                readonly requestId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RenewalBatchResults"];
                };
            };
        };
    };
    readonly pauseRenewalBatch: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Id of the batch, as it was posted or answered. */
                readonly requestId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["BatchOrder"];
            };
        };
        readonly responses: {
            /** @description How far it is. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RenewalBatch"];
                };
            };
        };
    };
    readonly resumeRenewalBatch: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Id of the batch, as it was posted or answered. */
                readonly requestId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["BatchOrder"];
            };
        };
        readonly responses: {
            /** @description How far it is. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RenewalBatch"];
                };
            };
        };
    };
    readonly cancelRenewalBatch: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Id of the batch, as it was posted or answered. */
                readonly requestId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["BatchOrder"];
            };
        };
        readonly responses: {
            /** @description How far it is. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RenewalBatch"];
                };
            };
        };
    };
    readonly settleRenewalBatchTask: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Id of the batch, as it was posted or answered. */
                readonly requestId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SettleBatchTask"];
            };
        };
        readonly responses: {
            /** @description How far it is. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RenewalBatch"];
                };
            };
        };
    };
    readonly listReconciliations: {
        readonly parameters: {
            readonly query?: {
                /** @description How many are answered at once. */
                readonly pageSize?: number;
                /** @description `nextCursor` of the page before. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ReconciliationList"];
                };
            };
        };
    };
    readonly postReconciliation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["StartReconciliation"];
            };
        };
        readonly responses: {
            /** @description It is under way, or was before. */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Reconciliation"];
                };
            };
        };
    };
    readonly getReconciliation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Id of the comparison, as it was posted or answered. */
                readonly requestId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Its numbers. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Reconciliation"];
                };
            };
        };
    };
    readonly getReconciliationDifferences: {
        readonly parameters: {
            readonly query?: {
                /** @description What differs. */
                readonly code?: "missingInPolicySystem" | "datesInPolicySystem" | "doneByHand" | "cancellationInPolicySystem" | "premiumInPolicySystem" | "invoicesInPolicySystem" | "missingInBilling" | "datesInBilling" | "cancellationInBilling" | "chargesInBilling" | "invoicesInBilling" | "moneyInBilling" | "confirmation" | "unknownHere";
                /** @description What became of it. */
                readonly outcome?: "repaired" | "task" | "untold";
                /** @description `next` of the page before. */
                readonly after?: string;
                /** @description How many are answered at once. */
                readonly pageSize?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @description Id of the comparison, as it was posted or answered. */
                readonly requestId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ReconciliationDifferences"];
                };
            };
        };
    };
    readonly pauseReconciliation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Id of the comparison, as it was posted or answered. */
                readonly requestId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ReconciliationOrder"];
            };
        };
        readonly responses: {
            /** @description How far it is. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Reconciliation"];
                };
            };
        };
    };
    readonly resumeReconciliation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Id of the comparison, as it was posted or answered. */
                readonly requestId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ReconciliationOrder"];
            };
        };
        readonly responses: {
            /** @description How far it is. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Reconciliation"];
                };
            };
        };
    };
    readonly cancelReconciliation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Id of the comparison, as it was posted or answered. */
                readonly requestId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ReconciliationOrder"];
            };
        };
        readonly responses: {
            /** @description How far it is. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Reconciliation"];
                };
            };
        };
    };
    readonly recordOfferPayment: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Of the offer, as the renewal says it: the id of the renewal and the version. */
                readonly offerId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["OfferPayment"];
            };
        };
        readonly responses: {
            /** @description Taken. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OfferAnswer"];
                };
            };
        };
    };
    readonly reverseOfferPayment: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Of the offer, as the renewal says it: the id of the renewal and the version. */
                readonly offerId: string;
                /** @description Billing's own id of the money. */
                readonly paymentId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["OfferPaymentReversed"];
            };
        };
        readonly responses: {
            /** @description Taken. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OfferAnswer"];
                };
            };
        };
    };
    readonly previewCancellation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["CancellationPreviewRequest"];
            };
        };
        readonly responses: {
            /** @description The preview. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CancellationPreview"];
                };
            };
        };
    };
    readonly previewEndorsement: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["EndorsementPreviewRequest"];
            };
        };
        readonly responses: {
            /** @description The preview. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["EndorsementPreview"];
                };
            };
        };
    };
    readonly previewReinstatement: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ReinstatementPreviewRequest"];
            };
        };
        readonly responses: {
            /** @description The preview. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ReinstatementPreview"];
                };
            };
        };
    };
    readonly previewRewrite: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RewritePreviewRequest"];
            };
        };
        readonly responses: {
            /** @description The preview. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RewritePreview"];
                };
            };
        };
    };
    readonly previewRenewal: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RenewalPreviewRequest"];
            };
        };
        readonly responses: {
            /** @description The preview. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RenewalPreview"];
                };
            };
        };
    };
    readonly quotePremium: {
        readonly parameters: {
            readonly query?: {
                /** @description I: immediate billing, unless said. F: forward billing, in advance. */
                readonly billingCycle?: "I" | "F";
            };
            readonly header?: never;
            readonly path: {
                /** @description Selects the periods for which premium is calculated. */
                readonly calculationInputDate: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PremiumQuoteRequest"];
            };
        };
        readonly responses: {
            /** @description The premium. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PremiumQuote"];
                };
            };
        };
    };
    readonly listEvents: {
        readonly parameters: {
            readonly query?: {
                /** @description `next` of the answer before; absent: from the oldest that is kept. */
                readonly after?: string;
                /** @description How many are answered at once. */
                readonly limit?: number;
                /** @description Only these, with commas between; absent: all. */
                readonly types?: string;
                /** @description Only of this product. */
                readonly product?: string;
                /** @description Only of this policy. */
                readonly policyNumber?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["EventFeed"];
                };
            };
        };
    };
    readonly listWebhooks: {
        readonly parameters: {
            readonly query?: {
                /** @description How many are answered at once. */
                readonly pageSize?: number;
                /** @description `nextCursor` of the page before. */
                readonly cursor?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page, the newest first. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookList"];
                };
            };
        };
    };
    readonly postWebhook: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SubscribeWebhook"];
            };
        };
        readonly responses: {
            /** @description It was there before. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description It is new. */
            readonly 201: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Webhook"];
                };
            };
        };
    };
    readonly getWebhook: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description As it was posted. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description As it is now. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Webhook"];
                };
            };
        };
    };
    readonly removeWebhook: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description As it was posted. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description As it was left. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Webhook"];
                };
            };
        };
    };
    readonly changeWebhook: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description As it was posted. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ChangeWebhook"];
            };
        };
        readonly responses: {
            /** @description As it is now. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Webhook"];
                };
            };
        };
    };
    readonly pauseWebhook: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description As it was posted. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["WebhookOrder"];
            };
        };
        readonly responses: {
            /** @description As it is now. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Webhook"];
                };
            };
        };
    };
    readonly resumeWebhook: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description As it was posted. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["WebhookOrder"];
            };
        };
        readonly responses: {
            /** @description As it is now. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Webhook"];
                };
            };
        };
    };
    readonly rotateWebhookSecret: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description As it was posted. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RotateWebhookSecret"];
            };
        };
        readonly responses: {
            /** @description As it is now, with the new secret. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Webhook"];
                };
            };
        };
    };
    readonly resendEvents: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description As it was posted. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ResendEvents"];
            };
        };
        readonly responses: {
            /** @description As it is now. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Webhook"];
                };
            };
        };
    };
    readonly skipEvent: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description As it was posted. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SkipEvent"];
            };
        };
        readonly responses: {
            /** @description As it is now. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Webhook"];
                };
            };
        };
    };
    readonly testWebhook: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description As it was posted. */
                readonly id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description What came of it. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["TestedWebhook"];
                };
            };
        };
    };
    readonly getOpenApiDocument: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description OpenAPI 3.1. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": {
                        readonly openapi: string;
                    } & {
                        readonly [key: string]: unknown;
                    };
                };
            };
        };
    };
}
