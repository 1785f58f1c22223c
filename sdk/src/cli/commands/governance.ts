// SPDX-License-Identifier: Apache-2.0
import type { InstructionOf } from '@unionid/domain/catalogue';
import { contractFunctionOf, fingerprintOf, instructionArgument } from '@unionid/domain/instruction';
import { newId, newInstruction, signInstruction } from '../../signing/instructions.js';
import type { Command, CommandContext } from '../command/command.js';
import { declined, summaryOf } from '../steps/decide.js';
import type { Exit } from '../terminal/exit-code.js';
import { commandLine } from '../terminal/command-line.js';
import { writeOwnFile } from '../terminal/files.js';
import { required, valueOf } from '../terminal/values.js';

const RECOVERY_FILE = 'recover-root.signed.json';
/** It goes by hand to who holds the certificate. */
const VALID_MINUTES = 24 * 60;

export const governanceCommands: readonly Command[] = [
  {
    name: 'governance recover-root',
    args: [],
    summary: {
      zh: '更换本组织的根操作员（密钥遗失或被盗时）：以新密钥签署，由本组织 MSP 管理员提交',
      en: "Put another root operator in the place of one whose keys are lost or stolen: signed by the new key, submitted by the organisation's MSP admin",
    },
    options: [
      {
        name: 'province',
        value: 'province',
        text: {
          zh: '本组织的节点代码：省为两位行政区划，全国为 00',
          en: 'Node code of the organisation, 00 the national',
        },
      },
      {
        name: 'out',
        value: 'file',
        text: { zh: `写入的文件，默认 ${RECOVERY_FILE}`, en: `File to write, ${RECOVERY_FILE} by default` },
        output: { byDefault: () => RECOVERY_FILE },
      },
    ],
    run: recoverRoot,
  },
];

// No gateway takes it: nobody is known yet who signs so, and the admin certificate that counts is at no gateway (ADR 0035).
async function recoverRoot({ terminal, session, values }: CommandContext): Promise<Exit> {
  const province = required(values, 'province');
  const signer = await session.signer();
  const { publicKey } = signer;
  // Never the operator of before: it is revoked, and stays so.
  const operatorId = valueOf(values, 'operator') ?? newId('operator');
  const instruction = newInstruction({
    ...{ ledger: await session.ledger(), actor: operatorId, publicKey, validMinutes: VALID_MINUTES },
    ...{ type: 'governance.recoverRoot', payload: { province, root: { operatorId, publicKey } } },
  });
  for (const line of summaryOf(terminal, instruction)) terminal.note(line);
  const fingerprint = fingerprintOf(publicKey);
  terminal.note(terminal.text('fingerprint', { fingerprint }));
  if (!(await terminal.confirm('confirmSignOnly'))) return declined(terminal);
  const signed = await signInstruction(instruction, signer);
  const path = valueOf(values, 'out') ?? RECOVERY_FILE;
  await writeOwnFile(path, instructionArgument(signed), false);
  const { expiresAt } = instruction;
  const command = invocationOf(instruction, path);
  terminal.result({ path, operatorId, fingerprint, expiresAt, command }, [
    terminal.text('signedTo', { path }),
    ...terminal.lines('recoveryMade', { expiresAt, command, operatorId }),
  ]);
  return 'ok';
}

/** What the admin types where Fabric's own `peer` runs, beside its own endorsers and orderer. */
function invocationOf({ channel, chaincode, type }: InstructionOf, path: string): string {
  const call = `{function:"${contractFunctionOf(type)}",Args:[.]}`;
  const argument = `"$(${commandLine('jq', '-Rc', call, path)})"`;
  return `${commandLine('peer', 'chaincode', 'invoke', '-C', channel, '-n', chaincode, '-c')} ${argument}`;
}
