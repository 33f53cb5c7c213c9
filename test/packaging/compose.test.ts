import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Ajv as AjvClass } from 'ajv';
import { parse } from 'yaml';
import { readSettings, settingNames } from '#running';
import { compose, composeText, exampleEnv, interpolated, services } from './compose.js';

const require = createRequire(import.meta.url);
const { version } = require('#package') as { version: string };

/** The schema of the compose specification, as the linter brings it, and the validator beside it. */
function schemaErrors(file: unknown): readonly string[] {
  const linter = require.resolve('dclint/package.json');
  const { Ajv } = createRequire(linter)('ajv') as { Ajv: typeof AjvClass };
  const schema = JSON.parse(
    readFileSync(join(linter, '../schemas/compose.schema.json'), 'utf8'),
  ) as Record<string, unknown>;
  // Names the draft by an address that the validator does not know.
  delete schema['$schema'];
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });
  const validate = ajv.compile(schema);
  validate(file);
  return (validate.errors ?? []).map(
    ({ instancePath, message }) => `${instancePath} ${message ?? ''}`,
  );
}

const ours = services.filter(([, { image }]) => image.startsWith('rollbook:'));
const longRunning = services.filter(([, { restart }]) => restart !== 'no');
const eventStores = services.filter(([name]) => name.startsWith('eventstore'));

describe('docker-compose.yml', () => {
  test('fits the schema of the compose specification', () => {
    expect(schemaErrors(compose)).toEqual([]);
  });

  test('is held against a schema that finds what is wrong', () => {
    const wrong: unknown = parse(composeText.replace('read_only: true', 'readonly: true'), {
      merge: true,
    });
    expect(schemaErrors(wrong).join('\n')).toContain('must NOT have additional properties');
  });

  test('has two apis, a courier, the log’s command, and either one event store node or three', () => {
    expect(ours.map(([name]) => name)).toEqual(['api-1', 'api-2', 'courier', 'log']);
    expect(eventStores.map(([name, { profiles }]) => [name, profiles])).toEqual([
      ['eventstore', ['single']],
      ['eventstore-1', ['cluster']],
      ['eventstore-2', ['cluster']],
      ['eventstore-3', ['cluster']],
    ]);
  });

  test.each(services)('%s: its image is pinned', (_name, { image }) => {
    expect(image).toMatch(/^[^:]+:v?\d+\.\d+\.\d+(-[a-z]+)?$/);
    if (image.startsWith('rollbook:')) expect(image).toBe(`rollbook:${version}`);
  });

  test.each(services)(
    '%s: what it publishes, it publishes on loopback',
    (_name, { ports = [] }) => {
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
    },
  );

  test.each(services)('%s: has no more rights than it needs', (name, service) => {
    expect(service).toMatchObject({
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
    expect(service.privileged).toBeUndefined();
    expect(service.network_mode).not.toBe('host');
    expect(JSON.stringify(service.volumes ?? [])).not.toContain('docker.sock');
    // It changes the owner of the certificates.
    const isCertificates = name === 'certificates';
    expect(service.cap_add).toEqual(
      isCertificates ? ['CHOWN', 'DAC_OVERRIDE', 'FOWNER'] : undefined,
    );
    if (name.startsWith('eventstore')) return;
    expect(service.read_only).toBe(true);
    expect(service.tmpfs?.[0]).toMatch(/^\/tmp:/);
    if (!isCertificates) expect(service.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  });

  test.each(services)('%s: can fill neither memory nor disk with its log', (_name, service) => {
    expect(service.deploy?.resources.limits).toMatchObject({
      cpus: expect.any(String),
      memory: expect.stringMatching(/^\d+[mg]$/),
    });
    expect(service.logging?.options).toEqual({ 'max-size': '10m', 'max-file': '5' });
  });

  test.each(longRunning)(
    '%s: comes back after a crash, and tells whether it is well',
    (name, service) => {
      expect(service.restart).toBe('unless-stopped');
      // Our own image has its check built in.
      if (!ours.some(([our]) => our === name)) expect(service.healthcheck?.test).toBeDefined();
    },
  );

  test.each(services)(
    '%s: waits for services that exist, and uses volumes that exist',
    (_name, service) => {
      for (const other of Object.keys(service.depends_on ?? {})) {
        expect(Object.keys(compose.services)).toContain(other);
      }
      for (const volume of service.volumes ?? []) {
        const [source = ''] = volume.split(':');
        if (source.startsWith('./')) expect(readFileSync(source, 'utf8')).not.toBe('');
        else expect(Object.keys(compose.volumes)).toContain(source);
      }
      const space = service.network_mode?.replace('service:', '') ?? 'none';
      if (space !== 'none') expect(Object.keys(compose.services)).toContain(space);
    },
  );

  test('keeps nothing for nobody: every volume is used', () => {
    const used = services.flatMap(([, { volumes = [] }]) => volumes.map((v) => v.split(':')[0]));
    expect(Object.keys(compose.volumes).filter((volume) => !used.includes(volume))).toEqual([]);
  });
});

describe('the settings that docker-compose.yml passes on', () => {
  const env = exampleEnv();

  test.each(ours)('%s: are settings that Rollbook knows', (_name, { environment = {} }) => {
    const names: readonly string[] = settingNames;
    expect(Object.keys(environment).filter((name) => !names.includes(name))).toEqual([]);
  });

  test.each(ours)('%s: fit, filled in from .env.example', (_name, { environment = {} }) => {
    const folder = mkdtempSync(join(tmpdir(), 'rollbook-compose-'));
    const given = Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [name, interpolated(value, env)]),
    );
    try {
      const settings = readSettings({ ...given, DATA_DIR: folder }, { shared: true });
      expect(settings.host).toBe('127.0.0.1');
      expect(settings.eventstoreUrl).toBe(
        'esdb://admin:a1b2c3@eventstore:2113?tls=true&tlsCAFile=/trusted/ca/ca.crt',
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('and every other variable stand in .env.example', () => {
    const asked = [...composeText.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name ?? '');
    expect(asked.length).toBeGreaterThan(5);
    const known = Object.keys(env);
    expect(asked.filter((name) => !known.includes(name))).toEqual([]);
    const unused = known.filter((name) => !asked.includes(name) && name !== 'COMPOSE_PROFILES');
    expect(unused).toEqual([]);
  });

  test('hold no secret: a password is asked for, and nothing starts without', () => {
    for (const line of composeText.split('\n').filter((text) => /PASSWORD: /.test(text))) {
      expect(line).toMatch(/: \$\{[A-Z_]+_PASSWORD:\?see \.env\.example\}$/);
    }
    for (const [, password] of composeText.matchAll(/:\/\/\w*:([^@\s]+)@/g)) {
      expect(password).toMatch(/^\$\{[A-Z_]+_PASSWORD:\?see \.env\.example\}$/);
    }
    expect(() => interpolated('${EVENTSTORE_PASSWORD:?see .env.example}', {})).toThrow(
      'EVENTSTORE_PASSWORD is not set',
    );
    expect(readFileSync('.env.example', 'utf8')).toMatch(
      /^EVENTSTORE_PASSWORD=\nREDIS_PASSWORD=$/m,
    );
    expect(readFileSync('.gitignore', 'utf8')).toMatch(/^\.env$/m);
  });
});

describe('the nodes of the event store', () => {
  test.each(eventStores)(
    '%s: shows its own certificate, made for its own name',
    (name, service) => {
      expect(service.environment).toMatchObject({
        KURRENTDB_CERTIFICATE_FILE: `/certificates/${name}/node.crt`,
        KURRENTDB_CERTIFICATE_PRIVATE_KEY_FILE: `/certificates/${name}/node.key`,
        KURRENTDB_NODE_HOST_ADVERTISE_AS: name,
        KURRENTDB_REPLICATION_HOST_ADVERTISE_AS: name,
      });
      expect(readFileSync('deploy/certificates.sh', 'utf8')).toMatch(
        new RegExp(`^for node in .*\\b${name}\\b.*; do$`, 'm'),
      );
      expect(service.environment).not.toHaveProperty('KURRENTDB_INSECURE');
      expect(service.volumes?.filter((volume) => /^eventstore/.test(volume))).toEqual([
        `${name}:/var/lib/kurrentdb`,
        `${name}-log:/var/log/kurrentdb`,
      ]);
    },
  );

  test('of a cluster know the others', () => {
    const nodes = eventStores.filter(([, { profiles }]) => profiles?.includes('cluster'));
    for (const [name, { environment }] of nodes) {
      expect(environment?.['KURRENTDB_CLUSTER_SIZE']).toBe(String(nodes.length));
      expect(environment?.['KURRENTDB_GOSSIP_SEED']?.split(',')).toEqual(
        nodes.map(([node]) => `${node}:2113`).filter((node) => !node.startsWith(name)),
      );
    }
  });
});
