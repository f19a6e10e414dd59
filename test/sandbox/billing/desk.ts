import {
  DEFAULT_BEARER_TOKEN,
  startBillingSandbox,
  type BillingSandbox,
  type BillingSandboxOptions,
} from '../../../sandbox/billing/server.js';

export const PRODUCER = '4b9b3b8a-9c67-58a6-980d-8ac59b4e89ad';
export const POLICY = 'CGL-2027-000001';
/** Plan TEN on 5000.00 of premium and 244.50 of taxes and fees: 1494.50 first, then nine instalments. */
export const CHARGES = [
  charge('premium', 'premium', '5000.00'),
  charge('tax', 'surplusLinesTax', '242.50'),
  charge('fee', 'stampingFee', '2.00'),
];

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** What a test reads of a term. */
export interface TermView {
  readonly notification: string;
  readonly isSufficient: boolean;
  readonly isDelinquent: boolean;
  readonly firstInvoice: string;
  readonly received: string;
  readonly unapplied: string;
  readonly pastDue: string;
  readonly payments: readonly string[];
  readonly invoices: readonly {
    readonly dueDate: string;
    readonly amount: string;
    readonly paid: string;
  }[];
}

export interface CallbackView {
  readonly id: number;
  readonly transactionId: string;
  readonly status: string;
  readonly attempts: number;
  readonly lastAnswer: string | null;
  readonly policyNumberAnswered: string | null;
  readonly content: { readonly kind: string; readonly paymentId?: string };
}

/** A billing system with the two desks at which it is spoken to. */
export interface Desk {
  readonly sandbox: BillingSandbox;
  admin(method: string, path: string, body?: unknown): Promise<Answer>;
  service(method: string, path: string, body?: unknown): Promise<Answer>;
  /** Books a term, its account first where it is new. */
  openTerm(changes?: Readonly<Record<string, unknown>>, policyNumber?: string): Promise<Answer>;
  pay(payment: Readonly<Record<string, unknown>>): Promise<Answer>;
  term(policyNumber?: string): Promise<TermView>;
  callbacks(): Promise<readonly CallbackView[]>;
  close(): Promise<void>;
}

export async function openDesk(options: Partial<BillingSandboxOptions> = {}): Promise<Desk> {
  const sandbox = await startBillingSandbox({ port: 0, adminPort: 0, ...options });
  return deskOf(sandbox);
}

export function deskOf(sandbox: BillingSandbox): Desk {
  const admin: Desk['admin'] = (method, path, body) => ask(sandbox.adminUrl + path, method, body);
  const service: Desk['service'] = (method, path, body) =>
    ask(sandbox.url + path, method, body, { authorization: `Bearer ${DEFAULT_BEARER_TOKEN}` });
  return {
    sandbox,
    admin,
    service,
    openTerm: async (changes = {}, policyNumber = POLICY) => {
      await service('POST', '/v1/accounts', ACCOUNT);
      return service('POST', `/v1/policies/${policyNumber}/terms/1/issuance`, {
        transactionId: `issue:${policyNumber}`,
        accountNumber: 'A-1',
        term: { effectiveDate: '2027-02-01', expirationDate: '2028-02-01' },
        boundAt: '2027-01-15T16:00:00Z',
        jobNumber: `job:${policyNumber}`,
        currency: 'USD',
        charges: CHARGES,
        billingMethod: 'directBill',
        planCode: 'TEN',
        stream: { kind: 'new', invoicingPlanCode: 'TERM_DAY' },
        producerCode: PRODUCER,
        upFrontPayments: [],
        isTermConfirmed: false,
        notifyUponSufficientPayment: true,
        ...changes,
      });
    },
    pay: (payment) => admin('POST', '/payments', payment),
    term: async (policyNumber = POLICY) => {
      const { body } = await admin('GET', `/periods?policyNumber=${policyNumber}`);
      const [term] = body as TermView[];
      if (!term) throw new Error(`billing has no term of ${policyNumber}`);
      return term;
    },
    callbacks: async () => (await admin('GET', '/callbacks')).body as CallbackView[],
    close: () => sandbox.close(),
  };
}

/** Money for the first term of the policy. */
export function termPayment(amount: string, paymentId: string) {
  return { policyNumber: POLICY, termNumber: 1, amount, paymentId };
}

export function charge(kind: string, name: string, amount: string) {
  const money = { amount, currency: 'USD' };
  const [line, state] = ['general-liability', 'TX'];
  return { kind, name, line, state, money, refundable: 'always', isTaxable: kind === 'premium' };
}

const ACCOUNT = {
  transactionId: 'account:A-1',
  accountNumber: 'A-1',
  currency: 'USD',
  holder: {
    name: 'ABC Corporation',
    address: {
      line1: '123 Main Street',
      city: 'Dallas',
      state: 'TX',
      postalCode: '75201',
      country: 'USA',
    },
  },
};

async function ask(
  url: string,
  method: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
}
