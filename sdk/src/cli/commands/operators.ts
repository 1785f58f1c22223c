// SPDX-License-Identifier: Apache-2.0
import { keyClaimBytes } from '@unionid/domain/instruction';
import { GRANTS } from '@unionid/domain/ledger';
import { GRANT_ZH, ROLE_ZH } from '@unionid/domain/operator';
import type { Command, CommandContext, Option } from '../command/command.js';
import { decide } from '../steps/decide.js';
import { digestOfFile } from '../steps/evidence.js';
import type { Exit } from '../terminal/exit-code.js';
import { readJsonFile } from '../terminal/files.js';
import { UsageError } from '../terminal/usage-error.js';
import { listOf, oneOf, required, valueOf } from '../terminal/values.js';
import type { KeyClaimFile } from './key.js';

const CLAIM: Option = {
  name: 'claim',
  value: 'file',
  text: { zh: 'unionid key claim 生成的登记申请', en: 'Claim made by unionid key claim' },
};
const GRANT_LIST: Option = {
  name: 'grants',
  value: GRANTS.join(','),
  text: {
    zh: `授权，逗号分隔：${GRANTS.map((grant) => `${grant} ${GRANT_ZH[grant]}`).join('、')}`,
    en: `Grants, separated by commas: ${GRANTS.join(',')}`,
  },
};

export const operatorCommands: readonly Command[] = [
  {
    name: 'operators register',
    args: [],
    summary: { zh: '登记操作员', en: 'Register an operator' },
    options: [
      CLAIM,
      { name: 'org', value: 'orgId', text: { zh: '所属工会组织', en: 'Organisation of the operator' } },
      {
        name: 'role',
        value: 'superadmin|cadre',
        text: {
          zh: 'superadmin 超级管理员：下级工会的，由上级登记；cadre 工会干部：签署人本工会的',
          en: 'superadmin: of a union below, by one above; cadre: of the signer’s own union',
        },
      },
      GRANT_LIST,
      {
        name: 'responsibility',
        value: 'file',
        digested: true,
        text: {
          zh: '已签署的责任书（只登记其 SM3）',
          en: 'Signed letter of responsibility (only its SM3 is registered)',
        },
      },
    ],
    run: registerOperator,
  },
  {
    name: 'operators grant',
    args: ['operatorId'],
    summary: { zh: '更改操作员的授权', en: 'Set the grants of an operator' },
    options: [GRANT_LIST],
    run: grantOperator,
  },
  {
    name: 'operators revoke',
    args: ['operatorId'],
    summary: { zh: '停用操作员', en: 'Revoke an operator' },
    options: [
      {
        name: 'reason',
        value: 'left|moved|misuse|other',
        text: { zh: 'left、moved、misuse 或 other', en: 'left, moved, misuse or other' },
      },
    ],
    run: revokeOperator,
  },
  {
    name: 'operators rotate-key',
    args: [],
    summary: {
      zh: '登记新密钥（本人，或为遗失密钥的下级）',
      en: 'Register a new key, for oneself or for a subordinate who lost one',
    },
    options: [
      CLAIM,
      { name: 'new-key', value: 'file', text: { zh: '本人的新密钥文件', en: "One's own new key file" } },
      {
        name: 'new-password-file',
        value: 'file',
        text: { zh: '新密钥文件的密码所在文件', en: 'Password file of the new key file' },
      },
      {
        name: 'revoke',
        value: 'keyId',
        text: { zh: '同时吊销的旧密钥编号', en: 'Old key id to revoke with it' },
      },
    ],
    run: rotateKey,
  },
  {
    name: 'operators bind-person',
    args: ['operatorId', 'identityId'],
    summary: {
      zh: '登记操作员是谁（一经登记不能更改）；两人签名的决定要求两人不同',
      en: 'Say who an operator is, once and for good: decisions of two need two persons',
    },
    options: [],
    run: bindPerson,
  },
  {
    name: 'operators show',
    args: ['operatorId'],
    summary: { zh: '查看操作员及其密钥', en: 'Show an operator and its keys' },
    options: [],
    run: showOperator,
  },
];

async function registerOperator(context: CommandContext): Promise<Exit> {
  const { terminal, values } = context;
  const claim = await readClaim(required(values, 'claim'));
  const letter = valueOf(values, 'responsibility');
  return decide(context, {
    type: 'operator.register',
    payload: {
      ...claim,
      org: required(values, 'org'),
      role: oneOf('role', valueOf(values, 'role') ?? 'cadre', ['superadmin', 'cadre']),
      grants: listOf('grants', valueOf(values, 'grants') ?? '', GRANTS),
      responsibility: letter === undefined ? '' : await digestOfFile(letter),
    },
    lines: [terminal.text('operatorIs', { operatorId: claim.operatorId })],
  });
}

async function grantOperator(context: CommandContext): Promise<Exit> {
  const {
    values,
    args: [operatorId = ''],
  } = context;
  const grants = listOf('grants', required(values, 'grants'), GRANTS);
  const subjectVersion = await versionOf(context, operatorId);
  return decide(context, { type: 'operator.grant', payload: { operatorId, grants }, subjectVersion });
}

async function revokeOperator(context: CommandContext): Promise<Exit> {
  const {
    values,
    args: [operatorId = ''],
  } = context;
  const reason = oneOf('reason', required(values, 'reason'), ['left', 'moved', 'misuse', 'other']);
  const subjectVersion = await versionOf(context, operatorId);
  return decide(context, { type: 'operator.revoke', payload: { operatorId, reason }, subjectVersion });
}

async function bindPerson(context: CommandContext): Promise<Exit> {
  const [operatorId = '', identityId = ''] = context.args;
  // Of any province: who works for the national union is a member elsewhere.
  const { place } = await (await context.session.client()).audits.place(identityId);
  const subjectVersion = await versionOf(context, operatorId);
  const payload = { operatorId, identityId, place };
  return decide(context, { type: 'operator.bindPerson', payload, subjectVersion });
}

async function rotateKey(context: CommandContext): Promise<Exit> {
  const claim = await newKeyClaim(context);
  const revokeKeyId = valueOf(context.values, 'revoke') ?? '';
  const subjectVersion = await versionOf(context, claim.operatorId);
  return decide(context, { type: 'operator.rotateKey', payload: { ...claim, revokeKeyId }, subjectVersion });
}

async function showOperator({ terminal, session, args: [operatorId = ''] }: CommandContext): Promise<Exit> {
  const view = await (await session.client()).operators.get(operatorId);
  const isZh = terminal.language === 'zh';
  // A gateway of a later version may know more of them.
  const grantWords: Readonly<Record<string, string>> = GRANT_ZH;
  const role = isZh ? `${ROLE_ZH[view.role]}（${view.role}）` : view.role;
  const stateOf = (state: string): string => (isZh ? (OPERATOR_STATE_ZH[state] ?? state) : state);
  const grants = view.grants.map((grant) => (isZh ? `${grantWords[grant] ?? ''}（${grant}）` : grant));
  terminal.result(view, [
    `${view.operatorId}  ${role}  ${view.org}  ${stateOf(view.state)}`,
    `  ${grants.join(terminal.text('termBetween'))}`,
    ...view.keys.map(({ keyId, state }) => `  ${keyId}  ${stateOf(state)}`),
  ]);
  return 'ok';
}

/** States of operators and their keys. */
const OPERATOR_STATE_ZH: Readonly<Record<string, string>> = { ACTIVE: '在用', REVOKED: '已注销' };

async function newKeyClaim({ session, values }: CommandContext): Promise<KeyClaimFile> {
  const path = valueOf(values, 'new-key');
  if (path === undefined) return readClaim(required(values, 'claim'));
  const signer = await session.openKey(path, valueOf(values, 'new-password-file'), '--new-password-file');
  const { publicKey } = signer;
  const operatorId = session.operatorId;
  const bytes = keyClaimBytes(await session.ledger(), {
    purpose: 'operator-key',
    holder: operatorId,
    publicKey,
  });
  return { operatorId, publicKey, proof: await signer.sign(bytes) };
}

// The payload's own schema checks the values; here only that the file is a claim.
export async function readClaim(path: string): Promise<KeyClaimFile> {
  const value = await readJsonFile(path);
  if (typeof value !== 'object' || value === null || !('proof' in value))
    throw new UsageError('fileNotJson', { path });
  const { operatorId, publicKey, proof } = value as KeyClaimFile;
  return { operatorId, publicKey, proof };
}

async function versionOf({ session }: CommandContext, operatorId: string): Promise<number> {
  return (await (await session.client()).operators.get(operatorId)).version;
}
