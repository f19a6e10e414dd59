/** Who brings the business: the contact's GUID, or text that the producer search must answer with exactly one location. */
export type Producer = { readonly contactGuid: string } | { readonly search: string };
