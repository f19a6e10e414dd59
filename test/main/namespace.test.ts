import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { prepareNamespace } from '../../src/main/namespace.js';
import { searchAttributes } from '../../src/workflows/search-attributes.js';
import { temporalEnvironment } from '../support/temporal.js';

describe('the Temporal server of the tests', () => {
  let environment: TestWorkflowEnvironment;
  beforeAll(async () => {
    environment = await temporalEnvironment();
  });
  afterAll(() => environment.teardown());

  it('takes the search attributes of a transaction in a namespace that was just made', async () => {
    const { client } = environment;
    const handle = await client.workflow.start('newBusiness', {
      taskQueue: 'nobody-listens',
      workflowId: 'one',
      args: [],
      typedSearchAttributes: [
        { key: searchAttributes.policyNumber, value: 'GL-1' },
        { key: searchAttributes.needsAttention, value: true },
      ],
    });
    const { typedSearchAttributes } = await handle.describe();
    expect(typedSearchAttributes.get(searchAttributes.policyNumber)).toBe('GL-1');
    expect(typedSearchAttributes.get(searchAttributes.needsAttention)).toBe(true);
  });

  it('leaves a namespace that is prepared already as it is', async () => {
    const { connection, namespace = '' } = environment;
    await expect(prepareNamespace(connection, namespace, 86_400_000)).resolves.toBeUndefined();
  });
});
