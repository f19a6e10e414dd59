import { execFile } from 'node:child_process';
import { access, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { encodeSearchAttributeIndexedValueType } from '@temporalio/common/lib/search-attributes.js';
import { searchAttributes } from '../../src/workflows/search-attributes.js';

const run = promisify(execFile);
const CACHE = fileURLToPath(new URL('../../.cache/', import.meta.url));
const POM = fileURLToPath(new URL('./time-skipping-server/pom.xml', import.meta.url));
/** With the version that the POM names. */
const FOLDER = join(CACHE, 'time-skipping-server-1.38.0');
const PROGRAM = join(FOLDER, 'run');
const KEPT = '3650d';

type Executable = NonNullable<
  NonNullable<Parameters<typeof TestWorkflowEnvironment.createTimeSkipping>[0]>['server']
>['executable'];

/**
 * Temporal's test server on which timers of months pass at once: the program that TIME_SKIPPING_SERVER_PATH names, or the one that was
 * put together earlier, or the SDK's download, or one that Maven puts together from Java archives. It has no index: nothing can be
 * listed there.
 *
 * @returns why there is none, in a sentence, where no way leads to one
 */
export async function timeSkippingEnvironment(): Promise<TestWorkflowEnvironment | string> {
  const named = process.env['TIME_SKIPPING_SERVER_PATH'];
  if (named !== undefined) return start({ type: 'existing-path', path: named });
  if (await isThere(PROGRAM)) return start({ type: 'existing-path', path: PROGRAM });
  await mkdir(CACHE, { recursive: true });
  try {
    return await start({ type: 'cached-download', downloadDir: CACHE, ttl: KEPT });
  } catch {
    const problem = await assemble();
    if (problem === null) return start({ type: 'existing-path', path: PROGRAM });
    return (
      'There is no Temporal server that skips time: it can neither be downloaded from temporal.download ' +
      `nor put together by Maven and Java (${problem}), and TIME_SKIPPING_SERVER_PATH names none.`
    );
  }
}

async function start(executable: Executable): Promise<TestWorkflowEnvironment> {
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { ...(executable && { executable }) },
  });
  const namespace = env.namespace ?? 'default';
  for (const { name, type } of Object.values(searchAttributes)) {
    const indexed = encodeSearchAttributeIndexedValueType(type);
    if (indexed === undefined) continue;
    await env.connection.operatorService.addSearchAttributes({
      namespace,
      searchAttributes: { [name]: indexed },
    });
  }
  return env;
}

/** @returns null when it is there; else what went wrong, in a line */
async function assemble(): Promise<string | null> {
  const unfinished = await mkdtemp(join(CACHE, 'time-skipping-'));
  try {
    await run('mvn', [
      ...['-q', '-B', '-f', POM, 'dependency:copy-dependencies'],
      ...['-DincludeScope=runtime', `-DoutputDirectory=${join(unfinished, 'lib')}`],
    ]);
    const archives = `${join(FOLDER, 'lib')}/*`;
    const java = `exec java -XX:TieredStopAtLevel=1 -cp '${archives}' io.temporal.testserver.TestServer "$@"`;
    await writeFile(join(unfinished, 'run'), `#!/bin/sh\n${java}\n`, { mode: 0o755 });
    await rename(unfinished, FOLDER);
    return null;
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    const [, said = ''] = error instanceof Error ? error.message.split('\n') : [];
    return said.trim() || String(error);
  }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
