import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { watchApiKeys } from '../../src/config/watched-api-keys.js';
import { newApiKey } from '../../tools/api-keys/new-api-key.js';

let folder: string;
let file: string;
let stop: AbortController;
let logged: { readonly level: string; readonly facts: object; readonly message: string }[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bindery-keys-'));
  file = join(folder, 'api-keys.json');
  stop = new AbortController();
  logged = [];
});
afterEach(() => {
  stop.abort();
  rmSync(folder, { recursive: true });
});

const log = {
  info: (facts: object, message: string) => logged.push({ level: 'info', facts, message }),
  error: (facts: object, message: string) => logged.push({ level: 'error', facts, message }),
};
const write = (...clients: string[]) => {
  const entries = clients.map((name) => newApiKey(name, ['transactions:read']).entry);
  writeFileSync(file, JSON.stringify(entries));
};

describe('the keys of a running API', () => {
  it('are those of the file as it changes, and a broken file changes nothing but is told', async () => {
    write('portal');
    const watched = watchApiKeys(file, { everyMs: 10, stop: stop.signal, log });
    const clients = () => watched.content().map(({ clientName }) => clientName);
    expect(clients()).toEqual(['portal']);
    expect(watched.warnings()).toEqual([]);

    write('portal', 'billing');
    await expect.poll(clients).toEqual(['portal', 'billing']);

    writeFileSync(file, '[{"clientName": "SECRET');
    await expect.poll(() => watched.warnings().length).toBe(1);
    expect(clients()).toEqual(['portal', 'billing']);
    const errors = () => logged.filter(({ level }) => level === 'error');
    expect(errors()).toHaveLength(1);
    expect(JSON.stringify([errors(), watched.warnings()])).not.toContain('SECRET');

    write('viewer');
    await expect.poll(clients).toEqual(['viewer']);
    expect(watched.warnings()).toEqual([]);
    expect(errors()).toHaveLength(1);
  });

  it('must be there when the API starts', () => {
    expect(() => watchApiKeys(file, { everyMs: 10, stop: stop.signal, log })).toThrow(
      /cannot be read/,
    );
  });
});
