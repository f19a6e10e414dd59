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
      desk.writes.once('binderDocument', (again) =>
        write.createBinderDocument({ again, quoteGuid }),
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

export async function createPolicyDocument(
  { desk, input, write }: Deal,
  quoteGuid: string,
): Promise<void> {
  if (!input.documents.policy) return;
  await desk.step(
    'policyDocument',
    () =>
      desk.writes.once('policyDocument', (again) =>
        write.createPolicyDocument({ again, quoteGuid }),
      ),
    () => 'The policy document was made.',
  );
}
