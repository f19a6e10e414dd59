import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const { dependencies } = JSON.parse(read('package.json')) as {
  readonly dependencies: Readonly<Record<string, string>>;
};
const lock = JSON.parse(read('package-lock.json')) as {
  readonly packages: Readonly<
    Record<string, { readonly version: string; readonly dev?: true; readonly link?: true }>
  >;
};

/** What runs in production: the composition roots, and the workflows that a worker loads by their path. */
const ENTRIES = [
  'main/api.ts',
  'main/check-installation.ts',
  'main/codec-server.ts',
  'main/erase.ts',
  'main/set-up.ts',
  'main/worker.ts',
  'workflows/index.ts',
];

/** Asked for by other packages, not by ours. */
const PEERS = ['protobufjs'];

/** A module as `npm run build` leaves it: without types, and without the imports that only they need. */
function built(file: string): string {
  return ts.transpileModule(readFileSync(file, 'utf8'), {
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2023,
      verbatimModuleSyntax: true,
    },
  }).outputText;
}

function importsOf(file: string): readonly string[] {
  const code = built(file);
  const resolved = [...code.matchAll(/require\.resolve\('([^']+)'\)/g)].map(
    ([, name = '']) => name,
  );
  return [...ts.preProcessFile(code).importedFiles.map(({ fileName }) => fileName), ...resolved];
}

/** Follows imports from the entries. @returns the modules of ours and the packages that are reached */
function reached(): { readonly modules: Set<string>; readonly packages: Set<string> } {
  const packages = new Set<string>();
  const modules = new Set(ENTRIES.map((entry) => join(root, 'src', entry)));
  for (const file of modules) {
    for (const name of importsOf(file)) {
      if (name.startsWith('.')) modules.add(join(dirname(file), name.replace(/\.js$/, '.ts')));
      else if (!name.startsWith('node:')) packages.add(packageOf(name));
    }
  }
  return { modules, packages };
}

/** `@temporalio/common` of `@temporalio/common/lib/time.js`. */
function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}

describe('the image of production', () => {
  const { modules, packages } = reached();

  it('has every module and every package that its processes import', () => {
    const outside = [...modules].filter((file) => !file.startsWith(join(root, 'src/')));
    expect(outside).toEqual([]);
    expect([...modules].filter((file) => !existsSync(file))).toEqual([]);
    expect(packages).toContain('soap');
    expect([...packages].filter((name) => !(name in dependencies))).toEqual([]);
  });

  it('has no package that they do not import', () => {
    const needed = new Set([...packages, ...PEERS]);
    expect(Object.keys(dependencies).filter((name) => !needed.has(name))).toEqual([]);
  });

  it.each(['lmdb', 'tsx', '@temporalio/testing', 'typescript'])(
    'is installed without %s, which sandboxes, tools and tests need',
    (name) => {
      expect(lock.packages[`node_modules/${name}`]).toMatchObject({ dev: true });
    },
  );

  it('tells the licence of every package that it carries', () => {
    const notices = new Set(read('THIRD_PARTY_NOTICES').split('\n'));
    const carried = Object.entries(lock.packages)
      // A link leads to a package of this repository, which the lock file has by its folder.
      .filter(([path, { dev, link }]) => path !== '' && dev !== true && link !== true)
      .map(([path, { version }]) => `${path.split('node_modules/').at(-1) ?? ''}@${version}`);
    expect(carried.length).toBeGreaterThan(100);
    expect(carried.filter((one) => !notices.has(one))).toEqual([]);
  });
});
