// SPDX-License-Identifier: Apache-2.0
import { type HostAddress } from './addresses.js';
import { type ContainerImages, imageVariable, type NodeSoftware } from './images.js';

export interface EnvInput {
  /** `uid:gid` that owns the run folder's files and runs every container. */
  readonly user: string;
  readonly images: ContainerImages;
  /** Variables with the addresses of other hosts. */
  readonly addresses?: Readonly<Record<string, HostAddress>>;
  /** Address of this host at which others reach it. */
  readonly publishAddress?: string;
}

interface Variable {
  readonly name: string;
  readonly value: string;
  readonly comment: string;
}

/**
 * The .env file beside the compose file. What an administrator changed in the existing one stays; what it lacks is
 * added with its comment.
 * @param existing text of the file that is there, if any
 */
export function envFile(input: EnvInput, existing = ''): string {
  const filled = fillEmpty(existing, variables(input));
  const known = new Set([...filled.matchAll(/^[\t ]*([A-Za-z_]\w*)[\t ]*=/gm)].map(([, name]) => name));
  const added = variables(input)
    .filter(({ name }) => !known.has(name))
    .map(({ name, value, comment }) => `# ${comment}\n${name}=${value}\n`);
  const kept = filled === '' ? header(input.images) : filled.trimEnd();
  return added.length === 0 ? filled : `${kept}\n\n${added.join('\n')}`;
}

function header({ names }: ContainerImages): string {
  const software = Object.keys(names) as NodeSoftware[];
  return `# 本文件由您维护：已有的值不会被覆盖，缺少的会补上。
# Yours to change: values that are here stay; what is missing is added.
# 换用别的镜像 to use other images: ${software.map(imageVariable).join(', ')}`;
}

// An address that was left open at first and is given now.
function fillEmpty(text: string, known: readonly Variable[]): string {
  const values = new Map(known.map(({ name, value }) => [name, value]));
  return text.replaceAll(
    /^([A-Za-z_]\w*)=[ \t]*$/gm,
    (_line, name: string) => `${name}=${values.get(name) ?? ''}`,
  );
}

function variables({
  user,
  images,
  addresses = {},
  publishAddress = '127.0.0.1',
}: EnvInput): readonly Variable[] {
  return [
    {
      name: 'UNIONID_USER',
      value: user,
      comment:
        '运行容器的 uid:gid，须拥有本目录下的文件 uid:gid of every container; it must own the files in this folder',
    },
    {
      name: 'PUBLISH_ADDRESS',
      value: publishAddress,
      comment:
        '对外端口绑定的地址；供他省访问时填本机内网地址 address that ports are bound to; an internal one to be reached by others',
    },
    {
      name: 'PULL_POLICY',
      value: 'missing',
      comment: '镜像拉取策略：missing 或 never when to pull images: missing or never',
    },
    {
      name: 'HEALTH_INTERVAL',
      value: '30s',
      comment: '健康检查间隔 time between health checks',
    },
    ...(images.prometheus === null
      ? []
      : [
          {
            name: 'PROMETHEUS_PORT',
            value: '9090',
            comment:
              '监控页面端口，docker compose --profile monitoring up -d 时启动 port of the monitoring page, started with the profile monitoring',
          },
        ]),
    ...Object.entries(addresses).map(([name, { whose, value }]) => ({
      name,
      value,
      comment: `${whose}的主机地址（必填） address of the host of ${whose} (required)`,
    })),
  ];
}
