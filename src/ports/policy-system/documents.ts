/** Documents that the policy system makes and stores. */
export interface Documents {
  /** Makes the binder document of a bound quote. Not repeatable; see `listDocuments`. @returns its size in bytes */
  createBinderDocument(quoteGuid: string): Promise<number>;

  /** Makes the policy document of an issued policy. Not repeatable; see `listDocuments`. @returns its size in bytes */
  createPolicyDocument(quoteGuid: string): Promise<number>;

  /** Documents stored for a quote. Tells whether a `create…Document` happened. */
  listDocuments(quoteGuid: string): Promise<readonly StoredDocument[]>;
}

export interface StoredDocument {
  readonly documentGuid: string;
  readonly kind: 'binder' | 'policy' | 'other';
}
