// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parseHex } from '@unionid/domain/sm';
import {
  filesUnder,
  guessNeedles,
  needlesOf,
  scanRun,
  scanSources,
  type ScanReport,
} from '@unionid/ledger-scan';
import { ordererName, peerName } from '@unionid/network';
import { NATIONAL, SAMPLE_FILES, UNIONS, type TestNetwork } from '@unionid/test-network';
import { gatewayMetricsUrl } from '#src/setup/gateway-nodes.js';
import { gatewaySecretFiles } from '#src/setup/secret-files.js';
import { CANARY, MEMBER, PLANTED, plantPeople } from '../support/plant-people.js';
import { secretsOf, secretsOfFile } from '../support/planted-people.js';
import { readMetrics } from '../support/read-metrics.js';
import { realNetwork } from '../support/real-network.js';

const SAMPLE_PEOPLE = 60;
const CANARY_LABEL = 'the canary';
/** Where a gateway keeps its tables, and how a finding in them reads: PostgreSQL writes rows as they are. */
const GATEWAY_DATA = {
  process: ['data', /\.db: table \w+ row \d+ column \w+/],
  container: ['database', /pgdata\/(?:base|pg_wal)\//],
} as const;

// Last of the end-to-end tests: it searches what all of them left on the disks.
describe('what the network keeps', () => {
  let test: TestNetwork;
  let report: ScanReport;

  before(async () => {
    test = await realNetwork();
    await plantPeople(test);
    await restartPeer(test, 'anhui');
    await test.network.launcher.refreshLogs();
    report = scanRun({
      runDir: test.runDir,
      needles: needlesOf([{ label: CANARY_LABEL, text: CANARY }, ...secrets()]),
      further: await readMetrics(
        test.network,
        UNIONS.map(({ organization }) => gatewayMetricsUrl(test.network, organization)),
      ),
    });
  });

  function secrets() {
    const planted = PLANTED.flatMap((person, index) => secretsOf(person, `person ${index}`));
    return [...planted, ...secretsOfFile(SAMPLE_FILES.members, SAMPLE_PEOPLE)];
  }

  let guesses: ScanReport['findings'] | undefined;

  // With the keys of both: what one of them alone can compute is among it, and its label names whose keys it took.
  function guessFindings(): ScanReport['findings'] {
    const keys = { ...gatewayKeys(test, 'beijing'), ...gatewayKeys(test, NATIONAL.organization) };
    guesses ??= scanLedger(test, guessNeedles({ keys, guess: guessOf() })).findings;
    return guesses;
  }

  function canaryPlaces(folder: string): string[] {
    return report.findings
      .filter(({ label, source }) => label === CANARY_LABEL && source.startsWith(`${folder}/`))
      .map(({ source, place }) => `${source}: ${place}`);
  }

  it('was searched to the end', () => {
    expect(report.unreadable).to.deep.equal([]);
  });

  it('has the canary in the blocks and the state of every peer, decoded', () => {
    for (const peer of peersOf(test)) {
      const places = canaryPlaces(`data/${peer}`).join('\n');
      expect(places, peer).to.match(/chains\/.*blockfile_\d+: block \d+ transaction \d+/);
      expect(places, peer).to.match(/stateLeveldb\/.*: (?:table|log) record \d+ value/);
    }
  });

  it('has the canary in the blocks of every ordering node, decoded', () => {
    for (const orderer of test.network.topology.orderers) {
      const places = canaryPlaces(`data/${ordererName(orderer)}`).join('\n');
      expect(places, orderer.name).to.match(/blockfile_\d+: block \d+ transaction \d+/);
    }
  });

  it('has the canary in the read model of every gateway, decoded', () => {
    for (const { organization } of UNIONS) {
      const [folder, place] = GATEWAY_DATA[test.network.runtime];
      const places = canaryPlaces(`unions/${organization}/${folder}`).join('\n');
      expect(places, organization).to.match(place);
    }
  });

  it('has the canary in the compressed tables of a peer that was started again', () => {
    const places = canaryPlaces(`data/${peerOf(test, 'anhui')}/ledgersData/stateLeveldb`);
    expect(places.join('\n')).to.match(/\.ldb: table record \d+ value/);
  });

  it('has nothing of anybody on any peer, ordering node or gateway, in no log and no metric', () => {
    const others = report.findings.filter(({ label }) => label !== CANARY_LABEL);
    expect(others.slice(0, 20)).to.deep.equal([]);
  });

  it('lets one province’s gateway, or the national one, confirm no guess at an ID number on a copy of the ledger', () => {
    const alone = guessFindings().filter(
      ({ label }) => !(label.includes('beijing.') && label.includes('national.')),
    );
    expect(alone.slice(0, 20)).to.deep.equal([]);
  });

  it('would confirm it with the keys of both sides', () => {
    const findings = guessFindings();
    for (const peer of peersOf(test)) {
      const how = findings
        .filter(({ source }) => source.startsWith(`${peer}/ledgersData/stateLeveldb/`))
        .map(({ label }) => label);
      expect(how, peer)
        .to.include('hmac-sm3(national.person, hmac-sm3(beijing.person, v1|type|number))')
        .and.include('hmac-sm3(national.name, hmac-sm3(beijing.name, v1|type|number|name))');
    }
  });
});

function guessOf() {
  const { docType, docNumber, name, mobile } = MEMBER;
  return { docType, docNumber, name, phone: mobile };
}

function scanLedger(test: TestNetwork, needles: Parameters<typeof scanSources>[1]): ScanReport {
  return scanSources(filesUnder(join(test.runDir, 'data')), needles);
}

/** Every secret of one gateway. */
function gatewayKeys(test: TestNetwork, organization: string): Record<string, Uint8Array> {
  const files = gatewaySecretFiles(test.runDir, organization);
  const isNational = organization === NATIONAL.organization;
  const { person = '', name = '' } = JSON.parse(
    readFileSync(isNational ? files.nationalMatchingKeysFile : files.provinceMatchingKeysFile, 'utf8'),
  ) as Partial<Record<string, string>>;
  const keys = {
    person,
    name,
    answer: readFileSync(files.answerKeyFile, 'utf8').trim(),
    ...(isNational ? {} : { vault: readFileSync(files.vaultKeyFile, 'utf8').trim() }),
  };
  return Object.fromEntries(
    Object.entries(keys).map(([use, hex]) => [`${organization}.${use}`, parseHex(hex) ?? expect.fail(use)]),
  );
}

function peersOf(test: TestNetwork): string[] {
  return UNIONS.map(({ organization }) => peerOf(test, organization));
}

function peerOf({ network }: TestNetwork, organization: string): string {
  const found = network.topology.organizations.find(({ name }) => name === organization);
  return found === undefined ? expect.fail(organization) : peerName(found, 0);
}

// What a peer holds in its write-ahead log becomes a compressed table when it starts again.
async function restartPeer(test: TestNetwork, organization: string): Promise<void> {
  await test.network.launcher.stop([peerOf(test, organization)]);
  await test.network.up();
}
