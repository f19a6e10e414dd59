import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { API_SCOPES } from '../src/config/api-keys-file.js';
import { readBusinessFiles } from '../src/config/business-files.js';
import { readApiConfig } from '../src/config/config.js';
import { readEnvironment, variables } from '../src/config/env.js';
import { SCOPES } from '../src/api/auth/authentication.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

function filesUnder(folder: string, ending: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name}`)
    .sort();
}

function filesWith(files: readonly string[], pattern: RegExp): readonly string[] {
  return files.filter((file) => pattern.test(read(file)));
}

const sources = filesUnder('src', '.ts');
const besideTheProduct = ['sandbox', 'tools'].flatMap((folder) => filesUnder(folder, '.ts'));
const tests = filesUnder('test', '.ts');
const names = Object.keys(variables);
const [, productionImage = ''] = read('Dockerfile').split(/^FROM .* AS production$/m);

/** Variables that Node reads. */
const OF_NODE: readonly string[] = ['NODE_ENV', 'NODE_OPTIONS'];

describe('the repository', () => {
  it('reads the environment in one file', () => {
    expect(filesWith([...sources, ...besideTheProduct], /process\.env/)).toEqual([
      'src/config/env.ts',
    ]);
  });

  it('imports soap in one file', () => {
    expect(filesWith(sources, /from 'soap'/)).toEqual(['src/adapters/ims/soap-client.ts']);
  });

  it('leaves no test out', () => {
    expect(filesWith(tests, /\b(?:it|test|describe)\.(?:only|skip|todo)\b/)).toEqual([]);
  });

  it('tests everything that is said to go wrong between the systems, and says all that it tests', () => {
    const listed = [...read('docs/anomalies.md').matchAll(/^\| (A\d+) /gm)].map(([, id]) => id);
    const titles = tests.flatMap((file) => [...read(file).matchAll(/\(\s*'(A\d+): /g)]);
    expect(listed).not.toEqual([]);
    expect(new Set(titles.map(([, id]) => id))).toEqual(new Set(listed));
  });

  it('has no folder or file named for nothing', () => {
    const vague = /(?:^|\/)(?:utils?|helpers?|common|misc|types)(?:\/|\.ts$)/;
    expect([...sources, ...besideTheProduct].filter((file) => vague.test(file))).toEqual([]);
  });

  it('links to files that are there', () => {
    const inFront = readdirSync(root).filter((name) => name.endsWith('.md'));
    const links = [...inFront, ...filesUnder('docs', '.md')].flatMap((page) =>
      [...read(page).matchAll(/\]\((?![a-z]+:)([^)#\s]+)/g)].map(([, link = '']) => ({
        page,
        link,
      })),
    );
    expect(links).toContainEqual({ page: 'README.md', link: 'docs/workflows.md' });
    const isThere = (page: string, link: string) => existsSync(join(root, dirname(page), link));
    expect(links.filter(({ page, link }) => !isThere(page, link))).toEqual([]);
  });

  it('lists every variable in .env.example, and no other', () => {
    const listed = [...read('.env.example').matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map(([, n]) => n);
    expect(listed.sort()).toEqual([...names].sort());
  });

  it('tells in the operations guide what every variable means', () => {
    const rows = [...read('docs/operations.md').matchAll(/^\| `([A-Z_]+)`/gm)].map(([, n]) => n);
    expect(rows.sort()).toEqual([...names].sort());
  });

  it('shows the defaults of the API as they are, in .env.example and in the operations guide', () => {
    const pairs = (file: string, form: RegExp): Record<string, string> =>
      Object.fromEntries(
        [...read(file).matchAll(form)].map(([, name = '', value = '']) => [name, value]),
      );
    const configOf = (settings: Record<string, string>) =>
      readApiConfig(
        readEnvironment({
          ...settings,
          API_KEYS_FILE: 'keys.json',
          ENCRYPTION_KEYS_FILE: 'encryption-keys.json',
        }),
      ).config;
    const documented = {
      '.env.example': pairs('.env.example', /^([A-Z_]+)=(.+)$/gm),
      'docs/operations.md': pairs(
        'docs/operations.md',
        /^\| `([A-Z_]+)` +\| (?:API|worker, API|all|all but sandbox) +\| `([^`]+)` +\|/gm,
      ),
    };
    for (const [file, settings] of Object.entries(documented)) {
      expect(Object.keys(settings), file).toContain('TERM_UNBOUND_PATIENCE');
      expect(configOf(settings), file).toEqual(configOf({}));
    }
  });

  it('sets only variables that exist in docker-compose.yml', () => {
    const compose = read('docker-compose.yml');
    const ours = compose.slice(compose.indexOf('  setup:'));
    const set = [...ours.matchAll(/^ {6}([A-Z][A-Z_]+):/gm)].map(([, name]) => name ?? '');
    expect(set).not.toEqual([]);
    expect(set.filter((name) => !names.includes(name))).toEqual([]);
  });

  it('sets only variables that exist in the image', () => {
    const image = /^ENV ((?:.*\\\n)*.*)$/m.exec(productionImage)?.[1] ?? '';
    const set = [...image.matchAll(/([A-Z_]+)=/g)].map(([, name]) => name ?? '');
    expect(set.filter((name) => !OF_NODE.includes(name) && !names.includes(name))).toEqual([]);
  });

  it('puts every folder that is read at run time into the image', () => {
    const folders = sources
      .flatMap((file) => [...read(file).matchAll(/new URL\(\s*[`'](?:\.\.\/)+([a-z]+)\//g)])
      .map(([, name = '']) => name)
      .filter((name) => existsSync(join(root, name)));
    expect(folders).toContain('contracts');
    const copied = [...productionImage.matchAll(/^COPY ([a-z]+) \.\/\1$/gm)].map(([, n]) => n);
    expect([...new Set(folders)].filter((name) => !copied.includes(name))).toEqual([]);
  });

  it('has a chapter of the changelog for the version that it is', () => {
    const { version } = JSON.parse(read('package.json')) as { readonly version: string };
    const chapters = [...read('CHANGELOG.md').matchAll(/^## \[(\d[^\]]*)\]/gm)];
    expect(chapters.map(([, of]) => of)[0]).toBe(version);
  });

  it('starts only entry points that exist', () => {
    const commands = `${read('Dockerfile')}${read('docker-compose.yml')}${read('docs/operations.md')}`;
    const built = [...commands.matchAll(/dist\/(main\/[a-z-]+)\.js/g)].map(
      ([, name]) => `src/${String(name)}.ts`,
    );
    const run = [...commands.matchAll(/\b(?:sandbox|tools)\/[a-z/-]+\.ts/g)].map(([file]) => file);
    expect(built).not.toEqual([]);
    expect(run).not.toEqual([]);
    expect([...built, ...run].filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it('has product and installation files that fit each other', () => {
    const { products } = readBusinessFiles({
      installationFile: join(root, 'config/installations/sandbox.json'),
      productsDir: join(root, 'config/products'),
      noticeFile: join(root, 'config/notice.json'),
      taxesFile: join(root, 'config/taxes.json'),
      ratePlansDir: join(root, 'config/rate-plans'),
    });
    const examples = filesUnder('examples', '.json')
      .map((file) => (JSON.parse(read(file)) as { product?: string }).product)
      // A change names a policy, which has its product.
      .filter((product) => product !== undefined);
    expect([...products.keys()]).toEqual(expect.arrayContaining(examples));
  });

  it('knows the same scopes in the configuration as in the API', () => {
    expect([...API_SCOPES]).toEqual([...SCOPES]);
  });

  it('logs in to the sandbox as a user that the sandbox has', () => {
    const seed = JSON.parse(read('sandbox/ims/seed.json')) as {
      users: { login: { userName: string; tripleDESEncryptedPassword: string } | null }[];
    };
    const logins = seed.users.flatMap(({ login }) => (login ? [login] : []));
    for (const file of ['tools/start.ts', 'docker-compose.yml']) {
      const known = logins.some(({ tripleDESEncryptedPassword: password }) =>
        read(file).includes(password),
      );
      expect(known, file).toBe(true);
    }
  });

  it('can tell whether the whole matrix is due', () => {
    const script = join(root, 'scripts/test-matrix.mjs');
    const { status, stderr } = spawnSync(process.execPath, [script, '--say-whether-due']);
    expect([status, stderr.toString()]).toEqual([0, '']);
  });
});
