// SPDX-License-Identifier: Apache-2.0
import { STEP_TITLES, type NetworkStatus, type ProgressEvent, type Runtime } from '@unionid/network';
import type { ImageSource } from '../setup/images.js';
import { openTestNetwork, type TestNetwork } from '../test-network.js';
import { CHANNEL, UNIONS } from '../topology.js';
import { cliSettingsFile } from '../setup/cli-settings.js';
import { runTour } from '../tour/tour.js';
import { StepError, type Progress } from './progress.js';

export interface CliOptions {
  readonly json: boolean;
  readonly tour: boolean;
  readonly runDir: string;
  readonly portBase: number | 'auto';
  /** As the folder was generated when absent. */
  readonly runtime?: Runtime;
  readonly images: ImageSource;
  readonly progress: Progress;
}

const RETRY =
  '修正后再次运行 npm run up，会从中断处继续 mend it and run npm run up again; it goes on where it stopped';

/** Starts or continues everything; then shows it working. */
export async function runUp(options: CliOptions): Promise<number> {
  const { progress } = options;
  const test = open(options);
  await test.startFabric();
  await progress.step({ zh: '初始化治理', en: 'Governance bootstrapped', next: RETRY }, async (note) =>
    note(`${await test.bootstrap()} 步 steps`),
  );
  await progress.step(
    { zh: '启动网关', en: 'Gateways', next: RETRY, logFile: `${test.runDir}/logs` },
    async (note) => {
      await test.startGateways();
      note(UNIONS.map(({ organization }) => test.urlOf(organization)).join(' '));
    },
  );
  await progress.step(
    { zh: '登记网关密钥与示范工会', en: 'Gateway keys and small union trees', next: RETRY },
    async (note) => note(`${await test.foundUnions()} 条 records`),
  );
  if (options.tour) await runTour(test, progress);
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

function open({ runDir, portBase, runtime, images, progress }: CliOptions): TestNetwork {
  return openTestNetwork({
    runDir,
    portBase,
    images,
    ...(runtime && { runtime }),
    onProgress: newStepPrinter(progress),
  });
}

/** Prints the network's own steps in the same form as ours. */
function newStepPrinter(progress: Progress): (event: ProgressEvent) => void {
  let running: { stop: () => void } | undefined;
  return (event) => {
    const { zh, en } = STEP_TITLES[event.step];
    running?.stop();
    running = event.status === 'started' ? progress.track(`${zh}  ${en}`) : undefined;
    if (event.status === 'done')
      progress.say(`✔ ${zh}  ${en}  (${event.detail})  ${(event.ms / 1000).toFixed(1)} s`);
    if (event.status === 'failed') throw toStepError(event);
  };
}

function toStepError({ step, detail, logFile, next }: ProgressEvent): StepError {
  const { zh, en } = STEP_TITLES[step];
  return new StepError({
    step: `${zh}  ${en}`,
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
      : Object.fromEntries(UNIONS.map(({ organization }) => [organization, test.urlOf(organization)]));
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
  const gateways = Object.entries(status.gateways).map(
    ([organization, url]) => `  ${organization.padEnd(10)} ${url}`,
  );
  return [
    `状态 state: ${status.state}  (${status.runDir})`,
    '节点 nodes:',
    ...nodes,
    '通道与区块高度 channels and heights:',
    ...heights,
    '网关 gateways:',
    ...gateways,
  ].join('\n');
}

function whereToLook(test: TestNetwork, progress: Progress): string {
  return [
    '',
    `网络已运行  The network is running  (${progress.summary()})`,
    `  通道 channel ${CHANNEL}；数据与日志 data and logs: ${test.runDir}`,
    ...UNIONS.map(({ organization, union }) => `  ${union}: ${test.urlOf(organization)}`),
    '下一步  What to try next:',
    '  npm run status                 节点与区块高度 nodes and block heights',
    '  npm run unionid -- help        命令行 the command line; as the root operator of 北京:',
    `  npm run unionid -- status --config "${cliSettingsFile(test.runDir, 'beijing')}"`,
    `  curl ${test.urlOf('beijing')}/v1/openapi.json`,
    '  npm run down / npm run reset   停止 / 停止并删除 stop / stop and delete',
  ].join('\n');
}

function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
