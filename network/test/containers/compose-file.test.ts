// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { parse } from 'yaml';
import {
  composeFile,
  type ContainerImages,
  envFile,
  fabricNodeSpecs,
  type NodeSpec,
  parseTopology,
  placementOf,
  portsOf,
  RunPaths,
  wholeOf,
} from '#src/index.js';
import { SMALL } from '../fixtures/topologies.js';

const GOLDEN = fileURLToPath(new URL('../../test/golden/', import.meta.url));
const ROOT = '/srv/run folder';
const IMAGES: ContainerImages = {
  names: {
    orderer: 'unionid/fabric-orderer:3.1.1',
    peer: 'unionid/fabric-peer:3.1.1',
    'chaincode-basic': 'unionid/chaincode-basic:0.1.0',
    'chaincode-second': 'unionid/chaincode-second:0.2.0',
    gateway: 'unionid/gateway:0.1.0',
    database: null,
  },
  prometheus: 'prom/prometheus:v3.7.3',
  source: 'test',
};
const ENV = { user: '1000:1000', images: IMAGES };

interface Service {
  readonly entrypoint: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly extra_hosts?: readonly string[];
}

describe('the compose file', () => {
  const specs = [...fabricSpecs(), chaincodeSpec('basic'), chaincodeSpec('second')];
  const text = composeFile({ root: ROOT, project: 'unionid-test', specs, images: IMAGES });

  it('is compose.yaml', () => expect(text).to.equal(golden('compose.yaml', text)));

  it('stands beside env.txt', () => {
    const env = envFile(ENV);
    expect(env).to.equal(golden('env.txt', env));
  });

  it('keeps dollar signs of values from being taken for variables', () => {
    const { services } = parseCompose(text);
    expect(services['basic-peer0-beijing-a']?.environment.TEXT).to.equal('$${not a variable}');
  });

  it('names the address of each host that is elsewhere', () => {
    const elsewhere = { 'peer0.sichuan.union.test': 'SICHUAN_ADDRESS' };
    const { services } = parseCompose(
      composeFile({ root: ROOT, project: 'unionid-test', specs, images: IMAGES, elsewhere }),
    );
    expect(services['peer0-beijing']?.extra_hosts).to.deep.equal([
      'peer0.sichuan.union.test:${SICHUAN_ADDRESS:?}',
    ]);
  });

  it('is accepted by docker compose', function () {
    if (!hasCompose()) this.skip();
    const folder = mkdtempSync(join(tmpdir(), 'compose file '));
    try {
      writeFileSync(join(folder, 'compose.yaml'), text);
      writeFileSync(join(folder, '.env'), envFile(ENV));
      mkdirSync(join(folder, 'data'));
      const config = execFileSync('docker', ['compose', 'config', '--format', 'json'], { cwd: folder });
      const { services } = JSON.parse(config.toString()) as { services: Record<string, unknown> };
      expect(Object.keys(services)).to.include.members(specs.map(({ name }) => name));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the .env file', () => {
  it('keeps what its administrator wrote and adds what is missing', () => {
    const changed = envFile(ENV)
      .replace('PUBLISH_ADDRESS=127.0.0.1', 'PUBLISH_ADDRESS=10.1.2.3')
      .replace(/# [^\n]*\nHEALTH_INTERVAL=30s\n/, '');
    const again = envFile({ ...ENV, addresses: { SICHUAN_ADDRESS: { whose: '四川', value: '' } } }, changed);
    expect(again.startsWith(changed.trimEnd())).to.equal(true);
    expect(again).to.include('PUBLISH_ADDRESS=10.1.2.3').and.include('HEALTH_INTERVAL=30s');
    expect(again).to.match(/# 四川.*\nSICHUAN_ADDRESS=\n/);
  });

  it('gets an address that was left open', () => {
    const addresses = (value: string) => ({ SICHUAN_ADDRESS: { whose: '四川', value } });
    const open = envFile({ ...ENV, addresses: addresses('') });
    const given = envFile({ ...ENV, addresses: addresses('10.0.0.2') }, open);
    expect(given).to.equal(open.replace('SICHUAN_ADDRESS=', 'SICHUAN_ADDRESS=10.0.0.2'));
    expect(envFile({ ...ENV, addresses: addresses('10.0.0.3') }, given)).to.equal(given);
  });

  it('is left alone when it has all', () => {
    const text = envFile(ENV);
    expect(envFile(ENV, text)).to.equal(text);
  });
});

function fabricSpecs(): readonly NodeSpec[] {
  const topology = parseTopology(SMALL);
  const paths = new RunPaths(ROOT);
  const context = {
    topology,
    paths,
    ports: portsOf(topology, 20_000),
    placement: placementOf('container', ROOT),
    part: wholeOf(topology),
  };
  return fabricNodeSpecs(context, { binDir: null, builderDir: '/opt/unionid/builder' });
}

function chaincodeSpec(chaincode: string): NodeSpec {
  const name = `${chaincode}-peer0-beijing-a`;
  return {
    name,
    kind: 'chaincode',
    chaincode,
    host: `${name}.chaincode.beijing.union.test`,
    command: 'node',
    args: ['server.js', '--address', '0.0.0.0:20056'],
    env: { TEXT: '${not a variable}' },
    cwd: ROOT,
    files: [{ path: `${ROOT}/crypto/server.key`, access: 'read' }],
    ports: { listen: 20_056 },
    logFile: `${ROOT}/logs/${name}.log`,
    health: [{ kind: 'tcp', port: 20_056 }],
    stopGraceMs: 2_500,
  };
}

function parseCompose(text: string): { readonly services: Readonly<Record<string, Service>> } {
  return parse(text, { merge: true }) as { services: Record<string, Service> };
}

function hasCompose(): boolean {
  try {
    execFileSync('docker', ['compose', 'version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function golden(name: string, text: string): string {
  if (process.env.UPDATE_GOLDEN) writeFileSync(`${GOLDEN}${name}`, text);
  return readFileSync(`${GOLDEN}${name}`, 'utf8');
}
