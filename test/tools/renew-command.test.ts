import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../src/main/usage-error.js';
import { readRenewCommand, type RenewCommand } from '../../tools/renew-command/arguments.js';
import { apiAt, keyOf } from '../../tools/api/api-client.js';
import { batchesOf, type Progress } from '../../tools/renew-command/batches-api.js';
import { nameOf, policyNumbersIn } from '../../tools/renew-command/policy-numbers.js';
import { progressLine } from '../../tools/renew-command/progress-words.js';
import { renewAndWatch } from '../../tools/renew-command/renew-and-watch.js';
import { KEYS, runApp, type RunningApp } from '../api/running-app.js';
import { InMemoryRenewals, policies, withBatchWorker } from '../support/renewal-batches.js';
import { temporalEnvironment } from '../support/temporal.js';

describe('the arguments of npm run renew', () => {
  it('are a file, and what differs from the defaults', () => {
    expect(readRenewCommand(['book.txt'])).toEqual({
      file: 'book.txt',
      requestId: null,
      perMinute: undefined,
      mostOpen: undefined,
      url: null,
      keyFile: null,
    });
    const line = '- --request-id R-1 --per-minute 120 --most-open 9 --url http://api/ --key-file k';
    expect(readRenewCommand(line.split(' '))).toEqual({
      file: '-',
      requestId: 'R-1',
      perMinute: 120,
      mostOpen: 9,
      url: 'http://api',
      keyFile: 'k',
    });
    expect(readRenewCommand(['--help'])).toBe('help');
  });

  it.each([
    [[], 'Name the file'],
    [['a', 'b'], 'Name one file'],
    [['a', '--per-minute', 'many'], '--per-minute is many'],
    [['a', '--slowly'], "Unknown option '--slowly'"],
  ])('are refused in words: %j', (args, words) => {
    expect(() => readRenewCommand(args)).toThrow(UsageError);
    expect(() => readRenewCommand(args)).toThrow(words);
  });
});

describe('the file of npm run renew', () => {
  it('has one policy number a line, each once', () => {
    const text = '\ufeffA-1\r\n\n# of last year\n  B 2 \nA-1\n';
    expect(policyNumbersIn(text)).toEqual(['A-1', 'B 2']);
    expect(() => policyNumbersIn('# nothing\n')).toThrow('no policy numbers');
    expect(() => policyNumbersIn(policies('M', 10_001).join('\n'))).toThrow('split it');
  });

  it('names its batch, so that the same again is the same', () => {
    expect(nameOf({ policyNumbers: ['A'] })).toBe(nameOf({ policyNumbers: ['A'] }));
    expect(nameOf({ policyNumbers: ['A'] })).not.toBe(nameOf({ policyNumbers: ['B'] }));
    expect(nameOf({ policyNumbers: ['A'] })).toMatch(/^[A-Za-z0-9._-]{1,64}$/);
  });
});

describe('the bar of npm run renew', () => {
  const progress: Progress = {
    requestId: 'R-1',
    state: 'running',
    policies: 200,
    done: 50,
    toDo: 145,
    open: 5,
    outcomes: { started: 53, known: 1, refused: 0, unknown: 1, failed: 0 },
    ratePerMinute: 58.24,
    estimatedEnd: '2026-12-01T12:34:56.000Z',
  };

  it('says how far it is, what came of it, how fast it goes and until when', () => {
    expect(progressLine(progress, 200)).toBe(
      `${'█'.repeat(7)}${'░'.repeat(23)}  25 %  50/200  53 started, 1 known, 1 unknown, 5 open  58.2/min, until 2026-12-01 12:34Z`,
    );
  });

  it('fits the terminal, and says when nothing goes on', () => {
    expect(progressLine(progress, 60)).toHaveLength(59);
    expect(progressLine({ ...progress, state: 'paused' }, 200)).toMatch(/5 open {2}paused$/);
  });
});

describe('npm run renew', () => {
  let env: TestWorkflowEnvironment;
  let app: RunningApp;
  let folder: string;
  let command: RenewCommand;
  beforeAll(async () => {
    env = await temporalEnvironment();
    app = await runApp({ serverMs: 10_000, workerMs: 10_000 }, env);
    folder = await mkdtemp(join(tmpdir(), 'bindery-renew-'));
    const keyFile = join(folder, 'api-key');
    await writeFile(keyFile, `${KEYS.everything}\n`);
    const read = readRenewCommand([
      ...['-', '--url', app.url, '--key-file', keyFile, '--per-minute', '6000'],
    ]);
    if (read === 'help') throw new Error('that is no call for help');
    command = read;
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
    await env.teardown();
  });

  async function renew(
    text: string,
    changes: Partial<RenewCommand> = {},
    stop = new AbortController(),
  ) {
    const [results, progress]: [string[], string[]] = [[], []];
    const key = keyOf(command.keyFile, null);
    const batches = batchesOf(apiAt({ url: command.url ?? '', key }));
    const isDone = await renewAndWatch(batches, { ...command, ...changes }, text, {
      result: (line) => results.push(line),
      progress: (line) => progress.push(line),
      width: null,
      stop: stop.signal,
      lookEveryMs: 50,
    });
    return { isDone, results, progress: progress.join('') };
  }

  it('starts a batch, shows it to its end and lists what was not started; the same file again is the same batch', async () => {
    const renewals = new InMemoryRenewals((number) =>
      number.endsWith('-3')
        ? { outcome: 'refused', termMade: null, reason: 'The term is cancelled.' }
        : null,
    );
    await withBatchWorker(env, renewals, async () => {
      const text = policies(`R${randomUUID()}`, 12).join('\n');
      for (let times = 0; times < 2; times += 1) {
        const { isDone, results, progress } = await renew(text);
        expect(isDone).toBe(true);
        expect(results).toEqual([
          `${text.split('\n')[2] ?? ''}\trefused\t\tThe term is cancelled.\n`,
        ]);
        expect(progress).toContain(
          'is done: of 12 policies 11 renewals started, 0 known, 1 refused, 0 unknown, 0 failed.',
        );
      }
      expect(renewals.started.size).toBe(11);
    });
  });

  it('leaves the batch running when somebody stops it', async () => {
    await withBatchWorker(env, new InMemoryRenewals(), async () => {
      const requestId = `R-${randomUUID()}`;
      const stop = new AbortController();
      setTimeout(() => {
        stop.abort();
      }, 500);
      const left = await renew(policies('L', 50).join('\n'), { requestId, perMinute: 12 }, stop);
      expect(left.isDone).toBe(true);
      expect(left.progress).toContain(`Batch ${requestId} goes on.`);
      const { json } = await app.send(`/api/renewal-batches/${requestId}`);
      expect(json['state']).toBe('running');
      await env.client.workflow.getHandle(`renewal-batch:${requestId}`).terminate();
      const ended = await renew(policies('L', 50).join('\n'), { requestId, perMinute: 12 });
      expect(ended.isDone).toBe(false);
      expect(ended.progress).toContain('was ended in Temporal');
    });
  });

  it('says in words what the API refuses', async () => {
    await expect(renew('no"number')).rejects.toThrow(/policyNumbers\[0\] is not a policy number/);
    expect(() => keyOf(join(folder, 'nothing'), 'k')).toThrow('--key-file');
    expect(keyOf(null, 'k')).toBe('k');
  });
});
