import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readApiConfig, readSetUpConfig, readWorkerConfig } from '../../src/config/config.js';
import { readEnvironment } from '../../src/config/env.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

interface Service {
  readonly image: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly (string | { readonly source: string })[];
  readonly healthcheck?: { readonly disable?: boolean; readonly test?: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}
interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
}

/** The file as Compose reads it: YAML with merge keys, then variables from `.env`. */
function composeFile(env: Readonly<Record<string, string>>): ComposeFile {
  return parse(withVariables(read('docker-compose.yml'), env), { merge: true }) as ComposeFile;
}

function withVariables(text: string, env: Readonly<Record<string, string>>): string {
  return text
    .split('\n')
    .map((line) =>
      /^\s*#/.test(line)
        ? line
        : line.replaceAll(/\$\{(\w+)(?::([-?+])([^}]*))?\}/g, (_, name: string, kind, rest) => {
            const value = env[name] ?? '';
            if (kind === '+') return value === '' ? '' : String(rest);
            if (value !== '') return value;
            if (kind !== '-') throw new Error(`${name}: ${String(rest)}`);
            return String(rest);
          }),
    )
    .join('\n');
}

/** What `cp .env.example .env` gives, with the one line that has to be written by hand. */
function envOfTheExample(): Record<string, string> {
  const lines = read('.env.example').matchAll(/^([A-Z_]+)=(.*)$/gm);
  const copied = Object.fromEntries([...lines].map(([, name = '', value = '']) => [name, value]));
  return { ...copied, IDENTITY_KEY: 'k'.repeat(44) };
}

const MINIMAL = { IDENTITY_KEY: 'k'.repeat(44) };

describe('docker-compose.yml', () => {
  it('is a file that Compose takes', () => {
    const ajv = new Ajv2020({ allErrors: true, strict: false });
    ajvFormats.default(ajv);
    const isValid = ajv.compile(
      JSON.parse(read('test/deploy/compose-spec/compose-spec.json')) as object,
    );
    isValid(composeFile(MINIMAL));
    expect(isValid.errors).toBeNull();
    isValid(composeFile(envOfTheExample()));
    expect(isValid.errors).toBeNull();
  });

  it('would be refused with a health check that YAML reads as a mapping', () => {
    const ajv = new Ajv2020({ strict: false });
    ajvFormats.default(ajv);
    const isValid = ajv.compile(
      JSON.parse(read('test/deploy/compose-spec/compose-spec.json')) as object,
    );
    const broken = parse('[CMD, node, -e, a ? 0: 1]') as unknown;
    const healthcheck = { test: broken };
    expect(isValid({ services: { worker: { image: 'bindery', healthcheck } } })).toBe(false);
  });

  it.each([
    ['nothing but the identity key', MINIMAL],
    ['a copy of .env.example', envOfTheExample()],
  ])('has settings that every process can start with, from %s', (_, env) => {
    const { services } = composeFile(env);
    const settings = (name: string) => readEnvironment(services[name]?.environment ?? {});
    expect(readSetUpConfig(settings('setup')).config.temporal.address).toBe('temporal:7233');
    const worker = readWorkerConfig(settings('worker')).config;
    const api = readApiConfig(settings('api')).config;
    for (const { temporal } of [worker, api]) {
      expect(temporal).toMatchObject({ address: 'temporal:7233', namespace: 'bindery' });
    }
    expect(worker.files).toEqual(api.files);
    for (const url of [worker.ims.url, worker.billing?.url ?? '']) {
      expect(Object.keys(services)).toContain(new URL(url).hostname);
    }
  });

  it('names a policy system of its own only where it is told one for containers', () => {
    const env = { ...envOfTheExample(), IMS_URL_FOR_CONTAINERS: 'https://ims.example.com/ws' };
    const worker = composeFile(env).services['worker'];
    expect(worker?.environment?.['IMS_URL']).toBe('https://ims.example.com/ws');
  });

  it.each([
    ['nothing but the identity key', MINIMAL],
    ['a copy of .env.example', envOfTheExample()],
  ])('mounts what is in the repository, with %s', (_, env) => {
    const sources = Object.values(composeFile(env).services)
      .flatMap(({ volumes = [] }) => volumes)
      .map((volume) => (typeof volume === 'string' ? volume.replace(/:.*/, '') : volume.source))
      .filter((source) => source.includes('/'));
    expect(sources).toContain('./deploy/temporal-schema.sh');
    expect(sources.filter((source) => !existsSync(join(root, source)))).toEqual([]);
  });

  it('pins every image, and takes schema and server of Temporal from one version', () => {
    const { services } = composeFile(MINIMAL);
    const tags = Object.fromEntries(
      Object.values(services).map(({ image }) => image.split(':') as [string, string]),
    );
    expect(tags['temporalio/admin-tools']).toBe(tags['temporalio/server']);
    const unpinned = Object.entries(tags).filter(([, tag]) => !/^\d/.test(tag));
    expect(unpinned.map(([image]) => image)).toEqual(['bindery', 'bindery-sandbox']);
  });

  it('waits for nothing that has no health check', () => {
    const { services } = composeFile(MINIMAL);
    const inTheImage = new Set(['bindery']);
    const waitedFor = Object.values(services)
      .flatMap(({ depends_on = {} }) => Object.entries(depends_on))
      .filter(([, { condition }]) => condition === 'service_healthy')
      .map(([name]) => name);
    for (const name of waitedFor) {
      const { image, healthcheck } = services[name] ?? {};
      expect(healthcheck?.test ?? inTheImage.has(image ?? ''), name).toBeTruthy();
    }
    for (const name of ['worker', 'api']) {
      expect(services[name]?.healthcheck?.disable, name).not.toBe(true);
    }
  });

  it('has the buttons of the Web UI switched off that undo or repeat what happened outside', () => {
    const ui = composeFile(MINIMAL).services['temporal-ui'];
    expect(ui?.environment).toMatchObject({
      TEMPORAL_WORKFLOW_RESET_DISABLED: 'true',
      TEMPORAL_WORKFLOW_CANCEL_DISABLED: 'true',
      TEMPORAL_WORKFLOW_TERMINATE_DISABLED: 'true',
      TEMPORAL_START_WORKFLOW_DISABLED: 'true',
      TEMPORAL_BATCH_ACTIONS_DISABLED: 'true',
      TEMPORAL_ACTIVITY_COMMANDS_DISABLED: 'true',
      TEMPORAL_WORKFLOW_PAUSE_DISABLED: 'true',
    });
  });
});
