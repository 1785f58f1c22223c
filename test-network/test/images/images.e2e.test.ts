// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertDocker, ensureImages, readDocker, type ImageRole, type Images } from '@unionid/network';
import { expect } from 'chai';
import { CHAINCODES } from '@unionid/domain/ledger';
import { applications } from '#src/setup/applications.js';
import { bundleFolders } from '#src/setup/chaincode-bundles.js';
import { findSecretFiles, hasSecret } from './find-secrets.js';
import { Containers, execIn, runHardened, waitHealthy, waitSuccess } from './hardened.js';

const CHAINCODE_ROLES = CHAINCODES.map((name) => `chaincode-${name}` as const);
const ROLES: readonly ImageRole[] = ['peer', 'orderer', 'node', ...CHAINCODE_ROLES, 'gateway', 'postgres'];
const WITHOUT_SHELL = ROLES.filter((role) => role !== 'postgres');
// GnuTLS tests itself with published keys (lib/crypto-selftests-pk.c).
const SELF_TEST_KEYS = /\/libgnutls\.so\.[\d.]+$/;
const OPTIONS = { source: 'local', applications: applications(bundleFolders()), withDatabase: true } as const;

const absent = await assertDocker().then(
  () => undefined,
  (error: unknown) => String(error),
);
if (absent === undefined) describe('images', describeImages);
else console.error(`\n!!! 镜像测试未运行 the images are NOT tested: ${absent}\n`);

interface Inspected {
  readonly Size: number;
  readonly Config: {
    readonly User: string;
    readonly Env: readonly string[];
    readonly Labels: Readonly<Record<string, string>>;
  };
}

function describeImages(): void {
  const containers = new Containers();
  let folder: string;
  let images: Images;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'unionid-images-'));
    chmodSync(folder, 0o755);
    images = await ensureImages({ ...OPTIONS, log: console.log });
    for (const { name, bytes } of images.states) console.log(`      ${name}  ${Math.round(bytes / 1e6)} MB`);
  });

  afterEach(() => containers.end());

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('are there for every role', () => {
    expect(Object.keys(images.names).sort()).to.deep.equal([...ROLES].sort());
  });

  it('are not built again when nothing has changed', async () => {
    const again = await ensureImages(OPTIONS);
    expect(again.states.filter(({ isNew }) => isNew)).to.deep.equal([]);
    expect(again.names).to.deep.equal(images.names);
  });

  it('are what `auto` takes once they are there', async () => {
    const again = await ensureImages({ ...OPTIONS, source: 'auto' });
    expect(again.source).to.equal('local');
    expect(again.states.filter(({ isNew }) => isNew)).to.deep.equal([]);
  });

  it('are not taken for what was built on them', async () => {
    const place = join(folder, 'derived');
    mkdirSync(place);
    writeFileSync(join(place, 'Dockerfile'), `FROM ${nameOf('node')}\nENV DERIVED=1\n`);
    await readDocker(['build', '--quiet', '--tag', 'unionid-test-derived', place]);
    try {
      expect((await ensureImages(OPTIONS)).names).to.deep.equal(images.names);
      expect((await inspect('node')).Config.Env).not.to.include('DERIVED=1');
    } finally {
      await readDocker(['image', 'rm', 'unionid-test-derived']);
    }
  });

  for (const role of ROLES) {
    it(`${role}: says what it is, and of which version and commit`, async () => {
      const { Labels } = (await inspect(role)).Config;
      const [, repository = '', version = ''] = /^(.*):([^:]*)-[0-9a-f]{12}$/.exec(nameOf(role)) ?? [];
      expect(Labels).to.include({
        'org.opencontainers.image.title': repository,
        'org.opencontainers.image.version': version,
      });
      expect(Labels['org.opencontainers.image.revision']).to.match(/^([0-9a-f]{40}(-dirty)?|unknown)$/);
      expect(Labels['org.opencontainers.image.source']).to.match(/^[^@]+$|^git@/);
      expect(Labels['unionid.inputs']).to.match(/^[0-9a-f]{64}$/);
    });

    it(`${role}: runs as a user that is not root`, async () => {
      expect((await inspect(role)).Config.User).to.equal('1000:1000');
    });

    it(`${role}: holds no private key, in no file and not in its settings`, async () => {
      const config = await readDocker(['image', 'inspect', nameOf(role)]);
      const history = await readDocker(['history', '--no-trunc', nameOf(role)]);
      expect(hasSecret(config) || hasSecret(history)).to.equal(false);
      expect(
        (await inspect(role)).Config.Env.filter((line) => /KEY|SECRET|PASSWORD|TOKEN/i.test(line)),
      ).to.deep.equal([]);
      const found = findSecretFiles(unpack(role)).filter((file) => !SELF_TEST_KEYS.test(file));
      expect(found).to.deep.equal([]);
    });
  }

  for (const role of WITHOUT_SHELL) {
    it(`${role}: has no shell`, () => {
      const { code } = runHardened('--entrypoint', '/bin/sh', nameOf(role), '-c', 'exit 0');
      expect(code).to.equal(127);
    });
  }

  it('peer and orderer: start under the tightest rules', () => {
    for (const role of ['peer', 'orderer'] as const) {
      const { code, stdout } = runHardened(nameOf(role), role, 'version');
      expect(code).to.equal(0);
      expect(stdout).to.match(/Version: v3\.1\.1/);
    }
  });

  it('peer and orderer: tell an unhealthy node', () => {
    for (const role of ['peer', 'orderer'] as const) {
      const { code, stderr } = runHardened(nameOf(role), 'healthcheck', 'http://127.0.0.1:9443/healthz');
      expect(code).to.equal(1);
      expect(stderr).to.match(/connection refused/);
    }
  });

  it('peer: takes and builds chaincode that runs as a service', () => {
    const place = join(folder, 'builder');
    mkdirSync(join(place, 'out'), { recursive: true });
    chmodSync(join(place, 'out'), 0o777);
    writeFileSync(join(place, 'metadata.json'), '{"type":"ccaas","label":"identity_1"}');
    writeFileSync(join(place, 'identity_1.json'), '{"address":"cc:9999"}');
    const call = (name: string, ...args: string[]): number =>
      runHardened(
        ...['--env', 'UNIONID_CHAINCODE_CONNECTIONS=/b', '--volume', `${place}:/b`],
        ...['--entrypoint', `/opt/unionid/builder/bin/${name}`, nameOf('peer'), ...args],
      ).code;
    expect(call('detect', '/b', '/b')).to.equal(0);
    expect(call('build', '/b', '/b', '/b/out')).to.equal(0);
    expect(call('release', '/b/out', '/b/out')).to.equal(0);
    const released = join(place, 'out/chaincode/server/connection.json');
    expect(execFileSync('cat', [released], { encoding: 'utf8' })).to.equal('{"address":"cc:9999"}');
    writeFileSync(join(place, 'metadata.json'), '{"type":"node","label":"identity_1"}');
    expect(call('detect', '/b', '/b')).to.equal(1);
  });

  it('node: runs under the tightest rules', () => {
    const { code, stdout } = runHardened(nameOf('node'), 'node', '-p', 'process.getuid()');
    expect({ code, stdout }).to.deep.equal({ code: 0, stdout: '12345' });
  });

  for (const role of CHAINCODE_ROLES) {
    it(`${role}: serves under the tightest rules, and is healthy when it does`, async () => {
      const server = await containers.start(
        ...['--init', nameOf(role), 'node_modules/fabric-shim/cli.js', 'server'],
        ...['--chaincode-address', '0.0.0.0:9999', '--chaincode-id', `${role}:1`],
        ...['--module-path', '/app/chaincode'],
      );
      await waitHealthy(server);
      const idle = await containers.start('--init', nameOf(role), '-e', 'setInterval(() => {}, 1000)');
      expect((await execIn(idle, 'node', 'health.cjs')).code).to.equal(1);
    });
  }

  it('gateway: loads all its code under the tightest rules, and asks for its settings', () => {
    const { code, stderr } = runHardened(nameOf('gateway'));
    expect(code).to.equal(78);
    expect(stderr).to.match(/\/etc\/unionid\/gateway\.json/);
  });

  it('gateway: is healthy as /livez says at the port of its settings', async () => {
    const settings = join(folder, 'gateway.json');
    writeFileSync(settings, '{"listen":{"port":8123}}');
    chmodSync(settings, 0o644);
    const serve = (status: number): Promise<string> =>
      containers.start(
        ...['--init', '--volume', `${settings}:/etc/unionid/gateway.json:ro`, nameOf('gateway'), '-e'],
        `require('node:http').createServer((q, a) => { a.statusCode = q.url === '/livez' ? ${status} : 404; a.end(); }).listen(8123)`,
      );
    await waitHealthy(await serve(200));
    const sick = await serve(503);
    const look =
      "fetch('http://127.0.0.1:8123/livez').then(({ status }) => process.exit(status === 503 ? 0 : 1))";
    await waitSuccess(sick, 'node', '-e', look);
    expect((await execIn(sick, 'node', 'health.mjs')).code).to.equal(1);
  });

  it('postgres: makes a database with checksums and keeps it, under the tightest rules', async () => {
    const password = randomBytes(12).toString('base64url');
    const file = join(folder, 'password');
    writeFileSync(file, password);
    chmodSync(file, 0o644);
    const server = await containers.start(
      ...['--tmpfs', '/run/postgresql', '--volume', `${file}:/run/secrets/password:ro`],
      ...['--volume', `${await containers.newVolume()}:/var/lib/postgresql/data`],
      ...['--env', 'POSTGRES_USER=unionid', '--env', 'POSTGRES_DB=gateway'],
      ...['--env', 'POSTGRES_PASSWORD_FILE=/run/secrets/password', nameOf('postgres')],
    );
    const ask = (secret: string, sql: string): ReturnType<typeof execIn> => {
      const address = `host=127.0.0.1 user=unionid dbname=gateway password=${secret}`;
      return execIn(server, 'psql', '--no-align', '--tuples-only', '--command', sql, address);
    };
    await waitHealthy(server);
    expect((await ask(password, 'SHOW data_checksums')).stdout).to.equal('on');
    expect((await ask(password, 'SELECT DISTINCT auth_method FROM pg_hba_file_rules')).stdout).to.equal(
      'scram-sha-256',
    );
    expect((await ask('wrong', 'SELECT 1')).stderr).to.match(/password authentication failed/);
    await ask(password, 'CREATE TABLE kept AS SELECT 7 AS value');
    await readDocker(['restart', server]);
    await waitHealthy(server);
    expect((await ask(password, 'SELECT value FROM kept')).stdout).to.equal('7');
    expect((await execIn(server, 'psql', '--version')).stdout).to.match(/^psql \(PostgreSQL\)/);
  });

  it('postgres: does not start without a password', () => {
    const { code, stderr } = runHardened(nameOf('postgres'));
    expect(code).to.equal(1);
    expect(stderr).to.match(/POSTGRES_PASSWORD_FILE/);
  });

  function nameOf(role: ImageRole): string {
    return images.names[role] ?? '';
  }

  async function inspect(role: ImageRole): Promise<Inspected> {
    const [inspected] = JSON.parse(await readDocker(['image', 'inspect', nameOf(role)])) as [Inspected];
    return inspected;
  }

  /** The image's files, as a container would see them. */
  function unpack(role: ImageRole): string {
    const target = join(folder, `root-${role}`);
    mkdirSync(target);
    const docker = (...args: string[]): string => execFileSync('docker', args, { encoding: 'utf8' }).trim();
    const container = docker('create', '--network', 'none', nameOf(role), 'none');
    docker('export', '--output', `${target}.tar`, container);
    docker('rm', container);
    execFileSync('tar', [
      '--extract',
      '--file',
      `${target}.tar`,
      '--directory',
      target,
      '--exclude',
      'dev/*',
    ]);
    return target;
  }
}
