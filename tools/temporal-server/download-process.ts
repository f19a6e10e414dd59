import { TestWorkflowEnvironment } from '@temporalio/testing';

/**
 * Child process of `downloadCli`: the SDK knows its download only together with a server, so one is started for a moment.
 * That it may not start in time does not matter here; the parent looks at the file.
 */
const [, , downloadDir = '.', version = 'default'] = process.argv;

try {
  const environment = await TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'cached-download', downloadDir, version, ttl: '3650d' },
      ui: false,
    },
  });
  await environment.teardown();
  process.exit(0);
} catch {
  process.exit(1);
}
