import { randomUUID } from 'node:crypto';
import { Connection } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { inject } from 'vitest';
import { stopWorkers } from './running-workers.js';
import { prepareNamespace } from '../../src/main/namespace.js';

const DAY_MS = 86_400_000;

/** The server of this test run, `host:port`. */
export function temporalAddress(): string {
  return inject('temporalAddress');
}

/**
 * A namespace of one's own on the server of this test run, with the search attributes registered: task queues have fixed
 * names, so two test files in one namespace would take each other's tasks.
 */
export async function newNamespace(): Promise<string> {
  const namespace = `test-${randomUUID()}`;
  const connection = await Connection.connect({ address: temporalAddress() });
  try {
    await prepareNamespace(connection, namespace, DAY_MS);
  } finally {
    await connection.close();
  }
  return namespace;
}

/** Client and worker connections to a namespace of one's own; call `teardown()` when done. */
export async function temporalEnvironment(): Promise<TestWorkflowEnvironment> {
  const env = await TestWorkflowEnvironment.createFromExistingServer({
    address: temporalAddress(),
    namespace: await newNamespace(),
  });
  const teardown = env.teardown.bind(env);
  env.teardown = async () => {
    await stopWorkers(env);
    await teardown();
  };
  return env;
}
