import type { Deal } from './deal.js';

/** The proof of cover until the policy is issued. */
export async function createBinderDocument(
  { desk, input, write }: Deal,
  quoteGuid: string,
): Promise<void> {
  if (!input.documents.binder) return;
  await desk.step(
    'binderDocument',
    () =>
      desk.writes.once('binderDocument', (attempt) =>
        write.createBinderDocument({ ...attempt, quoteGuid }),
      ),
    () => 'The binder document was made.',
  );
}

export async function issue({ desk, read }: Deal, quoteGuid: string): Promise<void> {
  const issuedOn = await desk.step(
    'issue',
    () => read.issue({ quoteGuid }),
    (date) => `Issued on ${date}.`,
  );
  desk.enter('issued', { issuedOn });
}

/** @param presumed when an earlier run issued the policy: it is not asked for again where documents cannot be listed */
export async function createPolicyDocument(
  { desk, input, write }: Deal,
  quoteGuid: string,
  presumed: boolean,
): Promise<void> {
  if (!input.documents.policy) return;
  await desk.step(
    'policyDocument',
    () =>
      desk.writes.once('policyDocument', (attempt) =>
        write.createPolicyDocument({ ...attempt, quoteGuid, presumed }),
      ),
    () => 'The policy document was made.',
  );
}
