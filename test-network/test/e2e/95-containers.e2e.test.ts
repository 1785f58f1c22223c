// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { CHAINCODES } from '@unionid/domain/ledger';
import { readDocker } from '@unionid/network';
import type { TestNetwork } from '@unionid/test-network';
import { hasSecret } from '../images/find-secrets.js';
import { realNetwork, RUNTIME } from '../support/real-network.js';

/** The kernel's own file systems, and what the engine lays over parts of them to hide these: nothing that is kept. */
const KERNEL_MOUNT = /^\/(?:dev|proc|sys)(?:\/|$)/;
const TMPFS = ['/tmp', '/run/postgresql'];

interface Inspected {
  readonly Name: string;
  readonly Config: { readonly User: string; readonly Env: readonly string[] };
  readonly HostConfig: {
    readonly PortBindings: Readonly<Record<string, readonly { readonly HostIp: string }[]>> | null;
    readonly Privileged: boolean;
    readonly NetworkMode: string;
  };
  readonly Mounts: readonly { readonly Source: string; readonly Destination: string; readonly RW: boolean }[];
  readonly State: { readonly Pid: number };
}

if (RUNTIME === 'container') describe('each container of the network', describeContainers);

function describeContainers(): void {
  let test: TestNetwork;
  let containers: readonly Inspected[];

  before(async () => {
    test = await realNetwork();
    containers = await inspectAll(test);
  });

  it('is one of a peer, each chaincode, gateway and database for each organisation, and the ordering nodes', () => {
    const organizations = test.network.topology.organizations.length;
    const each = 3 + CHAINCODES.length;
    expect(containers).to.have.length(each * organizations + test.network.topology.orderers.length);
  });

  it('does not run as root, and its process has no capability and can gain none', () => {
    for (const { Name, State } of containers) {
      const status = readFileSync(`/proc/${State.Pid}/status`, 'utf8');
      expect(field(status, 'Uid'), Name).to.not.match(/\b0\b/);
      expect(field(status, 'CapEff'), Name).to.match(/^0+$/);
      expect(field(status, 'CapBnd'), Name).to.match(/^0+$/);
      expect(field(status, 'NoNewPrivs'), Name).to.equal('1');
    }
  });

  it('can write to its own data and to memory, and nowhere else', () => {
    for (const { Name, State, Mounts } of containers) {
      const kept = Mounts.filter(({ RW }) => RW).map(({ Destination }) => Destination);
      for (const { Source, RW } of Mounts.filter(({ RW: isWritable }) => isWritable))
        expect([RW, Source.startsWith(test.runDir)], `${Name} ${Source}`).to.deep.equal([true, true]);
      const writable = writableMounts(State.Pid).filter(
        (point) => !KERNEL_MOUNT.test(point) && !TMPFS.includes(point) && !kept.includes(point),
      );
      expect(writable, Name).to.deep.equal([]);
    }
  });

  it('sees nothing of another node’s secrets, and no engine', () => {
    const owners = new Map<string, string>();
    for (const { Name, Mounts } of containers)
      for (const { Source } of Mounts) {
        expect(Source, Name).to.not.match(/docker\.sock|^\/(?:etc|root|home|var\/run)?$/);
        if (!isPrivate(Source)) continue;
        expect(owners.get(Source) ?? Name, Source).to.equal(Name);
        owners.set(Source, Name);
      }
    expect(owners.size).to.be.greaterThan(containers.length);
  });

  it('holds no key or password in its environment, command or labels', () => {
    const secrets = secretTexts(test.runDir);
    expect(secrets.length).to.be.greaterThan(20);
    for (const container of containers) {
      const text = JSON.stringify(container);
      const found = secrets.filter((secret) => text.includes(secret));
      expect(found.length, container.Name).to.equal(0);
      for (const value of container.Config.Env) expect(hasSecret(value), container.Name).to.equal(false);
    }
  });

  it('is reached from this machine only, and only where somebody asks', () => {
    for (const { Name, HostConfig } of containers) {
      const bindings = Object.values(HostConfig.PortBindings ?? {}).flat();
      for (const { HostIp } of bindings) expect(HostIp, Name).to.equal('127.0.0.1');
      if (isChaincode(Name) || Name.includes('database-')) expect(bindings, Name).to.deep.equal([]);
      expect(HostConfig.Privileged, Name).to.equal(false);
      expect(HostConfig.NetworkMode, Name).to.not.equal('host');
    }
  });

  it('is a chaincode server that talks TLS with certificates that no peer of the channel has', () => {
    for (const { Name, Mounts } of containers.filter((each) => isChaincode(each.Name))) {
      const keys = Mounts.filter(({ Source }) => Source.endsWith('.key'));
      expect(keys, Name).to.have.length(1);
      expect(keys[0]?.Source, Name).to.match(/peerOrganizations\/chaincode\./);
    }
  });
}

async function inspectAll(test: TestNetwork): Promise<readonly Inspected[]> {
  const filter = `label=com.docker.compose.project.working_dir=${test.runDir}`;
  const ids = (await readDocker(['ps', '--quiet', '--filter', filter])).split('\n').filter(Boolean);
  return JSON.parse(await readDocker(['inspect', ...ids])) as readonly Inspected[];
}

function isChaincode(container: string): boolean {
  return CHAINCODES.some((name) => container.includes(`${name}-peer`));
}

function field(status: string, name: string): string {
  return new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1] ?? '';
}

/** Mount points at which a process may write, from proc(5) mountinfo. */
function writableMounts(pid: number): readonly string[] {
  return readFileSync(`/proc/${pid}/mountinfo`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, , , , , options = '']) => options.split(',').includes('rw'))
    .map(([, , , , point = '']) => point.replaceAll('\\040', ' '));
}

function isPrivate(path: string): boolean {
  return (
    /\.key$|_sk$|\/(?:secrets|password|peers|orderers)(?:\/|$)/.test(path) &&
    !path.endsWith('database/password')
  );
}

/** Every key and password of the run folder, as it would stand in a text. */
function secretTexts(runDir: string): readonly string[] {
  return readdirSync(runDir, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && /\.key$|_sk$|password$|-key\.hex$|matching-keys\.json$/.test(entry.name),
    )
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .flatMap((text) => text.match(/[0-9a-f]{48,}|[A-Za-z0-9+/_-]{32,}/g) ?? []);
}
