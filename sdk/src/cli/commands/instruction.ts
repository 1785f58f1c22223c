// SPDX-License-Identifier: Apache-2.0
import { toSignedInstruction, type InstructionOf, type SignedInstructionOf } from '@unionid/domain/catalogue';
import { digestHex } from '@unionid/domain/encoding';
import { instructionArgument, instructionBytes, isSignedBy, keyIdOf } from '@unionid/domain/instruction';
import { sm3Hex } from '@unionid/domain/sm';
import { signInstruction } from '../../signing/instructions.js';
import { readKeyFile } from '../../signing/key-file.js';
import type { Command, CommandContext } from '../command/command.js';
import { declined, reportStatus, summaryOf } from '../steps/decide.js';
import type { Exit } from '../terminal/exit-code.js';
import { readJsonFile, writeOwnFile } from '../terminal/files.js';
import { UsageError } from '../terminal/usage-error.js';
import { valueOf } from '../terminal/values.js';

export const instructionCommands: readonly Command[] = [
  {
    name: 'instruction show',
    args: ['file'],
    summary: {
      zh: '用通俗语言显示指令与其字节的 SM3',
      en: 'Show an instruction in plain words, with the SM3 of its bytes',
    },
    options: [],
    run: showInstruction,
  },
  {
    name: 'instruction sign',
    args: ['file'],
    summary: { zh: '签署准备好的指令', en: 'Sign a prepared instruction' },
    options: [
      {
        name: 'out',
        value: 'file',
        text: {
          zh: '写入的文件，默认 <file>.signed.json',
          en: 'File to write, <file>.signed.json by default',
        },
        output: { byDefault: ([path = '']) => signedPath(path) },
      },
    ],
    run: signFile,
  },
  {
    name: 'instruction submit',
    args: ['file'],
    summary: {
      zh: '提交已签名的指令（重复提交是安全的）',
      en: 'Submit a signed instruction; doing it again is safe',
    },
    options: [],
    run: submitFile,
  },
  {
    name: 'instruction status',
    args: ['instructionId'],
    summary: { zh: '查询指令的结果', en: 'Ask what became of an instruction' },
    options: [
      {
        name: 'actor',
        value: 'operatorId',
        text: { zh: '签署的操作员，默认本人', en: 'Operator who signed it, oneself by default' },
      },
    ],
    run: showInstructionStatus,
  },
];

async function showInstruction({
  terminal,
  session,
  values,
  args: [path = ''],
}: CommandContext): Promise<Exit> {
  const { instruction, signature } = await readInstruction(path);
  const digest = sm3Hex(instructionBytes(instruction));
  const publicKey =
    valueOf(values, 'key') === undefined ? undefined : (await readKeyFile(session.keyPath)).publicKey;
  const valid =
    signature === undefined || publicKey === undefined
      ? undefined
      : isSignedBy({ instruction, signature }, publicKey);
  terminal.result({ instruction, digest, signed: signature !== undefined, valid }, [
    ...summaryOf(terminal, instruction).slice(1),
    JSON.stringify(instruction.payload, undefined, 2),
    signatureLine(terminal, { signature, valid, keyId: instruction.actorKeyId }),
  ]);
  return valid === false ? 'untrusted' : 'ok';
}

async function signFile({ terminal, session, values, args: [path = ''] }: CommandContext): Promise<Exit> {
  const { instruction } = await readInstruction(path);
  const signer = await session.signer();
  if (instruction.actor !== session.operatorId || instruction.actorKeyId !== keyIdOf(signer.publicKey))
    throw new UsageError('wrongActor', { actor: instruction.actor, keyId: instruction.actorKeyId });
  for (const line of summaryOf(terminal, instruction)) terminal.note(line);
  if (!(await terminal.confirm('confirmSignOnly'))) return declined(terminal);
  const signed = await signInstruction(instruction, signer);
  const out = valueOf(values, 'out') ?? signedPath(path);
  await writeOwnFile(out, instructionArgument(signed), false);
  terminal.result({ path: out, signature: signed.signature }, [terminal.text('signedTo', { path: out })]);
  return 'ok';
}

async function submitFile({ terminal, session, args: [path = ''] }: CommandContext): Promise<Exit> {
  const { instruction, signature } = await readInstruction(path);
  if (signature === undefined) throw new UsageError('missingArgument', { name: 'signature' });
  const signed: SignedInstructionOf = { instruction, signature };
  terminal.sayLast('interruptedInstruction', instruction);
  const status = await (await session.client()).instructions.submit(signed);
  return reportStatus(terminal, { instruction, status });
}

async function showInstructionStatus({
  terminal,
  session,
  values,
  args: [id = ''],
}: CommandContext): Promise<Exit> {
  const actor = valueOf(values, 'actor');
  const { instructions } = await session.client();
  const status = await instructions.get(id, actor === undefined ? {} : { actor });
  const digest = digestHex(status.digest);
  terminal.note(terminal.text('instructionDigest', { digest }));
  return reportStatus(terminal, { status });
}

interface InstructionFile {
  readonly instruction: InstructionOf;
  readonly signature: string | undefined;
}

function signedPath(path: string): string {
  return `${path.replace(/\.json$/, '')}.signed.json`;
}

/** Stands in for a signature while the form of an unsigned instruction is checked. */
const NO_SIGNATURE = '0'.repeat(128);

async function readInstruction(path: string): Promise<InstructionFile> {
  const value = await readJsonFile(path);
  const isSigned = typeof value === 'object' && value !== null && 'signature' in value;
  const { instruction, signature } = toSignedInstruction(
    isSigned ? value : { instruction: value, signature: NO_SIGNATURE },
  );
  return { instruction, signature: isSigned ? signature : undefined };
}

function signatureLine(
  terminal: CommandContext['terminal'],
  { signature, valid, keyId }: { signature: string | undefined; valid: boolean | undefined; keyId: string },
): string {
  if (signature === undefined) return terminal.text('unsigned');
  if (valid === undefined) return terminal.text('signatureUnchecked');
  return terminal.text(valid ? 'signatureOk' : 'signatureBad', { keyId });
}
