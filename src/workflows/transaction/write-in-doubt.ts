import type { WriteInDoubt } from '../../domain/transaction/attention.js';
import { plannedWrite, type Given } from '../../domain/transaction/plan.js';
import type { Facts, KindInWorkflow } from './kind.js';

/** What a person is told of a write that may have happened, to look for it. @param key of the write */
export function writeInDoubt<Request>(
  { plan }: KindInWorkflow<Request>,
  facts: Facts<Request>,
  key: string,
): WriteInDoubt {
  const write = plannedWrite(plan, key);
  return { write: key, ...write.words(facts, key), made: NAMED[write.gives] };
}

/** What a person is asked to name, by what the write gives. */
const NAMED: Readonly<Record<Given, string | null>> = {
  insured: 'the GUID of the insured',
  submission: 'the GUID of the submission group',
  quote: 'the GUID of the quote',
  policyNumber: 'the policy number',
  price: 'the rated premium',
  link: null,
  nothing: null,
};
