import { join } from 'node:path';

export interface GreetingFacts {
  readonly root: string;
  readonly apiUrl: string;
  /** Null when nobody told where it is. */
  readonly temporalUiUrl: string | null;
  readonly sandboxUrl: string;
  readonly sandboxAdminUrl: string;
  readonly apiKeyFile: string;
  readonly logs: string;
}

/** Where everything is, and one command to try. */
export function greeting(facts: GreetingFacts): string {
  return `
Bindery is ready.

  API                 ${facts.apiUrl}
  API documentation   ${facts.apiUrl}/docs
  Temporal Web UI     ${facts.temporalUiUrl ?? '(TEMPORAL_UI_URL is not set)'}
  IMS sandbox         ${facts.sandboxUrl} (for example ${facts.sandboxUrl}/logon.asmx?wsdl)
  Sandbox admin       ${facts.sandboxAdminUrl}
  API key             ${facts.apiKeyFile}
  Logs                ${facts.logs}

Send a submission, from another terminal; the answer has the policy number:

  ${submissionCommand(facts)}

Ctrl-C stops everything; work in flight goes on when it is started again.
`;
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

/** For a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
