// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import { STEP_TITLES, type NetworkStatus, type ProgressEvent } from '@unionid/network';
import { openTestNetwork, type TestNetwork } from '../setup/test-network.js';
import { CHANNEL, NATIONAL, UNIONS } from '../setup/topology.js';
import { writeProvinceKit } from '../setup/kit.js';
import { UsageError, type CommandLine } from './command-line.js';
import { rootPasswordFile } from '../setup/root-operators.js';
import { cliSettingsFile } from '../setup/cli-settings.js';
import { runTour } from '../tour/tour.js';
import { StepError, type Progress } from '../progress/progress.js';

export interface CliOptions extends CommandLine {
  readonly progress: Progress;
}

const RETRY =
  '修正后再次运行 npm run up，会从中断处继续 mend it and run npm run up again; it goes on where it stopped';

/** Starts or continues everything; then shows it working. */
export async function runUp(options: CliOptions): Promise<number> {
  const { progress } = options;
  const test = open(options, options.only);
  await test.startFabric();
  await progress.step({ zh: '初始化治理', en: 'Governance bootstrapped', next: RETRY }, async (note) =>
    note(`${await test.bootstrap()} 步 steps`),
  );
  await progress.step(
    { zh: '启动网关', en: 'Gateways', next: RETRY, logFile: `${test.runDir}/logs` },
    async (note) => {
      await test.startGateways();
      note(test.unions.map(({ organization }) => test.urlOf(organization)).join(' '));
    },
  );
  await progress.step(
    { zh: '登记网关密钥与示范工会', en: 'Gateway keys and small union trees', next: RETRY },
    async (note) => note(`${await test.foundUnions()} 条 records`),
  );
  // The tour goes from one province's gateway to another's.
  if (options.tour && test.unions.length === UNIONS.length) await runTour(test, progress);
  progress.say(whereToLook(test, progress));
  if (options.json) printJson(await statusOf(test));
  return 0;
}

export async function runStatus(options: CliOptions): Promise<number> {
  const test = open(options);
  const status = await statusOf(test);
  if (options.json) printJson(status);
  else process.stdout.write(`${describeStatus(status)}\n`);
  return status.state === 'running' ? 0 : 1;
}

export async function runDown(options: CliOptions): Promise<number> {
  await open(options).network.down();
  return 0;
}

export async function runReset(options: CliOptions): Promise<number> {
  await open(options).reset();
  return 0;
}

/** Writes a province's part of this network as a folder for its own host. */
export async function runKit(options: CliOptions): Promise<number> {
  const { progress, only = [], to } = options;
  const [organization] = only;
  if (organization === undefined || only.length !== 1)
    throw new UsageError('--only: 节点包只含一个机构 a kit is for one organisation');
  const folder = resolve(to ?? `${options.runDir}-${organization}`);
  await writeProvinceKit(open(options).network, organization, folder);
  progress.say(whatKitIsFor(folder));
  return 0;
}

function open(
  { runDir, portBase, runtime, images, addresses, progress }: CliOptions,
  part?: readonly string[],
): TestNetwork {
  return openTestNetwork({
    runDir,
    portBase,
    images,
    addresses,
    ...(runtime && { runtime }),
    ...(part && { part }),
    onProgress: newStepPrinter(progress),
    onDetail: (line) => progress.say(`  ${line}`),
  });
}

/** Prints the network's own steps in the same form as ours; those of several chaincodes run side by side. */
function newStepPrinter(progress: Progress): (event: ProgressEvent) => void {
  const running = new Map<string, { stop: () => void }>();
  return (event) => {
    const title = titleOf(event);
    running.get(title)?.stop();
    running.delete(title);
    if (event.status === 'started') running.set(title, progress.track(title));
    if (event.status === 'done')
      progress.say(`✔ ${title}  (${event.detail})  ${(event.ms / 1000).toFixed(1)} s`);
    if (event.status === 'failed') throw toStepError(event);
  };
}

function titleOf({ step, subject }: ProgressEvent): string {
  const { zh, en } = STEP_TITLES[step];
  return [zh, en, subject].filter(Boolean).join('  ');
}

function toStepError(event: ProgressEvent): StepError {
  const { detail, logFile, next } = event;
  return new StepError({
    step: titleOf(event),
    cause: detail,
    logFile,
    next: next === undefined ? RETRY : `${next.zh} ${next.en}`,
  });
}

interface Status extends NetworkStatus {
  readonly gateways: Readonly<Record<string, string>>;
}

async function statusOf(test: TestNetwork): Promise<Status> {
  const status = await test.network.status();
  const gateways =
    status.state === 'absent'
      ? {}
      : Object.fromEntries(test.unions.map(({ organization }) => [organization, test.urlOf(organization)]));
  return { ...status, gateways };
}

function describeStatus(status: Status): string {
  const nodes = status.nodes.map(
    (node) =>
      `  ${node.healthy ? '●' : '○'} ${node.name.padEnd(28)} ${node.state.padEnd(10)} pid ${node.pid ?? '-'}  重启 restarts ${node.restarts}`,
  );
  const heights = status.channels.flatMap(({ name, heights: byPeer, orderingLeader }) => [
    `  ${name}: ${Object.entries(byPeer)
      .map(([peer, height]) => `${peer} ${height ?? '?'}`)
      .join(', ')}; leader ${orderingLeader ?? '?'}`,
  ]);
  const chaincodes = status.channels.flatMap((channel) =>
    channel.chaincodes.map(
      ({ name, version, sequence }) => `  ${name.padEnd(10)} ${version}  定义 definition ${sequence}`,
    ),
  );
  const gateways = Object.entries(status.gateways).map(
    ([organization, url]) => `  ${organization.padEnd(10)} ${url}`,
  );
  return [
    `状态 state: ${status.state}  (${status.runDir})`,
    '节点 nodes:',
    ...nodes,
    '通道与区块高度 channels and heights:',
    ...heights,
    '链码 chaincodes:',
    ...chaincodes,
    '网关 gateways:',
    ...gateways,
  ].join('\n');
}

function whereToLook(test: TestNetwork, progress: Progress): string {
  const example = test.unions.find((union) => union !== NATIONAL) ?? NATIONAL;
  return [
    '',
    `网络已运行  The network is running  (${progress.summary()})`,
    `  通道 channel ${CHANNEL}；数据与日志 data and logs: ${test.runDir}`,
    ...test.unions.map(({ union, organization }) => `  ${union}: ${test.urlOf(organization)}`),
    '下一步  What to try next:',
    '  npm run status                 节点与区块高度 nodes and block heights',
    '  npm run unionid -- help        命令行 the command line; as a root operator:',
    `  npm run unionid -- status ${asRootOperator(test.runDir, example.organization)}`,
    `  npm run unionid -- inbox ${asRootOperator(test.runDir, example.organization)}`,
    `  示例人员 sample persons: test-network/data/sichuan-members.csv；各省密钥 keys: ${test.runDir}/unions`,
    `  curl ${test.urlOf(example.organization)}/v1/openapi.json`,
    '  npm run down / npm run reset   停止 / 停止并删除 stop / stop and delete',
  ].join('\n');
}

/** How the command line is told whose key signs; without the file it asks for the password. */
function asRootOperator(runDir: string, organization: string): string {
  const password = rootPasswordFile(runDir, organization);
  return `--config "${cliSettingsFile(runDir, organization)}" --password-file "${password}"`;
}

function whatKitIsFor(folder: string): string {
  return [
    `节点包  Node kit: ${folder}`,
    "  含本省密钥，请经安全渠道拷到该省主机 it holds the province's keys: carry it to its host by a safe way",
    '下一步（在该省主机上）  Next, on that host:',
    `  npm run up -- --run-dir "${folder}" --address here=本机地址 --address national=… --address beijing=…`,
  ].join('\n');
}

function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
