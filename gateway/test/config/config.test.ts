// SPDX-License-Identifier: Apache-2.0
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { newSm2KeyPair } from '@unionid/domain/signing';
import { ConfigError, loadConfig, parseConfig } from '#src/config/config.js';
import { loadSecrets } from '#src/config/secrets.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const KEY = 'ab'.repeat(32);

describe('settings', () => {
  const folder = useTemporaryFolder();
  const at = (name: string): string => join(folder(), name);

  const settings = (): Record<string, unknown> & { secrets: Record<string, string> } => ({
    ...{ network: 'n', channel: 'union-main', chaincodes: ['identity', 'benefit'], mspId: 'SichuanMSP' },
    ...{ nationalMspId: 'NationalMSP', province: '51', dataDir: at('data') },
    listen: { host: '127.0.0.1', port: 8080 },
    fabric: {
      ...{ peerEndpoint: 'localhost:7051', tlsRootCertFile: '/x', certFile: '/x', keyFile: '/x' },
      maxInFlight: 100,
    },
    secrets: {
      answerKeyFile: at('answer'),
      vaultKeyFile: at('vault'),
      provinceMatchingKeysFile: at('matching'),
    },
    ...{ matchingUrl: 'http://127.0.0.1:1', matchingQuotaPerDay: 10, logLevel: 'info' },
  });

  it('are read from a file', () => {
    writeFileSync(at('gateway.json'), JSON.stringify(settings()));
    expect(loadConfig(at('gateway.json'))).to.include({ province: '51', maxRequests: 400 });
  });

  for (const [name, change, expected] of [
    ['an unknown field', { colour: 'red' }, /Unrecognized key: "colour"/],
    ['a relative path', { dataDir: 'data' }, /dataDir: must be an absolute path/],
    ['a missing field', { mspId: undefined }, /mspId/],
    ['too many transactions for the peer', { fabric: { maxInFlight: 500 } }, /fabric.maxInFlight/],
    ['a province without matching endpoint', { matchingUrl: undefined }, /matchingUrl is missing/],
    ['no chaincode that says who may act', { chaincodes: ['benefit'] }, /chaincodes: must name identity/],
    ['a chaincode named twice', { chaincodes: ['identity', 'identity'] }, /chaincodes: must name each once/],
    ['a chaincode that is not ours', { chaincodes: ['identity', 'other'] }, /chaincodes.1/],
    ['an open port without TLS', { listen: { host: '0.0.0.0', port: 1 } }, /listen: beyond loopback/],
    ['a named host without TLS', { listen: { host: 'gw', port: 1 } }, /listen: beyond loopback/],
    ['a vault at the national gateway', { mspId: 'NationalMSP' }, /vaultKeyFile does not belong/],
  ] as const) {
    it(`with ${name} are refused by name`, () => {
      expect(() => parseConfig({ ...settings(), ...change }, 'test')).to.throw(ConfigError, expected);
    });
  }

  it('may listen beyond loopback with a certificate of its own or behind a proxy that ends TLS', () => {
    const listens = [
      { host: '0.0.0.0', port: 1, tls: { certFile: '/c', keyFile: '/k' } },
      { host: '0.0.0.0', port: 1, tlsAtProxy: true },
      ...['127.0.0.1', '127.8.0.1', '::1', 'localhost'].map((host) => ({ host, port: 1 })),
    ];
    for (const listen of listens)
      expect(parseConfig({ ...settings(), listen }, 'test').listen).to.deep.include(listen);
  });

  it('that do not exist or are no JSON are told so', () => {
    expect(() => loadConfig(at('none.json'))).to.throw(ConfigError, 'none.json');
    writeFileSync(at('bad.json'), '{');
    expect(() => loadConfig(at('bad.json'))).to.throw(ConfigError, 'not JSON');
  });

  describe('secrets', () => {
    const write = (name: string, text: string, mode = 0o600): void => {
      writeFileSync(at(name), text);
      chmodSync(at(name), mode);
    };
    const load = (): ReturnType<typeof loadSecrets> => loadSecrets(parseConfig(settings(), 'test'));
    const { privateKey } = newSm2KeyPair();

    beforeEach(() => {
      write('answer', `${privateKey}\n`);
      write('vault', KEY);
      write('matching', JSON.stringify({ person: KEY, name: KEY }));
    });

    it('are read from files that only their owner reads', () => {
      const { answerKey, vaultKey, provinceMatchingKeys, nationalMatchingKeys } = load();
      expect(answerKey).to.equal(privateKey);
      expect(vaultKey).to.have.length(32);
      expect(provinceMatchingKeys?.name).to.have.length(32);
      expect(nationalMatchingKeys).to.equal(undefined);
    });

    describe('of the national gateway', () => {
      const loadNational = (person: unknown): ReturnType<typeof loadSecrets> => {
        write('matching', JSON.stringify({ person, name: KEY }));
        const secrets = { answerKeyFile: at('answer'), nationalMatchingKeysFile: at('matching') };
        return loadSecrets({ secrets });
      };
      const versionsOf = (person: unknown): readonly number[] => [
        ...(loadNational(person).nationalMatchingKeys?.person.keys() ?? []),
      ];

      it('are a key by version; one alone is the first', () => {
        expect(versionsOf(KEY)).to.deep.equal([1]);
        expect(versionsOf({ 1: KEY, 12: KEY })).to.deep.equal([1, 12]);
      });

      for (const person of [
        { 0: KEY },
        { '01': KEY },
        { v1: KEY },
        { 10000: KEY },
        {},
        { 1: 'short' },
        { 1: 1 },
        [KEY],
        null,
      ])
        it(`are refused as ${JSON.stringify(person).replaceAll(KEY, '…')}, and never shown`, () => {
          expect(() => loadNational(person))
            .to.throw(ConfigError, at('matching'))
            .that.satisfies(({ message }: Error) => !message.includes(KEY));
        });
    });

    for (const mode of [0o640, 0o604, 0o644, 0o660]) {
      it(`are refused where others may read them: ${mode.toString(8)}`, () => {
        chmodSync(at('vault'), mode);
        expect(load).to.throw(ConfigError, `chmod 600 '${at('vault')}'`);
      });
    }

    for (const [name, file, text] of [
      ['a private key out of range', 'answer', 'f'.repeat(64)],
      ['a short key', 'vault', 'abcd'],
      ['matching keys of another form', 'matching', `{"person":"${KEY}"}`],
      ['matching keys that are no JSON', 'matching', KEY],
    ] as const) {
      it(`with ${name} are refused without being repeated`, () => {
        write(file, text);
        expect(load).to.throw(ConfigError).with.property('message').that.does.not.include(text);
      });
    }

    it('that do not exist are told so', () => {
      const config = parseConfig(settings(), 'test');
      const secrets = { ...config.secrets, vaultKeyFile: at('none') };
      expect(() => loadSecrets({ secrets })).to.throw(ConfigError, at('none'));
    });
  });
});
