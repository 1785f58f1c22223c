// SPDX-License-Identifier: Apache-2.0
import { posix, relative, sep } from 'node:path';
import { Document, type YAMLMap } from 'yaml';
import { containers } from '../generate/placement.js';
import { type NodeKind, type NodeSpec } from '../launch/node-spec.js';
import { healthCheckOf } from './health-command.js';
import { type ContainerImages, imageVariable, softwareOf } from './images.js';

export interface ComposeInput {
  /** Name of the compose project. */
  readonly project: string;
  /** The run folder, in which the file lies: all paths are relative to it. */
  readonly root: string;
  readonly specs: readonly NodeSpec[];
  readonly images: ContainerImages;
  /** Hosts of nodes that run elsewhere → name of the variable with their address. */
  readonly elsewhere?: Readonly<Record<string, string>>;
}

/** Ports that are asked from outside of the containers; the others stay between them. */
const PUBLISHED: Readonly<Record<NodeKind, readonly string[]>> = {
  orderer: ['listen', 'admin', 'operations'],
  peer: ['listen', 'operations'],
  chaincode: [],
  gateway: ['http', 'metrics'],
  database: [],
};

/** Those of them that nodes on other hosts ask. */
const SHARED: Readonly<Record<NodeKind, readonly string[]>> = {
  orderer: ['listen'],
  peer: ['listen'],
  chaincode: [],
  gateway: ['http'],
  database: [],
};

const HEADER = ` 由拓扑生成，请勿手改：每次 npm run up 都会重写。数值改 .env，其余改动写进 compose.override.yaml。
 Written from the topology; rewritten by each npm run up. Change values in .env, the rest in compose.override.yaml.
 启动 start:  docker compose up -d      状态 status: docker compose ps      停止 stop: docker compose down`;

const HARDENING = ` 所有节点共用：非 root、只读根目录、无任何特权；只能写自己的 data 目录和 /tmp。
 Common to all nodes: not root, read-only root, no capability; they write to their own data folder and /tmp only.`;

const KIND_COMMENTS: Readonly<Record<NodeKind, string>> = {
  orderer: ' 排序节点 ordering node',
  peer: ' 账本节点 peer',
  chaincode: ' 链码服务 chaincode server',
  gateway: ' 网关 gateway',
  database: ' 网关数据库 database of the gateway',
};

/** The compose file of these nodes, as text. Which images, user and published address is said by the .env file. */
export function composeFile(input: ComposeInput): string {
  const document = new Document({}, { merge: true });
  document.commentBefore = HEADER;
  document.set('name', input.project);
  const common = document.createNode(commonPart()) as YAMLMap;
  common.anchor = 'node';
  document.set('x-node', common);
  common.commentBefore = HARDENING;
  const services = document.createNode({}) as YAMLMap;
  for (const spec of input.specs) {
    const service = document.createNode(serviceOf(input, spec)) as YAMLMap;
    service.items.unshift(document.createPair('<<', document.createAlias(common, 'node')));
    service.commentBefore = KIND_COMMENTS[spec.kind];
    services.set(spec.name, service);
  }
  const { prometheus } = input.images;
  if (prometheus !== null) services.set('prometheus', prometheusService(prometheus));
  document.set('services', services);
  document.set('networks', { fabric: {} });
  return document.toString({ lineWidth: 0 });
}

function commonPart(): object {
  return {
    restart: 'unless-stopped',
    user: '${UNIONID_USER}',
    pull_policy: '${PULL_POLICY:-missing}',
    read_only: true,
    tmpfs: ['/tmp'],
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
    logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '3' } },
  };
}

function serviceOf(input: ComposeInput, spec: NodeSpec): object {
  const { elsewhere = {} } = input;
  const hosts = Object.entries(elsewhere).map(([host, variable]) => `${host}:\${${variable}:?}`);
  const published = publishedPorts(spec, hosts.length > 0);
  return {
    image: imageOf(input.images, spec),
    ...(spec.command !== '' && { entrypoint: [spec.command], command: spec.args.map(literal) }),
    // Where PostgreSQL's socket lies.
    ...(spec.kind === 'database' && { tmpfs: ['/tmp', '/run/postgresql'] }),
    // Node as the first process ignores the signal to stop unless the program handles it; the chaincode shim does not.
    ...(spec.kind === 'chaincode' && { init: true }),
    ...(spec.stopGraceMs !== undefined && { stop_grace_period: `${Math.ceil(spec.stopGraceMs / 1000)}s` }),
    environment: Object.fromEntries(Object.entries(spec.env).map(([name, value]) => [name, literal(value)])),
    ...(spec.files.length > 0 && { volumes: spec.files.map((file) => volumeOf(input.root, file)) }),
    networks: { fabric: { aliases: [spec.host] } },
    ...(published.length > 0 && {
      ports: published,
    }),
    ...(hosts.length > 0 && { extra_hosts: hosts }),
    healthcheck: {
      test: healthCheckOf(spec),
      interval: '${HEALTH_INTERVAL:-30s}',
      timeout: '5s',
      start_period: '30s',
    },
  };
}

// The name follows what was built; an administrator's own in the .env file comes before it.
function imageOf({ names }: ContainerImages, spec: NodeSpec): string {
  const software = softwareOf(spec);
  const name = names[software] ?? null;
  if (name === null) throw new RangeError(`no image of ${software}`);
  return `\${${imageVariable(software)}:-${name}}`;
}

// On one host nobody else asks. Where others do, they reach what they need, and this host's own tools the rest.
function publishedPorts({ kind, ports }: NodeSpec, isShared: boolean): readonly string[] {
  const entry = (address: string, purpose: string): string =>
    `${address}:${String(ports[purpose])}:${String(ports[purpose])}`;
  if (!isShared) return PUBLISHED[kind].map((purpose) => entry('${PUBLISH_ADDRESS:-127.0.0.1}', purpose));
  return [
    ...PUBLISHED[kind].map((purpose) => entry('127.0.0.1', purpose)),
    ...SHARED[kind].map((purpose) => entry('${PUBLISH_ADDRESS:?}', purpose)),
  ];
}

function prometheusService(image: string): object {
  return {
    image: `\${PROMETHEUS_IMAGE:-${image}}`,
    profiles: ['monitoring'],
    restart: 'unless-stopped',
    user: '${UNIONID_USER}',
    read_only: true,
    tmpfs: ['/tmp', '/prometheus'],
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
    volumes: ['./config/prometheus.yml:/etc/prometheus/prometheus.yml:ro'],
    networks: { fabric: {} },
    ports: ['${PUBLISH_ADDRESS:-127.0.0.1}:${PROMETHEUS_PORT:-9090}:9090'],
  };
}

function volumeOf(root: string, { path, access }: NodeSpec['files'][number]): string {
  const source = relative(root, path).split(sep).join(posix.sep);
  const target = containers(root).pathOf(path);
  return `./${source}:${target}${access === 'read' ? ':ro' : ''}`;
}

/** Compose replaces variables everywhere; `$$` is a dollar sign. */
function literal(text: string): string {
  return text.replaceAll('$', '$$$$');
}
