/** The policy system's own identifiers, each set as soon as it is known. */
export interface PolicySystemIds {
  readonly insuredGuid: string | null;
  readonly producerContactGuid: string | null;
  readonly underwriterGuid: string | null;
  readonly submissionGroupGuid: string | null;
  readonly quoteGuid: string | null;
  readonly quoteOptionGuids: readonly string[];
  readonly controlNumber: number | null;
  readonly invoiceNumbers: readonly number[];
}

/** Before the policy system was asked for anything. */
export const NO_IDS: PolicySystemIds = {
  insuredGuid: null,
  producerContactGuid: null,
  underwriterGuid: null,
  submissionGroupGuid: null,
  quoteGuid: null,
  quoteOptionGuids: [],
  controlNumber: null,
  invoiceNumbers: [],
};
