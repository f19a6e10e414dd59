import type { PolicySystemSetUp } from '../ports/policy-system/set-up.js';
import { subject, type CheckLine } from './line.js';

/** Each procedure that the installation file names, asked for something that cannot be there. */
export async function* checkProcedures(
  policySystem: Pick<PolicySystemSetUp, 'askProcedures'>,
): AsyncGenerator<CheckLine> {
  for (const {
    lookup,
    procedure,
    outcome,
    problem,
    remedy,
  } of await policySystem.askProcedures()) {
    const asked = subject('procedures', `${lookup} = ${procedure}`);
    if (outcome === 'works') {
      yield asked.works(
        'it is there and takes its parameters; its columns show only where it answers a row',
      );
      continue;
    }
    yield asked.failed({ says: problem ?? '', remedy: remedy ?? TRY_AGAIN });
  }
}

const TRY_AGAIN = 'see whether the policy system can be reached, then check again';
