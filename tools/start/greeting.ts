import { join } from 'node:path';

export interface GreetingFacts {
  readonly root: string;
  readonly apiUrl: string;
  /** Null when nobody told where it is. */
  readonly temporalUiUrl: string | null;
  readonly codecServerUrl: string;
  readonly sandboxUrl: string;
  readonly sandboxAdminUrl: string;
  readonly billingUrl: string;
  readonly billingAdminPort: number;
  /** A receiver of webhooks, and where it is told what to do. */
  readonly webhookSandboxUrl: string;
  readonly webhookSandboxAdminUrl: string;
  /** Where worker and API give their numbers. `host:port` */
  readonly metrics: { readonly worker: string; readonly api: string };
  readonly apiKeyFile: string;
  readonly logs: string;
}

/** Where everything is, and one command to try. */
export function greeting(facts: GreetingFacts): string {
  return `
Bindery is ready.

  API                 ${facts.apiUrl}
  API documentation   ${facts.apiUrl}/docs
  Temporal Web UI     ${webUi(facts)}
  Encrypted payloads  ${facts.codecServerUrl} (sign in there, and the Web UI shows them)
  IMS sandbox         ${facts.sandboxUrl} (for example ${facts.sandboxUrl}/logon.asmx?wsdl)
  IMS admin           ${facts.sandboxAdminUrl}
  Billing sandbox     ${facts.billingUrl}
  Billing admin       http://127.0.0.1:${String(facts.billingAdminPort)}
  Webhook receiver    ${facts.webhookSandboxUrl} (a GET shows what came; admin ${facts.webhookSandboxAdminUrl})
  Numbers             http://${facts.metrics.worker}/metrics (worker), http://${facts.metrics.api}/metrics (API)
  API key             ${facts.apiKeyFile}
  Logs                ${facts.logs}

Send a submission, from another terminal; the answer has the policy number:

  ${submissionCommand(facts)}

Be told what happens; the receiver of the sandbox shows it at ${facts.webhookSandboxUrl}:

  ${webhookCommand(facts)}

Pay for the policy; put its number in:

  ${paymentCommand(facts)}

See what waits for a person, why, and what to type (-- --help):

  ${operatorCommand(facts)}

See how the business stands:

  ${statusCommand(facts)}

Ctrl-C stops everything; work in flight goes on when it is started again.
`;
}

/** With its ready-made views. */
function webUi({ temporalUiUrl }: GreetingFacts): string {
  return temporalUiUrl === null
    ? '(TEMPORAL_UI_URL is not set)'
    : `${temporalUiUrl} (views: docs/operations.md#views-of-the-web-ui)`;
}

/** The key is read when the command runs, so that it stays out of the terminal and its history. */
function submissionCommand({ root, apiUrl, apiKeyFile }: GreetingFacts): string {
  const example = join(root, 'examples', 'general-liability.json');
  return [
    `curl -sS '${apiUrl}/api/submissions?wait=30'`,
    `-H "X-API-Key: $(cat ${quoted(apiKeyFile)})"`,
    `-H 'Content-Type: application/json'`,
    `--data-binary @${quoted(example)}`,
  ].join(' ');
}

/** Subscribes once, however often it is sent. */
function webhookCommand({ apiUrl, apiKeyFile, webhookSandboxUrl }: GreetingFacts): string {
  const subscription = JSON.stringify({ id: 'sandbox', url: `${webhookSandboxUrl}/hooks` });
  return [
    `curl -sS '${apiUrl}/api/webhooks'`,
    `-H "X-API-Key: $(cat ${quoted(apiKeyFile)})"`,
    `-H 'Content-Type: application/json'`,
    `--data ${quoted(subscription)}`,
  ].join(' ');
}

/** The number is that of the first policy in fresh books, the amount its down payment of a quarter. */
function paymentCommand({ root, billingAdminPort }: GreetingFacts): string {
  const port = `BILLING_SANDBOX_ADMIN_PORT=${String(billingAdminPort)}`;
  const payment = '--policy CGL-2027-000001 --term 1 --amount 1250.00';
  return `cd ${quoted(root)} && ${port} npm run --silent billing -- pay ${payment}`;
}

function operatorCommand({ root, apiUrl, apiKeyFile }: GreetingFacts): string {
  return `cd ${quoted(root)} && API_URL=${apiUrl} npm run --silent bindery -- list --key-file ${quoted(apiKeyFile)}`;
}

function statusCommand({ root, metrics }: GreetingFacts): string {
  const addresses = `METRICS_ADDRESS=${metrics.worker} API_METRICS_ADDRESS=${metrics.api}`;
  return `cd ${quoted(root)} && ${addresses} npm run --silent status`;
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
