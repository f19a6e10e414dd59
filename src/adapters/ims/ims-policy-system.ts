import type { Installation } from '../../domain/product/installation.js';
import type { Product } from '../../domain/product/product.js';
import type { PolicySystem } from '../../ports/policy-system.js';
import type { PolicySystemSetUp } from '../../ports/policy-system/set-up.js';
import { askProcedures } from './ask-procedures.js';
import { createBinding } from './binding.js';
import { createImsCalls, type ImsCallLog } from './ims-calls.js';
import { createLookups } from './lookups.js';
import { getAvailableInstallmentOptions } from './operations/get-available-installment-options.js';
import { supplementaryData, validCompanyLines } from './operations/vendor-procedures.js';
import { createMidTermChanges } from './mid-term.js';
import { createParties } from './parties.js';
import { createQuoting } from './quoting.js';
import { createSoapClient } from './soap-client.js';

export type { ImsCallLog } from './ims-calls.js';

export interface ImsOptions {
  /** Address of the environment's virtual directory, such as `http://127.0.0.1:8081/ims_sandbox`. */
  readonly baseUrl: string;
  readonly userName: string;
  /** As handed out by the owner of the installation, already encrypted. As secret as the password itself. */
  readonly encryptedPassword: string;
  /** Free text beside the token that tells the policy system who is calling. */
  readonly context: string;
  readonly installation: Installation;
  readonly products: ReadonlyMap<string, Product>;
  /** @default 20_000, as lookups are repeated anyway */
  readonly readTimeoutMs?: number;
  /** @default 40_000: integrators see binds of ten seconds, and giving up early means having to look */
  readonly writeTimeoutMs?: number;
  /** @default 50 minutes of the hour that a token lives */
  readonly tokenMaxAgeMs?: number;
  /**
   * How long an answer that may never get better is asked for again before a person is told: the page of a firewall, an
   * answer outside the contract, a refused login. Milliseconds.
   *
   * @default 5 minutes: a deployment takes less, and a person can do nothing before that either
   */
  readonly oddAnswerPatienceMs?: number;
  /** Of this process; further calls wait. Every worker adds as many to what the installation has to bear. */
  readonly maxConcurrentCalls: number;
  /** Gets one entry per call on the wire, never with what it carried. */
  readonly log: (call: ImsCallLog) => void;
}

/** The policy system over the connection of this process. */
export interface ImsConnection extends PolicySystem, PolicySystemSetUp {
  close(): Promise<void>;
}

/** Makes the clients of all services; nothing is sent until the first call or `logIn`. */
export async function connectIms(options: ImsOptions): Promise<ImsConnection> {
  const { installation, products, userName, encryptedPassword, log } = options;
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  const soap = await createSoapClient({ baseUrl, context: options.context });
  const ims = createImsCalls({
    soap,
    userName,
    encryptedPassword,
    log,
    readTimeoutMs: options.readTimeoutMs ?? 20_000,
    writeTimeoutMs: options.writeTimeoutMs ?? 40_000,
    tokenMaxAgeMs: options.tokenMaxAgeMs ?? 50 * 60_000,
    maxConcurrentCalls: options.maxConcurrentCalls,
    settleMs: installation.settleMs,
    oddAnswerPatienceMs: options.oddAnswerPatienceMs ?? 5 * 60_000,
  });
  const context = { ims, installation, products };

  return {
    ...createLookups(context),
    ...createParties(context),
    ...createQuoting(context),
    ...createBinding(context),
    ...createMidTermChanges(context),
    logIn: () => ims.logIn(),
    askProcedures: () => askProcedures(context),
    listCompanyLines: (programCode) => ims.call(validCompanyLines, { programCode }),
    listIds: () => ims.call(supplementaryData, undefined),
    listPaymentPlans: (quoteGuid) => ims.call(getAvailableInstallmentOptions, { quoteGuid }),
    close: () => soap.close(),
  };
}
