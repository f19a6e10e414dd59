import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KINDS } from '../../src/domain/transaction/kinds.js';
import { TERM_STATUSES } from '../../src/domain/policy-term/events.js';
import { temporalEnvironment } from '../support/temporal.js';

const read = (path: string) =>
  readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');

/** The ready-made views of the operations guide: what each shows, and its query. */
function views(): (readonly [title: string, query: string])[] {
  const links = read('docs/operations.md').matchAll(
    /^- \[([^\]]+)\]\(http:\/\/127\.0\.0\.1:8233\/namespaces\/default\/workflows\?query=([^)]+)\)$/gm,
  );
  return [...links].map(
    ([, title = '', query = '']) => [title, decodeURIComponent(query)] as const,
  );
}

describe('a view of the Web UI', () => {
  let env: TestWorkflowEnvironment;
  beforeAll(async () => {
    env = await temporalEnvironment();
  });
  afterAll(() => env.teardown());

  it('is there for what operators look for', () => {
    expect(views().length).toBeGreaterThanOrEqual(12);
  });

  it.each(views())('is taken by Temporal: %s', async (_title, query) => {
    expect(await env.client.workflow.count(query)).toMatchObject({ count: 0 });
  });

  it.each(views())('names nothing that is not there: %s', (_title, query) => {
    const types = [...query.matchAll(/WorkflowType (?:=|IN) \(?((?:"\w+"(?:, )?)+)/g)];
    const states = [...query.matchAll(/TransactionState (?:=|IN) \(?((?:"\w+"(?:, )?)+)/g)];
    const namesIn = (found: RegExpExecArray[]) =>
      found.flatMap(([, names = '']) => [...names.matchAll(/\w+/g)].map(([name]) => name));
    const known: readonly string[] = [
      ...TERM_STATUSES,
      ...Object.values(KINDS).flatMap((kind) => Object.keys(kind.states)),
    ];
    // Workflow code itself can be loaded in a worker only.
    const exported = [...read('src/workflows/index.ts').matchAll(/\w+/g)].map(([name]) => name);
    for (const type of namesIn(types)) expect(exported).toContain(type);
    for (const state of namesIn(states)) expect(known).toContain(state);
  });
});
