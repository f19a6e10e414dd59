import type { NewBusiness } from './business.js';

/** The proof of cover until the policy is issued. */
export async function createBinderDocument(
  { transaction, input, write }: NewBusiness,
  quoteGuid: string,
): Promise<void> {
  if (!input.documents.binder) return;
  await transaction.step(
    'binderDocument',
    () =>
      transaction.writes.once('binderDocument', (attempt) =>
        write.createBinderDocument({ ...attempt, quoteGuid }),
      ),
    () => 'The binder document was made.',
  );
}

export async function issue(
  { transaction, rewrite }: NewBusiness,
  quoteGuid: string,
): Promise<void> {
  const issuedOn = await transaction.step(
    'issue',
    () => rewrite.issue({ quoteGuid }),
    (date) => `Issued on ${date}.`,
  );
  transaction.enter('issued', { issuedOn });
}

/** @param presumed when an earlier run issued the policy: it is not asked for again where documents cannot be listed */
export async function createPolicyDocument(
  { transaction, input, write }: NewBusiness,
  quoteGuid: string,
  presumed: boolean,
): Promise<void> {
  if (!input.documents.policy) return;
  await transaction.step(
    'policyDocument',
    () =>
      transaction.writes.once('policyDocument', (attempt) =>
        write.createPolicyDocument({ ...attempt, quoteGuid, presumed }),
      ),
    () => 'The policy document was made.',
  );
}
