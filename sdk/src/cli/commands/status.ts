// SPDX-License-Identifier: Apache-2.0
import { fingerprintOf } from '@unionid/domain/instruction';
import type { Command, CommandContext } from '../command/command.js';
import type { Exit } from '../terminal/exit-code.js';

export const statusCommands: readonly Command[] = [
  {
    name: 'status',
    args: [],
    summary: { zh: '网关与网络的状态', en: 'State of gateway and network' },
    options: [],
    run: showStatus,
  },
];

async function showStatus({ terminal, session }: CommandContext): Promise<Exit> {
  const client = session.publicClient();
  const [network, readiness] = [await client.network.get(), await client.service.readiness()];
  const { publicKey } = network.gatewayKey;
  const trusted = (session.settings.trustedKeys ?? []).some(
    (key) => key.publicKey === publicKey && key.mspId === network.mspId,
  );
  const fingerprint = fingerprintOf(publicKey);
  const ready = readiness.ready
    ? terminal.text('ready')
    : terminal.text('notReady', { code: readiness.code ?? '' });
  const { mspId, province, height, channel } = network;
  const chaincode = network.chaincodes.map(({ name }) => name).join(', ');
  terminal.result({ ...network, ...readiness, fingerprint, trusted }, [
    terminal.text('statusNetwork', { network: network.network, channel, chaincode }),
    terminal.text('statusGateway', { mspId, province, height, ready }),
    terminal.text('statusKey', {
      mspId,
      fingerprint,
      trusted: terminal.text(trusted ? 'trusted' : 'untrusted'),
    }),
    ...(network.keyVersions === undefined
      ? []
      : [
          terminal.text('statusKeyVersions', {
            versions: network.keyVersions.join(terminal.language === 'zh' ? '、' : ', '),
          }),
        ]),
    ...network.provinces.map(
      ({ code, name, mspId: msp, rootOrg = '' }) => `  ${code} ${name} ${msp} ${rootOrg}`,
    ),
  ]);
  return readiness.ready ? 'ok' : 'unknown';
}
