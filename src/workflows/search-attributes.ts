import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

/** What operators and the list endpoint search by. Never encrypted by Temporal, so none holds personal data. */
export const searchAttributes = {
  transactionKind: defineSearchAttributeKey('TransactionKind', SearchAttributeType.KEYWORD),
  transactionState: defineSearchAttributeKey('TransactionState', SearchAttributeType.KEYWORD),
  externalSystem: defineSearchAttributeKey('ExternalSystem', SearchAttributeType.KEYWORD),
  externalId: defineSearchAttributeKey('ExternalId', SearchAttributeType.KEYWORD),
  policyNumber: defineSearchAttributeKey('PolicyNumber', SearchAttributeType.KEYWORD),
  /** A civil date as text: it sorts right and no zone can move it to the day before. */
  effectiveDate: defineSearchAttributeKey('EffectiveDate', SearchAttributeType.KEYWORD),
  needsAttention: defineSearchAttributeKey('NeedsAttention', SearchAttributeType.BOOL),
} as const;
