// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url';
import type { VerificationResult } from '@unionid/domain/answer';
import type { ImportView, PersonInput } from '@unionid/domain/api';
import { IMPORT_KINDS } from '@unionid/domain/forms';
import { createClient } from '@unionid/sdk';
import type { Progress } from '../progress/progress.js';
import { prepareEnrolment, submitEnrolment } from '../setup/enrol.js';
import { importFile } from '../setup/import-file.js';
import { gatewaySecretFiles, readKeyPair } from '../setup/secret-files.js';
import { once, reachHeight, type GovernorClient } from '../setup/found-unions.js';
import type { TestNetwork } from '../setup/test-network.js';
import { NATIONAL, unionOf } from '../setup/topology.js';
import { grantBenefits, refuseSecondGrant } from './plan-steps.js';
import { beginTransfers, endBySilence, SILENT_MOVER } from './transfer-steps.js';
import { ID_CARD, readSamplePerson, type SamplePerson } from './sample-person.js';

const DATA = fileURLToPath(new URL('../../data/', import.meta.url));
/** Bundled files, all synthetic. */
export const SAMPLE_FILES = {
  organisations: `${DATA}sichuan-organisations.csv`,
  members: `${DATA}sichuan-members.csv`,
} as const;
/** Valid in form, in nobody's hands, and not in the bundled file (union-law.md §6.4). */
const NOBODY: SamplePerson = { name: '无此人', docNumber: '519999197910200038' };
const RETRY = '再次运行 npm run up run npm run up again';

/** The first member, enrolled at a counter and not in the bundled file either. */
const FIRST_MEMBER: PersonInput = {
  ...{ name: '首位会员', docType: ID_CARD, docNumber: '51999919880808002X' },
  ...{ sex: '2', birthDate: '1988-08-08', mobile: '19900000002', householdType: '1' },
};

/**
 * Enrols a member in 四川, moves two to 安徽, one of them by silence, imports the bundled files, grants benefits in three provinces, and
 * verifies from 北京: a yes, a no, and an unknown. A second grant to who has moved is refused.
 */
export async function runTour(test: TestNetwork, progress: Progress): Promise<void> {
  const sichuan = test.clientOf('sichuan');
  await enrolFirstStep(test, progress, sichuan);
  const begun = await beginTransfers(test, progress, RETRY);
  await importStep(test, progress, sichuan, 'organisations');
  await importStep(test, progress, sichuan, 'members');
  await grantBenefits(test, progress, RETRY);
  const verify = newVerifier(test, 'beijing');
  const member = readSamplePerson(SAMPLE_FILES.members);
  await progress.step(
    { zh: '从北京核验四川会员：是', en: 'Verify a Sichuan member from Beijing: yes', next: RETRY },
    async (note) => {
      await waitToSee(test, 'beijing');
      note(expectAnswer('yes', await verify(member)));
    },
  );
  await progress.step(
    { zh: '核验不在册的人：否', en: 'Verify somebody who is no member: no', next: RETRY },
    async (note) => note(expectAnswer('no', await verify(NOBODY))),
  );
  await progress.step(
    {
      zh: '全国匹配服务停止时：未知',
      en: 'The same while the national matching endpoint is stopped: unknown',
      next: RETRY,
    },
    async (note) => {
      const node = test.gatewayNode(NATIONAL.organization);
      await test.network.launcher.stop([node.name]);
      try {
        note(expectAnswer('unknown', await verify(member)));
      } finally {
        await test.network.launcher.start([node]);
      }
    },
  );
  await endBySilence(test, progress, { ...begun, next: RETRY });
  await refuseSecondGrant(test, progress, { person: SILENT_MOVER, next: RETRY });
}

async function enrolFirstStep(
  test: TestNetwork,
  progress: Progress,
  governor: GovernorClient,
): Promise<void> {
  await progress.step(
    {
      zh: '登记一名四川会员，从北京核验',
      en: 'Enrol a member in Sichuan, verify from Beijing',
      next: RETRY,
      logFile: `${test.runDir}/logs/gateway-sichuan.log`,
    },
    async (note) => {
      await once('MEMBER_UNCHANGED', async () => {
        await submitEnrolment(await prepareEnrolment(governor, test.ledger, FIRST_MEMBER));
      });
      await waitToSee(test, 'beijing');
      const answer = expectAnswer('yes', await newVerifier(test, 'beijing')(FIRST_MEMBER));
      note(`${answer}; 自启动起 since the start ${progress.elapsed}`);
    },
  );
}

// Every gateway projects the blocks of its own peer in its own time; whoever imported has seen the commit before.
async function waitToSee(test: TestNetwork, organization: string): Promise<void> {
  const { channels } = await test.network.status();
  const heights = channels.flatMap((channel) => Object.values(channel.heights));
  const minHeight = Math.max(...heights.map((height) => height ?? 0));
  await reachHeight(test.clientOf(organization), minHeight);
}

async function importStep(
  test: TestNetwork,
  progress: Progress,
  governor: GovernorClient,
  kind: keyof typeof SAMPLE_FILES,
): Promise<void> {
  const { zh, en } = IMPORT_KINDS[kind].words;
  const title = { zh: `导入四川${zh}文件`, en: `Import ${en} into Sichuan` };
  await progress.step(
    { ...title, next: RETRY, logFile: `${test.runDir}/logs/gateway-sichuan.log` },
    async (note) => {
      const view = await importFile(governor, test.ledger, { kind, file: SAMPLE_FILES[kind] });
      if (view.state !== 'DONE') throw new Error(`${view.state} ${view.error?.code ?? ''}`);
      note(describeCounts(view));
    },
  );
}

function describeCounts({ counts, importId }: ImportView): string {
  return `${counts.rows} 行 rows: 完成 done ${counts.done}, 未变 unchanged ${counts.unchanged}, 已修正 mended ${counts.fixed}, 有误 bad ${counts.bad}; ${importId}`;
}

/** Asks a union's own gateway, and believes only answers signed with the key that governance has on the ledger. */
export function newVerifier(
  test: TestNetwork,
  organization: string,
): (person: SamplePerson) => Promise<VerificationResult> {
  const { operator, signer, url } = test.clientOf(organization);
  const { publicKey } = readKeyPair(gatewaySecretFiles(test.runDir, organization).answerKeyFile);
  const trustedKeys = [{ mspId: unionOf(organization).mspId, publicKey }];
  const client = createClient({ baseUrl: url, operatorId: operator.operatorId, signer, trustedKeys });
  return async ({ name, docNumber }) => {
    const { result } = await client.verifications.create({
      docType: ID_CARD,
      docNumber,
      name,
      purpose: 'tour',
    });
    return result;
  };
}

function expectAnswer(
  expected: VerificationResult['isMember'],
  { isMember, state, assurance }: VerificationResult,
): string {
  if (isMember !== expected) throw new Error(`expected ${expected}, the gateway says ${isMember}`);
  return [isMember, state, assurance === undefined ? undefined : `L${assurance}`].filter(Boolean).join(' ');
}
