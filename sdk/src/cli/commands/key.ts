// SPDX-License-Identifier: Apache-2.0
import { fingerprintOf, keyClaimBytes, type KeyClaim } from '@unionid/domain/instruction';
import { newId } from '../../signing/instructions.js';
import { MIN_PASSWORD_LENGTH, newKeyFile, readKeyFile, writeKeyFile } from '../../signing/key-file.js';
import type { Command, CommandContext } from '../command/command.js';
import { readPassword } from '../session/session.js';
import type { Exit } from '../terminal/exit-code.js';
import { assertWritable, makeFolderOf, writeOwnFile } from '../terminal/files.js';
import type { Terminal } from '../terminal/terminal.js';
import { UsageError } from '../terminal/usage-error.js';
import { valueOf } from '../terminal/values.js';

const CLAIM_FILE = 'key-claim.json';

export const keyCommands: readonly Command[] = [
  {
    name: 'key new',
    args: [],
    summary: {
      zh: '生成操作员的 SM2 密钥（加密保存）',
      en: "Make an operator's SM2 key, sealed under a password",
    },
    options: [],
    run: makeKey,
  },
  {
    name: 'key show',
    args: [],
    summary: { zh: '显示密钥文件的公钥与编号', en: 'Show public key and id of the key file' },
    options: [],
    run: showKey,
  },
  {
    name: 'key claim',
    args: [],
    summary: {
      zh: '生成新密钥的登记申请（含持有证明），交上级登记',
      en: 'Make the claim (with proof of possession) by which a superior registers this key',
    },
    options: [
      {
        name: 'out',
        value: 'file',
        text: { zh: '写入的文件，默认 key-claim.json', en: 'File to write, key-claim.json by default' },
        output: { byDefault: () => CLAIM_FILE },
      },
    ],
    run: claimKey,
  },
];

/** A public key with its holder's proof, as it is handed to the superior who registers it. */
export interface KeyClaimFile {
  readonly operatorId: string;
  readonly publicKey: string;
  readonly proof: string;
}

async function makeKey({ terminal, session, values }: CommandContext): Promise<Exit> {
  const path = session.keyPath;
  await makeFolderOf(path);
  await assertWritable(path, false);
  const password = await newPassword(terminal, valueOf(values, 'password-file'));
  const file = newKeyFile(password);
  await writeKeyFile(path, file);
  const { keyId, publicKey } = file;
  const fingerprint = fingerprintOf(publicKey);
  terminal.result({ path, keyId, fingerprint, publicKey }, [
    terminal.text('keyMade', { path }),
    terminal.text('keyId', { keyId }),
    terminal.text('fingerprint', { fingerprint }),
    terminal.text('publicKey', { publicKey }),
    terminal.text('keyAdvice'),
    terminal.text('keyNext'),
  ]);
  return 'ok';
}

async function showKey({ terminal, session }: CommandContext): Promise<Exit> {
  const { keyId, publicKey } = await readKeyFile(session.keyPath);
  const fingerprint = fingerprintOf(publicKey);
  terminal.result({ path: session.keyPath, keyId, fingerprint, publicKey }, [
    session.keyPath,
    terminal.text('keyId', { keyId }),
    terminal.text('fingerprint', { fingerprint }),
    terminal.text('publicKey', { publicKey }),
  ]);
  return 'ok';
}

async function claimKey({ terminal, session, values }: CommandContext): Promise<Exit> {
  const signer = await session.signer();
  // A new operator has no id yet: it is drawn here, and the superior registers it with the key.
  const operatorId = valueOf(values, 'operator') ?? session.settings.operator ?? newId('operator');
  const claim: KeyClaim = { purpose: 'operator-key', holder: operatorId, publicKey: signer.publicKey };
  const proof = await signer.sign(keyClaimBytes(await session.ledger(), claim));
  const file: KeyClaimFile = { operatorId, publicKey: signer.publicKey, proof };
  const path = valueOf(values, 'out') ?? CLAIM_FILE;
  await writeOwnFile(path, `${JSON.stringify(file, undefined, 2)}\n`, false);
  terminal.result({ path, ...file }, [terminal.text('claimMade', { path, operatorId })]);
  return 'ok';
}

async function newPassword(terminal: Terminal, passwordFile: string | undefined): Promise<string> {
  const length = MIN_PASSWORD_LENGTH;
  const password =
    passwordFile === undefined
      ? await terminal.askHidden(terminal.text('askNewPassword', { length }), '--password-file')
      : await readPassword(passwordFile);
  if (password.length < length) throw new UsageError('passwordShort', { length });
  if (passwordFile === undefined) {
    const again = await terminal.askHidden(terminal.text('askAgain'), '--password-file');
    if (again !== password) throw new UsageError('passwordDiffers');
  }
  return password;
}
