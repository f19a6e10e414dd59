import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

/** What operators and the list endpoint search by. Never encrypted by Temporal, so none holds personal data. */
export const searchAttributes = {
  transactionKind: defineSearchAttributeKey('TransactionKind', SearchAttributeType.KEYWORD),
  transactionState: defineSearchAttributeKey('TransactionState', SearchAttributeType.KEYWORD),
  externalSystem: defineSearchAttributeKey('ExternalSystem', SearchAttributeType.KEYWORD),
  externalId: defineSearchAttributeKey('ExternalId', SearchAttributeType.KEYWORD),
  policyNumber: defineSearchAttributeKey('PolicyNumber', SearchAttributeType.KEYWORD),
  /** Of a term: its policy number without what people mistake, to find what a mis-spelt one resembles. */
  policyNumberFolded: defineSearchAttributeKey('PolicyNumberFolded', SearchAttributeType.KEYWORD),
  /** Of a term: digests of the ids of its newest good payments, to find one that counts at two terms. */
  paymentDigests: defineSearchAttributeKey('PaymentDigests', SearchAttributeType.KEYWORD_LIST),
  /** A civil date as text: it sorts right and no zone can move it to the day before. */
  effectiveDate: defineSearchAttributeKey('EffectiveDate', SearchAttributeType.KEYWORD),
  /** Of a transaction: the milestone at which it waits for somebody to have it go further. */
  heldAt: defineSearchAttributeKey('HeldAt', SearchAttributeType.KEYWORD),
  /** Of new business: the group of its quote, or the transaction for which it makes a term. Absent of what stands alone. */
  partOf: defineSearchAttributeKey('PartOf', SearchAttributeType.KEYWORD),
  needsAttention: defineSearchAttributeKey('NeedsAttention', SearchAttributeType.BOOL),
  /** What waits for a person, as `src/domain/task/task-head.ts` writes it: by this the list of tasks is put in order. */
  tasks: defineSearchAttributeKey('Tasks', SearchAttributeType.KEYWORD_LIST),
  /** Key of the product file. */
  product: defineSearchAttributeKey('Product', SearchAttributeType.KEYWORD),
} as const;
