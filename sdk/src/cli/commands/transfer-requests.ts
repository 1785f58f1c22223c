// SPDX-License-Identifier: Apache-2.0
import { TRANSFER_EVIDENCE } from '@unionid/domain/ledger';
import type { Command, CommandContext } from '../command/command.js';
import { digestOfFile } from '../steps/evidence.js';
import { IMPORT_OPTIONS } from '../steps/import-options.js';
import { runImport } from '../steps/run-import.js';
import { readSameFile } from '../steps/same-file.js';
import type { Exit } from '../terminal/exit-code.js';
import { UsageError } from '../terminal/usage-error.js';
import { required } from '../terminal/values.js';

/** Members of other unions whom an import of members has found: all of them are asked for at once. */
export const transferRequestsCommand: Command = {
  name: 'transfers request-from-import',
  args: ['importId', 'file'],
  summary: {
    zh: '转入方：会员导入中属其他工会的人，一次签名、逐人申请接转；file 为当时导入的名单，逐人期限与单独申请相同',
    en: 'New union: ask for all those of an import of members who are members of other unions, each as by a request of its own, with one signature; file is the list that was imported',
  },
  options: [
    {
      name: 'evidence',
      value: 'kind:file',
      text: {
        zh: '证明种类与文件，如 socialInsurance:参保证明.pdf；种类：contract 劳动合同、socialInsurance 社保参保、employmentNote 用工证明、platformNote 平台用工证明、residence 居住证明（仅乡镇街道工会）；只有文件的 SM3 上链',
        en: 'Kind and file of the evidence, as socialInsurance:list.pdf; kinds: contract, socialInsurance, employmentNote, platformNote, residence (unions of townships and streets only); only its SM3 goes on the ledger',
      },
    },
    ...IMPORT_OPTIONS,
  ],
  run: requestFromImport,
};

async function requestFromImport(context: CommandContext): Promise<Exit> {
  const {
    session,
    values,
    args: [source = '', path = ''],
  } = context;
  const { evidenceKind, file } = parseEvidence(required(values, 'evidence'));
  const evidence = await digestOfFile(file);
  await readSameFile(path, await (await session.client()).imports.get(source));
  return runImport(context, 'requests', { path, source, evidence, evidenceKind });
}

/** `kind:file`, whose path may have further colons. @throws UsageError */
function parseEvidence(text: string): {
  readonly evidenceKind: (typeof TRANSFER_EVIDENCE)[number];
  readonly file: string;
} {
  const [said, ...rest] = text.split(':');
  const evidenceKind = TRANSFER_EVIDENCE.find((kind) => kind === said);
  const file = rest.join(':');
  if (evidenceKind === undefined || file === '')
    throw new UsageError('badEvidence', { kinds: TRANSFER_EVIDENCE.join('、') });
  return { evidenceKind, file };
}
