import { readXml, descendants, type XmlElement } from '../../src/xml/reader.js';
import { escapeXml } from '../../src/xml/writer.js';
import {
  startImsSandbox,
  type ImsSandbox,
  type ImsSandboxOptions,
} from '../../sandbox/ims/server.js';

export const ZERO = '00000000-0000-0000-0000-000000000000';
export const OFFICE = '71b906e8-732e-5e5a-879b-0e0f1cb7c584';
export const UNDERWRITER = '48e4f47f-779c-5df2-94d2-9188cd7b1a97';
export const PRODUCER = '4b9b3b8a-9c67-58a6-980d-8ac59b4e89ad';
export const INACTIVE_PRODUCER = '9e91bf8e-f0fb-5915-8470-756baa231b19';
export const LONE_STAR = '5da5aff6-72f0-5cbe-be01-586051da9136';
export const HARBOR = '4e14121d-e919-5b6e-8668-7395c7225b6e';
export const LIABILITY = 'd2dd2a3a-b6e5-59a8-a28f-2d1367844168';
export const PROPERTY = '6bed863a-4e2e-5360-970d-a81ab7583848';
export const CONTRACTORS = '5fa3dc01-3605-5840-8b88-cf86f42e0515';

/** Content of an element: text, or elements in order. */
export type Part = string | number | boolean | readonly (readonly [name: string, content: Part])[];

export interface SoapAnswer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  /** Text of the first element of that name, undefined when there is none. */
  value(name: string): string | undefined;
  all(name: string): XmlElement[];
  /** Exception text of a fault, without type and stack. */
  readonly fault: string | undefined;
}

export interface Caller {
  readonly sandbox: ImsSandbox;
  login(): Promise<string>;
  /** Calls with a fresh login's token unless told otherwise. */
  call(service: string, operation: string, ...parts: [string, Part][]): Promise<SoapAnswer>;
  /** Rows of the first result set of a site procedure. */
  rows(procedure: string, ...parameters: string[]): Promise<Record<string, string>[]>;
  post(
    service: string,
    headers: Record<string, string>,
    body: string | Buffer,
  ): Promise<SoapAnswer>;
  admin(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
}

export function namespaceOf(service: string): string {
  return `http://tempuri.org/IMSWebServices/${service}`;
}

export function envelopeOf(
  service: string,
  operation: string,
  token: string | null,
  parts: Part,
): string {
  const namespace = namespaceOf(service);
  const header =
    token === null
      ? ''
      : `<soap:Header><TokenHeader xmlns="${namespace}"><Token>${token}</Token></TokenHeader></soap:Header>`;
  return (
    '<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">' +
    `${header}<soap:Body><${operation} xmlns="${namespace}">${xmlOf(parts)}</${operation}></soap:Body></soap:Envelope>`
  );
}

export function soapHeaders(service: string, operation: string): Record<string, string> {
  return {
    'content-type': 'text/xml; charset=utf-8',
    soapaction: `"${namespaceOf(service)}/${operation}"`,
  };
}

/** A sandbox of its own on free ports, and a caller that builds envelopes by hand. */
export async function openCaller(options: Partial<ImsSandboxOptions> = {}): Promise<Caller> {
  const sandbox = await startImsSandbox({ port: 0, adminPort: 0, ...options });
  return callerOf(sandbox);
}

export function callerOf(sandbox: ImsSandbox): Caller {
  let token: string | null = null;
  const post: Caller['post'] = async (service, headers, body) => {
    const response = await fetch(`${sandbox.url}/ims_sandbox/${service}.asmx`, {
      method: 'POST',
      headers,
      body: typeof body === 'string' ? body : new Uint8Array(body),
    });
    const text = await response.text();
    return answerOf(response.status, response.headers.get('content-type') ?? '', text);
  };
  const login: Caller['login'] = async () => {
    const parts = [
      ['userName', 'bindery'],
      ['tripleDESEncryptedPassword', 'c2FuZGJveC1wYXNzd29yZA=='],
    ] as const;
    const envelope = envelopeOf('Logon', 'LoginIMSUser', null, parts);
    const answer = await post('Logon', soapHeaders('Logon', 'LoginIMSUser'), envelope);
    token = answer.value('Token') ?? ZERO;
    return token;
  };
  const call: Caller['call'] = async (service, operation, ...parts) => {
    const envelope = envelopeOf(service, operation, token ?? (await login()), parts);
    return post(service, soapHeaders(service, operation), envelope);
  };
  return {
    sandbox,
    login,
    call,
    post,
    rows: async (procedure, ...parameters) => {
      const items = parameters.map((parameter) => ['string', parameter] as const);
      const answer = await call(
        'DataAccess',
        'ExecuteDataSet',
        ['procedureName', procedure],
        ['parameters', items],
      );
      const result = readXml(answer.value('ExecuteDataSetResult') ?? answer.text);
      return descendants(result, 'Table').map((row) =>
        Object.fromEntries(row.children.map(({ name, text }) => [name, text])),
      );
    },
    admin: async (method, path, body) => {
      const response = await fetch(sandbox.adminUrl + path, {
        method,
        ...(body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
    },
  };
}

function answerOf(status: number, type: string, text: string): SoapAnswer {
  const all = (name: string): XmlElement[] => {
    const root = readXml(text);
    return root.name === name ? [root] : descendants(root, name);
  };
  const value = (name: string): string | undefined => all(name)[0]?.text;
  return {
    status,
    type,
    text,
    value,
    all,
    get fault() {
      return text.includes('<soap:Fault>')
        ? /---> [\w.]+: ([^\r]*)/.exec(value('faultstring') ?? '')?.[1]
        : undefined;
    },
  };
}

function xmlOf(part: Part): string {
  if (typeof part !== 'object') return escapeXml(String(part));
  return part.map(([name, content]) => `<${name}>${xmlOf(content)}</${name}>`).join('');
}

/** What a test needs to know of a quote on its way. */
export interface QuotePath {
  readonly insured: string;
  readonly submission: string;
  readonly quote: string;
  readonly options: readonly string[];
}

export function insuredParts(name: string, extra: [string, Part][] = []): [string, Part][] {
  return [
    [
      'insured',
      [['BusinessTypeID', 13], ['CorporationName', name], ['NameOnPolicy', name], ...extra],
    ],
    [
      'location',
      [
        ['LocationName', 'Main'],
        ['Address1', '123 Main Street'],
        ['City', 'Dallas'],
        ['State', 'TX'],
        ['Zip', '75201'],
        ['ISOCountryCode', 'USA'],
        ['DeliveryMethodID', 1],
        ['LocationTypeID', 1],
      ],
    ],
  ];
}

export interface QuoteChoices {
  readonly line?: string;
  readonly company?: string;
  readonly state?: string;
  readonly contact?: string;
  readonly effective?: string;
  readonly expiration?: string;
  /** What the quote says of the term that it renews, by element. */
  readonly expiring?: Readonly<Record<string, string>>;
}

export function quoteParts(submission: string, choices: QuoteChoices = {}): [string, Part] {
  return [
    'quote',
    [
      ['Submission', submission],
      ['QuotingLocation', OFFICE],
      ['IssuingLocation', OFFICE],
      ['CompanyLocation', choices.company ?? LONE_STAR],
      ['Line', choices.line ?? LIABILITY],
      ['StateID', choices.state ?? 'TX'],
      ['ProducerContact', choices.contact ?? PRODUCER],
      ['QuoteStatusID', 1],
      ['Effective', choices.effective ?? '2027-02-01'],
      ['Expiration', choices.expiration ?? '2028-02-01'],
      ['BillingTypeID', 3],
      ['NetRateQuoteID', -1],
      ['Underwriter', UNDERWRITER],
      ...Object.entries(choices.expiring ?? {}),
      ['AdditionalInformation', [['string', 'bindery.digest=c0ffee']]],
      ['CostCenterID', 0],
    ],
  ];
}

/** Insured, submission, quote and options, ready for premium. */
export async function quoteWithOptions(
  caller: Caller,
  choices: QuoteChoices = {},
): Promise<QuotePath> {
  const guid = async (
    service: string,
    operation: string,
    ...parts: [string, Part][]
  ): Promise<string> => {
    const answer = await caller.call(service, operation, ...parts);
    const result = answer.value(`${operation}Result`);
    if (result === undefined) throw new Error(`${operation}: ${answer.text}`);
    return result;
  };
  const insured = await guid(
    'InsuredFunctions',
    'AddInsuredWithLocation',
    ...insuredParts('ABC Corporation'),
  );
  const submission = await guid('QuoteFunctions', 'AddSubmission', [
    'submission',
    [
      ['Insured', insured],
      ['ProducerContact', choices.contact ?? PRODUCER],
      ['Underwriter', UNDERWRITER],
      ['SubmissionDate', '2026-12-01'],
    ],
  ]);
  const quote = await guid(
    'QuoteFunctions',
    'AddQuoteWithAutocalculateDetailsQuote',
    quoteParts(submission, choices),
  );
  const options = await caller.call('QuoteFunctions', 'AutoAddQuoteOptions', ['quoteGuid', quote]);
  return {
    insured,
    submission,
    quote,
    options: options.all('QuoteOptionGuid').map(({ text }) => text),
  };
}

export function addPremium(
  caller: Caller,
  option: string | undefined,
  premium: string,
  chargeCode = 101,
): Promise<SoapAnswer> {
  return caller.call(
    'QuoteFunctions',
    'AddPremium',
    ['quoteOptionGuid', option ?? ZERO],
    ['premium', premium],
    ['officeID', -1],
    ['chargeCode', chargeCode],
  );
}

/** A quote with 5,000.00 of premium, bound in single pay. */
export async function boundQuote(
  caller: Caller,
  choices: QuoteChoices = {},
): Promise<QuotePath & { policyNumber: string }> {
  const path = await quoteWithOptions(caller, choices);
  await addPremium(caller, path.options[0], '5000.00');
  const bound = await caller.call('QuoteFunctions', 'BindQuote', ['quoteGuid', path.quote]);
  return { ...path, policyNumber: bound.value('BindQuoteResult') ?? bound.text };
}
