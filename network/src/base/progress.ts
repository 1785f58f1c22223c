// SPDX-License-Identifier: Apache-2.0
import { NetworkError, reasonOf } from './errors.js';

/** The steps of bringing a network up, changing it and taking it down, with their names for people. */
export const STEP_TITLES = {
  binaries: { zh: '准备 Fabric 程序', en: 'Fabric binaries' },
  images: { zh: '准备容器镜像', en: 'Container images' },
  ports: { zh: '分配端口', en: 'Ports' },
  crypto: { zh: '生成密钥与证书', en: 'Keys and certificates' },
  configuration: { zh: '生成配置与创世区块', en: 'Configuration and genesis block' },
  orderers: { zh: '启动排序节点', en: 'Ordering nodes' },
  peers: { zh: '启动账本节点', en: 'Peers' },
  channels: { zh: '加入通道', en: 'Channels' },
  ready: { zh: '等待网络就绪', en: 'Network ready' },
  'chaincode-install': { zh: '安装链码', en: 'Chaincode installed' },
  'chaincode-start': { zh: '启动链码服务', en: 'Chaincode servers' },
  'chaincode-approve': { zh: '各机构批准链码', en: 'Chaincode approved' },
  'chaincode-commit': { zh: '提交链码定义', en: 'Chaincode committed' },
  stop: { zh: '停止网络', en: 'Network stopped' },
  reset: { zh: '清除网络数据', en: 'Network data removed' },
} as const;

export type Step = keyof typeof STEP_TITLES;

export interface ProgressEvent {
  readonly step: Step;
  /** Which of several the step is about: the chaincode, where it is a chaincode's. */
  readonly subject?: string;
  readonly status: 'started' | 'done' | 'skipped' | 'failed';
  /** Time the step took; 0 when it has only started. */
  readonly ms: number;
  /** What was done, or why it failed. */
  readonly detail: string;
  readonly logFile?: string;
  /** What to do about a failure. */
  readonly next?: { readonly zh: string; readonly en: string };
}

export type ProgressListener = (event: ProgressEvent) => void;

/** Answer of a step: what to say of it, and whether there was anything to do. */
export interface StepResult {
  readonly detail: string;
  readonly skipped?: boolean;
}

/** Runs a step between its events; a failure is reported with its log and next step, and thrown on. */
export async function runStep(
  listener: ProgressListener,
  step: Step,
  work: () => Promise<StepResult>,
): Promise<void> {
  const started = performance.now();
  const elapsed = (): number => Math.round(performance.now() - started);
  listener({ step, status: 'started', ms: 0, detail: '' });
  try {
    const { detail, skipped = false } = await work();
    listener({ step, status: skipped ? 'skipped' : 'done', ms: elapsed(), detail });
  } catch (error) {
    listener({ step, status: 'failed', ms: elapsed(), ...describeFailure(error) });
    throw error;
  }
}

function describeFailure(error: unknown): Pick<ProgressEvent, 'detail' | 'logFile' | 'next'> {
  if (!(error instanceof NetworkError)) return { detail: reasonOf(error) };
  const { message: detail, next, logFile } = error;
  return logFile === undefined ? { detail, next } : { detail, next, logFile };
}
