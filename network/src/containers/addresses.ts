// SPDX-License-Identifier: Apache-2.0
import { organizationsElsewhere, type Part } from '../topology/part.js';
import {
  gatewayHost,
  ordererHost,
  type Organization,
  peerHost,
  type Topology,
} from '../topology/topology.js';

/** Name under which this host's own address is given. */
export const HERE = 'here';

/** A variable of the .env file: the address of a host. */
export interface HostAddress {
  /** Whose host it is, for people. */
  readonly whose: string;
  /** Empty until its administrator fills it in. */
  readonly value: string;
}

/** What the compose file of a part has to know of the other hosts. */
export interface Addresses {
  /** Host name of each node elsewhere → variable with its address. */
  readonly elsewhere: Readonly<Record<string, string>>;
  readonly addresses: Readonly<Record<string, HostAddress>>;
}

/**
 * One variable for each organisation elsewhere: names of hosts are the same everywhere, and what they resolve to is
 * said in one place of each host.
 * @param known addresses by organisation
 */
export function addressesOf(
  { topology, part }: { readonly topology: Topology; readonly part: Part },
  known: Readonly<Record<string, string>>,
): Addresses {
  const others = organizationsElsewhere({ topology, part });
  return {
    elsewhere: Object.fromEntries(
      others.flatMap((other) => hostsOf(topology, other).map((host) => [host, variableOf(other)])),
    ),
    addresses: Object.fromEntries(
      others.map((other) => [
        variableOf(other),
        { whose: other.displayName, value: known[other.name] ?? '' },
      ]),
    ),
  };
}

function hostsOf({ orderers }: Topology, organization: Organization): readonly string[] {
  return [
    ...Array.from({ length: organization.peers }, (_, index) => peerHost(organization, index)),
    ...orderers.filter(({ operatedBy }) => operatedBy === organization.name).map(ordererHost),
    gatewayHost(organization),
  ];
}

function variableOf({ name }: Organization): string {
  return `${name.toUpperCase().replaceAll('-', '_')}_ADDRESS`;
}
