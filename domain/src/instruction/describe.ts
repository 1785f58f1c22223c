// SPDX-License-Identifier: Apache-2.0
import type { SignedInstruction } from './instruction.js';
import type { InstructionType, PayloadOf } from './instruction-types.js';

interface Words {
  readonly zh: string;
  readonly en: string;
}
type Describe = { readonly [T in InstructionType]: (payload: PayloadOf<T>) => Words };

// What the operator reads before signing is made from the bytes that are signed, never from a form beside them.
const DESCRIBE: Describe = {
  'governance.bootstrap': (p) => ({
    zh: `初始化网络：根组织 ${p.organisation.name}，${p.provinces.length} 个省`,
    en: `Bootstrap the network: root ${p.organisation.name}, ${p.provinces.length} provinces`,
  }),
  'governance.joinProvince': (p) => ({
    zh: `登记省 ${p.province} 的根组织 ${p.organisation.name} 与根操作员 ${p.root.operatorId}`,
    en: `Register province ${p.province}: root union ${p.organisation.name}, root operator ${p.root.operatorId}`,
  }),
  'governance.addProvince': (p) => ({
    zh: `增加省 ${p.code} ${p.name}（${p.mspId}）`,
    en: `Add province ${p.code} ${p.name} (${p.mspId})`,
  }),
  'governance.registerGatewayKey': (p) => ({
    zh: `登记网关密钥 ${p.publicKey.slice(0, 18)}…`,
    en: `Register gateway key ${p.publicKey.slice(0, 18)}…`,
  }),
  'governance.revokeGatewayKey': (p) => ({
    zh: `吊销网关密钥 ${p.keyId}`,
    en: `Revoke gateway key ${p.keyId}`,
  }),
  'governance.pruneInstructions': (p) => ({
    zh: `清理 ${p.day} 到期的指令记录，至多 ${p.limit} 条`,
    en: `Prune at most ${p.limit} seen instructions of ${p.day}`,
  }),
  'organisation.register': (p) => ({
    zh: `建会：${p.name}（${p.orgId}），上级 ${p.parent}，覆盖单位 ${p.employers.length} 个`,
    en: `Register union ${p.name} (${p.orgId}) under ${p.parent}, ${p.employers.length} employers`,
  }),
  'organisation.import': (p) => ({
    zh: `批量建会：清单 ${p.manifestId}，${p.rows} 个工会，${p.chunks} 个分块`,
    en: `Import unions: manifest ${p.manifestId}, ${p.rows} unions in ${p.chunks} chunks`,
  }),
  'operator.register': (p) => ({
    zh: `登记${roleZh(p.role)} ${p.operatorId}，所属 ${p.org}，授权 ${p.grants.join('、') || '无'}`,
    en: `Register ${p.role} ${p.operatorId} of ${p.org} with ${p.grants.join(', ') || 'no grants'}`,
  }),
  'operator.grant': (p) => ({
    zh: `将操作员 ${p.operatorId} 的授权改为 ${p.grants.join('、') || '无'}`,
    en: `Set the grants of ${p.operatorId} to ${p.grants.join(', ') || 'none'}`,
  }),
  'operator.revoke': (p) => ({
    zh: `停用操作员 ${p.operatorId}（${REASON_ZH[p.reason]}）`,
    en: `Revoke operator ${p.operatorId} (${p.reason})`,
  }),
  'operator.rotateKey': (p) => ({
    zh: `为操作员 ${p.operatorId} 登记新密钥${p.revokeKeyId ? `并吊销 ${p.revokeKeyId}` : ''}`,
    en: `Add a new key for ${p.operatorId}${p.revokeKeyId ? ` and revoke ${p.revokeKeyId}` : ''}`,
  }),
  'operator.revokeKey': (p) => ({
    zh: `吊销操作员 ${p.operatorId} 的密钥 ${p.keyId}`,
    en: `Revoke key ${p.keyId} of ${p.operatorId}`,
  }),
  'person.openAccount': (p) => ({
    zh: `开立数字身份账户 ${p.identityId}（非会员）`,
    en: `Open identity account ${p.identityId} (no membership)`,
  }),
  'person.enrol': (p) => ({
    zh: `入会：${p.identityId} 加入 ${p.org}，状态 ${stateZh(p.state)}，入会日期 ${p.joined}`,
    en: `Enrol ${p.identityId} in ${p.org} as ${p.state} since ${p.joined}`,
  }),
  'person.import': (p) => ({
    zh: `批量入会：清单 ${p.manifestId}，${p.rows} 人，${p.chunks} 个分块`,
    en: `Import members: manifest ${p.manifestId}, ${p.rows} members in ${p.chunks} chunks`,
  }),
};

/** The decision in plain words, zh-CN and English, made from the instruction itself. */
export function describeInstruction({ instruction }: Pick<SignedInstruction, 'instruction'>): Words {
  const { type, payload } = instruction;
  // The compiler does not see that the payload is the type's own; parseSignedInstruction made sure of it.
  return (DESCRIBE[type] as (payload: PayloadOf<InstructionType>) => Words)(payload);
}

const REASON_ZH = { left: '离职', moved: '调岗', misuse: '违规使用', other: '其他原因' } as const;

function roleZh(role: 'superadmin' | 'cadre'): string {
  return role === 'superadmin' ? '超级管理员' : '工会干部';
}

function stateZh(state: 'ACTIVE' | 'RETAINED'): string {
  return state === 'ACTIVE' ? '在籍' : '保留会籍';
}
