import type { PolicySystemSetUp } from '../ports/policy-system/set-up.js';
import { subject, type CheckLine } from './line.js';
import { whatWentWrong } from './what-went-wrong.js';

/** Everything else that is asked of the policy system needs it. */
export async function checkLogin(
  policySystem: Pick<PolicySystemSetUp, 'logIn'>,
): Promise<CheckLine> {
  const login = subject('login', 'IMS_USER');
  try {
    await policySystem.logIn();
    return login.works('the address answers as IMS does, and takes user and password');
  } catch (error) {
    return login.failed(whatWentWrong(error));
  }
}
