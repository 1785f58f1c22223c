// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { signedAnswer } from '@unionid/domain/answer';
import type { PersonInput } from '@unionid/domain/api';
import { enrol, PERSON, prepare } from '../support/enrol.js';
import {
  csvText,
  idNumber,
  MEMBER_COLUMNS,
  memberRow,
  ORGANISATION_COLUMNS,
  organisationRow,
  sexOfNumber,
  type FileRow,
} from '../support/import-files.js';
import { readImport, reportOf, runImport } from '../support/run-import.js';
import { signedFetch } from '../support/signed-fetch.js';
import type { TestGateway } from '../support/test-gateway.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

type Home = 'sichuan' | 'beijing';

const UNIONS = ['蜀州示范机械有限公司工会委员会', '京州示范仪器有限公司工会委员会'];
const UNITS = ['蜀州示范机械有限公司', '京州示范仪器有限公司'];

/** Persons by when they come: under the first version, and while two overlap. */
const EARLY = personOf(1);
const LATE = personOf(2);
const NOBODY = personOf(3);
const LOADED_EARLY = memberRow(11);
const LOADED_LATE = memberRow(12);

// One story on one network: the first version alone, both, the second alone.
describe('versions of the matching key at the gateways', function () {
  this.timeout(60_000);
  let folder: string;
  let network: TestNetwork;
  let orgs: Readonly<Record<Home, string>>;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'unionid versions '));
    network = await openTestNetwork(folder);
    const { test, sichuan, beijing } = network;
    orgs = { sichuan: await found(sichuan, 0), beijing: await found(beijing, 1) };
    await enrol(test, sichuan, { org: orgs.sichuan, person: EARLY });
    await load(LOADED_EARLY);
    await turn('governance.openKeyVersion', 2);
  });
  after(async () => {
    await network.close();
    rmSync(folder, { recursive: true });
  });

  const turn = async (
    type: 'governance.openKeyVersion' | 'governance.closeKeyVersion',
    keyVersion: number,
  ) => {
    await network.test.submit(type, { keyVersion }, { by: network.test.national.root });
    await network.catchUp();
  };
  /** Founds a union that covers a unit, as a file does. */
  const found = async (gateway: TestGateway, index: number): Promise<string> => {
    const { readModel } = gateway.services;
    const parent = await readModel.organisation(gateway.union.orgId);
    const row = {
      工会名称: UNIONS[index] ?? '',
      单位名称: UNITS[index] ?? '',
      上级工会名称: parent?.name ?? '',
    };
    const content = csvText(ORGANISATION_COLUMNS, [organisationRow(index, row)]);
    await runImport(network.test, gateway, { kind: 'organisations', content });
    const [union] = await readModel.organisationsByName(gateway.union.code, UNIONS[index] ?? '');
    return union?.orgId ?? '';
  };
  const ofUnion = (row: FileRow, home: Home): string => {
    const index = home === 'sichuan' ? 0 : 1;
    const union = { 所属工会: UNIONS[index] ?? '', 工作单位: UNITS[index] ?? '' };
    return csvText(MEMBER_COLUMNS, [{ ...row, ...union }]);
  };
  const load = async (row: FileRow): Promise<void> => {
    const { test, sichuan } = network;
    const { counts } = await runImport(test, sichuan, { content: ofUnion(row, 'sichuan') });
    expect(counts.done).to.equal(1);
    await network.catchUp();
  };
  const outcomeOf = async (row: FileRow, home: Home): Promise<string | undefined> => {
    const { importId } = await readImport(network[home], { content: ofUnion(row, home) });
    const [report] = await reportOf(network[home], importId);
    return report?.outcome;
  };
  const refusalOf = async (person: PersonInput, home: Home): Promise<unknown> => {
    const { status, json } = await signedFetch(network[home], network[home].union.root, {
      target: '/v1/preparations',
      body: { type: 'person.enrol', person, org: orgs[home], decision: { joined: '2025-05-04' } },
    });
    return status === 201 ? 'prepared' : (json as { code: string }).code;
  };
  const isMember = async (person: Pick<PersonInput, 'docNumber' | 'name'>, gateway: TestGateway) => {
    const { docNumber, name } = person;
    const body = { docType: '111', docNumber, name, purpose: 'test' };
    const { json } = await signedFetch(gateway, gateway.union.root, { target: '/v1/verifications', body });
    return signedAnswer.parse(json).answer.result.isMember;
  };
  const everywhere = async (person: Pick<PersonInput, 'docNumber' | 'name'>): Promise<readonly string[]> => [
    await isMember(person, network.sichuan),
    await isMember(person, network.beijing),
  ];

  describe('while two overlap', () => {
    it('stand in what anybody may ask', async () => {
      const { json } = await signedFetch(network.beijing, network.beijing.union.root, {
        target: '/v1/network',
      });
      expect((json as { keyVersions: unknown }).keyVersions).to.deep.equal([1, 2]);
    });

    it('find who came under the older, at home and elsewhere', async () => {
      for (const person of [EARLY, ofRow(LOADED_EARLY)])
        expect(await everywhere(person)).to.deep.equal(['yes', 'yes']);
      expect(await everywhere({ ...EARLY, name: '测试另名' })).to.deep.equal(['no', 'no']);
      expect(await everywhere(NOBODY)).to.deep.equal(['no', 'no']);
    });

    it('enrol nobody again who came under the older, by counter or file, at home or elsewhere', async () => {
      expect(await refusalOf(EARLY, 'sichuan')).to.equal('MEMBER_UNCHANGED');
      expect(await refusalOf(EARLY, 'beijing')).to.equal('MEMBER_EXISTS');
      expect(await outcomeOf(LOADED_EARLY, 'sichuan')).to.equal('unchanged');
      expect(await outcomeOf(LOADED_EARLY, 'beijing')).to.equal('elsewhere');
    });

    it('prepare under the newer with the older beside it, and find who came so', async () => {
      const { test, sichuan } = network;
      const parts = await enrol(test, sichuan, { org: orgs.sichuan, person: LATE });
      expect(parts.personKey).to.match(/^2\./);
      expect(parts.formerKey).to.match(/^1\./);
      await load(LOADED_LATE);
      for (const person of [LATE, ofRow(LOADED_LATE)])
        expect(await everywhere(person)).to.deep.equal(['yes', 'yes']);
      expect(await refusalOf(LATE, 'beijing')).to.equal('MEMBER_EXISTS');
      expect(await outcomeOf(LOADED_LATE, 'beijing')).to.equal('elsewhere');
    });
  });

  describe('once the older is closed', () => {
    before(() => turn('governance.closeKeyVersion', 1));

    it('find who came while they overlapped', async () => {
      for (const person of [LATE, ofRow(LOADED_LATE)])
        expect(await everywhere(person)).to.deep.equal(['yes', 'yes']);
      expect(await refusalOf(LATE, 'beijing')).to.equal('MEMBER_EXISTS');
    });

    it('prepare under the newer alone', async () => {
      const { personKey, formerKey } = await prepare(network.sichuan, network.sichuan.union.root, {
        ...{ org: orgs.sichuan, person: NOBODY },
      });
      expect([personKey.slice(0, 2), formerKey]).to.deep.equal(['2.', undefined]);
    });
  });
});

function personOf(index: number): PersonInput {
  const docNumber = idNumber(900 + index);
  const sex = sexOfNumber(docNumber);
  return { ...PERSON, docNumber, name: `测版本${'甲乙丙'[index - 1] ?? ''}`, sex };
}

function ofRow(row: FileRow): Pick<PersonInput, 'docNumber' | 'name'> {
  return { docNumber: row['证件号码'] ?? '', name: row['姓名'] ?? '' };
}
