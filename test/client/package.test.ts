import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { document } from '../api/document-check.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = `${root}packages/client`;
const run = (command: string, args: readonly string[], cwd = folder) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', shell: process.platform === 'win32' });

interface Manifest {
  readonly version: string;
  readonly engines: object;
  readonly dependencies: Readonly<Record<string, string>>;
}
const manifest = (of: string) => JSON.parse(readFileSync(`${of}/package.json`, 'utf8')) as Manifest;

describe('the package of the client', () => {
  it('has what is built, its types and its README, and nothing else', () => {
    run('npm', ['run', 'prepack', '--silent']);
    const packed = run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts']);
    const [{ files }] = JSON.parse(packed) as [
      { readonly files: readonly { readonly path: string }[] },
    ];
    const modules = ['api', 'client', 'deliveries', 'index', 'pages', 'problem', 'repeats'];
    expect(files.map(({ path }) => path).sort()).toEqual([
      'README.md',
      ...modules.flatMap((name) => [`dist/${name}.d.ts`, `dist/${name}.js`]),
      'package.json',
    ]);
    const script = "console.log(Object.keys(await import('@bindery/client')).join(' '))";
    const names = run(process.execPath, ['--input-type=module', '--eval', script], root).trim();
    expect(names.split(' ')).toEqual([
      'ProblemError',
      'UnexpectedAnswer',
      'WebhookVerificationError',
      'binderyClient',
      'ifMatch',
      'verifyDelivery',
    ]);
    // A compiler on a busy machine.
  }, 120_000);

  it('is of the version of the API, and checks webhooks by what signs them', () => {
    const [ours, itsOwn] = [manifest(root), manifest(folder)];
    expect([itsOwn.version, itsOwn.engines]).toEqual([ours.version, ours.engines]);
    expect(document.info.version).toBe(ours.version);
    expect(itsOwn.dependencies['standardwebhooks']).toBe(ours.dependencies['standardwebhooks']);
  });
});
