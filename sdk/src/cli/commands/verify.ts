// SPDX-License-Identifier: Apache-2.0
import type { VerifyRequest } from '@unionid/domain/api';
import { toBase64url } from '@unionid/domain/encoding';
import type { CheckedAnswer } from '../../answers/check-answer.js';
import type { Command, CommandContext } from '../command/command.js';
import type { Exit } from '../terminal/exit-code.js';
import { readBytes, writeOwnFile } from '../terminal/files.js';
import type { MessageKey } from '../terminal/messages.js';
import type { Terminal } from '../terminal/terminal.js';
import { valueOf, type OptionValues } from '../terminal/values.js';

export const verifyCommands: readonly Command[] = [
  {
    name: 'verify',
    args: [],
    summary: {
      zh: '核验会员身份（证件号码与姓名，或数字身份标识）',
      en: 'Verify a member by document number and name, or by identity id',
    },
    options: [
      { name: 'id', value: 'identityId', text: { zh: '数字身份标识', en: 'Identity id' } },
      {
        name: 'doc-type',
        value: 'docType',
        text: {
          zh: '证件类别代码（GA/T 517），默认 111 居民身份证',
          en: 'Document type (GA/T 517), 111 (resident identity card) by default',
        },
      },
      {
        name: 'number-file',
        value: 'file',
        text: { zh: '证件号码所在文件（第一行）', en: 'File whose first line is the document number' },
      },
      {
        name: 'number',
        value: 'number',
        text: {
          zh: '证件号码（会留在 shell 历史记录里）',
          en: 'Document number (stays in the shell history)',
        },
      },
      { name: 'name', value: 'name', text: { zh: '姓名', en: 'Name' } },
      {
        name: 'purpose',
        value: 'text',
        text: { zh: '用途，默认 counter（柜台）', en: 'Purpose, counter by default' },
      },
      {
        name: 'save',
        value: 'file',
        text: {
          zh: '保存请求与应答，供离线核对（含证件号码）',
          en: 'Keep request and answer for offline checks (holds the number)',
        },
        output: {},
      },
    ],
    run: verifyMember,
  },
];

async function verifyMember({ terminal, session, values }: CommandContext): Promise<Exit> {
  const request = await toRequest(terminal, values);
  const answer = await (await session.client()).verifications.create(request);
  const path = valueOf(values, 'save');
  if (path !== undefined) await saveAnswer(path, answer);
  const { result, signedAnswer } = answer;
  const { mspId, keyId, height, time, expires } = signedAnswer.answer;
  const lines = [
    ...resultLines(terminal, answer),
    terminal.text('answerBy', { mspId, keyId, height, time, expires }),
    ...(path === undefined ? [] : [terminal.text('answerSaved', { path })]),
  ];
  terminal.result({ result, mspId, keyId, height, time, expires, checked: true }, lines);
  return EXIT_OF_RESULT[result.isMember];
}

const EXIT_OF_RESULT = { yes: 'ok', no: 'notMember', unknown: 'unknownMember' } as const;

/** What an answer says, in lines for people. */
export function resultLines(terminal: Terminal, { result }: CheckedAnswer): string[] {
  const { isMember, state, reason, ...rest } = result;
  const details: readonly [MessageKey, string, string | number | undefined][] = [
    ['memberProvince', 'province', rest.province],
    ['memberOrg', 'org', rest.org],
    ['memberJoined', 'joined', rest.joined],
    ['memberAssurance', 'assurance', rest.assurance],
  ];
  const lines = details.flatMap(([key, name, value]) =>
    value === undefined ? [] : [terminal.text(key, { [name]: value })],
  );
  switch (isMember) {
    case 'yes':
      return [terminal.text('isMemberYes', { state: terminal.text(`state${state ?? 'ACTIVE'}`) }), ...lines];
    case 'no':
      return [terminal.text('isMemberNo')];
    case 'unknown':
      return [
        terminal.text('isMemberUnknown', {
          reason: reason === undefined ? '' : terminal.text(`reason${reason}`),
        }),
      ];
  }
}

async function toRequest(terminal: Terminal, values: OptionValues): Promise<VerifyRequest> {
  const purpose = valueOf(values, 'purpose') ?? 'counter';
  const identityId = valueOf(values, 'id');
  if (identityId !== undefined) return { identityId, purpose };
  const docNumber = await numberOf(terminal, values);
  const name = valueOf(values, 'name') ?? (await terminal.ask(terminal.text('askName'), '--name'));
  return { docType: valueOf(values, 'doc-type') ?? '111', docNumber, name: name.trim(), purpose };
}

async function numberOf(terminal: Terminal, values: OptionValues): Promise<string> {
  const file = valueOf(values, 'number-file');
  if (file !== undefined) {
    const [line = ''] = new TextDecoder().decode(await readBytes(file)).split(/\r?\n/);
    return line.trim();
  }
  const number = valueOf(values, 'number');
  if (number === undefined) return terminal.askHidden(terminal.text('askNumber'), '--number-file');
  terminal.note(terminal.text('numberInHistory'));
  return number;
}

/** A checked answer as a file: everything an offline check needs. */
export interface StoredAnswer {
  readonly v: 1;
  readonly request: {
    readonly method: string;
    readonly authority: string;
    readonly target: string;
    /** base64url */
    readonly body: string;
  };
  readonly parameters: CheckedAnswer['signedRequest']['parameters'];
  readonly requestSignature: string;
  readonly signedAnswer: CheckedAnswer['signedAnswer'];
}

async function saveAnswer(path: string, { signedRequest, signedAnswer }: CheckedAnswer): Promise<void> {
  const { method, authority, target, body } = signedRequest.request;
  const stored: StoredAnswer = {
    v: 1,
    request: { method, authority, target, body: toBase64url(body) },
    parameters: signedRequest.parameters,
    requestSignature: signedRequest.signature,
    signedAnswer,
  };
  await writeOwnFile(path, `${JSON.stringify(stored, undefined, 2)}\n`, false);
}
