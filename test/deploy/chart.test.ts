import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../..', import.meta.url));
const chart = join(root, 'deploy', 'helm', 'bindery');
const templates = readdirSync(join(chart, 'templates')).map((name) =>
  readFileSync(join(chart, 'templates', name), 'utf8'),
);

/** Of Node itself. */
const NOT_OURS = ['NODE_OPTIONS'];

// What comes out of it is checked by `npm run verify:chart`.
describe('the Helm chart', () => {
  it('sets only what a process reads', () => {
    const example = readFileSync(join(root, '.env.example'), 'utf8');
    const known = new Set([...example.matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name));
    const set = templates.flatMap((text) =>
      [...text.matchAll(/name: ([A-Z][A-Z_]+)\b/g)].map(([, name = '']) => name),
    );
    expect(set).toContain('TEMPORAL_ADDRESS');
    expect(set.filter((name) => !known.has(name) && !NOT_OURS.includes(name))).toEqual([]);
  });

  it('runs processes that the image has', () => {
    const commands = templates.flatMap((text) =>
      [...text.matchAll(/command: \[node, dist\/main\/([\w-]+)\.js\]/g)].map(
        ([, name = '']) => name,
      ),
    );
    const processes = readdirSync(join(root, 'src', 'main'));
    expect(commands).toEqual(expect.arrayContaining(['api', 'set-up', 'worker']));
    expect(commands.filter((name) => !processes.includes(`${name}.ts`))).toEqual([]);
  });

  it('is of the version of the package', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      readonly version: string;
    };
    const { appVersion } = parse(readFileSync(join(chart, 'Chart.yaml'), 'utf8')) as {
      readonly appVersion: string;
    };
    expect(appVersion).toBe(version);
  });
});
