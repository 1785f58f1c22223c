// SPDX-License-Identifier: Apache-2.0

/** What a code means and what to do about it, zh-CN first. The list is closed. */
const CATALOGUE = {
  TOPOLOGY_INVALID: {
    zh: '网络拓扑不正确',
    en: 'The topology is not valid',
    nextZh: '按列出的问题修改拓扑文件',
    nextEn: 'Correct the topology as listed',
  },
  TOPOLOGY_CHANGED: {
    zh: '拓扑与已生成的网络不一致',
    en: 'The topology differs from the network already generated here',
    nextZh: '恢复原拓扑，或先执行 npm run reset（会删除账本与数据）再启动',
    nextEn: 'Restore the topology, or npm run reset (this deletes the ledger and all data) and start again',
  },
  GO_MISSING: {
    zh: '找不到可用的 Go，无法构建 Fabric',
    en: 'No suitable Go to build Fabric with',
    nextZh: '安装 Go 1.26 以上，或用 FABRIC_BIN 指定已发布的 Fabric 程序目录',
    nextEn: 'Install Go 1.26 or newer, or point FABRIC_BIN at a folder of released Fabric binaries',
  },
  FABRIC_BUILD_FAILED: {
    zh: 'Fabric 构建失败',
    en: 'Building Fabric failed',
    nextZh: '查看日志；检查能否访问 Go 模块代理（GOPROXY）',
    nextEn: 'See the log; check that the Go module proxy (GOPROXY) can be reached',
  },
  FABRIC_BIN_INCOMPLETE: {
    zh: 'FABRIC_BIN 目录缺少程序或配置',
    en: 'FABRIC_BIN lacks binaries or configuration',
    nextZh: '补齐缺少的文件，或设置 FABRIC_CFG 指向含 core.yaml、orderer.yaml 的目录',
    nextEn: 'Add what is missing, or point FABRIC_CFG at the folder with core.yaml and orderer.yaml',
  },
  NO_FREE_PORTS: {
    zh: '找不到足够的空闲端口',
    en: 'No block of free ports was found',
    nextZh: '停止其他副本，或在拓扑中指定端口起点',
    nextEn: 'Stop other copies, or give a port base in the topology',
  },
  PORT_IN_USE: {
    zh: '端口已被其他程序占用',
    en: 'A port is in use by another program',
    nextZh: '停止占用端口的程序；或先执行 npm run reset，再以 --port-base 换一个端口起点',
    nextEn: 'Stop the program that holds it, or npm run reset and give another --port-base',
  },
  NOT_GENERATED: {
    zh: '网络尚未生成',
    en: 'The network was not generated yet',
    nextZh: '先启动网络：npm run up',
    nextEn: 'Start the network first: npm run up',
  },
  RUN_FOLDER_BUSY: {
    zh: '另一个命令正在操作这个网络',
    en: 'Another command is working on this network',
    nextZh: '等它结束后再试',
    nextEn: 'Try again when it has finished',
  },
  RUN_FOLDER_UNSUITABLE: {
    zh: '运行目录不可用',
    en: 'The run folder cannot be used',
    nextZh: '换一个路径中没有逗号的空目录',
    nextEn: 'Use an empty folder whose path has no comma',
  },
  GENERATION_FAILED: {
    zh: '生成网络材料失败',
    en: 'Generating the network material failed',
    nextZh: '查看日志',
    nextEn: 'See the log',
  },
  NODE_NOT_HEALTHY: {
    zh: '节点未能就绪',
    en: 'A node did not become healthy',
    nextZh: '查看该节点的日志',
    nextEn: "See the node's log",
  },
  NODE_NOT_STOPPED: {
    zh: '节点未能停止',
    en: 'A node could not be stopped',
    nextZh: '检查该进程的权限',
    nextEn: 'Check who owns the process',
  },
  SUPERVISOR_NOT_RUNNING: {
    zh: '守护进程未能启动',
    en: 'The supervisor did not start',
    nextZh: '查看守护进程日志',
    nextEn: "See the supervisor's log",
  },
  CONTAINERS_FAILED: {
    zh: '容器操作失败',
    en: 'A container operation failed',
    nextZh: '按引擎给出的原因处理后重试',
    nextEn: 'Act on the reason the engine gave, then try again',
  },
  RUNTIME_CHANGED: {
    zh: '这个目录里的网络是以另一种形式生成的',
    en: 'The network in this folder was generated in the other form',
    nextZh: '先执行 npm run reset（会删除账本与数据），或用 --run-dir 换一个目录',
    nextEn: 'npm run reset first (this deletes the ledger and all data), or use another folder by --run-dir',
  },
  CHANNEL_JOIN_FAILED: {
    zh: '加入通道失败',
    en: 'Joining the channel failed',
    nextZh: '查看节点日志',
    nextEn: "See the node's log",
  },
  PEER_REFUSED: {
    zh: '节点拒绝了请求',
    en: 'The peer refused the request',
    nextZh: '按节点给出的原因处理',
    nextEn: 'Act on the reason the peer gave',
  },
  BUNDLE_MISSING: {
    zh: '找不到链码文件',
    en: 'The chaincode bundle was not found',
    nextZh: '先构建链码',
    nextEn: 'Build the chaincode first',
  },
  COMMIT_NOT_READY: {
    zh: '链码定义尚未获得足够的批准',
    en: 'The chaincode definition lacks approvals',
    nextZh: '请列出的机构先批准',
    nextEn: 'Have the organisations listed approve it',
  },
  DOCKER_MISSING: {
    zh: '找不到 docker 命令',
    en: 'The docker command was not found',
    nextZh: '安装 Docker Engine 20.10 以上（含 docker 命令）后重试；不需要容器时去掉容器选项',
    nextEn: 'Install Docker Engine 20.10 or newer with its docker command, or run without containers',
  },
  DOCKER_UNREACHABLE: {
    zh: '容器引擎没有回应',
    en: 'The container engine does not answer',
    nextZh: '启动 Docker（如 systemctl start docker），并确认当前用户有权访问它（docker 组）',
    nextEn: 'Start Docker (systemctl start docker) and see that this user may talk to it (group docker)',
  },
  COMPOSE_MISSING: {
    zh: '找不到 Docker Compose v2',
    en: 'Docker Compose v2 was not found',
    nextZh: '安装 Compose 插件，使 docker compose version 可用；Debian 上可运行 .ci/docker',
    nextEn:
      'Install the Compose plug-in so that `docker compose version` works; on Debian .ci/docker does it',
  },
  IMAGE_PULL_FAILED: {
    zh: '拉取镜像失败',
    en: 'An image could not be pulled',
    nextZh: '检查网络与镜像仓库；也可改用本机构建的镜像（local）',
    nextEn: 'Check the network and the registry, or use images built on this machine (local)',
  },
  IMAGE_BUILD_FAILED: {
    zh: '构建镜像失败',
    en: 'An image could not be built',
    nextZh: '查看日志；本机构建需要 Debian 或 Ubuntu 的 apt，否则改用官方镜像（official）',
    nextEn:
      'See the log; building here needs the apt of Debian or Ubuntu, else use official images (official)',
  },
  TIMED_OUT: {
    zh: '等待超时',
    en: 'Waiting took too long',
    nextZh: '查看日志；机器繁忙时可重试',
    nextEn: 'See the logs; try again if the machine is busy',
  },
} as const;

export type NetworkErrorCode = keyof typeof CATALOGUE;

export interface NetworkErrorDetails {
  /** What exactly went wrong, in English, without secrets. */
  readonly reason: string;
  readonly logFile?: string;
  readonly cause?: unknown;
}

/** A failure with its code, cause and next step; `message` is English, `zh`/`en` are for people. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
  readonly code: NetworkErrorCode;
  readonly reason: string;
  readonly logFile: string | undefined;

  constructor(code: NetworkErrorCode, details: NetworkErrorDetails) {
    super(`${CATALOGUE[code].en}: ${details.reason}`, { cause: details.cause });
    this.code = code;
    this.reason = details.reason;
    this.logFile = details.logFile;
  }

  get zh(): string {
    return CATALOGUE[this.code].zh;
  }

  get en(): string {
    return CATALOGUE[this.code].en;
  }

  /** The next step, in both languages. */
  get next(): { readonly zh: string; readonly en: string } {
    return { zh: CATALOGUE[this.code].nextZh, en: CATALOGUE[this.code].nextEn };
  }
}

/** The text of anything thrown, with what a gRPC error hides in `details`. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const details = (error as { details?: unknown }).details;
  if (!Array.isArray(details) || details.length === 0) return error.message;
  const texts = details.map((detail: { address?: string; mspId?: string; message?: string }) =>
    [detail.mspId, detail.address, detail.message].filter(Boolean).join(' '),
  );
  return `${error.message} (${texts.join('; ')})`;
}
